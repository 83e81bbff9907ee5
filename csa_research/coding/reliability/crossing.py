"""Which codes share words: a code by code matrix of codings that overlap, with the turns and groups in which they do.

Pairs are of one coder: two coders' different codes on the same words are a disagreement, which `csa agree` counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Literal, NamedTuple

from csa_research.columns import Spots, width
from csa_research.records import Codebook

if TYPE_CHECKING:
    from csa_research.columns import Marks, Whole

AT_ONCE = 1_000_000
"""About so many pairs are held at a time: a turn that somebody coded ten thousand times has fifty million."""
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


class _Tally(NamedTuple):
    """Rows of a pair of codes (one number of their ranks), a turn, and how many pairs of codings (or codings) are there."""

    pair: Whole
    turn: Whole
    number: Whole


def cross(placed: Spots, codebook: Codebook, *, rolled: bool = False) -> Crossed:
    """The matrix of these codings. `rolled`: a sub-code counts as the code at the top of its branch."""
    place = {code.id: i for i, code in enumerate(codebook.codes)}
    top = tops(codebook) if rolled else {}
    given = set(placed.codes)
    codes = sorted({top.get(code, code) for code in given}, key=lambda code: (place.get(code, len(place)), code))
    rank = {code: i for i, code in enumerate(codes)}
    counted = _count(placed, {code: rank[top.get(code, code)] for code in given})
    made = [Crossing(codes[a], codes[b], *numbers) for a, b, *numbers in counted]
    alone = tuple(c for c in made if c.first == c.second)
    pairs = sorted((c for c in made if c.first != c.second), key=lambda c: (-c.codings, -c.turns, -c.groups, c.first, c.second))
    return Crossed(tuple(codes), alone, tuple(pairs))


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


def _count(placed: Spots, ranks: Mapping[str, int]) -> Iterator[tuple[int, int, int, int, int]]:
    """By their ranks each code with itself, and two that share words: in how many codings (or pairs), turns and groups."""
    import numpy as np

    number = len(placed.codes)
    by_name: dict[str, int] = defaultdict(count().__next__)
    coder = np.fromiter(map(by_name.__getitem__, placed.coders), dtype=np.int64, count=number)
    code = np.fromiter(map(ranks.__getitem__, placed.codes), dtype=np.int64, count=number)
    turns = placed.group * width(placed.turn) + placed.turn
    alone = _Tally(code * len(ranks) + code, turns, np.ones(number, dtype=np.int64))
    parts = [alone]
    for a, b in _sharing(turns * width(coder) + coder, placed.start, placed.end):
        a, b = a[code[a] != code[b]], b[code[a] != code[b]]
        pair = np.minimum(code[a], code[b]) * len(ranks) + np.maximum(code[a], code[b])
        part = _Tally(pair, turns[a], np.ones(len(a), dtype=np.int64))
        parts.append(_tallied(part) if len(a) > number else part)  # many: made few before more come
    every = _tallied(_Tally(*map(np.concatenate, zip(*parts, strict=True))))
    return _summed(every, every.turn // width(placed.turn), len(ranks))


def _tallied(given: _Tally) -> _Tally:
    """In order, each pair and turn once."""
    import numpy as np

    last = np.iinfo(np.uint16).max
    pairs = given.pair.astype(np.uint16) if given.pair.max(initial=0) <= last else given.pair  # sorted in a tenth of the time
    order = np.lexsort((given.turn, pairs))
    pair, turn = given.pair[order], given.turn[order]
    first = np.flatnonzero(_new(pair) | _new(turn))
    number = np.add.reduceat(given.number[order], first) if len(first) else given.number
    return _Tally(pair[first], turn[first], number)


def _summed(every: _Tally, group: Whole, codes: int) -> Iterator[tuple[int, int, int, int, int]]:
    """The two codes of each pair, and its numbers."""
    import numpy as np

    new = _new(every.pair)
    which, new_group = np.cumsum(new) - 1, new | _new(group)
    first, second = np.divmod(every.pair[new], max(codes, 1))
    sums = (np.bincount(which, every.number).astype(np.int64), np.bincount(which), np.bincount(which[new_group]))
    return zip(*(column.tolist() for column in (first, second, *sums)), strict=True)


def _new(values: Whole) -> Marks:
    """Which are not those before them."""
    import numpy as np

    new: Marks = np.diff(values, prepend=-1) != 0
    return new


def _sharing(lanes: Whole, start: Whole, end: Whole) -> Iterator[tuple[Whole, Whole]]:
    """Every two codings that share words, of the same turn and coder (a lane), as their rows; some at a time."""
    import numpy as np

    worded = np.flatnonzero(end > start)
    begins = lanes[worded] * width(end) + start[worded]
    order = np.argsort(begins, kind="stable")
    row, begins = worded[order], begins[order]
    until = np.searchsorted(begins, lanes[row] * width(end) + end[row], side="left")  # the first that begins after it
    many = until - np.arange(len(row)) - 1
    parts = np.cumsum(many) // AT_ONCE
    for rows in np.split(np.arange(len(row)), np.flatnonzero(np.diff(parts)) + 1):
        mine = np.repeat(rows, many[rows])
        ahead = np.arange(len(mine)) - np.repeat(np.cumsum(many[rows]) - many[rows], many[rows]) + 1
        yield row[mine], row[mine + ahead]
