"""The packaged word lists, read once a process: common words, names, places, services, nicknames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from csa_research.anonymise.detectors.talk import plain

FREQUENT = 1500  # so many most frequent words are never names on their own, whatever the lists say


@dataclass(frozen=True)
class Lists:
    """Keys are lower case without accents."""

    function: frozenset[str]
    common: dict[str, int]  # word → rank
    dictionary: frozenset[str]  # further words, none of them a name
    names: dict[str, str]  # name → f, l or fl
    word_names: frozenset[str]  # names that are words too
    places: frozenset[str]  # phrases of one to four words
    place_starts: dict[str, tuple[int, ...]]  # first word → how many words such phrases have, the longest first
    allowed: frozenset[str]  # phrases
    allowed_starts: dict[str, tuple[int, ...]]
    short_forms: dict[str, tuple[str, ...]]  # nickname → full names
    nations: frozenset[str]

    def pure_name(self, key: str) -> bool:
        """A name that is no common word."""
        return key in self.names and key not in self.word_names and key not in self.common

    def any_name(self, key: str) -> bool:
        """A name, be it a word as well; never a word of grammar except the well-known ones."""
        return key in self.names or key in self.word_names

    def ordinary(self, key: str) -> bool:
        """A word of everyday talk, also with the usual endings."""
        if self._known(key):
            return True
        for ending, instead in _ENDINGS:
            if key.endswith(ending) and len(key) > len(ending) + 2:
                stem = key[: -len(ending)] + instead
                if self._known(stem) or (len(stem) > 3 and stem[-1] == stem[-2] and self._known(stem[:-1])):
                    return True
        return "'" in key and key.split("'")[0] in self.common

    def _known(self, key: str) -> bool:
        return key in self.function or key in self.common or key in self.dictionary


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""),
    ("er", "e"), ("est", ""), ("y", ""), ("y", "e"), ("ness", ""), ("less", ""), ("ful", ""), ("in", "ing"), ("iness", "y"), (
    "ily", "y"),
)  # fmt: skip


def read_list(name: str) -> list[str]:
    """The lines of a packaged list, comments left out."""
    text = files("csa_research").joinpath("data", *name.split("/")).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def load_lists() -> Lists:
    """All packaged lists."""
    grammar = [*read_list("lists/function_words.txt"), *read_list("lists/dialect_words.txt")]
    function = frozenset(plain(w) for line in grammar for w in line.split())
    common = {plain(w): rank for rank, w in enumerate(read_list("lists/common_words.txt"))}
    everyday = (plain(w) for line in read_list("lists/everyday_words.txt") for w in line.split())
    common = {**dict.fromkeys(everyday, FREQUENT), **common}
    pairs = (line.rsplit(" ", 1) for line in read_list("names.txt"))
    names = {name: kind for name, kind in pairs if common.get(name, FREQUENT) >= FREQUENT and name not in function}
    words = frozenset(plain(w) for line in read_list("lists/word_names.txt") for w in line.split())
    nicknames = [line.split() for line in read_list("lists/nicknames.txt")]
    names |= {plain(n): "f" for row in nicknames for n in row if plain(n) not in names and plain(n) not in function}
    places = _phrases([*read_list("lists/places_gb.txt"), *read_list("lists/districts.txt")])
    allowed = _phrases([*read_list("lists/services.txt"), *read_list("lists/products.txt")])
    return Lists(
        function=function,
        common=common,
        dictionary=frozenset(read_list("lists/dictionary.txt")),
        names=names,
        word_names=words | frozenset(n for n in names if n in common),
        places=places,
        place_starts=starts(places),
        allowed=allowed,
        allowed_starts=starts(allowed),
        short_forms={plain(row[0]): tuple(plain(n) for n in row[1:]) for row in nicknames},
        nations=frozenset(plain(n) for n in read_list("lists/nations.txt")),
    )


def starts(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For every first word the numbers of words of the phrases that begin with it, the longest first."""
    found: dict[str, set[int]] = {}
    for words in (phrase.split() for phrase in phrases):
        if words:
            found.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _phrases(lines: Iterable[str]) -> frozenset[str]:
    from csa_research.anonymise.detectors.talk import Talk

    return frozenset(" ".join(w.key for w in Talk(line).words) for line in lines)
