"""One row a turn: .xlsx, .csv, .tsv, and speaker tables inside documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from csa_research.errors import FormatError
from csa_research.ingest.labels import is_known, is_name, is_short
from csa_research.ingest.sheets import Row, normal, read_sheets
from csa_research.ingest.turns import Draft, Reading, clean_label, seconds

SPEAKER = frozenset("speaker who name participant speaker_name speaker_label label person respondent voice participant_id".split())
TEXT = frozenset(
    "text utterance comment comments what speech said content transcript transcription dialogue words response what_was_said"
    " turn_text spoken_text".split()
)
START = frozenset("time start timestamp start_time time_start begin from timecode starts time_stamp".split())
END = frozenset("end end_time time_end to ends".split())


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what; -1 = none."""

    speaker: int
    text: int
    start: int = -1
    end: int = -1


def columns_of(header: Sequence[str]) -> Columns | None:
    """The columns that a header row names; None where it does not name a speaker's and a text's."""
    names = [normal(cell) for cell in header]

    def place(kind: frozenset[str]) -> int:
        return next((i for i, name in enumerate(names) if name in kind), -1)

    found = Columns(place(SPEAKER), place(TEXT), place(START), place(END))
    return found if found.speaker >= 0 and found.text >= 0 else None


def columns_by_shape(rows: Sequence[Row]) -> Columns | None:
    """The columns of a headless speaker table: times, then short recurring labels, then the longest text."""
    width = max((len(cells) for _, cells in rows), default=0)
    if not 2 <= width <= 4:
        return None
    columns = [[cells[i] for _, cells in rows if i < len(cells) and cells[i]] for i in range(width)]
    lengths = [sum(map(len, column)) for column in columns]
    start = next((i for i, c in enumerate(columns) if c and sum(seconds(x) is not None for x in c) >= 0.8 * len(c)), -1)
    labels = [i for i, column in enumerate(columns) if i != start and _labels(column)]
    if not labels:
        return None
    rest = [i for i in range(width) if i not in (start, labels[0])]
    return Columns(labels[0], max(rest, key=lambda i: lengths[i]), start) if rest else None


def _labels(column: Sequence[str]) -> bool:
    cleaned = [clean_label(cell)[0] for cell in column]
    fit = sum(is_short(x) and (is_name(x) or is_known(x)) for x in cleaned)
    return bool(cleaned) and fit >= 0.9 * len(cleaned) and (len(set(cleaned)) < len(cleaned) or all(map(is_known, cleaned)))


def read_table(path: Path) -> Reading:
    """What a table with one row a turn says. Raises FormatError naming the columns seen."""
    sheets = [s for s in read_sheets(path, fits=lambda cells: columns_of(cells) is not None) if s.rows]
    if not sheets:
        raise FormatError(f"{path.name}: holds no rows. It needs a first row such as Time, Speaker, Text and one row a turn.")
    found = [(sheet, at) for sheet in sheets if (at := header_row(sheet.rows)) is not None]
    if not found:
        raise FormatError(_no_header(path.name, sheets[0].rows))
    sheet, at = found[0]
    columns = columns_of(sheet.rows[at][1])
    assert columns is not None
    notes = sheet.notes if len(found) == 1 else (*sheet.notes, f"{len(found)} sheets hold turns; only the first was read")
    reading = parse_rows(sheet.rows[at + 1 :], columns)
    preamble = tuple(" ".join(filter(None, cells)) for _, cells in sheet.rows[:at])
    return Reading(reading.utterances, preamble + reading.preamble, reading.badges, (*notes, *reading.warnings))


def header_row(rows: Sequence[Row]) -> int | None:
    """The place of the header among the first ten rows (titles may stand above it); None where there is none."""
    return next((i for i, (_, cells) in enumerate(rows[:10]) if columns_of(cells)), None)


def parse_rows(rows: Iterable[Row], columns: Columns) -> Reading:
    """One utterance a row that names a speaker; a row without one goes on with the turn before."""
    drafts: list[Draft] = []
    preamble: list[str] = []
    badges: dict[str, None] = {}
    for _, cells in rows:
        label, said = clean_label(_cell(cells, columns.speaker))
        text = re.sub(r"\s*\n\s*", " ", _cell(cells, columns.text))
        badges.update(dict.fromkeys(said))
        if label:
            drafts.append(Draft(label, [text], _time(_cell(cells, columns.start)), _time(_cell(cells, columns.end))))
        elif drafts:
            drafts[-1].pieces.append(text)
        elif text:
            preamble.append(text)
    return Reading(tuple(d.done() for d in drafts), tuple(preamble), tuple(badges))


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if 0 <= place < len(cells) else ""


def _time(text: str) -> float | None:
    if (value := seconds(text)) is not None:
        return value
    return float(text) if re.fullmatch(r"\d{1,6}(?:\.\d+)?", text) else None


def _no_header(name: str, rows: Sequence[Row]) -> str:
    """What to do about a missing header. Cells are shown only where they are no words of a turn: short, and said once."""
    first = rows[0][1]
    alone = all(
        len(cell) <= 30 and len(cell.split()) <= 3 and not re.search(r"[.?!,]", cell)
        and all(cell not in cells for _, cells in rows[1:])
        for cell in first if cell
    )  # fmt: skip
    shown = (
        ", ".join(cell or "(empty)" for cell in first) if alone and len(rows) > 1 else ", ".join(map(_letter, range(len(first))))
    )
    return (
        f"{name}: row {rows[0][0]}: no column for speaker and text was found; its columns are {shown}."
        " Name them in the first row, such as Time, Speaker, Text."
    )


def _letter(place: int) -> str:
    return chr(ord("A") + place % 26)
