"""The archive of a project, opened with suspicion: exactly one .qde, nothing that points outside, nothing unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from csa_research.errors import FormatError
from csa_research.guards import ZIP_FAULTS, check_file, check_zip

MAX_ARCHIVE = 2_000_000_000  # recordings may lie in it; they are not read
MAX_UNPACKED = 8_000_000_000
MAX_PART = 150_000_000


class Archive:
    """An open project archive; texts are found by their path in whatever folder and case they lie."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name, self._archive = name, archive
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for entry in archive.infolist():
            plain = _plain(entry.filename)
            if entry.is_dir() or _of_a_mac(plain):
                continue
            if plain in self._parts:
                raise FormatError(f"{name}: holds two parts of one name; it was not opened. Export it again from its program.")
            self._parts[plain] = entry

    def project(self) -> bytes:
        """The one .qde. Raises FormatError where there is none or more than one."""
        found = [entry for plain, entry in self._parts.items() if plain.endswith(".qde")]
        if len(found) != 1:
            what = "no .qde, so it is no REFI-QDA project" if not found else f"{len(found)} .qde files; a project has one"
            raise FormatError(f"{self.name}: holds {what}. Export it again from its program (REFI-QDA project, .qdpx).")
        return self._read(found[0])

    def text(self, path: str) -> bytes | None:
        """The bytes of the part this path of the .qde means, None where it is not in the archive."""
        plain = _plain(unquote(path.partition("://")[2] or path))
        base = PurePosixPath(plain).name
        if not base:
            return None
        candidates = [plain, f"sources/{plain}", f"sources/{base}", base]
        candidates += [part for part in self._parts if part.endswith(f"/sources/{base}")]
        found = next((self._parts[candidate] for candidate in candidates if candidate in self._parts), None)
        if found is None:
            same = [entry for part, entry in self._parts.items() if PurePosixPath(part).name == base]
            found = same[0] if len(same) == 1 else None
        return None if found is None else self._read(found)

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.file_size > MAX_PART:
            raise FormatError(
                f"{self.name}: a part of it unpacks to {entry.file_size / 1e6:.0f} MB, more than the {MAX_PART / 1e6:.0f} MB that"
                " are read. Take recordings and pictures out of the project, or export fewer texts at a time."
            )
        try:
            return self._archive.read(entry)
        except ZIP_FAULTS as error:
            raise FormatError(f"{self.name}: damaged inside. Copy it again, or export it again from its program.") from error


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The archive, checked before anything of it is unpacked. Raises FormatError."""
    check_file(path, noun="project", limit=MAX_ARCHIVE)
    check_zip(path, noun="project", unpacked=MAX_UNPACKED)
    with zipfile.ZipFile(path) as archive:
        yield Archive(path.name, archive)


def _plain(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").removeprefix("./").casefold()


def _of_a_mac(plain: str) -> bool:
    return plain.startswith("__macosx/") or PurePosixPath(plain).name.startswith("._")
