"""Badly cased turns with capitals put where the lists expect names, letter for letter, so that the cased model sees them."""

from __future__ import annotations

from csa_research.anonymise.detectors.context import name_like
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.talk import Talk

TITLES = frozenset("operation mr mrs miss ms dr sergeant inspector constable pc dc ds sister auntie uncle".split())
HEADS = frozenset(
    "road street lane avenue close crescent drive academy primary school college nursery surgery hospital hospice ward house"
    " lodge park"
    " church mosque court club".split()
)


def truecase(talk: Talk, lists: Lists) -> str:
    """The text, position for position, in lower case with capitals on likely names; unchanged if it is properly cased."""
    if talk.cased:
        return talk.text
    letters = list(talk.low)
    for number, word in enumerate(talk.words):
        if _raise(talk, number, lists):
            letters[word.start] = _upper(letters[word.start])
    return "".join(letters)


def _raise(talk: Talk, number: int, lists: Lists) -> bool:
    word = talk.words[number]
    if number == 0 or word.key == "i" or word.key in TITLES:
        return True
    if word.key in lists.function:
        return False
    if word.key in HEADS:
        return number > 0 and not lists.ordinary(talk.words[number - 1].key)
    if not lists.ordinary(word.key):
        return True
    if lists.any_name(word.key) and name_like(talk, number, lists):
        return True
    beside = {talk.words[n].key for n in (number - 1, number + 1) if 0 <= n < len(talk.words)}
    return bool(beside & HEADS) and lists.common.get(word.key, 9999) > 600


def _upper(letter: str) -> str:
    high = letter.upper()
    return high if len(high) == 1 else letter
