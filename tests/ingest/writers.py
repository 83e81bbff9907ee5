"""Small writers of every format, for reading back. A turn is (label, text)."""

from __future__ import annotations

import csv
import html
import io
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

Said = tuple[str, str]
Writer = Callable[[Path, Sequence[Said]], Path]


def _text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def _clock(seconds: int, mark: str = ".") -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}{mark}000"


def txt_colon(folder: Path, turns: Sequence[Said]) -> Path:
    return _text(folder / "a.txt", "".join(f"{who}: {said}\n" for who, said in turns))


def txt_blank_lines(folder: Path, turns: Sequence[Said]) -> Path:
    return _text(
        folder / "a.txt", "SYNTHETIC - made up\r\n\r\n" + "\r\n\r\n".join(f"{who}: {said}" for who, said in turns), "utf-8-sig"
    )


def txt_bracket(folder: Path, turns: Sequence[Said]) -> Path:
    return _text(folder / "a.txt", "\n".join(f"[{who}] {said}" for who, said in turns), "utf-16")


def txt_badge(folder: Path, turns: Sequence[Said]) -> Path:
    return _text(folder / "a.txt", "\n".join(f"{who} (Acme NHS Trust): {said}" for who, said in turns))


def txt_time(folder: Path, turns: Sequence[Said]) -> Path:
    return _text(folder / "a.txt", "\n".join(f"[00:{i:02}:07] {who}: {said}" for i, (who, said) in enumerate(turns)))


def txt_tab(folder: Path, turns: Sequence[Said]) -> Path:
    return _text(folder / "a.txt", "\n".join(f"{who}\t{said}" for who, said in turns))


def txt_own_line(folder: Path, turns: Sequence[Said]) -> Path:
    return _text(folder / "a.txt", "\n\n".join(f"{who}\n{said}" for who, said in turns))


def txt_timed_header(folder: Path, turns: Sequence[Said]) -> Path:
    return _text(folder / "a.txt", "\n\n".join(f"{who}   {i}:07\n{said}" for i, (who, said) in enumerate(turns)))


def csv_table(folder: Path, turns: Sequence[Said]) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("Who", "Comment"), *turns])
    return _text(folder / "a.csv", out.getvalue(), "utf-8-sig")


def tsv_semicolons(folder: Path, turns: Sequence[Said]) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([("Time", "Speaker", "Text"), *(("0:01", *turn) for turn in turns)])
    return _text(folder / "a.tsv", out.getvalue())


def xlsx(folder: Path, turns: Sequence[Said]) -> Path:
    import xlsxwriter

    book = xlsxwriter.Workbook(folder / "a.xlsx", {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    for row, (who, said) in enumerate([("Name", "Utterance"), *turns]):
        sheet.write_string(row, 0, who)
        sheet.write_string(row, 1, said)
    book.close()
    return folder / "a.xlsx"


def docx_plain(folder: Path, turns: Sequence[Said]) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph("SYNTHETIC - made up")
    for who, said in turns:
        document.add_paragraph().add_run(f"{who}:").bold = True
        document.paragraphs[-1].add_run(f" {said}")
    document.save(str(folder / "a.docx"))
    return folder / "a.docx"


def docx_teams(folder: Path, turns: Sequence[Said]) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph("Group-20241112_120000-Meeting Transcript")
    for i, (who, said) in enumerate(turns):
        document.add_paragraph(f"{who}   {i}:07\n{said}")
    document.save(str(folder / "a.docx"))
    return folder / "a.docx"


def docx_old_teams(folder: Path, turns: Sequence[Said]) -> Path:
    from docx import Document

    document = Document()
    for i, (who, said) in enumerate(turns):
        document.add_paragraph(f"0:{i}:0.0 --> 0:{i}:4.230\n{who}\n{said}")
    document.save(str(folder / "a.docx"))
    return folder / "a.docx"


def docx_table(folder: Path, turns: Sequence[Said]) -> Path:
    from docx import Document

    document = Document()
    table = document.add_table(rows=len(turns) + 1, cols=3)
    for row, cells in zip(table.rows, [("Time", "Speaker", "Text"), *(("0:01", *turn) for turn in turns)], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(folder / "a.docx"))
    return folder / "a.docx"


def odt(folder: Path, turns: Sequence[Said]) -> Path:
    from odfdo import Document, Paragraph

    document = Document("text")
    document.body.clear()
    for who, said in turns:
        document.body.append(Paragraph(f"{who}: {said}"))
    document.save(str(folder / "a.odt"))
    return folder / "a.odt"


def rtf(folder: Path, turns: Sequence[Said]) -> Path:
    body = "".join(f"{_rtf(who)}: {_rtf(said)}\\par\n" for who, said in turns)
    return _text(folder / "a.rtf", r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}" + "\n" + body + "}", "ascii")


def _rtf(text: str) -> str:
    out = []
    for char in text:
        if char in "\\{}":
            out.append("\\" + char)
        elif ord(char) < 128:
            out.append(char)
        else:
            units = char.encode("utf-16-le")
            out += [f"\\u{int.from_bytes(units[i : i + 2], 'little', signed=True)}?" for i in range(0, len(units), 2)]
    return "".join(out)


def vtt_teams(folder: Path, turns: Sequence[Said]) -> Path:
    cues = [
        f"id/{i}-0\n{_clock(i * 9)} --> {_clock(i * 9 + 4)}\n<v {who}>{html.escape(said, quote=False)}</v>"
        for i, (who, said) in enumerate(turns)
    ]
    return _text(folder / "a.vtt", "\n\n".join(["WEBVTT", "NOTE made up", *cues]) + "\n")


def vtt_zoom(folder: Path, turns: Sequence[Said]) -> Path:
    cues = [
        f"{i + 1}\n{_clock(i * 9)} --> {_clock(i * 9 + 4)}\n{who}: {html.escape(said, quote=False)}"
        for i, (who, said) in enumerate(turns)
    ]
    return _text(folder / "a.vtt", "\n\n".join(["WEBVTT", *cues]) + "\n")


def srt(folder: Path, turns: Sequence[Said]) -> Path:
    cues = [f"{i + 1}\n{_clock(i * 9, ',')} --> {_clock(i * 9 + 4, ',')}\n{who}: {said}\n" for i, (who, said) in enumerate(turns)]
    return _text(folder / "a.srt", "\n".join(cues))


def wrapped(turns: Sequence[Said], *, width: int, blank: bool) -> list[str]:
    lines: list[str] = []
    for who, said in turns:
        lines += textwrap.wrap(f"{who}: {said}", width, break_on_hyphens=False, break_long_words=False) + [""] * blank
    return lines


def pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF of Helvetica lines, without a library: Latin-1 only."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(f"({line.translate({40: chr(92) + '(', 41: chr(92) + ')', 92: chr(92) * 2})}) Tj T*\n" for line in lines)
        stream = f"BT /F1 9 Tf 40 800 Td 12 TL\n{shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    path.write_bytes(out.encode("latin-1"))
    return path


def zip_of(path: Path, parts: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def rezip(path: Path, changed: dict[str, bytes]) -> Path:
    """The same zip file with some parts changed or added."""
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    return zip_of(path, {**parts, **changed})


ONE_LINE_A_TURN: tuple[Writer, ...] = (
    txt_colon, txt_blank_lines, txt_bracket, txt_badge, txt_time, txt_tab, txt_own_line, txt_timed_header, csv_table,
    tsv_semicolons, xlsx, docx_plain, docx_teams, docx_old_teams, docx_table, odt, rtf, vtt_teams, vtt_zoom, srt,
)  # fmt: skip
