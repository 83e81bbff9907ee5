"""What comes in is looked at before any library opens it (`guards`), and read as text in whatever encoding it came."""

from __future__ import annotations

import hashlib
from pathlib import Path

from csa_research.errors import FormatError
from csa_research.guards import check_file, check_zip, decode_bytes

__all__ = ["check_file", "check_zip", "decode", "sha256"]


def sha256(path: Path) -> str:
    """The SHA-256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def decode(path: Path) -> tuple[str, tuple[str, ...]]:
    """The file's text with "\\n" line ends, and a note on its encoding where that is not UTF-8. Raises FormatError."""
    check_file(path)
    data = path.read_bytes()
    text, encoding = decode_bytes(path.name, data)
    if "\0" in text:
        raise FormatError(f"{path.name}: is not a text file. Save the transcript as .docx, .txt or .csv.")
    notes = [] if encoding == "UTF-8" else [f"read as {encoding}, because it is not UTF-8; check the accents and quotes"]
    if lost := text.count("\ufffd"):
        notes.append(f"{lost} characters had been lost before the file came here (shown as U+FFFD)")
    return text.replace("\r\n", "\n").replace("\r", "\n"), tuple(notes)
