"""The vault as a file: made, opened and checked, described in errors, overwritten. Knows no keys and no plain text."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from csa_research.errors import VaultError
from csa_research.vault.cipher import Header

APPLICATION = 0x43534156  # "CSAV"
FORMAT = 1
_MAGIC = b"SQLite format 3\x00"
_CHUNK = 1 << 20
_TABLES = (
    "CREATE TABLE header (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    "CREATE TABLE records (kind TEXT NOT NULL, tag BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, tag)) STRICT",
)


def create(path: Path, header: Header) -> None:
    """Nothing; an empty vault file, readable by its owner only, is there. Raises VaultError when something is there."""
    if path.exists():
        raise VaultError(f"{path} is there already. Open it, or give another place with CSA_VAULT.")
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(6)}.tmp")
    with plainly(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with closing(connect(temporary)) as connection:
                for table in _TABLES:
                    connection.execute(table)
                write_header(connection, header)
                connection.execute(f"PRAGMA user_version = {FORMAT}")
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def connect(path: Path) -> sqlite3.Connection:
    """A connection that leaves no deleted value behind and has committed what it says it has."""
    connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    for pragma in ("secure_delete = ON", "journal_mode = DELETE", "synchronous = FULL", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def open_checked(path: Path) -> tuple[sqlite3.Connection, Header]:
    """A connection to a vault that is whole, and its header. Raises VaultError naming what is wrong."""
    with plainly(path):
        _check_bytes(path)
        connection = connect(path)
        try:
            _check_database(connection, path)
            return connection, _read_header(connection, path)
        except BaseException:
            connection.close()
            raise


def write_header(connection: sqlite3.Connection, header: Header) -> None:
    """Nothing; the header is in the file, with its checksum."""
    numbers = {name: str(getattr(header, name)).encode("ascii") for name in ("n", "r", "p")}
    values = {"vault": header.vault, "salt": header.salt, "wrapped": header.wrapped, "digest": header.digest(), **numbers}
    connection.executemany("INSERT OR REPLACE INTO header (name, value) VALUES (?, ?)", values.items())


def destroy(path: Path) -> dict[str, object]:
    """Path, time, size and SHA-256 of a vault file that is now overwritten and gone. Raises VaultError."""
    with plainly(path):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
        for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
            if (part := path.with_name(name)).exists():
                _overwrite(part)
                part.unlink()
    return {"path": str(path), "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "sha256": digest, "bytes": size}


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        for at in range(0, path.stat().st_size, _CHUNK):
            file.seek(at)
            file.write(secrets.token_bytes(min(_CHUNK, path.stat().st_size - at)))
        file.flush()
        os.fsync(file.fileno())
        file.truncate(0)
        os.fsync(file.fileno())


def _check_bytes(path: Path) -> None:
    if not path.exists():
        raise VaultError(f"There is no vault at {path}. It is made by the first `csa import`; or set CSA_VAULT to its place.")
    if path.is_dir():
        raise VaultError(f"{path} is a folder, not a vault. Give the file: {path / 'vault.db'}")
    with path.open("rb") as file:
        start = file.read(100)
    if not start.startswith(_MAGIC):
        raise VaultError(f"{path} is not a vault, or it is damaged. Check CSA_VAULT and study.yaml, or use your back-up.")


def _check_database(connection: sqlite3.Connection, path: Path) -> None:
    ((application,),) = connection.execute("PRAGMA application_id").fetchall()
    ((version,),) = connection.execute("PRAGMA user_version").fetchall()
    if application != APPLICATION:
        raise VaultError(f"{path} is a database, but not a vault. Check CSA_VAULT and paths.vault in study.yaml.")
    if version > FORMAT:
        raise VaultError(f"The vault {path} was made by a newer version of this program. Install that version.")
    if _is_cut(path) or connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise _damaged(path)


def _is_cut(path: Path) -> bool:
    """Whether bytes are missing at the end; SQLite itself overlooks a last page that is not whole."""
    with path.open("rb") as file:
        start = file.read(32)
    page = int.from_bytes(start[16:18], "big")
    return path.stat().st_size < (65536 if page == 1 else page) * int.from_bytes(start[28:32], "big")


def _read_header(connection: sqlite3.Connection, path: Path) -> Header:
    found = dict(connection.execute("SELECT name, value FROM header").fetchall())
    try:
        n, r, p = (int(found[name]) for name in ("n", "r", "p"))
        header = Header(found["vault"], found["salt"], n, r, p, found["wrapped"])
        if found["digest"] == header.digest():
            return header
    except (KeyError, ValueError, TypeError):
        pass
    raise _damaged(path)


def _damaged(path: Path) -> VaultError:
    return VaultError(f"The vault {path} is damaged. Put your back-up of it in its place.")


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Nothing; what SQLite and the system raise in the block becomes a VaultError that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text:
            raise VaultError(f"The vault {path} is in use by another program. Wait for it to finish, or close it.") from None
        if "readonly" in text or "unable to open" in text:
            raise VaultError(f"The vault {path} cannot be written. Check the rights of the file and its folder.") from None
        if "full" in text:
            raise VaultError(f"The vault {path} cannot be written: the disk is full. Make room and try again.") from None
        raise _damaged(path) from None
    except sqlite3.Error:
        raise _damaged(path) from None
    except OSError as error:
        raise VaultError(f"The vault {path} cannot be used: {error.strerror}. Check the file and its folder.") from None
