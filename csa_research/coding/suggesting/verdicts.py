"""What people decided on suggestions, from the rows of a coding sheet that came back: accepted, revised, rejected."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from csa_research.records import Coding, IncomingCoding, JournalEntry, Unplaced

ACTION = "suggestions decided"
TAKEN_BACK = "suggestions taken back"
NO = frozenset({"reject", "rejected", "no", "not this"})
WHAT_NO_NEEDS = "a rejected suggestion needs its group, turn and code"
Rejected = tuple[str, int, str]
"""Group, turn, code."""
Revised = tuple[str, int, str, str]
"""Group, turn, the code that was suggested, the code that was given."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The rows that are codings, and what was said of suggestions."""

    rows: tuple[IncomingCoding, ...]
    rejected: tuple[Rejected, ...]
    revised: tuple[Revised, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


def sort_rows(rows: Sequence[IncomingCoding], places: Collection[tuple[str, int]], codes: Collection[str]) -> Verdicts:
    """The rows sorted: "reject" or "no" as decision or polarity rejects; another code than was suggested revises.

    `places` (group, turn) and `codes` are those that exist; a rejection of anything else is listed as not placed.
    """
    turns, known = {(group.lower(), turn): (group, turn) for group, turn in places}, {code.lower(): code for code in codes}
    taken: list[IncomingCoding] = []
    rejected: dict[Rejected, None] = {}
    revised: dict[Revised, None] = {}
    unplaced: list[Unplaced] = []
    for row in rows:
        place = None if row.turn is None else turns.get((row.group.lower(), row.turn))
        suggested, given = known.get((row.suggested or row.code).lower()), known.get(row.code.lower())
        if not _says_no(row):
            taken.append(row)
            if place and suggested and given and suggested != given and row.polarity.strip():
                revised[(*place, suggested, given)] = None
        elif place and suggested:
            rejected[(*place, suggested)] = None
        else:
            unplaced.append(Unplaced(row.row, row.group, row.turn, row.code, row.trouble or WHAT_NO_NEEDS))
    return Verdicts(tuple(taken), tuple(rejected), tuple(revised), tuple(unplaced))


def _says_no(row: IncomingCoding) -> bool:
    return any(cell.strip().lower() in NO for cell in (row.decision, row.polarity))


def verdict_note(verdicts: Verdicts, accepted: int) -> str:
    """What was decided, as the journal keeps it."""
    return json.dumps({"accepted": accepted, "rejected": verdicts.rejected, "revised": verdicts.revised}, separators=(",", ":"))


def rejection_ids(verdicts: Verdicts) -> tuple[str, ...]:
    """The suggestions that were rejected or given another code, as the history names them: group:turn:code."""
    return tuple(dict.fromkeys(f"{g}:{t}:{c}" for g, t, c, *_ in (*verdicts.rejected, *verdicts.revised)))


def taken_back_note(ids: Iterable[str]) -> str:
    """What the journal keeps of rejections (group:turn:code) that were taken back."""
    rows = [(group, int(turn), code) for group, turn, code in (ident.rsplit(":", 2) for ident in ids)]
    return json.dumps({"rejected": rows, "revised": []}, separators=(",", ":"))


def rejected_suggestions(journal: Iterable[JournalEntry], codings: Sequence[Coding]) -> frozenset[Rejected]:
    """The suggestions not to be shown again: rejected, or given another code; not where a person has put the code since."""
    out: set[Rejected] = set()
    for entry in journal:
        if entry.action == ACTION:
            out |= _remembered(entry.detail)
        elif entry.action == TAKEN_BACK:
            out -= _remembered(entry.detail)
    return frozenset(out - {(c.group, c.turn, c.code) for c in codings})


def _remembered(detail: str) -> set[Rejected]:
    try:
        found: Any = json.loads(detail)
        return {(str(g), int(t), str(c)) for g, t, c, *_ in (*found["rejected"], *found["revised"])}
    except (ValueError, KeyError, TypeError):
        return set()
