"""A table's headings as the columns of codings: the names that people and programs give them, in whatever case."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence

from csa_research.errors import InputError

COLUMNS = ("group", "turn", "quote", "code", "polarity", "effect", "role", "coder", "flags", "memo")
REQUIRED = ("group", "quote", "code")
SPEAKER = "speaker"
SIGNS = ",;\t|"
MAX_ABOVE = 10  # rows that may stand above the headings
SYNONYMS: Mapping[str, str] = {
    "group_id": "group", "focus_group": "group", "transcript": "group", "document": "group", "document_name": "group",
    "file": "group", "turn_index": "turn", "turn_number": "turn", "line": "turn", "text": "quote", "segment": "quote",
    "coded_segment": "quote", "quotation": "quote", "quotation_content": "quote", "excerpt": "quote", "code_id": "code",
    "codes": "code", "node": "code", "direction": "polarity", "effect_on_practice": "effect", "evidence_role": "role",
    "coded_by": "coder", "created_by": "coder", "user": "coder", "author": "coder", "flag": "flags", "segment_flags": "flags",
    "comment": "memo", "note": "memo", "notes": "memo", "memo_text": "memo", "tag": "code", "tags": "code",
    "code_name": "code", "codename": "code", "content": "quote", "coded_text": "quote", "seltext": "quote",
    "selected_text": "quote", "file_name": "group", "filename": "group", "file_or_case_name": "group",
    "file_or_casename": "group", "file_case": "group", "owner": "coder", "coder_name": "coder", "coded": "quote",
    "coded_memo": "memo",
}  # fmt: skip
WEAK: Mapping[str, str] = {
    "extract": "quote", "data_extract": "quote", "quote_text": "quote", "excerpt_copy": "quote", "excerpt_text": "quote",
    "verbatim": "quote", "verbatim_quote": "quote", "passage": "quote", "highlight": "quote", "highlighted_text": "quote",
    "utterance": "quote", "quotes": "quote", "quotation_text": "quote", "code_label": "code", "label": "code", "labels": "code",
    "theme": "code", "themes": "code", "sub_theme": "code", "subtheme": "code", "codes_applied": "code",
    "codes_applied_combined": "code", "source": "group", "source_name": "group", "transcript_name": "group",
    "transcript_id": "group", "document_title": "group", "documentname": "group", "media_title": "group", "interview": "group",
    "session": "group", "case": "group", "case_name": "group", "focus_group_id": "group", "coder_id": "coder", "rater": "coder",
    "researcher": "coder", "analyst": "coder", "excerpt_creator": "coder", "initials": "coder", "valence": "polarity",
    "barrier_or_enabler": "polarity", "enabler_or_barrier": "polarity", "memos": "memo", "comments": "memo",
    "coding_memo": "memo", "annotation": "memo", "rationale": "memo", "participant": SPEAKER, "participant_id": SPEAKER,
    "speaker_label": SPEAKER, "speaker_name": SPEAKER, "respondent": SPEAKER, "said_by": SPEAKER,
}  # fmt: skip
"""What a column means only where none is plainly called so: a table may have a code and a theme above it."""

Row = tuple[int, dict[str, str]]


def named_rows(
    name: str, rows: Iterable[tuple[int, Sequence[str]]], *, most: int, required: Sequence[str] = REQUIRED
) -> Iterable[Row]:
    """Each row that is not empty as column -> value, by the headings, which may stand below a title.

    Raises InputError naming file, row and column.
    """
    columns: list[str] | None = None
    complaint: InputError | None = None
    for count, (number, values) in enumerate(rows):
        if count > most:
            raise InputError(f"{name}: has over {most:,} rows; split it by group.")
        if not any(value.strip() for value in values):
            continue
        if columns is None:
            try:
                columns = headings(name, number, values, required)
            except InputError as error:
                complaint = complaint or error
                if count >= MAX_ABOVE or "more than one" in str(error):
                    raise complaint from None
            continue
        if any(value.strip() for value in values[len(columns) :]):
            raise InputError(f"{name}: row {number} has more cells than headings; put texts with commas in quotation marks.")
        yield number, {column: value for column, value in zip(columns, values, strict=False) if column}
    if complaint is not None and columns is None:
        raise complaint
    if columns is None:
        raise InputError(f"{name}: is empty; its first row must name the columns {', '.join(COLUMNS)}.")


def headings(name: str, number: int, values: Sequence[str], required: Sequence[str] = REQUIRED) -> list[str]:
    """The columns that a row of headings means. Raises InputError where one is missing or stands twice."""
    columns = meant(values)
    missing = [column for column in required if column not in columns]
    if missing:
        found = ", ".join(value.strip()[:30] for value in values if value.strip())
        raise InputError(f"{name}: row {number}: no column {' or '.join(missing)}; the columns are {found}. Rename or add it.")
    doubled = sorted({column for column in columns if column in COLUMNS and columns.count(column) > 1})
    if doubled:
        raise InputError(f"{name}: row {number}: more than one column for {', '.join(doubled)}; keep one of each.")
    return columns


def meant(values: Sequence[str]) -> list[str]:
    """What each heading means; one that means nothing here keeps its name."""
    plain = [re.sub(r"[\W_]+", "_", value.lower()).strip("_") for value in values]
    columns = [SYNONYMS.get(value, value) for value in plain]
    for weak, column in WEAK.items():
        if column not in columns and weak in columns:
            columns[columns.index(weak)] = column
    return columns


def delimiter(text: str) -> str:
    """The sign between the cells of a table: the one that makes headings of one of its first lines."""
    lines = text.splitlines()[: MAX_ABOVE + 1]
    for line in lines:
        for sign in SIGNS:
            cells = next(csv.reader([line], delimiter=sign), [])
            if {"quote", "code"} <= set(meant(cells)):
                return sign
    head = next((line for line in lines if any(sign in line for sign in SIGNS)), "")
    return max(SIGNS, key=head.count)
