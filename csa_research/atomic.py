"""Files that are either the old one or the whole new one, whatever happens while they are written."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csa_research.errors import CsaError


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """A temporary path in the same folder; at the end of the block its file takes the place of `path`.

    The temporary path has the same suffix, because some libraries choose the format by it. On an error in the block the
    old file stays and nothing else is left behind. Raises CsaError when the place cannot be written.
    """
    target = Path(path)
    with _plainly(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise CsaError(f"{target} is a folder, so no file can be written there. Give another name.")
    temporary = target.with_name(f".{target.stem[:40]}-{secrets.token_hex(6)}.tmp{target.suffix}")
    try:
        yield temporary
        with _plainly(target):
            _settle(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: str | Path, data: bytes) -> None:
    """Nothing; `path` then holds exactly these bytes. Raises CsaError when it cannot be written."""
    with replacing(path) as temporary, _plainly(Path(path)):
        temporary.write_bytes(data)


def write_text(path: str | Path, text: str) -> None:
    """Nothing; `path` then holds this text in UTF-8, line ends as given. Raises CsaError when it cannot be written."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CsaError(
            f"{path} was not written: character {error.start + 1} of the text is half of a surrogate pair. Mend its source."
        ) from None
    write_bytes(path, data)


def _settle(temporary: Path, target: Path) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    if target.exists():
        shutil.copymode(target, temporary)
    os.replace(temporary, target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        except OSError:
            pass  # some network and FUSE file systems cannot; the file itself is safe by now
        finally:
            os.close(folder)


@contextmanager
def _plainly(target: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError:
        raise CsaError(
            f"{target} cannot be written: it may be open in another program, or the folder may be read-only. "
            f"Close it there, or choose another place, and try again."
        ) from None
    except OSError as error:
        raise CsaError(f"{target} cannot be written: {error.strerror}. Choose another place, or make room.") from None
