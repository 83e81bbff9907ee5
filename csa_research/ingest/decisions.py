"""Review decisions from a table: what a person decided about each name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, cast

from csa_research.errors import FormatError
from csa_research.ingest.roster import identifier_type
from csa_research.ingest.sheets import Record, read_records
from csa_research.records import ReviewDecision

COLUMNS = ("group", "turn", "start", "text", "action", "type", "entity", "label", "by")
REQUIRED = ("text", "action")


def read_decisions(path: Path) -> tuple[ReviewDecision, ...]:
    """The decisions in file order; no turn = every mention in the group, no group = in the study. Raises FormatError."""
    return tuple(_decision(path.name, r) for r in read_records(path, columns=COLUMNS, required=REQUIRED, error=FormatError))


def _decision(name: str, record: Record) -> ReviewDecision:
    action = record.get("action").casefold()
    if action not in ("mask", "keep"):
        raise FormatError(f"{name}: row {record.row}, column action: must be mask or keep.")
    if not record.get("text"):
        raise FormatError(f"{name}: row {record.row}, column text: is empty. Write the words decided about, or delete the row.")
    turn, start = _place(name, record, "turn"), _place(name, record, "start")
    if start is not None and turn is None:
        raise FormatError(f"{name}: row {record.row}, column turn: a start needs its turn.")
    if turn is not None and not record.get("group"):
        raise FormatError(f"{name}: row {record.row}, column group: a turn needs its group.")
    return ReviewDecision(
        group=record.get("group"),
        turn=turn,
        start=start,
        text=record.get("text"),
        action=cast(Literal["mask", "keep"], action),
        type=identifier_type(name, record) if record.get("type") else None,
        entity=record.get("entity"),
        label=record.get("label"),
        by=record.get("by"),
    )


def _place(name: str, record: Record, column: str) -> int | None:
    value = record.get(column)
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise FormatError(f"{name}: row {record.row}, column {column}: must be a whole number from 0, or empty.")
    return int(value)
