"""Guards before any library opens a foreign file, and text in whatever encoding it came. Shared by both sides."""

from __future__ import annotations

import codecs
import lzma
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from csa_research.errors import FormatError

MAX_FILE = 100_000_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
SMALL = 1_000_000  # below this the ratio says nothing
MAX_ENTRIES = 10_000
ZIP_FAULTS: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError, zlib.error,
    lzma.LZMAError, struct.error,
)  # fmt: skip
"""What a damaged archive makes the library raise."""


def check_file(path: Path, *, noun: str = "transcript", limit: int = MAX_FILE) -> bytes:
    """The first bytes of a file that is there, not empty and not too large for its kind. Raises FormatError."""
    if not path.is_file():
        what = "is a folder; give one of its files" if path.is_dir() else "there is no such file. Check its name"
        raise FormatError(f"{path}: {what}.")
    size = path.stat().st_size
    if size == 0:
        raise FormatError(f"{path.name}: the file is empty. Ask for it again, or copy it again.")
    if size > limit:
        raise FormatError(
            f"{path.name}: {size / 1e6:.0f} MB is too much for a {noun} (at most {limit / 1e6:.0f} MB). Is it a recording?"
        )
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as error:
        raise FormatError(f"{path.name}: cannot be read ({error.strerror}). Is it open elsewhere, or not yet synced?") from error


def check_zip(path: Path, *, noun: str = "transcript", unpacked: int = MAX_UNPACKED) -> None:
    """Nothing, where a zip-based document may be opened: no bomb, no path out of it, no DOCTYPE. Raises FormatError."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_sizes(path.name, entries, noun, unpacked)
            for entry in entries:
                _check_name(path.name, entry, noun)
                if entry.file_size and entry.filename.casefold().endswith((".xml", ".rels", ".qde")):
                    _check_prolog(path.name, archive, entry, noun)
    except ZIP_FAULTS as error:
        raise FormatError(f"{path.name}: damaged or cut short; no document could be opened. Copy or save it again.") from error


def _advice(noun: str) -> str:
    return "Copy the text into a new document." if noun == "transcript" else "Save it again from its own program."


def _check_sizes(name: str, entries: list[zipfile.ZipInfo], noun: str, most: int) -> None:
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    steep = any(e.file_size > SMALL and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries)
    if unpacked > most or len(entries) > MAX_ENTRIES or steep or (unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1)):
        raise FormatError(
            f"{name}: unpacks to {unpacked / 1e6:.0f} MB from {packed / 1e6:.1f} MB in {len(entries)} parts, which no {noun}"
            f" does; it was not opened. {_advice(noun)}"
        )


def _check_name(name: str, entry: zipfile.ZipInfo, noun: str) -> None:
    inner = entry.filename.replace("\\", "/")
    if inner.startswith("/") or ".." in PurePosixPath(inner).parts or (len(inner) > 1 and inner[1] == ":"):
        raise FormatError(f"{name}: holds a part that points out of the file; it was not opened. {_advice(noun)}")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FormatError(f"{name}: holds a link to another file instead of a part; it was not opened. {_advice(noun)}")
    if entry.flag_bits & 1:
        raise FormatError(f"{name}: is protected by a password. Save it without one.")


def _check_prolog(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, noun: str) -> None:
    """A document type can stand before the first element only, so no more than that is parsed."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        with archive.open(entry) as part:
            next(iter(iterparse(part, events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException as error:
        raise FormatError(f"{name}: declares a DOCTYPE or ENTITY inside; it was not opened. {_advice(noun)}") from error
    except (ParseError, LookupError, ValueError) as error:
        raise FormatError(f"{name}: damaged inside ({entry.filename[:60]} is no XML). Save it again from its program.") from error


def decode_bytes(name: str, data: bytes) -> tuple[str, str]:
    """The text of a file's bytes without its byte order mark, line ends as they are, and its encoding. Raises FormatError."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
                           (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if data.startswith(mark):
            try:
                return data.decode(encoding), "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
            except UnicodeDecodeError as error:
                raise FormatError(f"{name}: damaged {encoding} text at byte {error.start}. Save it again as UTF-8.") from error
    if (guess := _unmarked_utf16(data)) is not None:
        return guess
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _eight_bit(name, data)


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark shows as zero bytes in every other place."""
    head = data[:4000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[offset::2].count(0)
        if len(head) > 3 and zeros > 0.6 * (len(head) // 2):
            try:
                return data.decode(encoding), encoding.upper()
            except UnicodeDecodeError:
                continue
    return None


def _eight_bit(name: str, data: bytes) -> tuple[str, str]:
    """Western Windows text first: on a UK machine it is nearly always that, and guesses on short texts are poor."""
    likely = ["cp1252", "mac_roman", "cp850", "iso8859_15"]
    try:
        text = data.decode("cp1252")
        if not any(128 <= ord(char) < 160 for char in text):
            return text, "Windows-1252"
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=likely).best()
    if best is None:
        raise FormatError(f"{name}: its encoding could not be told. Open it where it reads well and save it as UTF-8.")
    return data.decode(best.encoding), best.encoding
