"""Connections to SQLite and PostgreSQL that behave alike, and their errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Column, ColumnElement, Connection, Engine, Table, Text, collate, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, SQLAlchemyError

from csa_research.errors import StoreError

BUSY_MS = 5000
BEGIN = "csa_begin"
WRITING = {BEGIN: "BEGIN IMMEDIATE"}
"""For a connection that will write: in SQLite a reader cannot always become a writer."""
_DRIVERS = ("psycopg", "pg8000", "psycopg2")


def parse(url: str) -> URL:
    """The URL, with a driver that is installed. Raises StoreError when it is no SQLite or PostgreSQL URL."""
    try:
        parsed = make_url(url)
    except SQLAlchemyError:
        raise StoreError("paths.store in study.yaml is neither a file name nor a database URL. Mend it.") from None
    kind = parsed.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise StoreError(f"The store cannot be kept in {kind}. Give a file name or a postgresql:// URL as paths.store.")
    if parsed.drivername == "postgresql":
        driver = next((name for name in _DRIVERS if find_spec(name)), None)
        if driver is None:
            raise StoreError("A store in PostgreSQL needs a driver for it. Install one: pip install pg8000")
        parsed = parsed.set(drivername=f"postgresql+{driver}")
    return parsed


def file_of(url: URL) -> Path | None:
    """The file of a SQLite URL; None for a server, or for a store in memory."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def place_of(url: URL) -> str:
    """How messages call the store: its file, or its URL without the password."""
    return str(file_of(url) or url.render_as_string(hide_password=True))


def connect(url: URL) -> Engine:
    """An engine whose connections are set up for safety. Statements' values never reach an error or a log."""
    try:
        engine = create_engine(url, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise StoreError(f"The store's driver {error.name} is not installed. Install it: pip install {error.name}") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, so that tables can be changed inside one
    for pragma in (f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "secure_delete=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    _set_journal(connection)


def _set_journal(connection: sqlite3.Connection) -> None:
    ((_, _, path),) = connection.execute("PRAGMA database_list").fetchall()
    if not path.startswith(("\\\\", "//")):  # network drives accept WAL and then lose data
        try:
            ((mode,),) = connection.execute("PRAGMA journal_mode=WAL").fetchall()
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            if mode in ("wal", "memory"):
                return
        except sqlite3.OperationalError as error:
            if str(error).endswith("is locked"):
                raise
    connection.execute("PRAGMA journal_mode=DELETE").fetchall()


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get(BEGIN, "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)


def outside_transactions(engine: Engine) -> Connection:
    """A connection for statements that may not stand in a transaction."""
    if engine.dialect.name == "sqlite":
        return engine.connect().execution_options(**{BEGIN: ""})
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def put_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, keep: bool = False) -> None:
    """Nothing; the rows are in the table. One with the same key is overwritten, or with `keep` left as it is."""
    if not rows:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    others = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys and c.name in rows[0]}
    if keep or not others:
        connection.execute(statement.on_conflict_do_nothing(index_elements=keys), rows)
    else:
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), rows)


def in_order(connection: Connection, *columns: Column[Any]) -> list[ColumnElement[Any]]:
    """What to sort rows by so that they come as Python sorts them, whatever the order of words of a PostgreSQL database."""
    if connection.dialect.name == "sqlite":
        return list(columns)
    return [collate(column, "C") if isinstance(column.type, Text) else column for column in columns]


@contextmanager
def plainly(place: str) -> Iterator[None]:
    """Nothing; what the database raises in the block becomes a StoreError that says what to do and repeats no text."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(_explain(place, error)) from None
    except UnicodeEncodeError:
        raise StoreError(f"{place}: nothing was changed, because a text holds half of a surrogate pair. Mend it.") from None


def _explain(place: str, error: Exception) -> str:
    text = str(getattr(error, "orig", None) or error)
    if isinstance(error, IntegrityError) or _sqlstate(error).startswith("23"):
        return (
            f"{place}: nothing was changed, because something in it would no longer fit together (a coding or a suggestion "
            f"without its turn, or the same thing twice). Release the group first, then add what belongs to it."
        )
    if text.endswith("is locked"):
        return f"{place} is in use by another program. Wait until it has finished, or close it, and try again."
    if "readonly" in text or "unable to open" in text:
        return f"{place} cannot be opened for writing. Check that the folder is there and that you may write in it."
    if "disk is full" in text:
        return f"{place} cannot be written: the disk is full. Make room and try again."
    if any(sign in text for sign in ("malformed", "not a database", "disk I/O", "no such table", "no such column")):
        return f"{place} is damaged, or is no study store. Put your back-up in its place."
    if isinstance(error, OperationalError | InterfaceError):
        return f"{place} cannot be reached. Check that the database server runs, and name, user and password in the URL."
    return f"{place}: the database refused what was asked ({type(error).__name__}). Nothing was changed."


def _sqlstate(error: Exception) -> str:
    """PostgreSQL's error code. What is wrong only at the end of a transaction does not come as an IntegrityError."""
    origin = getattr(error, "orig", None)
    fields = origin.args[0] if origin is not None and origin.args and isinstance(origin.args[0], dict) else {}
    return str(getattr(origin, "sqlstate", None) or fields.get("C", ""))
