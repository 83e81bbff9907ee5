"""What people decided on the open side, the journal of it, and the record of what was run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, true, update

from csa_research.errors import StoreError
from csa_research.records import JournalEntry, StageRun
from csa_research.store.engine import in_order, put_rows
from csa_research.store.schema import CLEARANCES, CODING_EVENTS, CONFIDENCES, JOURNAL, NOTES, READINGS, STAGE_RUNS, SUMMARIES

LEVELS = ("high", "moderate", "low", "very low")
Cleared = Literal["cleared", "refused", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Clearance:
    """What a reviewer decided on one use (analysis, report, conference, web) of one quote."""

    quote_id: str
    use: str
    decision: Cleared
    reviewer: str
    at: str = ""  # ISO 8601, UTC; "" = when it is stored
    note: str = ""


def now() -> str:
    """The time, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def put_summary(connection: Connection, group: str, code: str, text: str, who: str) -> None:
    """Nothing; the cell of the matrix has this summary, and the journal says who wrote it."""
    put_rows(connection, SUMMARIES, [{"group_id": group, "code": code, "text": text, "who": who, "at": now()}])
    append_journal(connection, JournalEntry(now(), who, "summary", f"{group} {code}", text))


def summaries(connection: Connection) -> dict[tuple[str, str], str]:
    """What people wrote into the matrix, by group and code."""
    query = select(SUMMARIES).order_by(*in_order(connection, SUMMARIES.c.group_id, SUMMARIES.c.code))
    return {(row.group_id, row.code): row.text for row in connection.execute(query)}


def put_clearance(connection: Connection, clearance: Clearance) -> None:
    """Nothing; the latest decision on this use of the quote is this one, and the journal has it too."""
    if not clearance.reviewer.strip():
        raise StoreError(f"Quote {clearance.quote_id}: a clearance needs its reviewer's name.")
    at = clearance.at or now()
    row = {
        "quote_id": clearance.quote_id, "purpose": clearance.use, "decision": clearance.decision,
        "reviewer": clearance.reviewer, "at": at, "note": clearance.note,
    }  # fmt: skip
    put_rows(connection, CLEARANCES, [row])
    subject = f"{clearance.quote_id} for {clearance.use}"
    append_journal(connection, JournalEntry(at, clearance.reviewer, f"quote {clearance.decision}", subject, clearance.note))


def clearances(connection: Connection) -> tuple[Clearance, ...]:
    """The latest decision on every use of every quote, by quote and use."""
    query = select(CLEARANCES).order_by(*in_order(connection, CLEARANCES.c.quote_id, CLEARANCES.c.purpose))
    return tuple(
        Clearance(row.quote_id, row.purpose, row.decision, row.reviewer, row.at, row.note) for row in connection.execute(query)
    )


def put_confidence(connection: Connection, link: str, level: str, reason: str, who: str) -> None:
    """Nothing; the link has this confidence, and the journal keeps every earlier one. Raises StoreError."""
    if level not in LEVELS:
        raise StoreError(f"Link {link}: the confidence must be one of {', '.join(LEVELS)}.")
    if not reason.strip():
        raise StoreError(f"Link {link}: say in a sentence why the confidence is {level}; without a reason it is not kept.")
    put_rows(connection, CONFIDENCES, [{"link": link, "level": level, "reason": reason, "who": who, "at": now()}])
    append_journal(connection, JournalEntry(now(), who, "confidence", link, f"{level}: {reason}"))


def confidences(connection: Connection) -> dict[str, tuple[str, str]]:
    """The confidence a person gave each link, with the reason: link to (level, reason)."""
    query = select(CONFIDENCES).order_by(*in_order(connection, CONFIDENCES.c.link))
    return {row.link: (row.level, row.reason) for row in connection.execute(query)}


def append_journal(connection: Connection, entry: JournalEntry) -> None:
    """Nothing; the entry is the journal's last."""
    values = {"at": entry.at, "who": entry.who, "action": entry.action, "subject": entry.subject, "detail": entry.detail}
    connection.execute(insert(JOURNAL), [values])


def journal(connection: Connection) -> tuple[JournalEntry, ...]:
    """Every decision of a person on the open side, oldest first."""
    rows = connection.execute(select(JOURNAL).order_by(JOURNAL.c.seq))
    return tuple(JournalEntry(row.at, row.who, row.action, row.subject, row.detail) for row in rows)


def standing(connection: Connection) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every summary, clearance and confidence that stands: (kind, *its key) to (at, who, *what was decided)."""
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for kind, (table, who, keys, values) in _STANDING.items():
        for row in connection.execute(select(table)):
            out[kind, *(getattr(row, k) for k in keys)] = (row.at, getattr(row, who), *(getattr(row, v) for v in values))
    return out


def put_standing(connection: Connection, rows: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
    """Nothing; these stand then, as `standing` gives them. The journal is not written: it came with them."""
    for (kind, *key), (at, who_said, *said) in rows.items():
        table, who, keys, values = _STANDING[kind]
        put_rows(connection, table, [{"at": at, who: who_said, **dict(zip((*keys, *values), (*key, *said), strict=True))}])


_STANDING = {
    "summary": (SUMMARIES, "who", ("group_id", "code"), ("text",)),
    "clearance": (CLEARANCES, "reviewer", ("quote_id", "purpose"), ("decision", "note")),
    "confidence": (CONFIDENCES, "who", ("link",), ("level", "reason")),
}


def replace_journal(connection: Connection, entries: Sequence[JournalEntry]) -> None:
    """Nothing; these are then the journal, in this order. Raises StoreError where an entry that is there would be lost."""
    if Counter(journal(connection)) - Counter(entries):
        raise StoreError("The journal can only grow: an entry that is in it was left out. Nothing was changed.")
    connection.execute(delete(JOURNAL))
    rows = [{"at": e.at, "who": e.who, "action": e.action, "subject": e.subject, "detail": e.detail} for e in entries]
    if rows:
        connection.execute(insert(JOURNAL), rows)


def put_readings(connection: Connection, coder: str, turns: Sequence[tuple[str, int]]) -> None:
    """Nothing; the coder has then read these turns."""
    rows = [{"coder": coder, "group_id": group, "turn": turn, "at": now()} for group, turn in turns]
    put_rows(connection, READINGS, rows, keep=True)


def all_readings(connection: Connection) -> dict[str, set[tuple[str, int]]]:
    """The turns that each coder is known to have read."""
    out: dict[str, set[tuple[str, int]]] = {}
    for row in connection.execute(select(READINGS)):
        out.setdefault(row.coder, set()).add((row.group_id, row.turn))
    return out


def readings(connection: Connection, coder: str) -> frozenset[tuple[str, int]]:
    """The turns that the coder is known to have read."""
    query = select(READINGS.c.group_id, READINGS.c.turn).where(READINGS.c.coder == coder)
    return frozenset((group, turn) for group, turn in connection.execute(query))


def put_stage_run(connection: Connection, run: StageRun) -> None:
    """Nothing; this is then the stage's last run."""
    row = {"stage": run.stage, "key": run.key, "at": run.at, "seconds": run.seconds, "summary": run.summary}
    put_rows(connection, STAGE_RUNS, [row])


def stage_runs(connection: Connection) -> tuple[StageRun, ...]:
    """The last run of every stage, by name."""
    rows = connection.execute(select(STAGE_RUNS).order_by(*in_order(connection, STAGE_RUNS.c.stage)))
    return tuple(StageRun(row.stage, row.key, row.at, row.seconds, row.summary) for row in rows)


def rewrite_notes(connection: Connection, rewrite: Callable[[str], str]) -> int:
    """How many of people's own texts (memos, also earlier ones, summaries, reasons, notes, journal) `rewrite` changed."""
    changed = 0
    everything = true()
    for table, name, only in (
        *((*note, everything) for note in NOTES),
        (CODING_EVENTS, "detail", CODING_EVENTS.c.action.in_(("memo", "noted"))),
    ):
        keys = list(table.primary_key)
        for *key, text in connection.execute(select(*keys, table.c[name]).where(table.c[name] != "", only)).all():
            new = rewrite(text)
            if new != text:
                place = [column == value for column, value in zip(keys, key, strict=True)]
                connection.execute(update(table).where(*place).values({name: new}))
                changed += 1
    return changed
