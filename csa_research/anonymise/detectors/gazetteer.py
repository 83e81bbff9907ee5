"""Places of the packaged lists, and the schools, streets and hospitals of a study's own CSV."""

from __future__ import annotations

from collections.abc import Iterable

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.talk import Talk

NAME = "gazetteer"
_BEFORE = frozenset("in at from to over near around off outside by through down up of into".split())


def phrases(names: Iterable[str]) -> frozenset[str]:
    """The names as the detector compares them."""
    return frozenset(" ".join(w.key for w in Talk(name).words) for name in names if name.strip())


def find(talk: Talk, lists: Lists, *, own: frozenset[str] = frozenset()) -> list[Hit]:
    """Every place of the lists, the longest first; places that are words or names only with a capital."""
    own_starts = {phrase.split()[0] for phrase in own if phrase}
    hits: list[Hit] = []
    number = 0
    while number < len(talk.words):
        length = _match(talk, number, lists, own) if _begins(talk.keys[number], lists, own_starts) else 0
        if length:
            hits.append(talk.hit(number, number + length - 1, "PLACE", 0.7, NAME, "stands in the list of places"))
        number += max(1, length)
    return hits


def _begins(key: str, lists: Lists, own_starts: set[str]) -> bool:
    return key in lists.place_starts or key in own_starts


def _match(talk: Talk, number: int, lists: Lists, own: frozenset[str]) -> int:
    for length in range(min(5, len(talk.words) - number), 0, -1):
        phrase = talk.phrase(number, number + length - 1)
        if phrase in own and (length > 1 or not lists.ordinary(phrase) or talk.words[number].capital):
            return length
        if phrase in lists.places and phrase not in lists.allowed and _certain(talk, number, length, lists):
            return length
    return 0


def _certain(talk: Talk, number: int, length: int, lists: Lists) -> bool:
    words = talk.words[number : number + length]
    if talk.cased:
        if not (words[0].capital and words[-1].capital):
            return length == 1 and not lists.ordinary(words[0].key) and not lists.any_name(words[0].key)
        return length > 1 or not words[0].initial or not lists.ordinary(words[0].key)
    if length > 1:
        return not all(lists.ordinary(w.key) for w in words) or (number > 0 and talk.words[number - 1].key in _BEFORE)
    return not lists.ordinary(words[0].key)
