"""Sheets of ours that people filled in: the rows of a .csv or .xlsx file by the names of their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from csa_research.coding.sheets import FORMULA
from csa_research.errors import InputError
from csa_research.guards import check_file, check_zip, decode_bytes

MAX_ROWS = 200_000
HEADINGS_WITHIN = 20  # rows before the headings, of somebody's own notes
Rows = tuple[tuple[int, dict[str, str]], ...]


def read_filled(path: Path, needed: Sequence[str]) -> Rows:
    """(row, column -> text) of every row that is not empty, of the first sheet with these columns. Raises InputError.

    Columns are named in lower case with underscores.
    """
    check_file(path, noun="sheet")
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise InputError(f"{path.name}: a filled sheet is read as .xlsx or .csv; save it as one of these.")
    for sheet in [_csv(path)] if kind == ".csv" else _xlsx(path):
        rows = _named(path.name, sheet, needed)
        if rows is not None:
            return rows
    raise InputError(f"{path.name}: no sheet has the columns {', '.join(needed)}. Give the filled file, with its headings.")


def _named(name: str, rows: Iterable[tuple[int, Sequence[str]]], needed: Sequence[str]) -> Rows | None:
    columns: list[str] | None = None
    out: list[tuple[int, dict[str, str]]] = []
    for count, (number, values) in enumerate(rows):
        if count > MAX_ROWS:
            raise InputError(f"{name}: has over {MAX_ROWS:,} rows; that is no sheet of ours.")
        if columns is None:
            plain = ["_".join(value.lower().replace("_", " ").split()) for value in values]
            columns = plain if set(needed) <= set(plain) else None
            if columns is None and count > HEADINGS_WITHIN:
                return None
        elif any(value.strip() for value in values):
            out.append((number, dict(zip(columns, values, strict=False))))
    return None if columns is None else tuple(out)


def _csv(path: Path) -> list[tuple[int, Sequence[str]]]:
    text, _ = decode_bytes(path.name, path.read_bytes())
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        return [(reader.line_num, [_restored(value) for value in row]) for row in reader]
    except csv.Error as error:
        raise InputError(f"{path.name}: line {reader.line_num}: not readable as CSV. Mend the quotation marks.") from error


def _restored(value: str) -> str:
    return value[1:] if value.startswith("'") and value.lstrip("'").startswith(FORMULA) else value


def _xlsx(path: Path) -> Iterable[list[tuple[int, Sequence[str]]]]:
    from openpyxl import load_workbook

    check_zip(path, noun="sheet")
    try:
        book: Any = load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            found: list[tuple[int, Sequence[str]]] = []
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 2), 1):
                found.append((number, [_text(value) for value in row]))
            yield found
        book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML and zip parts raise
        raise InputError(f"{path.name}: not a readable Excel workbook; open it in Excel and save it again.") from error


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
