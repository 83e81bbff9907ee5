"""Tables as rows of plain text: .csv, .tsv and .xlsx. The one place that opens workbooks."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csa_research.errors import FormatError, InputError
from csa_research.ingest.formats import kind_of
from csa_research.ingest.safe import decode

MAX_ROWS, MAX_COLUMNS = 200_000, 100
Row = tuple[int, tuple[str, ...]]  # row in the file, from 1; its cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text. `rows` hold no empty row."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def read_sheets(path: Path, *, fits: Callable[[Sequence[str]], bool]) -> tuple[Sheet, ...]:
    """The visible tables of a file; a csv is cut with the separator whose first row `fits`. Raises FormatError."""
    kind = kind_of(path)
    if kind == "xlsx":
        return _workbook(path)
    if kind in ("csv", "plain"):
        return (_separated(path, fits),)
    raise FormatError(f"{path.name}: is no table. Save it as .csv or .xlsx.")


def normal(cell: str) -> str:
    """A header as it is compared: small letters, single underscores."""
    return re.sub(r"[\W_]+", "_", cell.casefold()).strip("_")


def _separated(path: Path, fits: Callable[[Sequence[str]], bool]) -> Sheet:
    text, notes = decode(path)
    declared = re.match(r"sep=(.)\n", text, re.IGNORECASE)
    body = text[declared.end() :] if declared else text
    tries = [declared[1]] if declared else [",", ";", "\t", "|"]
    cut = [_cut(path.name, body, separator, first=2 if declared else 1) for separator in tries]
    rows = next((rows for rows in cut if rows and fits(rows[0][1])), max(cut, key=lambda r: len(r[0][1]) if r else 0))
    return Sheet(path.name, rows, notes)


def _cut(name: str, text: str, separator: str, *, first: int) -> tuple[Row, ...]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    try:
        before = 0
        for cells in reader:
            number, before = before + first, reader.line_num
            if any(cell.strip() for cell in cells):
                rows.append((number, tuple(cell.strip() for cell in cells)))
    except csv.Error as error:
        raise FormatError(
            f"{name}: line {reader.line_num}: a quote is not closed, or a cell is far too long. Save it again."
        ) from error
    return tuple(rows)


def _workbook(path: Path) -> tuple[Sheet, ...]:
    book = open_workbook(path)
    try:
        sheets = [ws for ws in book.worksheets if ws.sheet_state == "visible"]
        hidden = len(book.worksheets) - len(sheets)
        notes = (f"{hidden} hidden sheet{'s' * (hidden > 1)} not read",) if hidden else ()
        return tuple(Sheet(ws.title, tuple(_rows(path.name, ws)), notes) for ws in sheets)
    finally:
        book.close()


def open_workbook(path: Path) -> Any:
    """The workbook, formulas as they are written. Raises FormatError."""
    from openpyxl import load_workbook

    try:
        return load_workbook(path, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parts raise on a damaged file
        raise FormatError(f"{path.name}: the workbook cannot be opened. Open it in Excel and save it again.") from error


def _rows(name: str, sheet: Any) -> Iterator[Row]:
    if sheet.max_row > MAX_ROWS or sheet.max_column > 16_000:
        raise FormatError(f"{name}: the sheet claims {sheet.max_row} rows; delete the empty ones below and save it again.")
    width = min(sheet.max_column, MAX_COLUMNS)
    for number, row in enumerate(sheet.iter_rows(max_col=width, values_only=True), start=1):
        cells = tuple(_as_text(value) for value in row)
        if any(cells):
            yield number, cells


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.timedelta():
            return _clock(value.total_seconds())
        case datetime.time():
            return value.strftime("%H:%M:%S")
        case _:
            return str(value).replace("_x000D_", "").strip()  # how Excel writes a carriage return


def _clock(total: float) -> str:
    return f"{int(total // 3600)}:{int(total % 3600 // 60):02}:{int(total % 60):02}"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table with known columns."""

    row: int
    values: dict[str, str]

    def get(self, column: str) -> str:
        """The cell, "" where there is none."""
        return self.values.get(column, "")


def read_records(path: Path, *, columns: Sequence[str], required: Sequence[str], error: type[InputError]) -> tuple[Record, ...]:
    """The rows of a table whose first row names the columns; other columns are left aside. Raises `error`."""
    sheets = read_sheets(path, fits=lambda cells: set(required) <= {normal(c) for c in cells})
    rows = next((s.rows for s in sheets if s.rows), ())
    if not rows:
        raise error(f"{path.name}: holds no rows. Its first row must name the columns {', '.join(columns)}.")
    header = [normal(cell) for cell in rows[0][1]]
    missing = [column for column in required if column not in header]
    if missing:
        raise error(
            f"{path.name}: row {rows[0][0]}: no column {', '.join(missing)}; its columns are {_seen(rows[0][1])}."
            f" The first row must name at least {', '.join(required)}."
        )
    if doubled := next((h for h in header if h in columns and header.count(h) > 1), ""):
        raise error(f"{path.name}: row {rows[0][0]}: the column {doubled} is there twice. Delete one.")
    if wide := next((number for number, cells in rows[1:] if any(cells[len(header) :])), 0):
        raise error(f"{path.name}: row {wide}: has more cells than there are columns. Put quotes around text with commas.")
    return tuple(
        Record(number, {h: cell for h, cell in zip(header, cells, strict=False) if h in columns}) for number, cells in rows[1:]
    )


def _seen(cells: Sequence[str]) -> str:
    return ", ".join(cell[:30] or "(empty)" for cell in cells[:12])
