"""Codings as columns of numbers, for a hundred thousand of them at once: in which turns they stand, and which share words.

Sorted by turn and place, each coding's question is two look-ups.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Marks = NDArray[np.bool_]

Numbers = dict[str, dict[int, int]]  # of each group, by name: of its turns, in order
Place = tuple[str, int, int, int, str]  # group, turn, start, end, code


@dataclass(frozen=True, slots=True)
class Spots:
    """Where codings stand, each its row in every column."""

    groups: tuple[str, ...]  # by name
    group: Whole  # which of them
    turn: Whole
    start: Whole
    end: Whole
    codes: list[str]
    coders: list[str]  # none where they were not asked for

    def marked(self, codes: Collection[str]) -> Marks:
        """Which have one of these codes."""
        import numpy as np

        return np.fromiter(map(frozenset(codes).__contains__, self.codes), dtype=np.bool_, count=len(self.codes))

    def numbers(self, marked: Marks) -> Numbers:
        """How many of the marked stand in each turn in which any does."""
        import numpy as np

        keys = np.sort((self.group * width(self.turn) + self.turn)[marked], kind="stable")  # quick: mostly in order already
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        group, turn = np.divmod(keys[first], width(self.turn))
        number = np.diff(first, append=len(keys))
        parts = zip(*(np.split(x, np.flatnonzero(np.diff(group)) + 1) for x in (group, turn, number)), strict=True)
        return {self.groups[g[0]]: dict(zip(t.tolist(), n.tolist(), strict=True)) for g, t, n in parts if len(g)}

    def places(self, marked: Marks, turns: Mapping[str, Collection[int]]) -> frozenset[Place]:
        """The places of the marked on these turns of each group."""
        import numpy as np

        wide, ids = width(self.turn), {group: i for i, group in enumerate(self.groups)}
        keys = np.array([ids[group] * wide + turn for group, some in turns.items() for turn in some], dtype=np.int64)
        chosen = np.flatnonzero(marked & np.isin(self.group * wide + self.turn, keys))
        rows = zip(*(column[chosen].tolist() for column in (self.group, self.turn, self.start, self.end)), chosen, strict=True)
        return frozenset((self.groups[g], turn, start, end, self.codes[i]) for g, turn, start, end, i in rows)


def spots(placed: Iterable[tuple[str, int, int, int, str, str]]) -> Spots:
    """Where codings stand of which group, turn, start, end, code and coder are given."""
    import numpy as np

    rows = list(placed)
    groups = sorted({row[0] for row in rows})
    ids = {group: i for i, group in enumerate(groups)}
    group = np.array([ids[row[0]] for row in rows], dtype=np.int64)
    turn, start, end = (np.array([row[i] for row in rows], dtype=np.int64) for i in (1, 2, 3))
    return Spots(tuple(groups), group, turn, start, end, [row[4] for row in rows], [row[5] for row in rows])


def sharing(all_: Spots, near: Marks) -> Marks:
    """Which share words with another one that is near: it begins before they end, and does not end before they begin."""
    import numpy as np

    first, last = _along(all_)
    worded = all_.end > all_.start
    there = near & worded
    begun = np.searchsorted(np.sort(first[there], kind="stable"), last, side="left")
    over = np.searchsorted(np.sort(last[there], kind="stable"), first, side="right")
    found: Marks = worded & (begun - over > there)  # a coding shares its own words
    return found


def inside(all_: Spots, near: Marks) -> Marks:
    """Which stand inside another one that is near: of those that begin no later, one ends no earlier."""
    import numpy as np

    first, last = _along(all_)
    order = np.argsort(first[near], kind="stable")
    if not len(order):
        return np.zeros(len(near), dtype=np.bool_)
    begins, ends = first[near][order], last[near][order]
    farthest = np.maximum.accumulate(ends)
    second = np.maximum.accumulate(np.minimum(np.concatenate(([-1], farthest[:-1])), ends))
    at = np.searchsorted(begins, first, side="right") - 1
    reached = np.where(near, second[at], farthest[at])  # a coding stands inside itself
    found: Marks = (at >= 0) & (reached >= last)
    return found


def _along(all_: Spots) -> tuple[Whole, Whole]:
    """Starts and ends on one line, on which each turn has its own stretch."""
    wide = width(all_.end)
    turn = (all_.group * width(all_.turn) + all_.turn) * wide
    return turn + all_.start, turn + all_.end


def width(numbers: Whole) -> int:
    """One more than the largest: so far apart are stretches of a line on which such numbers lie."""
    return int(numbers.max(initial=0)) + 1
