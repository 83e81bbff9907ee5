"""Which entities a name may mean at all, found by index, so that a mention is not held against every entity of the study.

What comes out always holds every entity that `clusters.fits` would accept at that level, and few others. Slips of the pen are
found by what they must leave alone: where d letters may differ, one of d + 1 pieces of a name stands whole in the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from csa_research.anonymise.naming.clusters import Cluster
from csa_research.anonymise.naming.names import Words, core, sound

_Key = tuple[str, str]
_CUTS = (("half", 2, 6, 12), ("quarter", 4, 12, 10_000))
"""Pieces of names of so many letters: one more than the letters that `names.is_near` lets differ, so that one is whole in both."""


@dataclass(eq=False)
class NameIndex:
    """Entities by the words, sounds and letters of their names."""

    _by_key: dict[_Key, dict[int, Cluster]] = field(default_factory=lambda: defaultdict(dict))
    _numbers: dict[int, int] = field(default_factory=dict)  # id of the cluster → its place in the order of adding
    _names: set[tuple[int, Words]] = field(default_factory=set)

    def add(self, cluster: Cluster) -> None:
        """Take in an entity, or the names that it has got since it was taken in."""
        number = self._numbers.setdefault(id(cluster), len(self._numbers))
        for name in cluster.names:
            if (number, name) not in self._names:
                self._names.add((number, name))
                for key in _name_keys(name):
                    self._by_key[key][number] = cluster

    def likely(self, words: Words, *levels: str) -> list[Cluster]:
        """The entities that these words may mean at some of these levels of likeness, in the order of adding."""
        found: dict[int, Cluster] = {}
        for key in (key for level in levels for key in _asked_keys(words, level)):
            found.update(self._by_key.get(key, {}))
        return [cluster for _, cluster in sorted(found.items())]

    def having(self, word: str) -> list[Cluster]:
        """The entities with this word in a name, in the order of adding."""
        return [cluster for _, cluster in sorted(self._by_key.get(("word", word), {}).items())]


def _name_keys(name: Words) -> Iterator[_Key]:
    for word in name:
        yield "word", word
    for letters in {"".join(name), "".join(core(name)), *name}:
        yield "letters", letters
        yield "sound", sound(letters)
        yield from _pieces(letters)


def _asked_keys(words: Words, level: str) -> Iterator[_Key]:
    if not words:
        return
    if level == "exact":
        yield from (("word", word) for word in {words[0], words[-1], core(words)[0]})
    for letters in {"".join(words), "".join(core(words))}:
        if level == "near":
            yield from _sought(letters)
        else:
            yield "letters", letters
        if level == "sound":
            yield "sound", sound(letters)


def _pieces(letters: str) -> Iterator[_Key]:
    """A name cut in halves and, where more than one letter may differ, in quarters."""
    for kind, number, least, most in _CUTS:
        if least <= len(letters) <= most:
            edges = [part * len(letters) // number for part in range(number + 1)]
            yield from ((kind, letters[0] + letters[start:end]) for start, end in pairwise(edges))


def _sought(letters: str) -> Iterator[_Key]:
    """Everything in a name that may be such a piece of another one, up to three letters longer or shorter."""
    for kind, number, least, most in _CUTS:
        if least <= len(letters) <= most:
            for length in range(max(least, len(letters) - number + 1) // number, (len(letters) + number - 1) // number + 2):
                yield from ((kind, letters[0] + letters[at : at + length]) for at in range(len(letters) - length + 1))
