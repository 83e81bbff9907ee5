"""What identifies nobody although a detector took it for a name: services, products, months, kinship words, durations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from csa_research.anonymise.detectors.capitals import allowed_words
from csa_research.anonymise.detectors.context import idiom_words
from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.patterns.people import RANKS
from csa_research.anonymise.detectors.talk import Talk

SURE = 0.85
GUESSERS = frozenset(("spacy", "uncased", "rampart", "names", "capitals", "gazetteer", "truecase"))
"""Detectors whose hits are checked; patterns and the roster have their own context."""


def keep(talk: Talk, hits: Iterable[Hit], lists: Lists) -> list[Hit]:
    """The hits with harmless words cut from their edges; those that are harmless altogether are left out."""
    idioms = idiom_words(talk)
    free = allowed_words(talk, lists) | idioms
    out = []
    for hit in hits:
        if hit.detector == "names" and idioms.isdisjoint(talk.touched(hit.start, hit.end)):
            out.append(hit)  # it has looked at the neighbours itself
        elif hit.detector.split(".")[0] not in GUESSERS:
            out.append(hit)
        elif (cut := _cut(talk, hit, free, lists)) is not None:
            out.append(cut)
    return out


def _cut(talk: Talk, hit: Hit, free: set[int], lists: Lists) -> Hit | None:
    inside = list(talk.touched(hit.start, hit.end))
    harmless = [n in free or _dull(talk, n, hit, lists) for n in inside]
    if all(harmless):
        return None
    while harmless[0]:
        inside, harmless = inside[1:], harmless[1:]
    while harmless[-1]:
        inside, harmless = inside[:-1], harmless[:-1]
    return replace(hit, start=max(hit.start, talk.words[inside[0]].start), end=min(hit.end, talk.words[inside[-1]].end))


def _dull(talk: Talk, number: int, hit: Hit, lists: Lists) -> bool:
    word = talk.words[number]
    if word.key[0].isdecimal() and hit.type not in ("CONTACT", "ID"):
        return len(word.key) < 3
    if word.key in RANKS:
        return True
    if word.key in lists.function:
        return not (word.key in lists.word_names and (word.capital and not word.initial))
    lower = talk.cased and not word.capital  # everyday words without a capital in a properly cased turn
    return lower and lists.ordinary(word.key) and hit.type not in ("CONTACT", "ID") and hit.score < SURE
