"""What a file carries besides its turns that may name people. Closed side: the caller adds it to what is searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from csa_research.errors import FormatError
from csa_research.ingest.formats import kind_of


def hidden_text(path: Path) -> tuple[str, ...]:
    """Each piece once, in order: properties, comments and their authors, tracked changes, heads, hidden sheets, lines before
    the first speaker, badges after speakers' names. Raises FormatError."""
    from csa_research.ingest.reader import read_file

    reading = read_file(path)
    try:
        unseen = tuple(_out_of_sight(path))
    except FormatError:
        raise
    except Exception as error:  # whatever a damaged part makes a library raise; passing it over might pass over a name
        raise FormatError(f"{path.name}: its properties or comments are damaged. Copy the text into a new document.") from error
    pieces = (re.sub(r"\s+", " ", piece).strip() for piece in (*unseen, *reading.preamble, *reading.badges))
    return tuple(dict.fromkeys(piece for piece in pieces if any(char.isalpha() for char in piece)))


def _out_of_sight(path: Path) -> Iterable[str]:
    from csa_research.ingest import docx, pdf, rich

    match kind_of(path):
        case "docx":
            return (piece or "" for piece in docx.hidden_docx(path))
        case "xlsx":
            return _hidden_xlsx(path)
        case "odt":
            return rich.hidden_odt(path)
        case "rtf":
            return rich.hidden_rtf(path)
        case "pdf":
            return pdf.hidden_pdf(path)
        case "vtt":
            return _vtt_notes(path)
        case _:
            return ()


def _hidden_xlsx(path: Path) -> Iterator[str]:
    """Properties, comments and their authors, the cells of hidden sheets, names of sheets."""
    from csa_research.ingest.sheets import open_workbook

    book = open_workbook(path)
    props = book.properties
    yield from (
        str(x) for x in (props.creator, props.lastModifiedBy, props.title, props.subject, props.keywords, props.description) if x
    )
    for sheet in book.worksheets:
        yield str(sheet.title)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.comment:
                yield from (str(cell.comment.author or ""), str(cell.comment.text or ""))
            if sheet.sheet_state != "visible" and cell.value is not None:
                yield str(cell.value)
    book.close()


def _vtt_notes(path: Path) -> Iterator[str]:
    from csa_research.ingest.safe import decode

    for block in re.split(r"\n[ \t]*\n", decode(path)[0]):
        if block.startswith("NOTE"):
            yield block[4:]
