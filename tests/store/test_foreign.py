from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.store import foreign
from csa_research.store.foreign import is_database, read_tables


def database(path: Path, *statements: str) -> Path:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path


def test_wanted_tables_and_columns_come_as_far_as_they_are_there(tmp_path: Path) -> None:
    path = database(
        tmp_path / "a b?#.qda",
        "CREATE TABLE Source (id integer, NAME text, other text)",
        "INSERT INTO Source VALUES (1, 'é', 'x'), (NULL, x'ff41', 'y')",
    )
    before = path.read_bytes()
    assert read_tables(path, {"source": ("id", "name", "fulltext"), "absent": ("id",)}) == {
        "source": ({"id": 1, "name": "é"}, {"id": None, "name": b"\xffA"}),
    }
    assert (path.read_bytes(), [p.name for p in tmp_path.iterdir()]) == (before, [path.name])
    assert is_database(path)


def test_views_and_virtual_tables_are_not_looked_at(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n"
    path = database(tmp_path / "p.db", f"CREATE VIEW source AS {endless}", "CREATE VIRTUAL TABLE tags USING fts5(id)")
    assert read_tables(path, {"source": ("id",), "tags": ("id",)}) == {}


def test_columns_that_are_worked_out_are_not_read_and_work_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = "GENERATED ALWAYS AS (length(hex(zeroblob(900000)))) VIRTUAL"
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)"
    insert = f"{numbers} INSERT INTO source (id) SELECT i FROM n"
    path = database(tmp_path / "p.db", f"CREATE TABLE source (id integer, name text {slow})", insert)
    assert read_tables(path, {"source": ("id", "name")})["source"][0] == {"id": 1}
    monkeypatch.setattr(foreign, "MAX_STEPS", 0)
    with pytest.raises(FormatError, match="too large to read"):
        read_tables(path, {"source": ("id",)})


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_what_is_no_database_or_is_damaged_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "p.db").write_bytes(data)
    with pytest.raises(FormatError, match=r"p\.db"):
        read_tables(tmp_path / "p.db", {"source": ("id",)})


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = database(
        tmp_path / "p.db", "CREATE TABLE source (id integer, name text)", "INSERT INTO source VALUES (1, hex(zeroblob(60000)))"
    )
    path.write_bytes(path.read_bytes()[:6000])
    with pytest.raises(FormatError, match="damaged"):
        read_tables(path, {"source": ("id", "name")})


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "MAX_ROWS", 2)
    path = database(tmp_path / "p.db", "CREATE TABLE source (id integer)", "INSERT INTO source VALUES (1), (2), (3)")
    with pytest.raises(FormatError, match="over 2 rows of source"):
        read_tables(path, {"source": ("id",)})


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no such file"):
        read_tables(tmp_path / "p.db", {})
