"""What kind of person, place or organisation a pseudonym calls somebody: Child, Colleague, School, Street."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from csa_research.anonymise.asking.questions import Texts
from csa_research.anonymise.naming.names import is_possessive, kind, tokens
from csa_research.records import Identifier

LETTERED = frozenset({"School", "Surgery", "Hospital", "Team", "Organisation", "Home"})

_PEOPLE = {
    "Child": "child lad girl boy son daughter pupil baby toddler kid kiddie twin twins schoolgirl brother sister sibling student",
    "Parent": "mum mom mam mummy mother dad daddy father stepdad stepmum stepfather stepmother parent",
    "Relative": "nan nanna nanny gran grandma granny grandad grandfather grandmother uncle auntie aunty aunt cousin",
    "Colleague": "ds dc dci di pc pcso sgt sergeant inspector detective officer worker social teacher dsl nurse dr doctor"
    " gp consultant manager colleague psychologist midwife head headteacher iro solicitor registrar paediatrician",
}
_NOUN_OF = {word: noun for noun, words in _PEOPLE.items() for word in words.split()}
_SCHOOL_NEAR = frozenset("school primary secondary academy juniors infants pupils teacher headteacher dsl class".split())
_STREET = frozenset("lane road street close drive avenue row way walk crescent rise terrace gardens grove court rd st".split())
_SITE = frozenset("park station mosque church pub shop centre market library church canal pool field fields baths arms".split())
_SENTENCE = re.compile(r"[.?!\n]")
_REACH = 400
"""Characters on either side of a mention that are looked at: a whole interview may stand in one turn."""


def noun(mentions: Iterable[Identifier], texts: Texts, type_: str) -> str:
    """The noun for an entity, from its own words and the words beside its mentions."""
    found = tuple(mentions)
    match type_:
        case "PERSON":
            return _person(found, texts)
        case "ORG":
            return _organisation(found, texts)
        case "PLACE":
            return _place(found)
        case "OPERATION":
            return "Operation"
        case _:
            return "Detail"


def _person(mentions: tuple[Identifier, ...], texts: Texts) -> str:
    votes: Counter[str] = Counter()
    for mention in mentions:
        for said, weight in _near(mention, texts):
            if said in _NOUN_OF:
                votes[_NOUN_OF[said]] += weight
    best = max(votes.values(), default=0)
    return next((name for name in ("Colleague", "Child", "Parent", "Relative") if best and votes[name] == best), "Person")


def _near(mention: Identifier, texts: Texts) -> list[tuple[str, int]]:
    """Words of the mention and those beside it in its sentence, the nearer the heavier."""
    text = texts.get((mention.group, mention.turn), "")
    before = tokens(_SENTENCE.split(text[max(0, mention.span.start - _REACH) : mention.span.start])[-1])[-3:]
    tail = text[mention.span.end : mention.span.end + _REACH]
    owner = is_possessive(mention.text) or tail[:2] in ("'s", "’s")
    beside = tokens(_SENTENCE.split(tail)[0])[: 4 if tail.startswith(",") else 1]
    pairs = [(word, 8) for word in tokens(mention.text)]
    pairs += [(word, 5 - i) for i, word in enumerate(reversed(before), 1)]
    return pairs if owner else pairs + [(word, 5 - i) for i, word in enumerate(beside, 1)]


def _organisation(mentions: tuple[Identifier, ...], texts: Texts) -> str:
    kinds = Counter(said for mention in mentions if (said := kind(tokens(mention.text))))
    kinds.pop("Operation", None)
    if kinds:
        return kinds.most_common(1)[0][0]
    near = {word for mention in mentions for word, _ in _near(mention, texts)}
    return "School" if near & _SCHOOL_NEAR else "Organisation"


def _place(mentions: tuple[Identifier, ...]) -> str:
    said = {word for mention in mentions for word in tokens(mention.text)[-1:]}
    if said & _STREET:
        return "Street"
    return "Place" if said & _SITE else "Town"
