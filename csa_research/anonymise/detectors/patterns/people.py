"""People by what goes before them: ranks, titles, kinship words, introductions."""

from __future__ import annotations

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.talk import Talk

NAME = "patterns.people"
RANKS = frozenset(
    "pc dc ds di dci dcs ps pcso wpc sgt sergeant constable inspector insp superintendent detective da mr mrs ms mx mister"
    " missus dr"
    " professor prof reverend rev councillor cllr".split()
)
KINSHIP = frozenset(
    "miss doctor sister father pastor imam judge justice sir lady dame canon nurse matron auntie aunty aunt uncle nan nanna"
    " nana gran"
    " granny grandad granddad grandma cousin umm abu coach sarge sister mam nani dadi midwife".split()
)
_INTRO = (
    ("my", "name", "is"), ("my", "name"), ("i'm",), ("i", "am"), ("im",), ("this", "is"), ("called",), ("named",), ("name",
    "was"), ("name", "is"),
    ("name",), ("names",), ("short", "for"), ("known", "as"), ("call", "him"), ("call", "her"), ("call", "me"), ("ask", "for"),
)  # fmt: skip
_DOINGS = frozenset(("i", doing) for doing in "manage work teach run lead cover supervise coordinate chair do".split())
_INTRO_BY_LAST = {last: tuple(p for p in _INTRO if p[-1] == last) for last in {p[-1] for p in _INTRO}}
_OURS = frozenset("our little young poor old dear".split())
_NEVER = frozenset(
    "number numbers and or the said who came was is had of for in team station room line told asked rang but from with about"
    " that then"
    " number's ward manager call surgery school officer lead".split()
)
_LINKS = frozenset("al el ibn bin bint van von de der del la st mc mac o abdul o'".split())


def find(talk: Talk, lists: Lists) -> list[Hit]:
    """Every name after a rank, title, kinship word or introduction."""
    hits = _opener(talk, lists)
    for number, word in enumerate(talk.words):
        if word.key in RANKS or word.key in KINSHIP:
            hits += _after(talk, lists, number, strong=word.key in RANKS, why="a name after a rank, title or kinship word")
        elif word.key in _OURS:
            hits += _after(talk, lists, number, strong=False, why="a name after 'our' or 'little'")
        elif (length := _intro(talk, number)) and (length > 1 or word.key in ("i'm", "im", "called", "named")):
            hits += _after(talk, lists, number, strong=False, why="a name after an introduction")
    return hits


def _opener(talk: Talk, lists: Lists) -> list[Hit]:
    """Who says who they are at once, in talk without capitals: "patience i manage the nursery"."""
    for length in (1, 2):
        doing = talk.keys[length : length + 2]
        names = talk.keys[:length]
        if not talk.cased and doing in _DOINGS and all(lists.any_name(key) or not lists.ordinary(key) for key in names):
            return [talk.hit(0, length - 1, "PERSON", 0.6, NAME, "a name before what its bearer does")]
    return []


def _intro(talk: Talk, number: int) -> int:
    for phrase in _INTRO_BY_LAST.get(talk.keys[number], ()):
        start = number - len(phrase) + 1
        if start >= 0 and talk.keys[start : number + 1] == phrase:
            return len(phrase)
    return 0


def _after(talk: Talk, lists: Lists, number: int, *, strong: bool, why: str) -> list[Hit]:
    first = number + 1
    if first < len(talk.words) and talk.words[first].key in RANKS and strong:
        return []  # "Detective Sergeant": the next word is asked
    last = number
    while last + 1 < len(talk.words) and last - number < 4 and _joined(talk, last, last == number):
        if not _name_word(talk, lists, last + 1, strong=strong, first=last == number):
            break
        last += 1
    if last < first or (talk.words[last].key in _LINKS and last == first):
        return []
    return [talk.hit(first, last, "PERSON", 0.85, NAME, why)]


def _joined(talk: Talk, number: int, opening: bool) -> bool:
    gap = talk.between(number, number + 1)
    return gap in (" ", "-", "'") or (opening and gap in (". ", "'s ", "’s ") and _opens(talk, number, gap))


def _opens(talk: Talk, number: int, gap: str) -> bool:
    """A stop belongs to an abbreviated title ("Mr. Khan"), 's to "my name's"."""
    return talk.words[number].key == "name" if gap != ". " else len(talk.words[number].key) < 4


def _name_word(talk: Talk, lists: Lists, number: int, *, strong: bool, first: bool) -> bool:
    word = talk.words[number]
    if word.key in _NEVER or not word.key[0].isalpha():
        return False
    if talk.cased:
        return word.capital and word.key not in RANKS and not _service(word.key, word.text, lists)
    if word.key in lists.function:
        return strong and first and word.key in lists.word_names
    if first and strong:
        return lists.any_name(word.key) or not lists.ordinary(word.key)
    if word.key in lists.allowed and not lists.any_name(word.key):
        return False
    return (lists.any_name(word.key) and lists.common.get(word.key, 9999) > 600) or not lists.ordinary(word.key)


def _service(key: str, text: str, lists: Lists) -> bool:
    return (
        (key in lists.allowed and not lists.any_name(key))
        or (text.isupper() and len(text) > 1)
        or (key in lists.function and key not in lists.word_names)
    )
