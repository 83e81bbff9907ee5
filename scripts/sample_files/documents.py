"""Word-processor files: three kinds of Word document, an OpenDocument text and a rich text file."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from . import MARK
from .gold import GoldTurn, short_clock

ZIP_TIME = (2025, 3, 1, 12, 0, 0)
STAMP = datetime.datetime(2025, 3, 1, 12, 0, 0)


def same_bytes(data: bytes) -> bytes:
    """The zip file again, with fixed times, so that building twice gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()


def teams_docx(group: str, date: str, turns: Sequence[GoldTurn]) -> bytes:
    """A Teams transcript in Word: a paragraph a turn, name and time on its first line, the words on the next."""
    document = _document(group)
    day = datetime.date.fromisoformat(date)
    document.add_paragraph(f"Focus group {group}-{day:%Y%m%d}_120000-Meeting Transcript")
    document.add_paragraph(f"{day:%B} {day.day}, {day.year}, 12:00PM")
    document.add_paragraph(f"{int(turns[-1].end_s) // 60}m {int(turns[-1].end_s) % 60}s")
    for turn in turns:
        paragraph = document.add_paragraph()
        paragraph.add_run(turn.label).bold = True
        paragraph.add_run(f"   {short_clock(turn.start_s)}").add_break()
        paragraph.add_run(turn.text)
    return _saved(document)


def table_docx(group: str, turns: Sequence[GoldTurn]) -> bytes:
    """A typed transcript in Word: a table with a row a turn, speaker on the left."""
    document = _document(group)
    table = document.add_table(rows=len(turns) + 1, cols=2)
    cells: list[Any] = table._cells  # row.cells is quadratic in the length of the table
    texts = ["Speaker", "What was said", *(text for turn in turns for text in (turn.label, turn.text))]
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text
    return _saved(document)


def plain_docx(group: str, turns: Sequence[GoldTurn]) -> bytes:
    """A typed transcript in Word: a paragraph a turn, `Name: text`, the name in bold."""
    document = _document(group)
    for turn in turns:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{turn.label}:").bold = True
        paragraph.add_run(f" {turn.text}")
    return _saved(document)


def _document(group: str) -> Any:
    from docx import Document

    document: Any = Document()
    properties = document.core_properties
    properties.title, properties.subject, properties.keywords = f"{group} (SYNTHETIC)", MARK, "SYNTHETIC"
    properties.author = properties.last_modified_by = "csa_research sample"
    properties.created = properties.modified = STAMP
    document.add_paragraph(MARK)
    return document


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def odt(group: str, turns: Sequence[GoldTurn]) -> bytes:
    """An OpenDocument text: a paragraph a turn, `Name: text`."""
    from odfdo import Document, Paragraph

    document = Document("text")
    document.body.clear()
    document.body.append(Paragraph(MARK))
    for turn in turns:
        document.body.append(Paragraph(f"{turn.label}: {turn.text}"))
    document.meta.title, document.meta.subject = f"{group} (SYNTHETIC)", MARK
    document.meta.creation_date = document.meta.date = STAMP
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def rtf(group: str, turns: Sequence[GoldTurn]) -> bytes:
    """A rich text file: a paragraph a turn, `Name: text`, the name in bold."""
    head = rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0 Calibri;}}}}{{\info{{\title {group} SYNTHETIC}}}}\f0\fs22"
    body = [rf"{_rtf(MARK)}\par"]
    body += [rf"{{\b {_rtf(turn.label)}:}} {_rtf(turn.text)}\par" for turn in turns]
    return "\r\n".join([head, *body, "}"]).encode("ascii")


def _rtf(text: str) -> str:
    for special in "\\{}":
        text = text.replace(special, f"\\{special}")
    return "".join(char if char < "\x7f" else rf"\u{ord(char)}?" for char in text)
