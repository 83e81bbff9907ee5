"""The store as a file: made, opened, checked, migrated, emptied of what was removed."""

import logging
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from csa_research.errors import StoreError
from csa_research.records import Coding, Group, Release, Span
from csa_research.store import StudyStore, engine, migrate
from csa_research.store.schema import METADATA, REVISIONS

NAME = "Quillfeather"


def sqlite_url(file: Path) -> str:
    return f"sqlite:///{file.as_posix()}"


def alone(file: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    rows = connection.execute(sql).fetchall()
    connection.commit()
    connection.close()
    return rows


def test_a_store_is_made_with_its_folder_and_keeps_what_it_was_given(tmp_path: Path, groups: tuple[Group, ...]) -> None:
    file = tmp_path / "a b" / "100%" / "stüdy.db"
    with StudyStore.open(sqlite_url(file).replace("%", "%")) as store:
        store.put_groups(groups)
    with StudyStore.open(sqlite_url(file)) as store:
        assert store.groups() == groups
    assert os.listdir(file.parent) == ["stüdy.db"]


def test_the_migrations_make_the_tables_of_the_schema(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return not (kind == "table" and str(name).startswith(("turns_fts", "csa_version"))) and name != "turns_words"

    StudyStore.open(url).close()
    connections = engine.connect(engine.parse(url))
    with connections.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, METADATA) == []
    connections.dispose()


def test_every_table_of_ours_is_strict(file: Path) -> None:
    StudyStore.open(sqlite_url(file)).close()
    rows = alone(file, "SELECT name FROM pragma_table_list WHERE strict = 1 AND type = 'table'")
    assert {row[0] for row in rows} == set(METADATA.tables)


def test_the_safety_settings_hold_in_every_connection(file: Path) -> None:
    with StudyStore.open(sqlite_url(file)) as store, store._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "busy_timeout", "secure_delete", "synchronous")
        }
    assert found == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 5000, "secure_delete": 1, "synchronous": 2}


def test_where_a_write_ahead_log_is_not_possible_it_does_without() -> None:
    class Connection:
        asked: list[str] = []  # noqa: RUF012

        def execute(self, sql: str) -> "Connection":
            self.asked.append(sql)
            self.rows: list[tuple[object, ...]] = [(0, "main", "/x/study.db")] if "database_list" in sql else [("wal",)]
            if "sqlite_master" in sql:
                raise sqlite3.OperationalError("locking protocol")
            return self

        def fetchall(self) -> list[tuple[object, ...]]:
            return self.rows

    connection = Connection()
    engine._set_journal(connection)  # type: ignore[arg-type]
    assert connection.asked[-1] == "PRAGMA journal_mode=DELETE"


def test_opening_an_existing_store_is_quick_and_needs_no_migration_library(file: Path) -> None:
    StudyStore.open(sqlite_url(file)).close()
    code = (
        "import sys, time; from csa_research.store import StudyStore; t = time.process_time();"
        f"StudyStore.open({sqlite_url(file)!r}).close(); print(time.process_time() - t, 'alembic' in sys.modules)"
    )
    seconds, imported = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert imported == "False"
    assert float(seconds) < 0.15


def test_making_a_store_sets_up_no_logging(file: Path) -> None:
    handlers, level = list(logging.getLogger().handlers), logging.getLogger().level
    StudyStore.open(sqlite_url(file)).close()
    assert logging.getLogger().handlers == handlers
    assert logging.getLogger().level == level


def test_an_older_store_is_copied_and_then_brought_up_to_date(file: Path, release: Callable[..., Release]) -> None:
    connections = engine.connect(engine.parse(sqlite_url(file)))
    with connections.begin() as connection:
        migrate.upgrade(connection, "0001")
        connection.exec_driver_sql("INSERT INTO releases VALUES ('G1', 1, 'a', 'b', 1)")
        connection.exec_driver_sql(
            "INSERT INTO turns (group_id, turn, speaker, role, text) VALUES ('G1', 0, 's', 'participant', 'supervision')"
        )
    connections.dispose()
    with StudyStore.open(sqlite_url(file)) as store:
        assert [hit.turn for hit in store.search("supervision")] == [0]
    copy = file.with_name(f"study.before-{REVISIONS[-1]}.db")
    assert alone(copy, "SELECT version_num FROM csa_version") == [("0001",)]
    assert alone(file, "SELECT version_num FROM csa_version") == [(REVISIONS[-1],)]
    assert alone(copy, "SELECT text FROM turns") == [("supervision",)]
    with StudyStore.open(sqlite_url(file)) as store:
        store.vacuum()
    assert not copy.exists()


def test_a_store_of_a_newer_program_is_left_alone(url: str) -> None:
    with StudyStore.open(url) as store, store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE csa_version SET version_num = '0099'")
    with pytest.raises(StoreError, match=r"newer version of this program \(schema 0099"):
        StudyStore.open(url)


@pytest.mark.parametrize("data", [b"hello" * 300, b"SQLite format 3\x00" + b"\x07" * 3000])
def test_another_file_is_no_store(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(StoreError, match=r"study\.db is damaged, or is no study store"):
        StudyStore.open(sqlite_url(file))
    assert file.read_bytes() == data


def test_another_database_is_no_store(file: Path) -> None:
    alone(file, "CREATE TABLE something (x)")
    with pytest.raises(StoreError, match="but no study store"):
        StudyStore.open(sqlite_url(file))


@pytest.mark.parametrize("share", [0.1, 0.4, 0.8])
def test_a_truncated_store_is_damaged(file: Path, release: Callable[..., Release], share: float) -> None:
    with StudyStore.open(sqlite_url(file)) as store:
        store.put_release(release(texts=("some words " * 2000,)))
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(StoreError, match="damaged"):
        StudyStore.open(sqlite_url(file))


def test_a_store_in_use_is_said_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    with StudyStore.open(sqlite_url(file)) as store:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="in use by another program"):
            store.put_summary("G1", "A", "x", "anna")
        other.execute("ROLLBACK")
        other.close()
        store.put_summary("G1", "A", "x", "anna")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://localhost/x", "cannot be kept in mysql"),
        ("nonsense", "neither a file name nor a database URL"),
        ("postgresql+nodriver://localhost/x", "driver|cannot be kept"),
    ],
)
def test_a_url_that_cannot_be_used_is_said_so(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        StudyStore.open(url)


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be made"):
        StudyStore.open(sqlite_url(tmp_path / "x" / "y" / "study.db"))


def test_a_password_in_the_url_never_shows() -> None:
    assert "hunter2" not in engine.place_of(engine.make_url("postgresql://me:hunter2@localhost/study"))


def test_an_error_never_repeats_what_was_to_be_stored(store: StudyStore, release: Callable[..., Release]) -> None:
    store.put_release(release())
    with pytest.raises(StoreError) as error, store._writing() as connection:
        connection.exec_driver_sql(f"INSERT INTO nowhere VALUES ('{NAME}')")
    assert NAME not in str(error.value)
    assert error.value.__cause__ is None


def test_after_a_late_redaction_and_vacuum_no_byte_of_the_name_is_left(
    file: Path, release: Callable[..., Release], coding: Callable[..., Coding]
) -> None:
    with StudyStore.open(sqlite_url(file)) as store:
        said = f"Then {NAME} came. " * 50
        store.put_release(release(texts=("q", said)))
        store.add_codings([coding(span=Span(0, len(said)), quote=said, memo=NAME), coding("c2", span=Span(5, 17), quote=NAME)])
        store.withdraw_coding("c2", "anna")
        store.put_summary("G1", "A", f"{NAME} again", "anna")
        new = said.replace(NAME, "[Child 3]")
        store.put_release(release(texts=("q", new), version=2), codings=[coding(span=Span(0, len(new)), quote=new, memo="")])
        store.rewrite_notes(lambda text: text.replace(NAME, "[Child 3]"))
        store.vacuum()
        for path in file.parent.iterdir():
            assert NAME.lower().encode() not in path.read_bytes().lower(), path.name
        assert store.summaries() == {("G1", "A"): "[Child 3] again"}
        assert store.search("came")


def test_vacuum_works_on_either_database(store: StudyStore, release: Callable[..., Release]) -> None:
    store.put_release(release())
    store.vacuum()
    assert store.release("G1") == release()


KILLED = """
import os, sys
from csa_research.records import JournalEntry
from csa_research.store import StudyStore
store = StudyStore.open(sys.argv[1])
with store.atomically():
    for i in range(500):
        store.append_journal(JournalEntry("t", "w", "a", str(i), "x" * 5000))
    os._exit(9)
"""


def test_a_process_killed_while_writing_leaves_the_store_as_it_was(file: Path, release: Callable[..., Release]) -> None:
    with StudyStore.open(sqlite_url(file)) as store:
        store.put_release(release())
    subprocess.run([sys.executable, "-c", KILLED, sqlite_url(file)], check=False)
    with StudyStore.open(sqlite_url(file)) as store:
        assert store.journal() == ()
        assert store.release("G1") == release()


def test_threads_may_share_a_store(store: StudyStore) -> None:
    def write(name: str) -> None:
        for i in range(10):
            store.put_summary(name, str(i), "x", "anna")
            store.summaries()

    threads = [threading.Thread(target=write, args=(f"G{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.summaries()) == 40


def test_a_big_study_opens_and_is_searched_quickly(file: Path, release: Callable[..., Release]) -> None:
    with StudyStore.open(sqlite_url(file)) as store:
        for g in range(10):
            store.put_release(release(f"G{g}", tuple(f"the supervision of turn {i} helps a lot " * 5 for i in range(500))))
    started = time.process_time()
    with StudyStore.open(sqlite_url(file)) as store:
        assert time.process_time() - started < 0.5
        assert len(store.search("supervision", 20)) == 20
    assert time.process_time() - started < 2
