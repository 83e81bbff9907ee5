"""Projects as other programs write them, made from texts and quotes; every word in them is invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

NS = "urn:QDA-XML:project:1.0"
CODES = {
    "KN01": "C0000000-0000-4000-8000-000000000001",
    "OR01": "C0000000-0000-4000-8000-000000000002",
    "TM01": "C0000000-0000-4000-8000-000000000003",
}
NAMES = {"KN01": "KN01 Signs", "OR01": "OR01 Training", "TM01": "TM01 Supervision"}
USER = "A0000000-0000-4000-8000-000000000001"
LINES = (
    "Moderator: What helps you?",
    "P1: You learn the signs 😀, café or no café, and naïve people do not.",
    "P2: We had one day of training 🙂🙂 and most of it was about something else.",
    "P1: “Nobody” rings us back — not once; it’s the silence I can’t bear.",
    "P3: Supervision is where I can say the word out loud 👍🏽 and be heard.",
    "P2: Überweisung, that is what my colleague calls it: a letter to nowhere.",
) * 12
TEXT = "\n".join(f"{line} ({i})" for i, line in enumerate(LINES)) + "\n"
QUOTES = (
    "the signs 😀, café",
    "one day of training 🙂🙂 and most",
    "“Nobody” rings us back",
    "say the word out loud",
    "a letter to nowhere",
)


@dataclass(frozen=True)
class Way:
    """How a program counts and writes."""

    unit: str = "cp"  # cp, utf16, utf8
    crlf_counts: int = 1
    file: str = "utf-8"  # encoding of the text file
    crlf: bool = False
    mark_counted: bool = False
    end_included: bool = False


@dataclass(frozen=True)
class Made:
    """A project to be written, and what it says."""

    origin: str
    way: Way = field(default_factory=Way)
    entry: str = "project.qde"
    folder: str = "sources/"
    path: str = "internal://{}"
    upper: bool = True
    cases_last: bool = False
    named: bool = False
    more: str = ""  # XML after the sources
    other: str = ""  # sources that are no text
    sources: Mapping[str, str] = field(default_factory=lambda: {"SC1": TEXT})


def places(text: str, quotes: Sequence[str] = QUOTES) -> list[tuple[int, int]]:
    """Every place of the quotes, in code points."""
    found = []
    for quote in quotes:
        at = text.find(quote)
        while at >= 0:
            found.append((at, at + len(quote)))
            at = text.find(quote, at + 1)
    return sorted(found)


def count(text: str, point: int, way: Way) -> int:
    """A position in code points as the program counts it."""
    before = text[:point]
    sizes = {"cp": len, "utf16": lambda s: len(s.encode("utf-16-le")) // 2, "utf8": lambda s: len(s.encode("utf-8"))}
    return sizes[way.unit](before) + before.count("\n") * (way.crlf_counts - 1) + way.mark_counted


def write(path: Path, made: Made, files: Mapping[str, bytes] | None = None, spans: Sequence[tuple[int, int]] | None = None) -> Path:
    """The project as a .qdpx; `files` replaces the text files (None leaves one out)."""
    texts, held = [], {}
    for number, (name, text) in enumerate(made.sources.items()):
        ident = case(f"D0000000-0000-4000-8000-00000000000{number}", made)
        inner = f"{ident}.txt"
        marks = "".join(selection(text, at, i, made) for i, at in enumerate(spans or places(text)))
        where = quoteattr(made.path.format(inner))
        texts.append(f'<TextSource guid="{ident}" name={quoteattr(name)} plainTextPath={where}>{marks}</TextSource>')
        held[f"{made.folder}{inner}"] = encode(text, made.way)
    body = "<Sources>" + "".join(texts) + made.other + "</Sources>"
    cases = f'<Cases><Case guid="{USER}" name="SC1"><VariableValue><VariableRef targetGUID="{USER}"/><TextValue>Social care'
    cases += (
        f'</TextValue></VariableValue><SourceRef targetGUID="{case("D0000000-0000-4000-8000-000000000000", made)}"/></Case></Cases>'
    )
    variables = f'<Variables><Variable guid="{USER}" name="agency" typeOfVariable="Text"/></Variables>'
    codes = "".join(f'<Code guid="{case(g, made)}" name="{NAMES[c]}" isCodable="true"/>' for c, g in CODES.items())
    xml = f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{NS}" name="Made" origin={quoteattr(made.origin)}>'
    xml += f'<Users><User guid="{case(USER, made)}" name="Ada Example"/></Users>'
    xml += f"<CodeBook><Codes>{codes}</Codes></CodeBook>{variables}"
    xml += (body + cases if made.cases_last else cases + body) + made.more + "</Project>"
    return pack(path, {made.entry: xml.encode("utf-8"), **(held if files is None else files)})


def selection(text: str, at: tuple[int, int], number: int, made: Made) -> str:
    """One marked piece with one code."""
    start, end = count(text, at[0], made.way), count(text, at[1], made.way) - made.way.end_included
    name = quoteattr(text[at[0] : at[1]]) if made.named else '"mark"'
    code = case(list(CODES.values())[number % 3], made)
    ident = case(f"E0000000-0000-4000-8000-{number:012}", made)
    coding = f'<Coding guid="{ident}" creatingUser="{case(USER, made)}"><CodeRef targetGUID="{code}"/></Coding>'
    return (
        f'<PlainTextSelection guid="{ident}" name={name} startPosition="{start}" endPosition="{end}">{coding}</PlainTextSelection>'
    )


def case(guid: str, made: Made) -> str:
    return guid.upper() if made.upper else guid.lower()


def encode(text: str, way: Way) -> bytes:
    return (text.replace("\n", "\r\n") if way.crlf else text).encode(way.file)


def pack(path: Path, parts: Mapping[str, bytes]) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(packed.getvalue())
    return path


def docx(path: Path, paragraphs: Sequence[str], comments: Sequence[tuple[str, str, str, str]] = (), more: str = "") -> Path:
    """A Word document: a paragraph a line; comments as (words, text, author, initials)."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body, notes = "\n".join(paragraphs), ""
    opens: dict[int, str] = {}
    for i, (words, said, author, short) in enumerate(comments):
        at = body.index(words)
        opens[at] = opens.get(at, "") + f'<w:commentRangeStart w:id="{i}"/>'
        end = f'<w:commentRangeEnd w:id="{i}"/><w:r><w:commentReference w:id="{i}"/></w:r>'
        opens[at + len(words)] = end + opens.get(at + len(words), "")
        lines = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in said.split("\n"))
        notes += f'<w:comment w:id="{i}" w:author={quoteattr(author)} w:initials={quoteattr(short)}>{lines}</w:comment>'
    inside, run = "<w:p>", ""
    for at, sign in enumerate(body + "\n"):
        if at in opens or sign == "\n":
            inside += f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' if run else ""
            inside += opens.get(at, "")
            run = ""
        if sign == "\n":
            inside += "</w:p><w:p>"
        else:
            run += sign
    document = f"<w:document {w}><w:body>{inside}</w:p>{more}</w:body></w:document>"
    parts = {"word/document.xml": document.encode()}
    if comments:
        parts["word/comments.xml"] = f"<w:comments {w}>{notes}</w:comments>".encode()
    return pack(path, parts)
