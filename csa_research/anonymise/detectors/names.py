"""Names known to the packaged list, wherever they stand; names that are words too only where a name would stand."""

from __future__ import annotations

from csa_research.anonymise.detectors.context import name_like
from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.talk import Talk

NAME = "names"


def find(talk: Talk, lists: Lists) -> list[Hit]:
    """Every word of the list of names, joined where first name and surname stand together."""
    hits: list[Hit] = []
    for number, word in enumerate(talk.words):
        score = _score(talk, number, lists)
        if not score:
            continue
        hit = talk.hit(number, number, "PERSON", score, NAME, "stands in the list of names")
        if hits and number and hits[-1].end == talk.words[number - 1].end and talk.between(number - 1, number) in (" ", "-"):
            hits[-1] = Hit(hits[-1].start, hit.end, "PERSON", max(hits[-1].score, score), NAME, hit.why)
        else:
            hits.append(hit)
    return hits


def _score(talk: Talk, number: int, lists: Lists) -> float:
    word = talk.words[number]
    key = word.key.removesuffix("s") if word.key not in lists.names and word.key[:-1] in lists.names else word.key
    if lists.pure_name(key) and not lists.ordinary(word.key):
        if talk.cased and word.capital:
            return 0.75
        return 0.6 if not talk.cased or "f" in lists.names[key] else 0.35
    if lists.any_name(word.key) and name_like(talk, number, lists):
        return 0.5 if talk.cased and not word.initial else 0.45
    return 0.0
