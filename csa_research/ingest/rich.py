"""OpenDocument and RTF: to lines, and then as plain text. The one place that opens them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from csa_research.errors import FormatError
from csa_research.ingest.plain import parse_lines, to_lines
from csa_research.ingest.safe import check_file
from csa_research.ingest.sheets import Row
from csa_research.ingest.table import columns_by_shape, columns_of, header_row, parse_rows
from csa_research.ingest.turns import Reading

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = " | ".join(
    f"//{name}//text()"
    for name in (
        *("meta:initial-creator", "meta:printed-by", "meta:keyword", "meta:user-defined"),
        *("dc:creator", "dc:title", "dc:subject", "dc:description"),
    )
)
_OUT_OF_SIGHT = frozenset({_TEXT + "tracked-changes", _OFFICE + "annotation", _TEXT + "note", _TEXT + "ruby-text"})


def read_odt(path: Path) -> Reading:
    """What an OpenDocument text says: its speaker table where it has one, else its paragraphs. Raises FormatError."""
    body = _root(path)
    rows = [row for table in body.iter(_TABLE + "table") for row in _rows(table)]
    paragraphs = [text for p in _paragraphs(body) for text in _words(p).split("\n")]
    if sum(len(text) for _, cells in rows for text in cells) > sum(map(len, paragraphs)):
        at = header_row(rows)
        columns = columns_of(rows[at][1]) if at is not None else columns_by_shape(rows)
        if columns:
            reading = parse_rows(rows[at + 1 if at is not None else 0 :], columns)
            outside = tuple(text for text in paragraphs if text.strip())
            return Reading(reading.utterances, outside + reading.preamble, reading.badges)
    reading = parse_lines(to_lines(paragraphs))
    outside = tuple(text for _, cells in rows for text in cells if text)
    notes = ("a table that is no speaker table was left aside",) if outside else ()
    return Reading(reading.utterances, reading.preamble + outside, reading.badges, (*notes, *reading.warnings))


def _open(path: Path) -> Any:
    from odfdo import Document

    try:
        return Document(str(path))
    except Exception as error:  # odfdo raises whatever zip and lxml raise on damaged files
        raise FormatError(f"{path.name}: the document cannot be opened. Open it in LibreOffice and save it again.") from error


def _root(path: Path) -> Any:
    from lxml.etree import XMLParser, fromstring

    try:
        return fromstring(_open(path).get_part("content.xml").serialize(), XMLParser(resolve_entities=False, no_network=True))
    except FormatError:
        raise
    except Exception as error:
        raise FormatError(f"{path.name}: its content is damaged. Open it in LibreOffice and save it again.") from error


def _paragraphs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag in (_TEXT + "p", _TEXT + "h"):
            yield child
        elif child.tag not in _OUT_OF_SIGHT and child.tag != _TABLE + "table":
            yield from _paragraphs(child)


def _words(element: Any) -> str:
    """The visible words of a paragraph. As in the standard, white space in the XML is one space; more are elements."""
    out = [re.sub(r"[ \t\r\n]+", " ", element.text or "")]
    for child in element:
        if child.tag == _TEXT + "s":
            out.append(" " * int(child.get(_TEXT + "c", "1")))
        elif child.tag == _TEXT + "tab":
            out.append("\t")
        elif child.tag == _TEXT + "line-break":
            out.append("\n")
        elif isinstance(child.tag, str) and child.tag not in _OUT_OF_SIGHT:
            out.append(_words(child))
        out.append(re.sub(r"[ \t\r\n]+", " ", child.tail or ""))
    return "".join(out)


def _rows(table: Any) -> Iterator[Row]:
    for number, row in enumerate(table.iter(_TABLE + "table-row"), start=1):
        texts = tuple("\n".join(_words(p) for p in _paragraphs(cell)).strip() for cell in row.iterchildren(_TABLE + "table-cell"))
        if any(texts):
            yield number, texts


def read_rtf(path: Path) -> Reading:
    """What an RTF file says. Raises FormatError."""
    from striprtf.striprtf import rtf_to_text

    check_file(path)
    try:
        text = rtf_to_text(path.read_bytes().decode("latin-1"), encoding="cp1252")
        text = text.encode("utf-16", "surrogatepass").decode("utf-16")  # RTF writes characters beyond 16 bits as two halves
    except (UnicodeError, ValueError, IndexError, LookupError, TypeError) as error:
        raise FormatError(f"{path.name}: the RTF is damaged. Open it in Word and save it as .docx.") from error
    return parse_lines(to_lines(text.replace("\r", "\n").split("\n")))


def hidden_odt(path: Path) -> Iterator[str]:
    """What an OpenDocument text carries out of sight: properties, comments, deleted text and who did it, heads and feet."""
    document = _open(path)
    for element in document.get_part("meta.xml").root.xpath(_META):
        yield str(element)
    root = _root(path)
    for hidden in (e for e in root.iter() if e.tag in _OUT_OF_SIGHT):
        yield from (x.text or "" for x in hidden.iter(_DC + "creator"))
        yield from (_words(p) for p in hidden.iter(_TEXT + "p"))
    for text in document.get_part("styles.xml").root.xpath("//style:master-page//text()"):
        yield str(text)


def hidden_rtf(path: Path) -> Iterator[str]:
    """What an RTF file carries out of sight: author, operator, company, title, annotations."""
    text = path.read_bytes().decode("latin-1")
    for match in re.finditer(
        r"\{\\(?:\*\\)?(?:author|operator|company|manager|title|subject|doccomm|atnauthor|revtbl)\b ?([^{}\\]*)", text
    ):
        yield match[1]
