"""Sheets of ours that people filled in: the rows of a .csv or .xlsx file by the names of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from csa_research.coding.sheets import read_rows
from csa_research.errors import InputError

MAX_ROWS = 200_000
HEADINGS_WITHIN = 20  # rows before the headings, of somebody's own notes
Rows = tuple[tuple[int, dict[str, str]], ...]


def read_filled(path: Path, needed: Sequence[str]) -> Rows:
    """(row, column -> text) of every row that is not empty, below the row of headings. Raises InputError.

    Columns are named in lower case with underscores.
    """
    rows = _named(path.name, read_rows(path), needed)
    if rows is None:
        there = ", ".join(needed)
        raise InputError(f"{path.name}: no sheet has the columns {there}. Give the filled file, with its headings.")
    return rows


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
