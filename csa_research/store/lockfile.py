"""One writer a study: a lock that the operating system gives back when its process ends, however it ends.

The file also says who holds it, for the message to the next one. It stays behind empty: removing it would let two
processes each hold a lock on a file of the same name.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from csa_research.errors import StoreError

_BYTE = 1 << 30  # the locked byte lies far beyond the text, because Windows forbids others to read locked bytes
_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


@contextmanager
def hold(path: str | Path) -> Iterator[None]:
    """Nothing; while the block runs no other process can hold this path. Raises StoreError saying who holds it."""
    place = Path(path)
    try:
        file = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    except FileNotFoundError:
        raise StoreError(f"{place.parent} is not there, so it cannot be locked. Check the study folder's name.") from None
    except OSError as error:
        raise StoreError(f"{place} cannot be written ({error.strerror}). Is the folder read-only?") from None
    try:
        _take(file, place)
        _write(file, {"pid": os.getpid(), "host": socket.gethostname(), "at": _now()})
        try:
            yield
        finally:
            _write(file, None)
            _unlock(file)
    finally:
        os.close(file)


def _take(file: int, place: Path) -> None:
    try:
        _lock(file)
    except OSError as error:
        holder = _read(file)
        if error.errno in _BUSY or _alive(holder):  # other errors: this file system knows no locks; go by the text
            raise StoreError(_message(place, holder)) from None


def _message(place: Path, holder: dict[str, object]) -> str:
    who = f"process {holder['pid']} on {holder['host']}, since {holder['at']}" if holder else "another process"
    return (
        f"The study in {place.parent} is in use by another csa ({who}). Wait until it has finished, or end it. "
        f"Only if you are sure that it no longer runs: delete {place}"
    )


def _alive(holder: dict[str, object]) -> bool:
    pid = holder.get("pid")
    if not isinstance(pid, int):
        return False
    if holder.get("host") != socket.gethostname() or sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(file: int) -> dict[str, object]:
    with contextlib.suppress(OSError, ValueError):
        os.lseek(file, 0, os.SEEK_SET)
        value = json.loads(os.read(file, 1000).decode("utf-8"))
        if isinstance(value, dict) and {"pid", "host", "at"} <= value.keys():
            return value
    return {}


def _write(file: int, holder: dict[str, object] | None) -> None:
    os.ftruncate(file, 0)
    if holder:
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, json.dumps(holder).encode("utf-8"))


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _unlock(file: int) -> None:
        os.lseek(file, _BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: int) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)
