"""Names known to the packaged list, wherever they stand; names that are words too only where a name would stand."""

from __future__ import annotations

from csa_research.anonymise.detectors.context import PERSON_VERBS, name_like
from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.talk import Talk

NAME = "names"


def find(talk: Talk, lists: Lists) -> list[Hit]:
    """Every word of the list of names, joined where first name and surname stand together."""
    hits: list[Hit] = []
    for number in range(len(talk.words)):
        score = _score(talk, number, lists) or _in_pair(talk, number, lists)
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


def _in_pair(talk: Talk, number: int, lists: Lists) -> float:
    """Without capitals: the word after a first name or before a surname is the rest of the name, if it can be one."""
    word = talk.words[number]
    if talk.cased or len(word.key) < 3:
        return 0.0
    if word.key in lists.function:
        return 0.45 if word.key in lists.word_names and _ends_name(talk, number, lists) else 0.0
    before = talk.words[number - 1].key if number and talk.between(number - 1, number) in (" ", "-") else ""
    if "f" in lists.names.get(before, "") and lists.pure_name(before):
        named = lists.any_name(word.key) and lists.common.get(word.key, 9999) > 500
        return 0.45 if named or not lists.ordinary(word.key) else 0.0
    last = number + 1 == len(talk.words)
    after = "" if last or talk.between(number, number + 1) not in (" ", "-") else talk.words[number + 1].key
    whole = lists.names.get(after) == "l" and lists.pure_name(after) and lists.any_name(word.key)
    return 0.45 if whole and before not in ("the", "a", "my", "your", "our", "this") else 0.0


def _ends_name(talk: Talk, number: int, lists: Lists) -> bool:
    """A word of grammar after two names, before a verb or the end: "kayleigh ann round was"."""
    two = number >= 2 and all(lists.any_name(talk.words[n].key) for n in (number - 2, number - 1))
    return two and (number + 1 == len(talk.words) or talk.words[number + 1].key in PERSON_VERBS)
