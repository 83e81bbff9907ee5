"""Which codes share words: a code by code matrix of codings that overlap, with the turns and groups in which they do.

Pairs are of one coder: two coders' different codes on the same words are a disagreement, which `csa agree` counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from csa_research.records import Codebook

Placed = tuple[str, int, int, int, str, str]  # group, turn, start, end, code, coder
Pair = tuple[str, str]
Measure = Literal["codings", "turns", "groups"]
MEASURES: tuple[Measure, ...] = ("codings", "turns", "groups")


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two codes that share words. `codings` counts pairs of codings; of a code with itself, its codings."""

    first: str
    second: str
    codings: int
    turns: int
    groups: int


@dataclass(frozen=True, slots=True)
class Crossed:
    """A matrix: the codes that occur, each by itself and each pair that shares words, most pairs first."""

    codes: tuple[str, ...]  # in the order of the codebook
    alone: tuple[Crossing, ...]  # in that order
    pairs: tuple[Crossing, ...]

    def cells(self, measure: Measure) -> dict[tuple[str, str], int]:
        """The number in every cell that is not empty, both halves of the matrix."""
        every = [(c, getattr(c, measure)) for c in (*self.alone, *self.pairs)]
        return {pair: number for c, number in every for pair in ((c.first, c.second), (c.second, c.first))}


def cross(placed: Iterable[Placed], codebook: Codebook, *, rolled: bool = False) -> Crossed:
    """The matrix of these codings. `rolled`: a sub-code counts as the code at the top of its branch."""
    place = {code.id: i for i, code in enumerate(codebook.codes)}
    top = tops(codebook) if rolled else {}
    number, where = _count(sorted(placed), top, place)
    made = [Crossing(a, b, n, len(where[a, b]), len({group for group, _ in where[a, b]})) for (a, b), n in number.items()]
    alone = sorted((c for c in made if c.first == c.second), key=lambda c: _order(c.first, place))
    pairs = sorted((c for c in made if c.first != c.second), key=lambda c: (-c.codings, -c.turns, -c.groups, c.first, c.second))
    return Crossed(tuple(c.first for c in alone), tuple(alone), tuple(pairs))


def tops(codebook: Codebook) -> dict[str, str]:
    """Every code to the code at the top of its branch (itself where it has no parent)."""
    parent = {code.id: code.parent for code in codebook.codes}
    out = {}
    for code in parent:
        top, seen = code, {code}
        while parent[top] in parent and parent[top] not in seen:
            top = parent[top]
            seen.add(top)
        out[code] = top
    return out


def _count(
    rows: Sequence[Placed], top: Mapping[str, str], place: Mapping[str, int]
) -> tuple[Counter[Pair], dict[Pair, set[tuple[str, int]]]]:
    """Each code with itself and each pair that shares words: how often, and in which turns. One pass over rows in order."""
    number: Counter[Pair] = Counter()
    where: dict[Pair, set[tuple[str, int]]] = defaultdict(set)
    order = {code: _order(code, place) for code in {top.get(row[4], row[4]) for row in rows}}
    here: tuple[str, int] | None = None
    open_: dict[str, list[tuple[int, str]]] = {}  # of each coder: where a coding ends, and its code
    for group, turn, start, end, given, coder in rows:
        if here != (group, turn):
            here, open_ = (group, turn), {}
        code = top.get(given, given)
        pairs = [(code, code)]
        still = [one for one in open_.get(coder, ()) if one[0] > start]
        if end > start:
            pairs += [(code, o) if order[code] < order[o] else (o, code) for _, o in still if o != code]
        still.append((end, code))
        open_[coder] = still
        for pair in pairs:
            number[pair] += 1
            where[pair].add(here)
    return number, where


def _order(code: str, place: Mapping[str, int]) -> tuple[int, str]:
    return place.get(code, len(place)), code
