"""Codings as spreadsheets: CSV and Excel, in and out. The one place of this room that opens files.

Out: a cell that a spreadsheet program would take for a formula is defused, and comes back exactly as it was. In: the usual
other names for the columns, UTF-8 or Windows text, comma, semicolon or tab; complaints name row and column.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from csa_research.coding.headings import COLUMNS, REQUIRED, SPEAKER, delimiter, named_rows
from csa_research.errors import InputError
from csa_research.guards import decode_bytes
from csa_research.records import Coding, IncomingCoding, Span

OUT_COLUMNS = (*COLUMNS, "start", "end", "coding_id", "quote_id")
MAX_BYTES = 50_000_000
MAX_UNPACKED = 400_000_000
MAX_ROWS = 200_000
ABOUT = "About"
"""The sheet that explains a workbook of ours; what was filled in stands on the next."""
BAD_TURN = "the turn must be a whole number counted from 0, or empty"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_codings(path: Path, *, required: Sequence[str] = REQUIRED) -> tuple[IncomingCoding, ...]:
    """The codings in a .csv or .xlsx file, as they stand there. Raises InputError naming file, row and column."""
    return codings_in(path.name, read_rows(path), required=required)


def codings_in(
    name: str, rows: Iterable[tuple[int, Sequence[str]]], *, required: Sequence[str] = REQUIRED
) -> tuple[IncomingCoding, ...]:
    """The codings in the rows of the file of this name; one with a bad turn says so. Raises InputError naming file and row."""
    named = named_rows(name, rows, most=MAX_ROWS, required=required)
    return tuple(_incoming(number, values) for number, values in named)


def read_rows(path: Path) -> Iterable[tuple[int, Sequence[str]]]:
    """The rows of a .csv or .xlsx file with their numbers, cells as texts. Raises InputError naming file and row."""
    readers: dict[str, Callable[[Path], Iterable[tuple[int, Sequence[str]]]]] = {
        ".csv": _csv_rows, ".tsv": _csv_rows, ".txt": _csv_rows, ".xlsx": _xlsx_rows,
    }  # fmt: skip
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path.name}: codings are read from .csv and .xlsx files; save it as one of these.")
    if not path.is_file():
        raise InputError(f"{path.name}: there is no such file.")
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"{path.name}: is over {MAX_BYTES // 1_000_000} MB; split it by group.")
    return reader(path)


def write_codings_csv(path: Path, codings: Sequence[Coding]) -> None:
    """A UTF-8 CSV file (with the mark that Excel needs) of the codings; replaces the file only when it is whole."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(OUT_COLUMNS)
    writer.writerows([_defused(value) if isinstance(value, str) else value for value in _row(coding)] for coding in codings)
    _write(path, lambda name: Path(name).write_bytes(text.getvalue().encode("utf-8-sig")))


def write_codings_xlsx(path: Path, codings: Sequence[Coding]) -> None:
    """An Excel workbook of the codings, every text cell a plain string; replaces the file only when it is whole."""
    _write(path, lambda name: _fill_workbook(name, codings))


def _fill_workbook(name: str, codings: Sequence[Coding]) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(name, options) as book:
        sheet = book.add_worksheet("codings")
        sheet.write_row(0, 0, OUT_COLUMNS, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, coding in enumerate(codings, 1):
            for column, value in enumerate(_row(coding)):
                (sheet.write_string if isinstance(value, str) else sheet.write_number)(number, column, value)
        sheet.autofilter(0, 0, max(1, len(codings)), len(OUT_COLUMNS) - 1)
        sheet.set_column(2, 2, 80)


def _row(coding: Coding) -> tuple[str | int, ...]:
    return (
        coding.group, coding.turn, coding.quote, coding.code, coding.polarity, coding.effect, coding.role, coding.coder,
        ";".join(coding.flags), coding.memo, coding.span.start, coding.span.end, coding.id, coding.quote_id,
    )  # fmt: skip


def _defused(value: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate it, or where it begins with apostrophes."""
    bare = value.lstrip("'")
    return "'" + value if bare.startswith(FORMULA) else value


def _restored(value: str) -> str:
    return value[1:] if value.startswith("'") and value.lstrip("'").startswith(FORMULA) else value


def _write(path: Path, fill: Callable[[str], object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    try:
        fill(name)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


# ---- reading -------------------------------------------------------------------------------------------------------------


def _csv_rows(path: Path) -> Iterable[tuple[int, Sequence[str]]]:
    text = _decode(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        for row in reader:
            yield reader.line_num, [_restored(value) for value in row]
    except csv.Error as error:
        raise InputError(
            f"{path.name}: line {reader.line_num}: not readable as CSV ({error}). Mend the quotation marks."
        ) from error


def _decode(path: Path) -> str:
    data = path.read_bytes()
    text = decode_bytes(path.name, data)[0] if data else ""
    if "\0" in text:
        raise InputError(f"{path.name}: is not a text file; save it as CSV (UTF-8).")
    return text.removeprefix("\ufeff")


def _xlsx_rows(path: Path) -> Iterable[tuple[int, Sequence[str]]]:
    from openpyxl import load_workbook

    _refuse_bombs(path)
    try:
        book: Any = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its XML and zip parts raise
        raise InputError(f"{path.name}: not a readable Excel workbook; open it in Excel and save it again.") from error
    try:
        sheet = next((sheet for sheet in book.worksheets if sheet.title != ABOUT), book.worksheets[0])
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_cell(value) for value in row]
    finally:
        book.close()


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(f"{path.name}: is not an Excel workbook (.xlsx), or is damaged.") from error
    if size > MAX_UNPACKED:
        raise InputError(f"{path.name}: unpacks to over {MAX_UNPACKED // 1_000_000} MB; refused.")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _incoming(number: int, values: Mapping[str, str]) -> IncomingCoding:
    turn = values.get("turn", "").strip()
    trouble = "" if not turn or (turn.isascii() and turn.isdigit() and len(turn) < 9) else BAD_TURN
    flags = values.get("flags", "").replace(",", ";").split(";")
    return IncomingCoding(
        row=number,
        group=values.get("group", "").strip(),
        turn=int(turn) if turn and not trouble else None,
        quote=values.get("quote", ""),
        code=values.get("code", "").strip(),
        polarity=values.get("polarity", "").strip(),
        effect=values.get("effect", "").strip(),
        role=values.get("role", "").strip(),
        coder=values.get("coder", "").strip(),
        memo=values.get("memo", ""),
        flags=tuple(flag.strip() for flag in flags if flag.strip()),
        span=_span(values.get("start", "").strip(), values.get("end", "").strip()) if turn else None,
        decision=values.get("decision", "").strip(),
        suggested=values.get("suggested_code", "").strip(),
        speaker=values.get(SPEAKER, "").strip(),
        trouble=trouble,
    )


def _span(start: str, end: str) -> Span | None:
    """Where our own export says the quote stands; anything else in these columns is another program's and says nothing here."""
    if not all(value.isascii() and value.isdigit() and len(value) < 9 for value in (start, end)) or int(start) > int(end):
        return None
    return Span(int(start), int(end))
