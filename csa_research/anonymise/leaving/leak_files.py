"""Everything readable inside an output file, and the search of a whole folder of outputs."""

from __future__ import annotations

import html
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from csa_research.anonymise.leaving.leaks import Leak, LeakIndex, at_place, search_text
from csa_research.errors import FormatError

Part = tuple[str, str]  # where in the file, text

_DEPTH, _MEMBERS, _BYTES = 4, 20_000, 400_000_000
_MARKUP = frozenset((".html", ".htm", ".svg", ".xml", ".rels", ".qde", ".qdc", ".xhtml", ".vml"))
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_INLINE = frozenset("r t span a b i em strong u mark sub sup font tspan delText ins del proofErr bookmarkStart bookmarkEnd".split())
_RUN_STYLE = re.compile(r"<((?:\w+:)?rPr)\b[^>]*?(?:/>|>.*?</\1>)", re.S)
_BASE64 = re.compile(r"[A-Za-z0-9+/=]{200,}")
_STRINGS = re.compile(rb"[\x20-\x7e\xa0-\xff]{8,}")


def check_outputs(folder: Path, index: LeakIndex) -> tuple[Leak, ...]:
    """Every original in any file under the folder, file names included."""
    leaks: list[Leak] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink():
            leaks += [replace(leak, file=_safe(name, index)) for leak in search_file(path, index)]
    return tuple(leaks)


def search_file(path: Path, index: LeakIndex) -> tuple[Leak, ...]:
    """Every original in one file, whatever its format: text, markup, notebooks, Office, archives, PDF, pictures.

    Raises FormatError where a file cannot be searched to its end (an archive too big or nested too deep).
    """
    name = _safe(path.name, index)
    leaks = list(at_place(search_text(_spaced(path.name), index), name, "file name"))
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise FormatError(f"{name} cannot be read for the leak check: {problem.strerror}.") from None
    for part, text in _parts(path.name, data, 0, [_BYTES]):
        leaks += at_place(search_text(text, index), name, _safe(part, index))
    return tuple(dict.fromkeys(leaks))


def read_parts(path: Path) -> Iterator[Part]:
    """(place, text) for the name of a file and for everything readable in it. Raises FormatError where it cannot be read."""
    yield "file name", _spaced(path.name)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise FormatError(f"The file cannot be read: {problem.strerror}.") from None
    yield from _parts(path.name, data, 0, [_BYTES])


def _safe(name: str, index: LeakIndex) -> str:
    """The name of a file or part to report: each piece that holds an original is called by the pseudonym."""
    pieces = []
    for piece in name.split("/"):
        found = search_text(_spaced(piece), index)
        pieces.append(f"{found[0].pseudonym}{PurePosixPath(piece).suffix}" if found else piece)
    return "/".join(pieces)


def _spaced(name: str) -> str:
    return re.sub(r"[_.]+", " ", name)


def _parts(name: str, data: bytes, depth: int, budget: list[int]) -> Iterator[Part]:
    """(place, text) for everything readable in these bytes."""
    suffix = PurePosixPath(name).suffix.casefold()
    if data[:4] == b"PK\x03\x04" or (data[:4] == b"PK\x05\x06"):
        yield from _zip_parts(name, data, depth, budget)
    elif data[:5] == b"%PDF-":
        yield from _pdf_parts(data)
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _png_parts(data)
    elif suffix in (".ipynb", ".json"):
        yield from _json_parts(_decoded(data))
    elif suffix in _MARKUP or data[:5] == b"<?xml":
        yield from _markup_parts(_decoded(data))
    elif _is_text(data):
        text = _decoded(data)
        yield "text", text
        if suffix in (".jsonl", ".ndjson"):
            yield from _json_lines(text)
    else:
        for encoding in ("utf-8", "utf-16-le"):
            strings = data if encoding == "utf-8" else data.replace(b"\x00", b"")
            found = b"\n".join(_STRINGS.findall(strings))
            yield f"strings ({encoding})", found.decode("utf-8", "replace")


def _is_text(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" not in data[:65536]


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _zip_parts(name: str, data: bytes, depth: int, budget: list[int]) -> Iterator[Part]:
    if depth >= _DEPTH:
        raise FormatError(f"{name}: archives are nested too deep for the leak check. Take them apart first.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MEMBERS or sum(member.file_size for member in members) > budget[0]:
                raise FormatError(f"{name}: too big unpacked for the leak check. Hand it out in smaller pieces.")
            yield "comment", archive.comment.decode("utf-8", "replace")
            yield "member names", "\n".join(_spaced(member.filename) for member in members)
            for member in members:
                if member.is_dir():
                    continue
                inner = _unpacked(archive, member, budget)
                for part, text in _parts(member.filename, inner, depth + 1, budget):
                    yield f"{member.filename} {part}", text
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
        raise FormatError(f"{name} is damaged or locked, so the leak check cannot read it. Make it again.") from None


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: list[int]) -> bytes:
    """A member's bytes, counted as they come, because a header may lie about the size."""
    with archive.open(member) as file:
        data = file.read(budget[0] + 1)
    budget[0] -= len(data)
    if budget[0] < 0:
        raise FormatError(f"{archive.filename or 'archive'}: too big unpacked for the leak check.")
    return data


def _markup_parts(text: str) -> Iterator[Part]:
    """Text with runs joined and blocks apart; attribute values; comments. No parser, so no entity can expand."""
    comments = "\n".join(_COMMENT.findall(text))
    body = _RUN_STYLE.sub("", _COMMENT.sub(" ", text))
    values: list[str] = []

    def block(match: re.Match[str]) -> str:
        values.extend(first or second for first, second in _VALUE.findall(match.group(3)))
        local = match.group(2).rpartition(":")[2]
        return "" if local in _INLINE else "\n"

    plain = _BASE64.sub(" ", html.unescape(_TAG.sub(block, body)))
    yield "text", plain
    yield "attributes", _BASE64.sub(" ", html.unescape("\n".join(values)))
    if comments:
        yield "comments", html.unescape(comments)


def _json_parts(text: str) -> Iterator[Part]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        yield "text", text
        return
    for path, value in _strings(data, ""):
        if _BASE64.fullmatch(value.replace("\n", "")):
            continue
        if "<" in value and ">" in value:
            for part, inner in _markup_parts(value):
                yield f"{path} {part}", inner
        yield path, value


def _json_lines(text: str) -> Iterator[Part]:
    for number, line in enumerate(text.splitlines(), 1):
        if "\\u" in line:
            for path, value in _json_parts(line):
                yield f"row {number} {path}", value


def _strings(data: object, path: str) -> Iterator[tuple[str, str]]:
    """Every string of a JSON value, and its place in numbers because keys may be names; lists of lines are joined."""
    stack: list[tuple[str, object]] = [(path, data)]
    while stack:
        here, value = stack.pop()
        if isinstance(value, str):
            yield here or "text", value
        elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            yield here or "text", "".join(item if item.endswith("\n") else f"{item}\n" for item in value)
        elif isinstance(value, list):
            stack += [(f"{here}/{i}", item) for i, item in enumerate(value)]
        elif isinstance(value, dict):
            yield f"{here} keys", "\n".join(map(str, value))
            stack += [(f"{here}/{i}", item) for i, item in enumerate(value.values())]


def _pdf_parts(data: bytes) -> Iterator[Part]:
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(data))
        yield "properties", "\n".join(str(value) for value in (reader.metadata or {}).values())
        for number, page in enumerate(reader.pages, 1):
            yield f"page {number}", page.extract_text()
            notes = (note.get_object() for note in page.get("/Annots") or ())
            yield f"page {number} notes", "\n".join(str(note.get("/Contents", "")) for note in notes)
    except Exception:
        # pypdf raises many kinds of its own on damaged files
        raise FormatError("A PDF among the outputs cannot be read by the leak check. Make it again.") from None


def _png_parts(data: bytes) -> Iterator[Part]:
    """Text chunks of a picture."""
    at = 8
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"eXIf"):
            yield "picture text", chunk.replace(b"\x00", b"\n").decode("utf-8", "replace")
        elif kind == b"zTXt":
            packed = chunk.partition(b"\x00")[2][1:]
            yield "picture text", zlib.decompressobj().decompress(packed, 1_000_000).decode("utf-8", "replace")
        at += size + 12
