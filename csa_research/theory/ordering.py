"""Which item stands above which in each column, so that few arrows cross (layered drawing, Sugiyama et al. 1981).

An arrow that passes over a column gets an item of its own there, a lane, so that it never runs through a box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from csa_research.records import Link

Columns = tuple[tuple[str, ...], ...]
SWEEPS = 12
STARTS = 6
LARGE = 60  # items beyond which two starts must do


@dataclass(frozen=True, slots=True)
class Layers:
    """Items by column, and each link as the items it visits from left to right (two in one column: a side link)."""

    columns: Columns
    ways: Mapping[str, tuple[str, ...]]

    def neighbours(self) -> dict[str, list[str]]:
        """Each item's neighbours in the columns beside it."""
        found: dict[str, list[str]] = {item: [] for column in self.columns for item in column}
        for way in self.forward():
            for left, right in zip(way, way[1:], strict=False):
                found[left].append(right)
                found[right].append(left)
        return found

    def column_of(self) -> dict[str, int]:
        """The column of each item."""
        return {item: i for i, column in enumerate(self.columns) for item in column}

    def forward(self) -> list[tuple[str, ...]]:
        """The ways that cross a gap between columns."""
        place = self.column_of()
        return [way for way in self.ways.values() if place[way[0]] != place[way[-1]]]

    def sides(self) -> list[tuple[str, ...]]:
        """The ways that stay within a column."""
        place = self.column_of()
        return [way for way in self.ways.values() if place[way[0]] == place[way[-1]]]


def layers(columns: Sequence[Sequence[str]], links: Sequence[Link]) -> Layers:
    """The nodes in their columns with a lane wherever a link passes over a column."""
    place = {node: i for i, column in enumerate(columns) for node in column}
    filled = [list(column) for column in columns]
    ways: dict[str, tuple[str, ...]] = {}
    for link in links:
        left, right = sorted((link.source, link.target), key=lambda node: place[node])
        if place[left] == place[right]:
            ways[link.id] = (link.source, link.target)
            continue
        lanes = [f"{link.id}#{i}" for i in range(place[left] + 1, place[right])]
        for lane, i in zip(lanes, range(place[left] + 1, place[right]), strict=True):
            filled[i].append(lane)
        ways[link.id] = (left, *lanes, right)
    return Layers(tuple(tuple(column) for column in filled), ways)


def order(given: Layers) -> Layers:
    """The same layers with each column in an order that has few crossings. Deterministic: the starts are seeded.

    Of an order and its mirror image, which cross alike, the one nearer to the given order is taken.
    """
    random = Random(0)
    tries = STARTS if sum(map(len, given.columns)) <= LARGE else 0
    shuffled = [[random.sample(column, len(column)) for column in given.columns] for _ in range(tries)]
    starts = [given.columns, [column[::-1] for column in given.columns], *shuffled]
    best = min((_improve(Layers(_frozen(start), given.ways)) for start in starts), key=cost)
    mirror = Layers(tuple(column[::-1] for column in best.columns), best.ways)
    return min(best, mirror, key=lambda each: _strangeness(each, given))


def _improve(given: Layers) -> Layers:
    near = given.neighbours()
    columns = [list(column) for column in given.columns]
    best, least = given, cost(given)
    for sweep in range(SWEEPS):
        ahead = sweep % 2 == 0
        for i in range(1, len(columns)) if ahead else range(len(columns) - 2, -1, -1):
            beside = columns[i - 1] if ahead else columns[i + 1]
            columns[i].sort(key=_barycentre(beside, near, columns[i]))
        columns = _swap(columns, given.ways)
        now = Layers(_frozen(columns), given.ways)
        if cost(now) < least:
            best, least = now, cost(now)
    return best


def _strangeness(each: Layers, given: Layers) -> int:
    """How many pairs of a column stand in another order than they were given."""
    first = {item: i for column in given.columns for i, item in enumerate(column)}
    return sum(1 for column in each.columns for a, b in combinations(column, 2) if first[a] > first[b])


def _barycentre(beside: list[str], near: Mapping[str, list[str]], column: list[str]) -> Callable[[str], float]:
    at = {item: i for i, item in enumerate(beside)}
    own = {item: i * len(beside) / max(1, len(column)) for i, item in enumerate(column)}

    def middle(item: str) -> float:
        found = [at[n] for n in near[item] if n in at]
        return sum(found) / len(found) if found else own[item]

    return middle


def _swap(columns: list[list[str]], ways: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Exchange neighbours in a column for as long as that takes crossings away."""
    now = [list(column) for column in columns]
    least = cost(Layers(_frozen(now), ways))
    better = True
    while better:
        better = False
        for column in now:
            for i in range(len(column) - 1):
                column[i], column[i + 1] = column[i + 1], column[i]
                after = cost(Layers(_frozen(now), ways))
                if after < least:
                    least, better = after, True
                else:
                    column[i], column[i + 1] = column[i + 1], column[i]
    return now


def cost(given: Layers) -> int:
    """Crossings of arrows, and items that stand between the ends of a side link."""
    at = {item: i for column in given.columns for i, item in enumerate(column)}
    place = given.column_of()
    gaps: dict[int, list[tuple[int, int]]] = {}
    for way in given.forward():
        for left, right in zip(way, way[1:], strict=False):
            gaps.setdefault(place[left], []).append((at[left], at[right]))
    crossings = sum(_crossings(pairs) for pairs in gaps.values())
    return 2 * crossings + 3 * sum(abs(at[way[0]] - at[way[-1]]) - 1 for way in given.sides())


def _crossings(pairs: list[tuple[int, int]]) -> int:
    return sum(1 for i, (a, b) in enumerate(pairs) for c, d in pairs[i + 1 :] if (a < c and b > d) or (a > c and b < d))


def _frozen(columns: Iterable[Iterable[str]]) -> Columns:
    return tuple(tuple(column) for column in columns)
