"""Another program's SQLite file, read with suspicion: read-only, ordinary tables only, within limits of size and work."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from csa_research.errors import FormatError
from csa_research.guards import check_file

MAX_FILE = 2_000_000_000
MAX_ROWS = 500_000
MAX_VALUE = 50_000_000  # bytes of one text
MAX_STEPS = 2_000  # of the progress handler, each of a million instructions
HEAD = b"SQLite format 3\x00"
_ORDINARY = re.compile(r"\s*create\s+table\b", re.IGNORECASE)
Tables = Mapping[str, tuple[Mapping[str, object], ...]]


def is_database(path: Path) -> bool:
    """Whether the file begins as a SQLite database does."""
    return path.is_file() and path.open("rb").read(len(HEAD)) == HEAD


def read_tables(path: Path, wanted: Mapping[str, Sequence[str]]) -> Tables:
    """The rows of those of the wanted tables that are there, with those of the wanted columns that they have.

    Views, virtual tables and whatever else could run on reading are not looked at. Raises FormatError.
    """
    check_file(path, noun="project", limit=MAX_FILE)
    if not is_database(path):
        raise FormatError(f"{path.name}: is no SQLite database. Copy it again, or export the codings from its program instead.")
    try:
        with closing(_open(path)) as connection:
            return {name: _rows(connection, path.name, name, columns) for name, columns in _there(connection, wanted).items()}
    except (sqlite3.Error, OverflowError, ValueError, MemoryError) as error:
        raise FormatError(
            f"{path.name}: the database is damaged, locked or too large to read. Close it in its program and copy it again."
        ) from error


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    left = [MAX_STEPS]

    def work() -> int:
        left[0] -= 1
        return int(left[0] < 0)

    connection.set_progress_handler(work, 1_000_000)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _there(connection: sqlite3.Connection, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    made = dict(connection.execute("SELECT lower(name), sql FROM sqlite_master WHERE type = 'table'"))
    for table, columns in wanted.items():
        if not _ORDINARY.match(made.get(table) or ""):
            continue
        has = {str(row[1]).lower() for row in connection.execute(f'PRAGMA table_info("{table}")')}
        if kept := [column for column in columns if column in has]:
            found[table] = kept
    return found


def _rows(connection: sqlite3.Connection, file: str, table: str, columns: Sequence[str]) -> tuple[Mapping[str, object], ...]:
    names = ", ".join(f'"{column}"' for column in columns)
    query = f'SELECT {names} FROM "{table}" LIMIT {MAX_ROWS + 1}'
    rows = tuple(dict(zip(columns, row, strict=True)) for row in connection.execute(query))
    if len(rows) > MAX_ROWS:
        raise FormatError(f"{file}: holds over {MAX_ROWS:,} rows of {table}. Export a part of the project at a time.")
    return rows
