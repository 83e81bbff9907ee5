"""Schools, surgeries, hospitals, homes, clubs, operations, streets and addresses by the noun that heads them."""

from __future__ import annotations

from functools import cache

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.patterns.numbers import AMOUNT
from csa_research.anonymise.detectors.patterns.rules import Rule, compiled, run
from csa_research.anonymise.detectors.talk import Talk
from csa_research.records import IdentifierType

NAME = "patterns.places"
HEADS: dict[str, IdentifierType] = {
    **dict.fromkeys(
        "academy school primary juniors junior infants infant high nursery college grammar comp comprehensive surgery"
        " hospital hospice ward"
        " practice clinic infirmary unit suite team trust project church mosque masjid gurdwara mandir temple chapel club fc"
        " rovers united"
        " olympic athletic scouts cadets brownies guides baths gymnastics court house lodge cottage hostel refuge home"
        " centre centres"
        " foundation society association cafe kitchen kebabs tavern arms inn crowns hall rooms towers works children".split(),
        "ORG",
    )
}
LOW_HEADS = frozenset(
    "academy primary juniors infants nursery surgery hospital hospice ward church mosque masjid gurdwara mandir rovers"
    " scouts cadets"
    " college lodge infirmary grammar".split()
)
STREETS = frozenset(
    "road street lane avenue close crescent drive way hill place court row rise walk bank grove gardens terrace green square"
    " mews parade"
    " view fold croft estate gate end vale meadow".split()
)
LOW_STREETS = frozenset("road street lane avenue crescent close drive terrace grove gardens rise".split())
GROUNDS = {"fields": ("playing",), "field": ("playing",), "pitches": ("playing",), "ground": ("recreation", "sports", "cricket")}
OPERATION = frozenset(("operation", "op"))
_SAINTS = frozenset(
    "thomas more;thomas mores;john fisher;john vianney;john bosco;thomas aquinas;thomas becket;francis xavier;philip neri;"
    "edmund campion;margaret clitherow;mary magdalene;mary magdalen;john ogilvie;john henry;anne line".split(";")
)
_PLACE_BEFORE = frozenset("at in on off from to up down near outside by over round behind opposite along past of".split())
_GENERIC = frozenset(
    "primary secondary special local mainstream private public first middle upper lower junior infant high nursery grammar"
    " church childrens"
    " children social care early help family crown county magistrates youth health mental community general maternity"
    " emergency eye day"
    " after breakfast out main old new big same whole other every each different another own safeguarding strategy child"
    " protection duty"
    " assessment home foster care long term short response neighbourhood specialist support outreach legal training police"
    " station youth"
    " offending justice virtual teaching medical sexual assault referral walk in drop my our your his her their the a an"
    " this that no"
    " back front side cross one way side right wrong whose which what any some nearest dead long high ring motor lip fast"
    " slip service open"
    " catholic sunday saturday faith district general private boarding independent free lovely little nice good bad football"
    " swimming dance"
    " boxing chess book breakfast night play full half hotel building leisure sports shopping job day contact town city call"
    " custody".split()
)


@cache
def _address_rules() -> tuple[Rule, ...]:
    street = (
        r"(?:road|street|lane|avenue|close|crescent|drive|way|hill|place|court|row|rise|walk|bank|grove|gardens|terrace"
        r"|green|square|mews|view|fold|croft|house|cottages?|towers|point|park)"
    )
    part = r"(?:,? (?:flat|apartment|unit|block) (?:\w|\d+|%s)\b)?" % AMOUNT  # noqa: UP031
    bar = (
        r"(?!(?:a|the|my|our|your|his|her|their|was|were|is|are|and|or|in|on|at|of|off|to|for|from|up|down|per|more|other|different"
        r"|years?|months?|weeks?|days?|hours?|minutes?|times?|people|way|that|this|it|he|she|they|we|i|you|main|dual)\b)"
    )
    side = r"(?: (?:south|north|east|west))?"
    return compiled(
        (
            (
                rf"\b((?:(?:number|flat|no\.?) )?{AMOUNT}[a-z]?,? (?:{bar}[a-z][\w'’]* ){{1,3}}?{street}\b{side}{part})",
                "PLACE", 0.85, "an address",
            ),
            (rf"\b((?:flat|apartment) (?:\d+[a-z]?|[a-z]\b|{AMOUNT})(?:,? [a-z][\w'’]+ (?:house|court|towers|point))?)",
            "PLACE", 0.5, "a flat"),
        )
    )  # fmt: skip


def find(talk: Talk, lists: Lists) -> list[Hit]:
    """Every place or body named by a head noun, and every address."""
    hits = run(_address_rules(), talk.text, NAME)
    for number, word in enumerate(talk.words):
        if word.key in OPERATION:
            hits += _operation(talk, lists, number)
        elif word.key in ("st", "saint") and number + 1 < len(talk.words):
            hits += _saint(talk, lists, number)
        elif word.key in GROUNDS and number and talk.keys[number - 1] in GROUNDS[word.key]:
            hits += _ground(talk, lists, number)
        elif word.key in HEADS or word.key in STREETS:
            hits += _headed(talk, lists, number)
    return hits


def _operation(talk: Talk, lists: Lists, number: int) -> list[Hit]:
    if number + 1 >= len(talk.words) or talk.between(number, number + 1) != " ":
        return []
    following = talk.words[number + 1]
    if following.key in lists.function or not following.key[0].isalpha():
        return []
    if talk.cased and talk.words[number].capital and not following.capital and talk.words[number].key == "op":
        return []
    if talk.words[number].key == "op" and (number and talk.words[number - 1].key in ("co", "post", "photo", "the", "an", "pre")):
        return []
    last = number + 1
    if talk.cased:
        if not following.capital:
            return []
        while last + 1 < len(talk.words) and talk.words[last + 1].capital and talk.between(last, last + 1) == " ":
            last += 1
    return [talk.hit(number, last, "OPERATION", 0.95, NAME, "a named operation")]


def _saint(talk: Talk, lists: Lists, number: int) -> list[Hit]:
    following = talk.words[number + 1]
    if talk.between(number, number + 1) not in (" ", ". ") or following.key in lists.function:
        return []
    if talk.cased and not (talk.words[number].capital and following.capital):
        return []
    last = number + 1
    if last + 1 < len(talk.words) and talk.phrase(last, last + 1) in _SAINTS:
        last += 1
    while (
        last + 1 < len(talk.words)
        and talk.cased
        and talk.words[last + 1].capital
        and talk.between(last, last + 1) in (" ", "'s ", "’s ")
    ):
        last += 1
    return [talk.hit(number, last, "ORG", 0.9, NAME, "a body named after a saint")]


def _ground(talk: Talk, lists: Lists, number: int) -> list[Hit]:
    """Playing fields by what they are called: one or two words before, of which one is no everyday word."""
    first = number - 1
    while first > 0 and number - first < 3 and talk.between(first - 1, first) in (" ", "'s ", "’s ", "' "):
        key = talk.keys[first - 1]
        if key in lists.function or key in _GENERIC:
            break
        first -= 1
    if all(lists.ordinary(key) for key in talk.keys[first : number - 1]):
        return []
    return [talk.hit(first, number, "PLACE", 0.8, NAME, "playing fields by their name")]


def _headed(talk: Talk, lists: Lists, number: int) -> list[Hit]:
    head = talk.words[number]
    kind: IdentifierType = "PLACE" if head.key in STREETS and head.key not in HEADS else "ORG"
    first = _first_cased(talk, lists, number) if talk.cased and head.capital else _first_low(talk, lists, number)
    if first is None:
        return []
    last = number
    while last + 1 < len(talk.words) and talk.between(last, last + 1) == " " and _follows(talk, last + 1):
        last += 1
    return [talk.hit(first, last, kind, 0.8, NAME, "named by its head noun")]


def _follows(talk: Talk, number: int) -> bool:
    word = talk.words[number]
    return (
        (word.key in HEADS or word.key in ("south", "north", "east", "west"))
        and (word.capital or not talk.cased)
        and word.key != "children"
    )


def _first_cased(talk: Talk, lists: Lists, number: int) -> int | None:
    """The first of the capitalised words before the head, None when they are all generic."""
    first = number
    while (
        first > 0
        and number - first < 4
        and talk.words[first - 1].capital
        and talk.between(first - 1, first) in (" ", "'s ", "’s ", "-", " & ")
    ):
        if talk.words[first - 1].initial and talk.words[first - 1].key in lists.function:
            break
        first -= 1
        if talk.words[first].initial:
            break
    telling = [w for w in talk.words[first:number] if w.key not in _GENERIC]
    if not telling or talk.phrase(first, number) in lists.allowed or talk.phrase(number - 1, number) in lists.allowed:
        return None
    return first


def _first_low(talk: Talk, lists: Lists, number: int) -> int | None:
    """Without capitals: one to three telling words between a preposition and a head that is hardly ever used loosely."""
    head = talk.words[number].key
    if head not in LOW_HEADS and head not in LOW_STREETS:
        return None
    first = number
    while first > 0 and number - first < 3 and talk.between(first - 1, first) in (" ", "'s ", "-", "’s "):
        before = talk.words[first - 1]
        if before.key in lists.function or before.key in _GENERIC or (talk.cased and not before.capital):
            break
        first -= 1
    if first == number or (lists.ordinary(talk.words[number - 1].key) and not _placed(talk, first)):
        return None
    return None if talk.phrase(number - 1, number) in lists.allowed else first


def _placed(talk: Talk, first: int) -> bool:
    return first > 0 and talk.words[first - 1].key in _PLACE_BEFORE
