"""The store as files: a folder for it, and what makes removed words really gone."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from csa_research.errors import StoreError
from csa_research.store import migrate, search
from csa_research.store.engine import WRITING, outside_transactions


def vacuum(engine: Engine, file: Path | None) -> None:
    """Nothing; no removed word is left in the index, in free pages, in the log, or in copies made before migrations."""
    with engine.connect().execution_options(**WRITING) as connection, connection.begin():
        search.rebuild(connection)
    with outside_transactions(engine) as connection:
        connection.exec_driver_sql("VACUUM" if engine.dialect.name == "sqlite" else "VACUUM FULL")
        if file is not None:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    for copy in migrate.copies(file) if file is not None else ():
        try:
            copy.unlink()
        except OSError as error:
            raise StoreError(f"{copy} may hold removed words and cannot be deleted: {error.strerror}. Delete it.") from None


def make_folder(file: Path) -> None:
    """Nothing; the folder for the store is there. Raises StoreError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {file.parent} cannot be made: {error.strerror}. Check paths.store.") from None
