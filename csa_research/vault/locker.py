"""The vault: one SQLite file whose every value is encrypted, and whose records show neither their names nor their order.

Lost passphrase, lost vault: there is no second way in. Kinds of records ("original", "final"), their number and their
sizes can be seen by whoever has the file; nothing else can.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from csa_research.errors import VaultError
from csa_research.vault import cipher as crypt
from csa_research.vault import file as vault_file


class Vault:
    """An open vault. Make one with `Vault.create`, open one with `Vault.open`, use either in a `with` block."""

    def __init__(self, path: Path, connection: sqlite3.Connection, header: crypt.Header, data_key: bytes) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = connection
        self._header = header
        self._data_key = data_key
        self._cipher = crypt.cipher(header, data_key)
        self._lock = threading.RLock()

    @classmethod
    def create(cls, path: str | Path, passphrase: str) -> Vault:
        """A new, empty vault, open. Raises VaultError when one is there or the passphrase has under 8 characters."""
        place = Path(path).expanduser()
        data_key = secrets.token_bytes(32)
        header = crypt.new_header(passphrase, data_key, secrets.token_bytes(16))
        vault_file.create(place, header)
        return cls(place, vault_file.connect(place), header, data_key)

    @classmethod
    def open(cls, path: str | Path, passphrase: str) -> Vault:
        """The vault at this path, open. Raises VaultError: missing, no vault, damaged, newer, or wrong passphrase."""
        place = Path(path).expanduser()
        connection, header = vault_file.open_checked(place)
        try:
            data_key = crypt.unwrap(header, passphrase)
            if data_key is None:
                raise VaultError(f"The passphrase does not open the vault {place}. Check for typing errors and try again.")
            return cls(place, connection, header, data_key)
        except BaseException:
            connection.close()
            raise

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Nothing; the vault is closed. Closing twice does no harm."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def put(self, kind: str, key: str, value: object) -> None:
        """Nothing; the record then has this value (bytes, or anything JSON can hold). Raises VaultError."""
        self.put_many(kind, {key: value})

    def put_many(self, kind: str, values: Mapping[str, object]) -> None:
        """Nothing; all of these records are written, or none. Raises VaultError."""
        rows = [self._row(kind, key, value) for key, value in values.items()]
        with self._writing() as connection:
            connection.executemany(_PUT, rows)

    def replace_kind(self, kind: str, values: Mapping[str, object]) -> None:
        """Nothing; the records of this kind are then exactly these. All or nothing. Raises VaultError."""
        rows = [self._row(kind, key, value) for key, value in values.items()]
        with self._writing() as connection:
            connection.execute("DELETE FROM records WHERE kind = ?", (kind,))
            connection.executemany(_PUT, rows)

    def append(self, kind: str, values: Sequence[object]) -> None:
        """Nothing; the values follow those of this kind, under the keys 0, 1, 2 ... in order. Raises VaultError."""
        with self._writing() as connection:
            (there,) = connection.execute("SELECT count(*) FROM records WHERE kind = ?", (kind,)).fetchone()
            connection.executemany(
                "INSERT INTO records (kind, tag, value) VALUES (?, ?, ?)",
                [self._row(kind, str(there + i), value) for i, value in enumerate(values)],
            )

    def get(self, kind: str, key: str) -> object:
        """The record's value, or None when there is no such record. Raises VaultError when it is damaged."""
        tag = self._cipher.tag(kind, key)
        with self._reading() as connection:
            row = connection.execute("SELECT value FROM records WHERE kind = ? AND tag = ?", (kind, tag)).fetchone()
        return self._cipher.unseal(kind, tag, row[0])[1] if row else None

    def items(self, kind: str) -> dict[str, object]:
        """Every record of this kind, key to value, by key. Raises VaultError when one is damaged."""
        with self._reading() as connection:
            rows = connection.execute("SELECT tag, value FROM records WHERE kind = ?", (kind,)).fetchall()
        return dict(sorted((self._cipher.unseal(kind, tag, value) for tag, value in rows), key=lambda pair: pair[0]))

    def delete(self, kind: str, key: str) -> bool:
        """Whether there was such a record; it is gone now. Raises VaultError."""
        with self._writing() as connection:
            gone = connection.execute("DELETE FROM records WHERE kind = ? AND tag = ?", (kind, self._cipher.tag(kind, key)))
            return gone.rowcount > 0

    def kinds(self) -> dict[str, int]:
        """How many records there are of each kind."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT kind, count(*) FROM records GROUP BY kind ORDER BY kind").fetchall())

    def change_passphrase(self, new: str) -> None:
        """Nothing; only the new passphrase opens the vault. Raises VaultError when it has under 8 characters.

        Copies made before stay open to the old one.
        """
        header = crypt.new_header(new, self._data_key, self._header.vault)
        with self._writing() as connection:
            vault_file.write_header(connection, header)
        self._header = header

    def destroy(self) -> dict[str, object]:
        """What a certificate of destruction says: path, time, SHA-256 of the file before, number of records.

        The file is overwritten and removed. Without its header, which held the only key, no fragment can be read.
        """
        kinds = self.kinds()
        self.close()
        return {**vault_file.destroy(self.path), "records": sum(kinds.values()), "kinds": kinds}

    def _row(self, kind: str, key: str, value: object) -> tuple[str, bytes, bytes]:
        return kind, self._cipher.tag(kind, key), self._cipher.seal(kind, key, value)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, vault_file.plainly(self.path):
            if self._connection is None:
                raise VaultError(f"The vault {self.path} has been closed. Open it again.")
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


_PUT = "INSERT OR REPLACE INTO records (kind, tag, value) VALUES (?, ?, ?)"
