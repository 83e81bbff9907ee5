"""What people did, step by step, and taking back the last step: codings, their memos, rejected suggestions, turns settled.

Holds ids, judgements and memos as they were before, never words of a transcript; a late redaction goes through the memos.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from csa_research.errors import StoreError
from csa_research.records import Coding
from csa_research.store import memos
from csa_research.store.schema import CODING_EVENTS, CODINGS, READINGS

Action = Literal["added", "withdrawn", "restored", "changed", "memo", "noted", "rejected", "unrejected", "read", "unread"]
"""Of a coding: the first five. Of the memo of a code, group or the study (code:KN01, group:CSC1, study:): noted. Of a suggestion
(group:turn:code): rejected. Of a turn (group:turn), with whose in detail: read."""
JUDGEMENTS = ("code", "polarity", "effect", "role", "flags")
"""What a change keeps of before, and what is put back."""
_MOST = 500  # ids in one statement


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one coding. Events of one step were made by one command and are taken back together."""

    step: int
    at: str
    who: str
    action: Action
    coding: str
    detail: str = ""  # of "changed": the judgements before, as JSON; of "memo" and "noted": the memo before; else why, in words
    undoes: int = 0  # the step that this one took back; -1: made in another copy of the study, not to be taken back here


class Undone(NamedTuple):
    """A step that was taken back: when and by whom it had been made, and how many things each action had touched."""

    step: int
    at: str
    who: str
    actions: tuple[tuple[str, int], ...]
    rejected: tuple[str, ...] = ()  # suggestions (group:turn:code) that are no longer rejected


def next_step(connection: Connection) -> int:
    """The number of a new step."""
    return int(connection.execute(select(func.coalesce(func.max(CODING_EVENTS.c.step), 0))).scalar_one()) + 1


def record(connection: Connection, events: Iterable[Event]) -> None:
    """Nothing; the events are the last."""
    rows = [
        {
            "step": e.step, "at": e.at, "who": e.who, "action": e.action, "coding_id": e.coding, "detail": e.detail,
            "undoes": e.undoes,
        }
        for e in events
    ]  # fmt: skip
    if rows:
        connection.execute(insert(CODING_EVENTS), rows)


def record_foreign(connection: Connection, events: Sequence[Event]) -> None:
    """Nothing; the events of another copy are the last, each of its steps a step of its own here."""
    first, steps = next_step(connection), {step: i for i, step in enumerate(sorted({event.step for event in events}))}
    record(connection, [replace(event, step=first + steps[event.step], undoes=-1) for event in events])


def events(connection: Connection, coding_id: str | None = None) -> tuple[Event, ...]:
    """Everything that happened to this coding (or to all), oldest first."""
    query = select(CODING_EVENTS).order_by(CODING_EVENTS.c.seq)
    if coding_id is not None:
        query = query.where(CODING_EVENTS.c.coding_id == coding_id)
    return tuple(_event(row) for row in connection.execute(query).all())


def statuses(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, str]:
    """Id to "decided" or "withdrawn" of these codings (or of all)."""
    query = select(CODINGS.c.id, CODINGS.c.status)
    if ids is None:
        return {row.id: row.status for row in connection.execute(query)}
    return {i: status for part in parts(ids) for i, status in connection.execute(query.where(CODINGS.c.id.in_(part)))}


def count(connection: Connection, status: str) -> int:
    """How many codings have this status."""
    return int(connection.execute(select(func.count()).select_from(CODINGS).where(CODINGS.c.status == status)).scalar_one())


def set_status(connection: Connection, ids: Sequence[str], status: Literal["decided", "withdrawn"]) -> tuple[str, ...]:
    """The ids whose status this changed. Raises StoreError for one that is to be restored and has lost its words."""
    changed: list[str] = []
    for part in parts(ids):
        there = select(CODINGS.c.id, CODINGS.c.quote).where(CODINGS.c.id.in_(part), CODINGS.c.status != status)
        found = connection.execute(there).all()
        if status == "decided" and any(not quote for _, quote in found):
            raise StoreError(
                "A withdrawn coding cannot come back, because its words were removed from the released text since (a later "
                "redaction, or somebody's withdrawal). Code the turn anew."
            )
        changed += [i for i, _ in found]
        connection.execute(update(CODINGS).where(CODINGS.c.id.in_([i for i, _ in found])).values(status=status))
    return tuple(changed)


def put_judgements(connection: Connection, codings: Sequence[Coding]) -> tuple[tuple[Action, str, str], ...]:
    """(action, id, what was before) of every coding whose code, polarity, effect, role, flags ("changed") or memo this changed."""
    before = {row.id: row for part in parts(c.id for c in codings) for row in _rows(connection, part)}
    out: list[tuple[Action, str, str]] = []
    for c in codings:
        values: dict[str, Any] = {
            "code": c.code, "polarity": c.polarity, "effect": c.effect, "role": c.role, "flags": json.dumps(c.flags),
            "memo": c.memo,
        }  # fmt: skip
        row = before.get(c.id)
        if row is not None and any(getattr(row, name) != value for name, value in values.items()):
            connection.execute(update(CODINGS).where(CODINGS.c.id == c.id).values(values))
            if any(getattr(row, name) != values[name] for name in JUDGEMENTS):
                out.append(("changed", c.id, json.dumps({name: getattr(row, name) for name in JUDGEMENTS})))
            if row.memo != c.memo:
                out.append(("memo", c.id, row.memo))
    return tuple(out)


def undo(connection: Connection, at: str, who: str) -> Undone | None:
    """The last step that was not taken back yet, taken back; None where there is none. Raises StoreError."""
    undone = set(connection.execute(select(CODING_EVENTS.c.undoes).distinct()).scalars())
    query = select(CODING_EVENTS.c.step).where(CODING_EVENTS.c.undoes == 0, CODING_EVENTS.c.step.not_in(undone))
    step = connection.execute(query.order_by(CODING_EVENTS.c.step.desc()).limit(1)).scalar()
    if step is None:
        return None
    rows = connection.execute(select(CODING_EVENTS).where(CODING_EVENTS.c.step == step).order_by(CODING_EVENTS.c.seq.desc()))
    done = [_event(row) for row in rows]
    new = next_step(connection)
    record(connection, [Event(new, at, who, *taken, undoes=step) for taken in _take_back(connection, done)])
    actions = tuple(sorted(Counter(str(e.action) for e in done).items()))
    return Undone(step, done[0].at, done[0].who, actions, tuple(e.coding for e in done if e.action == "rejected"))


def _take_back(connection: Connection, done: Sequence[Event]) -> list[tuple[Action, str, str]]:
    """(action, id, detail) of what was done; the last event first."""
    out: list[tuple[Action, str, str]] = []
    away = [e.coding for e in done if e.action in ("added", "restored")]
    back = [e.coding for e in done if e.action == "withdrawn"]
    out += [("withdrawn", i, "undone") for i in set_status(connection, away, "withdrawn")]
    out += [("restored", i, "undone") for i in set_status(connection, back, "decided")]
    for event in done:
        if event.action == "changed":
            out.append(("changed", event.coding, _judgements(connection, event.coding)))
            connection.execute(update(CODINGS).where(CODINGS.c.id == event.coding).values(json.loads(event.detail)))
        elif event.action == "memo":
            out.append(("memo", event.coding, _rows(connection, [event.coding])[0].memo))
            connection.execute(update(CODINGS).where(CODINGS.c.id == event.coding).values(memo=event.detail))
        elif event.action == memos.NOTED:
            out.append(("noted", event.coding, memos.put_back(connection, event.step, event.coding, event.detail)))
        elif event.action == "rejected":
            out.append(("unrejected", event.coding, ""))
        elif event.action == "read":
            group, _, turn = event.coding.rpartition(":")
            place = (READINGS.c.coder == event.detail, READINGS.c.group_id == group, READINGS.c.turn == int(turn))
            connection.execute(delete(READINGS).where(*place))
            out.append(("unread", event.coding, event.detail))
    return out


def revivable(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these withdrawn codings that no person withdrew: their import was undone, so the same file may bring them back."""
    last = select(func.max(CODING_EVENTS.c.seq)).group_by(CODING_EVENTS.c.coding_id)
    out: set[str] = set()
    for part in parts(ids):
        seqs = connection.execute(last.where(CODING_EVENTS.c.coding_id.in_(part))).scalars().all()
        query = select(CODING_EVENTS.c.coding_id).where(CODING_EVENTS.c.seq.in_(seqs), CODING_EVENTS.c.undoes > 0)
        out |= set(connection.execute(query.where(CODING_EVENTS.c.action == "withdrawn")).scalars())
    return out


def _judgements(connection: Connection, coding_id: str) -> str:
    (row,) = _rows(connection, [coding_id])
    return json.dumps({name: getattr(row, name) for name in JUDGEMENTS})


def _rows(connection: Connection, ids: Sequence[str]) -> Sequence[Any]:
    return connection.execute(select(CODINGS).where(CODINGS.c.id.in_(ids))).all()


def _event(row: Any) -> Event:
    _, step, at, who, action, coding_id, detail, undoes = row
    return Event(step, at, who, action, coding_id, detail, undoes)


def parts(ids: Iterable[str]) -> Iterable[list[str]]:
    """The ids, as many at a time as one statement takes."""
    every = list(ids)
    return (every[i : i + _MOST] for i in range(0, len(every), _MOST))
