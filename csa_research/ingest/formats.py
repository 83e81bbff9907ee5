"""What kind of file this is: by its content first, by its suffix where the content does not tell."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal

from csa_research.errors import FormatError
from csa_research.ingest.safe import check_file, check_zip

Kind = Literal["docx", "vtt", "srt", "plain", "xlsx", "csv", "odt", "rtf", "pdf"]

READABLE = ".docx, .odt, .rtf, .pdf (with text), .txt, .vtt, .srt, .xlsx, .csv or .tsv"
_SRT = re.compile(r"\s*(?:\d+\s*\n)?\s*\d{1,2}:\d{2}:\d{2},\d{1,3}\s*-->")
_RECORDINGS = frozenset(
    ".mp3 .m4a .wav .wma .ogg .oga .opus .flac .aac .amr .mp4 .m4v .mov .avi .mkv .webm .wmv .3gp .dss .ds2".split()
)
_OLE, _PDF, _RTF = b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SOUND = (b"ID3", b"OggS", b"fLaC", b"RIFF", b"\x1aE\xdf\xa3")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")


def kind_of(path: Path) -> Kind:
    """The kind of a readable file; zip-based ones are checked for harm here. Raises FormatError saying what to do instead."""
    head, suffix = check_file(path), path.suffix.casefold()
    if suffix in _RECORDINGS or head.startswith(_SOUND) or head[4:8] == b"ftyp":
        raise FormatError(
            f"{path.name}: is a recording. Have it transcribed first (in Teams or Word: Transcribe), then import that."
        )
    if head.startswith(_OLE):
        raise FormatError(_old_office(path.name, suffix))
    if head.startswith(_PICTURES):
        raise FormatError(f"{path.name}: is a picture. Type it out, or let it be recognised (OCR) and save the text as .docx.")
    if head.startswith(_ZIP):
        check_zip(path)
        return _zipped(path)
    if _PDF in head[:1024]:
        return "pdf"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_RTF):
        return "rtf"
    return _textual(path, head, suffix)


def _old_office(name: str, suffix: str) -> str:
    if suffix in (".docx", ".xlsx"):
        return f"{name}: is protected by a password. Open it, take the password off, and save it again."
    if suffix == ".xls":
        return f"{name}: is an old Excel file. Open it in Excel and save it as .xlsx (or .csv)."
    return f"{name}: is an old Word file. Open it in Word or LibreOffice and save it as .docx."


def _zipped(path: Path) -> Kind:
    with zipfile.ZipFile(path) as archive:
        names = frozenset(archive.namelist())
        mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    if "word/document.xml" in names or any(n.startswith("word/document") for n in names):
        return "docx"
    if any(n.startswith("xl/workbook") for n in names):
        return "xlsx"
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    raise FormatError(f"{path.name}: is an archive or another kind of document. Unpack it, or save it as one of {READABLE}.")


def _textual(path: Path, head: bytes, suffix: str) -> Kind:
    if suffix in (".docx", ".xlsx", ".odt", ".pdf", ".rtf", ".doc", ".xls"):
        raise FormatError(f"{path.name}: is not what its ending {suffix} says, or is damaged. Save it again from its program.")
    start = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="ignore").lstrip("\ufeff")
    start = start.replace("\r\n", "\n")
    if start.startswith("WEBVTT") or suffix == ".vtt":
        return "vtt"
    if _SRT.match(start) or suffix == ".srt":
        return "srt"
    if suffix in (".csv", ".tsv"):
        return "csv"
    if suffix in (".txt", ".text", ".md", ""):
        return "plain"
    raise FormatError(f"{path.name}: files ending in {suffix[:12]} are not read. Save it as one of {READABLE}.")
