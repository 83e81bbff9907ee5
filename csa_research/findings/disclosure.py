"""What may leave: small cells withheld, and enough others with them that subtraction cannot bring one back.

A table and its totals are a graph: rows and columns are its points, cells its lines. A withheld cell can be worked out
from what is shown exactly when no closed walk of withheld cells goes through it (Gusfield 1988, A graph theoretic approach
to statistical data security). So for every small cell the cheapest such walk is withheld, along which the cell could as
well have been `min_cell`, with no count below zero. Every export path uses `suppress`.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from csa_research.records import Balance

WITHHELD = "withheld"
TALK_NOT_EXPERIENCE = "Counts describe what was said in the groups, not how common an experience is."

Shown = int | str
_Place = tuple[int, int]  # row and column, the totals last
_Point = tuple[str, int]  # "r" or "c", and which
_CELL = 10**9  # withholding one more cell costs more than any number in it


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of people by row and column, without totals; `suppress` adds these."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class SafeTable:
    """A table that may be shown: each value a number or `withheld`, with its totals."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown
    withheld: int


def suppress(table: Table, *, min_cell: int = 5, also: Collection[tuple[int, int]] = ()) -> SafeTable:
    """The table with totals, without any cell or total under `min_cell` and without any way to work one out.

    Zeros count as small: that nobody did something can be told of people too. `also` are (row, column) places that a person
    wants withheld. Raises ValueError for a ragged table or a negative count.
    """
    full = _with_totals(table)
    hidden: set[_Place] = set()
    small = {(r, c) for r, row in enumerate(full) for c, value in enumerate(row) if value < min_cell}
    for place in sorted(small | set(also), key=lambda p: (full[p[0]][p[1]], p)):
        hidden.add(place)
        hidden.update(_cover(full, place, max(1, min_cell - full[place[0]][place[1]]), hidden))
    shown = [[WITHHELD if (r, c) in hidden else value for c, value in enumerate(row)] for r, row in enumerate(full)]
    return SafeTable(
        rows=table.rows,
        columns=table.columns,
        values=tuple(tuple(row[:-1]) for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=tuple(shown[-1][:-1]),
        total=shown[-1][-1],
        withheld=len(hidden),
    )


def _with_totals(table: Table) -> list[list[int]]:
    if len(table.values) != len(table.rows) or any(len(row) != len(table.columns) for row in table.values):
        raise ValueError(f"a table of {len(table.rows)} rows and {len(table.columns)} columns must have a value in each cell")
    if any(value < 0 for row in table.values for value in row):
        raise ValueError("a count of people cannot be negative")
    full = [[*row, sum(row)] for row in table.values]
    return [*full, [sum(row[c] for row in full) for c in range(len(table.columns) + 1)]]


def _cover(full: list[list[int]], place: _Place, rise: int, hidden: set[_Place]) -> list[_Place]:
    """The cheapest cells that must be withheld too, so that the cell at `place` could be `rise` more than it is.

    A walk from the cell's column back to its row (Dijkstra). Each step changes a cell by `rise`, up or down, so that the
    equation of the point it leaves still holds; a cell that goes down must be large enough. A way over the totals, where
    everything goes up, is always open.
    """
    rows, columns = len(full), len(full[0])
    queue: list[tuple[int, _Point, int, tuple[_Place, ...]]] = [(0, ("c", place[1]), 1, (place,))]
    done: set[_Point] = set()
    while queue:
        cost, point, sign, path = heapq.heappop(queue)
        if point == ("r", place[0]):
            return list(path)
        if point in done:
            continue
        done.add(point)
        over = sign * _coefficient(point, path[-1], rows, columns)
        for step, after in _steps(point, rows, columns):
            change = -over * _coefficient(point, step, rows, columns)
            if after in done or step in path or (change < 0 and full[step[0]][step[1]] < rise):
                continue
            price = 0 if step in hidden else _CELL + full[step[0]][step[1]]
            heapq.heappush(queue, (cost + price, after, change, (*path, step)))
    raise AssertionError("withholding the totals always closes a walk")


def _steps(point: _Point, rows: int, columns: int) -> Iterator[tuple[_Place, _Point]]:
    kind, at = point
    if kind == "r":
        yield from (((at, c), ("c", c)) for c in range(columns))
    else:
        yield from (((r, at), ("r", r)) for r in range(rows))


def _coefficient(point: _Point, cell: _Place, rows: int, columns: int) -> int:
    """How the cell enters the equation of its row or column: cells less total is nothing."""
    last = columns - 1 if point[0] == "r" else rows - 1
    at = cell[1] if point[0] == "r" else cell[0]
    return -1 if at == last else 1


@dataclass(frozen=True, slots=True)
class Mentions:
    """In how many groups a code was spoken of, as it may be shown: "9 of 14", or withheld."""

    code: str
    overall: str
    by_agency: tuple[tuple[str, str], ...]


def groups_mentioning(balances: Sequence[Balance], code: str, *, min_groups: int = 2) -> Mentions:
    """One code's groups as "x of n", by agency only where at least `min_groups` of its groups mention it.

    Where the agencies that are shown would give a withheld one back by subtraction, more are withheld.
    """
    mine = {row.agency: row for row in balances if row.code == code}
    agencies = [agency for agency in mine if agency]
    table = Table((code,), tuple(agencies), (tuple(mine[a].total.groups for a in agencies),))
    safe = suppress(table, min_cell=min_groups)
    overall = mine[""].total.groups
    shown = safe.total != WITHHELD and overall >= min_groups
    return Mentions(
        code,
        f"{overall} of {mine[''].groups_possible}" if shown else WITHHELD,
        tuple(
            (agency, WITHHELD if value == WITHHELD else f"{value} of {mine[agency].groups_possible}")
            for agency, value in zip(agencies, safe.values[0], strict=True)
        ),
    )
