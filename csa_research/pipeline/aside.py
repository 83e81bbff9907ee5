"""Files made where nobody looks, and put in their place whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csa_research.errors import CsaError, InputError
from csa_research.pipeline.context import Context


@contextmanager
def making_aside(ctx: Context, folder: Path) -> Iterator[Path]:
    """A folder inside `folder` for files that nobody has checked yet; gone at the end, whatever happens."""
    prefix = f".making-{ctx.study.settings.study_id}-"
    with plainly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{prefix}*"):  # of a run that was killed: the study's lock says that no other is running
            shutil.rmtree(left, ignore_errors=True)
        aside = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def plainly(place: Path) -> Iterator[None]:
    """Nothing; what the system says against this place is told as a CsaError in plain words."""
    try:
        yield
    except (FileExistsError, NotADirectoryError):
        raise InputError(f"{place} or a part of it is a file where a folder should be. Choose another place.") from None
    except PermissionError:
        raise CsaError(
            f"{place} cannot be written: it may be open in another program, or the folder may be read-only. Close it there, or "
            "choose another place, and try again."
        ) from None
    except OSError as error:
        raise CsaError(f"{place} cannot be written: {error.strerror}. Choose another place, or make room.") from None


def swap(new: Path, old: Path) -> None:
    """The new folder in the old one's place; the old one stays where it cannot be moved (a file of it is open on Windows)."""
    with plainly(old):
        if not old.exists():
            os.replace(new, old)
            return
        gone = new.with_name(f"{new.name}.old")
        os.replace(old, gone)
        try:
            os.replace(new, old)
        except OSError:
            os.replace(gone, old)
            raise
