"""An open database and its transactions: what every part of the store's one object stands on."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from csa_research.store import codes, decisions, engine, history, migrate, upkeep


class Transactions:
    """A store that can be opened, closed, read from and written to."""

    def __init__(self, connections: Engine, place: str) -> None:
        self.place = place
        self._engine = connections
        self._file = engine.file_of(connections.url)
        self._lock = threading.RLock()
        self._current: Connection | None = None
        self._step: int | None = None  # of this transaction, once it has changed a coding
        self._changed: set[str] = set()  # groups whose text this transaction replaced

    @classmethod
    def open(cls, url: str) -> Self:
        """The store at this URL, made if it is not there, brought to the newest schema. Raises StoreError."""
        parsed = engine.parse(url)
        place, file = engine.place_of(parsed), engine.file_of(parsed)
        with engine.plainly(place):
            if file is not None:
                upkeep.make_folder(file)
            connections = engine.connect(parsed)
            try:
                migrate.prepare(connections, place, file)
            except BaseException:
                connections.dispose()
                raise
        return cls(connections, place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Nothing; the store is closed. Closing twice does no harm."""
        self._engine.dispose()

    @contextmanager
    def atomically(self) -> Iterator[None]:
        """Nothing; whatever is stored inside the block is stored together, or not at all."""
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._lock, engine.plainly(self.place):
            if self._current is not None:
                yield self._current
                return
            try:
                with self._engine.connect().execution_options(**engine.WRITING) as connection, connection.begin():
                    self._current = connection
                    yield connection
                    if self._changed:
                        codes.codings(connection, self._changed)
            finally:
                self._current = self._step = None
                self._changed.clear()

    def _step_of(self, connection: Connection) -> int:
        if self._step is None:
            self._step = history.next_step(connection)
        return self._step

    def _record(self, connection: Connection, action: history.Action, ids: Sequence[str], who: str, why: str = "") -> None:
        if ids:
            step, at = self._step_of(connection), decisions.now()
            history.record(connection, [history.Event(step, at, who, action, i, why) for i in ids])

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._lock, engine.plainly(self.place):
            if self._current is not None:
                yield self._current
                return
            with self._engine.connect() as connection:
                yield connection
