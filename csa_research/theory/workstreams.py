"""The workstream tables: CSV text as checked rows. An empty cell means "not given", never zero."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from csa_research.errors import WorkstreamError
from csa_research.records import Codebook, Theory, WorkstreamRow
from csa_research.theory.tables import CHILD_LEVEL, TABLES, Table

MAX_CHARACTERS = 5_000_000
MAX_CELL = 20_000

__all__ = ["TABLES", "parse_table", "split"]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell stands, for messages."""

    source: str
    row: int

    def fail(self, column: str, problem: str) -> WorkstreamError:
        return WorkstreamError(f"{self.source}: row {self.row}, column {column}: {problem}")


def split(value: str) -> tuple[str, ...]:
    """The items of a list cell, which are separated by semicolons."""
    return tuple(item.strip() for item in value.split(";") if item.strip())


def parse_table(name: str, text: str, source: str, codebook: Codebook, theory: Theory) -> tuple[WorkstreamRow, ...]:
    """The rows of one table. Raises WorkstreamError naming `source`, row, column and what to do.

    Columns of `TABLES[name]` must all be there, in any order; other columns are kept as they are. A row is the line of the
    file it starts on.
    """
    if name not in TABLES:
        raise WorkstreamError(f"{source}: there is no table {name!r}. Name the file after one of: {', '.join(sorted(TABLES))}.")
    table = TABLES[name]
    lines = _read(text, source)
    if not lines:
        raise WorkstreamError(f"{source}: is empty. Its first line must name the columns: {', '.join(table.columns)}.")
    header = _header(lines[0][1], table, source)
    ids = _ids(codebook, theory)
    rows: list[WorkstreamRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in lines[1:]:
        row = _row(table, header, cells, _Place(source, number), ids, {row.key for row in rows})
        identity = tuple(row.get(column) for column in table.key)
        if identity in seen:
            where = " and ".join(table.key)
            raise WorkstreamError(f"{source}: row {number}, column {where}: the same as row {seen[identity]}. Keep one of them.")
        seen[identity] = number
        rows.append(row)
    return tuple(rows)


def _read(text: str, source: str) -> list[tuple[int, list[str]]]:
    if len(text) > MAX_CHARACTERS:
        raise WorkstreamError(f"{source}: is over {MAX_CHARACTERS // 10**6} MB. Is it the right file?")
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((start, [cell.strip() for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        problem = f"line {start}: not readable as CSV ({error}). Look for a quotation mark that is not closed."
        raise WorkstreamError(f"{source}: {problem}") from error
    return lines


def _header(cells: list[str], table: Table, source: str) -> list[str]:
    twice = sorted({cell for cell in cells if cells.count(cell) > 1})
    if twice:
        raise WorkstreamError(f"{source}: row 1, column {twice[0] or '(no name)'}: stands there twice. Rename or remove one.")
    missing = [column for column in table.columns if column not in cells]
    if missing:
        raise WorkstreamError(f"{source}: row 1: column {', '.join(missing)} is missing. Add it; cells may stay empty.")
    for cell in cells:
        if cell.casefold().replace(" ", "_") in CHILD_LEVEL:
            raise WorkstreamError(f"{source}: row 1, column {cell}: tables about single children are never loaded. Use totals.")
    return cells


def _row(
    table: Table,
    header: list[str],
    cells: list[str],
    place: _Place,
    ids: Mapping[str, Collection[str]],
    taken: Collection[str],
) -> WorkstreamRow:
    if len(cells) > len(header):
        raise WorkstreamError(
            f"{place.source}: row {place.row}: has {len(cells)} cells, while there are {len(header)} columns. "
            "Put a cell that holds a comma in quotation marks."
        )
    values = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))
    for column, value in values.items():
        if len(value) > MAX_CELL or "\x00" in value:
            raise place.fail(column, f"must be plain text of at most {MAX_CELL} characters.")
    for column in table.required:
        if not values[column]:
            raise place.fail(column, "is empty; every row needs it.")
    for column, kind in table.checks:
        if values[column]:
            _check(kind, column, values[column], place, ids)
    name = values[table.named] if table.named else f"{table.name}:{place.row}"
    return WorkstreamRow(table.name, f"{name}:{place.row}" if name in taken else name, place.row, tuple(values.items()))


def _check(kind: str, column: str, value: str, place: _Place, ids: Mapping[str, Collection[str]]) -> None:
    if kind in ids:
        for item in split(value):
            if item not in ids[kind]:
                raise place.fail(column, f"{item!r} is not a known {kind}. Mend the id, or separate ids with semicolons.")
    elif kind.startswith("one of "):
        allowed = kind.removeprefix("one of ").split(", ")
        if value not in allowed:
            raise place.fail(column, f"{value!r} is not allowed; use one of {', '.join(allowed)}.")
    elif not _SHAPES[kind][0](value):
        raise place.fail(column, f"{value!r} is not {_SHAPES[kind][1]}.")


def _ids(codebook: Codebook, theory: Theory) -> dict[str, Collection[str]]:
    return {
        "code": {code.id for code in codebook.codes if code.codable},
        "node": {node.id for node in theory.nodes},
        "link": {link.id for link in theory.links},
    }


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value):
        return False
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError:
        return False
    return True


_SHAPES: dict[str, tuple[Callable[[str], bool], str]] = {
    "date": (_is_date, "a date; write YYYY-MM-DD, or YYYY-MM when the day is not known"),
    "count": (lambda v: v.isascii() and v.isdecimal(), "a whole number; leave the cell empty when it is not known"),
    "number": (lambda v: bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", v)), "a number, such as 3.5"),
    "year": (lambda v: bool(re.fullmatch(r"(19|20)[0-9]{2}", v)), "a year, such as 2024"),
}
