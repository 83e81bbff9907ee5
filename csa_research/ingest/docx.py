"""Word documents: Teams transcripts, "Name: text" paragraphs, speaker tables. The one place that opens them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from csa_research.errors import FormatError
from csa_research.ingest.plain import parse_lines, to_lines
from csa_research.ingest.sheets import Row
from csa_research.ingest.table import columns_by_shape, columns_of, header_row, parse_rows
from csa_research.ingest.turns import Reading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIP = frozenset(
    _W + name for name in ("del", "moveFrom", "pPr", "rPr", "delText", "instrText", "txbxContent", "footnoteReference", "tbl")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
_MARKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def read_docx(path: Path) -> Reading:
    """What a Word document says: its speaker table where it has one, else its paragraphs. Raises FormatError."""
    body = _open(path).element.body
    rows = [row for table in _tables(body) for row in _rows(table)]
    paragraphs = [text for p in _paragraphs(body) for text in _text(p).split("\n")]
    if rows and (reading := _speaker_table(rows, paragraphs)):
        return reading
    outside = [text for _, cells in rows for text in cells if text]
    reading = parse_lines(to_lines(paragraphs))
    notes = ("a table that is no speaker table was left aside",) if outside else ()
    return Reading(reading.utterances, reading.preamble + tuple(outside), reading.badges, (*notes, *reading.warnings))


def _open(path: Path) -> Any:
    from docx import Document

    try:
        return Document(str(path))
    except Exception as error:  # python-docx raises KeyError, ValueError, lxml errors... on damaged files
        raise FormatError(f"{path.name}: the document cannot be opened. Open it in Word and save it again as .docx.") from error


def _paragraphs(element: Any) -> Iterator[Any]:
    """Paragraphs outside of tables, in order, also inside content controls."""
    for child in element:
        if child.tag == _W + "p":
            yield child
        elif child.tag not in (_W + "tbl", _W + "del", _W + "moveFrom"):
            yield from _paragraphs(child)


def _tables(element: Any) -> Iterator[Any]:
    """Tables that lie in no other table: the words of inner ones are in their cells."""
    for child in element:
        if child.tag == _W + "tbl":
            yield child
        elif child.tag not in (_W + "p", _W + "del", _W + "moveFrom"):
            yield from _tables(child)


def _text(element: Any) -> str:
    """The visible words of a paragraph: insertions and links in, deletions out. python-docx's own `text` drops insertions."""
    out: list[str] = []
    for child in element:
        if child.tag == _W + "t":
            out.append(child.text or "")
        elif child.tag in _MARKS:
            out.append(_MARKS[child.tag])
        elif child.tag not in _SKIP and isinstance(child.tag, str):
            out.append(_text(child))
    return "".join(out)


def _rows(table: Any) -> Iterator[Row]:
    for number, row in enumerate(table.iterchildren(_W + "tr"), start=1):
        cells = [cell for part in row for cell in ([part] if part.tag == _W + "tc" else part.iter(_W + "tc"))]
        texts = tuple("\n".join(_text(p) for p in cell.iter(_W + "p")).strip() for cell in cells)
        if any(texts):
            yield number, texts


def _speaker_table(rows: list[Row], paragraphs: list[str]) -> Reading | None:
    """The turns of the table; None where the paragraphs say more than it does, or it has no column of speakers."""
    if sum(len(text) for _, cells in rows for text in cells) < sum(map(len, paragraphs)):
        return None
    at = header_row(rows)
    columns = columns_of(rows[at][1]) if at is not None else columns_by_shape(rows)
    if columns is None:
        return None
    reading = parse_rows(rows[at + 1 if at is not None else 0 :], columns)
    above = [" ".join(filter(None, cells)) for _, cells in rows[: at or 0]]
    preamble = (*(text for text in paragraphs if text.strip()), *above)
    return Reading(reading.utterances, preamble + reading.preamble, reading.badges)


def hidden_docx(path: Path) -> Iterator[str]:
    """What a Word document carries out of sight: properties, comments, tracked changes, headers, footers, notes, text boxes."""
    document = _open(path)
    props = document.core_properties
    yield from (props.author, props.last_modified_by, props.title, props.subject, props.keywords, props.comments, props.category)
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        if name.endswith(("/app.xml", "/custom.xml")):
            yield from _properties(part.blob)
        elif (
            name.startswith("/word/") and name.endswith(".xml") and not name.endswith(("styles.xml", "numbering.xml", "theme1.xml"))
        ):
            yield from _marked(part.blob, whole=any(word in name for word in ("comments", "header", "footer", "notes", "people")))


def _properties(blob: bytes) -> Iterator[str]:
    """Company, manager and whatever properties were added; not the program's own numbers."""
    from defusedxml.ElementTree import fromstring

    for element in fromstring(blob).iter():
        if element.tag.rpartition("}")[2] in ("Company", "Manager", "HyperlinkBase", "lpwstr"):
            yield element.text or ""


def _marked(blob: bytes, *, whole: bool) -> Iterator[str]:
    """Authors of comments and changes, deleted words, text boxes; in headers, notes and comments every paragraph."""
    from defusedxml.ElementTree import fromstring

    root = fromstring(blob)
    for element in root.iter():
        yield from (
            value for key, value in element.attrib.items() if key in (_W + "author", _W + "initials") or key.endswith("}author")
        )
        if element.tag in (_W + "del", _W + "moveFrom"):
            yield "".join(x.text or "" for x in element.iter() if x.tag in (_W + "delText", _W + "t"))
        elif element.tag == _W + "txbxContent" or (whole and element.tag == _W + "p"):
            yield "".join(x.text or "" for x in element.iter(_W + "t"))
