"""Brings a store to the schema of this program: one query when it has it already, a copy of the file before any change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError

from csa_research.atomic import replacing
from csa_research.errors import StoreError
from csa_research.store.engine import WRITING
from csa_research.store.schema import METADATA, REVISIONS, VERSION_TABLE


def prepare(engine: Engine, place: str, file: Path | None) -> None:
    """Nothing; the store has the newest schema. Raises StoreError: damaged, newer than this program, not a store."""
    with engine.connect() as connection:
        if file is not None:
            _check(connection, place)
        version = version_of(connection)
        if version == REVISIONS[-1]:
            return
        if version is None:
            _check_empty(connection, place)
        elif version not in REVISIONS:
            raise StoreError(
                f"{place} was written by a newer version of this program (schema {version}; this one knows {REVISIONS[-1]}). "
                f"Install that version."
            )
    if version is not None and file is not None:
        copy_file(file, file.with_name(f"{file.stem}.before-{REVISIONS[-1]}{file.suffix}"))
    with engine.connect().execution_options(**WRITING) as connection, connection.begin():
        upgrade(connection, REVISIONS[-1])


def version_of(connection: Connection) -> str | None:
    """The schema version of the store; None when it has none yet."""
    try:
        found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
        return None if found is None else str(found)
    except DBAPIError:
        connection.rollback()
        if inspect(connection).has_table(VERSION_TABLE):
            raise
        return None


def upgrade(connection: Connection, revision: str) -> None:
    """Nothing; the store has this schema version. Runs in the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, revision)


def copy_file(file: Path, copy: Path) -> None:
    """Nothing; `copy` is a whole copy of the SQLite file, taken safely while it is in use."""
    with replacing(copy) as temporary, closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(temporary)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE").fetchall()


def copies(file: Path) -> tuple[Path, ...]:
    """The copies that were made of this file before migrations."""
    return tuple(sorted(file.parent.glob(f"{file.stem}.before-[0-9]*{file.suffix}")))


def _check(connection: Connection, place: str) -> None:
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise StoreError(f"{place} is damaged. Put your back-up in its place.")


def _check_empty(connection: Connection, place: str) -> None:
    there = set(inspect(connection).get_table_names())
    if there & set(METADATA.tables) or (there and connection.dialect.name == "sqlite"):
        raise StoreError(f"{place} is a database, but no study store. Give another name as paths.store in study.yaml.")
