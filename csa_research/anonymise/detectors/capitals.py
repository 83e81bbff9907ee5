"""In a properly cased turn nearly every capital inside a sentence begins a name; the known harmless ones are left out."""

from __future__ import annotations

from collections.abc import Sequence

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.talk import Talk

NAME = "capitals"
LONGEST_ACRONYM = 5


def find(talk: Talk, lists: Lists) -> list[Hit]:
    """Every unexplained capital inside a sentence, and every unknown word that opens one."""
    if not talk.cased:
        return []
    free = allowed_words(talk, lists)
    hits: list[Hit] = []
    for number, word in enumerate(talk.words):
        if not word.capital or number in free or not word.key[0].isalpha():
            continue
        score = _score(talk, number, lists)
        if not score:
            continue
        if hits and number and hits[-1].end == talk.words[number - 1].end and talk.between(number - 1, number) in (" ", "-"):
            hits[-1] = Hit(hits[-1].start, word.end, "ORG", max(hits[-1].score, score), NAME, hits[-1].why)
        else:
            hits.append(talk.hit(number, number, "ORG", score, NAME, "a capital that nothing explains"))
    return hits


def allowed_words(talk: Talk, lists: Lists, *, least: int = 1) -> set[int]:
    """Numbers of the words that belong to an allowed phrase of `least` words or more."""
    free: set[int] = set()
    for number, key in enumerate(talk.keys):
        for length in lists.allowed_starts.get(key, ()):
            whole = least <= length <= len(talk.keys) - number
            if whole and talk.phrase(number, number + length - 1) in lists.allowed:
                free.update(range(number, number + length))
                break
    return free


def _score(talk: Talk, number: int, lists: Lists) -> float:
    word = talk.words[number]
    if word.key in lists.function or word.key.split("'")[0] in lists.function:
        return 0.0
    if word.text.isupper() and len(word.text) <= LONGEST_ACRONYM:
        return 0.2 if len(word.text) > 1 else 0.0
    if not word.initial:
        return 0.5
    return 0.0 if lists.ordinary(word.key) or len(word.key) < 4 else 0.4


def beside(talk: Talk, hits: Sequence[Hit], lists: Lists) -> list[Hit]:
    """Capitals that adjoin a found name and are words of grammar or of size: "New" of New Cross, "More" of Thomas More."""
    if not talk.cased or not hits:
        return []
    free = allowed_words(talk, lists)
    taken = {n for hit in hits for n in talk.touched(hit.start, hit.end)}
    out = []
    for number, word in enumerate(talk.words):
        if (
            number in taken
            or number in free
            or not word.capital
            or word.initial
            or word.text.isupper()
            or word.key[:2] in ("i'", "i")
        ):
            continue
        left = number - 1 in taken and talk.between(number - 1, number) in (" ", "-")
        right = number + 1 in taken and talk.between(number, number + 1) in (" ", "-")
        if left or right:
            out.append(talk.hit(number, number, "ORG", 0.5, NAME, "a capital beside a name"))
    return out
