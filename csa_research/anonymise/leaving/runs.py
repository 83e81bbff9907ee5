"""Stretches of somebody's talk found again in other texts: runs of words, whatever their case, punctuation and line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from csa_research.anonymise.naming.names import Words, plain
from csa_research.records import Span

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
SIZE = 6
"""So many words in a row are taken to be somebody's own; fewer are anybody's."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Every run of SIZE words, and every shorter turn that is long enough to tell (four words), as whole runs."""

    grams: frozenset[Words]
    sizes: tuple[int, ...]


def runs_of(own: Iterable[str], others: Iterable[str] = ()) -> Runs:
    """The runs of words of these texts that do not stand in the others too."""
    mine: set[Words] = set()
    for text in own:
        words = tuple(word for word, _, _ in _words(text))
        mine |= set(_grams(words, SIZE)) if len(words) >= SIZE else {words} if len(words) >= 4 else set()
    sizes = tuple(sorted({len(gram) for gram in mine}))
    for text in others:
        words = tuple(word for word, _, _ in _words(text))
        for size in sizes:
            mine.difference_update(_grams(words, size))
    return Runs(frozenset(mine), sizes)


def find_runs(text: str, runs: Runs) -> tuple[Span, ...]:
    """Where such runs stand, joined where they overlap."""
    said = _words(text)
    words = tuple(word for word, _, _ in said)
    out: list[Span] = []
    for i in range(len(words)):
        for size in reversed(runs.sizes):
            if words[i : i + size] in runs.grams and i + size <= len(words):
                start, end = said[i][1], said[i + size - 1][2]
                if out and start <= out[-1].end:
                    out[-1] = Span(out[-1].start, max(end, out[-1].end))
                else:
                    out.append(Span(start, end))
                break
    return tuple(out)


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(plain(m.group()).replace("'", ""), m.start(), m.end()) for m in _WORD.finditer(text)]


def _grams(words: Words, size: int) -> Iterable[Words]:
    return (words[i : i + size] for i in range(len(words) - size + 1))
