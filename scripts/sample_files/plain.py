"""Text files, tables and a PDF with a text layer."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence

from . import MARK
from .documents import STAMP
from .gold import GoldTurn, clock, short_clock

PDF_COLUMNS, PDF_LINES = 88, 52


def bracketed_txt(turns: Sequence[GoldTurn]) -> bytes:
    """Text with `[Name]: text`, an empty line between turns."""
    return "\n\n".join([MARK, *(f"[{turn.label}]: {turn.text}" for turn in turns)]).encode() + b"\n"


def timed_txt(turns: Sequence[GoldTurn]) -> bytes:
    """Text with `[00:01:02] Name: text`."""
    lines = (f"[{clock(turn.start_s)[:8]}] {turn.label}: {turn.text}" for turn in turns)
    return "\n".join([MARK, "", *lines]).encode() + b"\n"


def wrapped_txt(turns: Sequence[GoldTurn]) -> bytes:
    """Text as Notepad saves it (byte order mark, CR LF): `Name: text`, lines broken at 78."""
    lines = [MARK, ""]
    for turn in turns:
        lines += [*_wrap(f"{turn.label}: {turn.text}", 78), ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def table_csv(turns: Sequence[GoldTurn]) -> bytes:
    """A CSV with a row a turn, as Excel saves it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["Time", "Speaker", "Text"])
    writer.writerows([clock(turn.start_s)[:8], turn.label, turn.text] for turn in turns)
    return out.getvalue().encode("utf-8-sig")


def table_xlsx(group: str, turns: Sequence[GoldTurn]) -> bytes:
    """A workbook with a row a turn."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{group} (SYNTHETIC)", "comments": MARK, "created": STAMP})
    sheet = book.add_worksheet(f"SYNTHETIC {group}")
    sheet.set_column(2, 2, 100)
    sheet.write_row(0, 0, ["Speaker", "Time", "Text"])
    for row, turn in enumerate(turns, start=1):
        sheet.write_row(row, 0, [turn.label, short_clock(turn.start_s), turn.text])
    book.close()
    return out.getvalue()


def pdf(group: str, turns: Sequence[GoldTurn]) -> bytes:
    """A PDF with a text layer: `Name: text`, lines broken at spaces, pages full, so that turns run over their ends."""
    lines = [MARK, ""]
    for turn in turns:
        lines += [*_wrap(f"{turn.label}: {turn.text}", PDF_COLUMNS), ""]
    pages = [lines[at : at + PDF_LINES] for at in range(0, len(lines), PDF_LINES)]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        stream = "BT /F1 10 Tf 14.5 TL 56 792 Td\n" + "\n".join(f"({_pdf_text(line)}) Tj T*" for line in page) + "\nET"
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< /Title ({group} \\(SYNTHETIC\\)) /Subject ({_pdf_text(MARK)}) /CreationDate (D:{STAMP:%Y%m%d}) >>")
    return _pdf_file(objects)


def _pdf_text(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf_file(objects: Sequence[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    return bytes(out + f"startxref\n{table}\n%%EOF\n".encode())
