"""Memos on codes, transcripts and the study, each with its place in the one history that an undo goes back through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, delete, select

from csa_research.records import Memo, MemoKind
from csa_research.store.engine import in_order, put_rows
from csa_research.store.schema import CODING_EVENTS, MEMOS

NOTED = "noted"
"""The action of the history under which a change of such a memo stands; the memo before is its detail."""


def key_of(memo: Memo) -> str:
    """What the history calls the thing that the memo is on: code:KN01, group:CSC1, study:."""
    return f"{memo.kind}:{memo.subject}"


def memos(connection: Connection) -> tuple[Memo, ...]:
    """Every memo: the study's, then groups' and codes' by id."""
    query = select(MEMOS).order_by(MEMOS.c.kind.desc(), *in_order(connection, MEMOS.c.subject))
    rows: Sequence[Any] = connection.execute(query).all()
    return tuple(Memo(row.kind, row.subject, row.text, row.who, row.at) for row in rows)


def put(connection: Connection, memo: Memo) -> str | None:
    """The text that stood there before; None where it is the same. A memo without text is taken away."""
    before = text_of(connection, memo.kind, memo.subject)
    if before == memo.text:
        return None
    row = {"kind": memo.kind, "subject": memo.subject, "text": memo.text, "who": memo.who, "at": memo.at}
    if memo.text:
        put_rows(connection, MEMOS, [row])
    else:
        connection.execute(delete(MEMOS).where(MEMOS.c.kind == memo.kind, MEMOS.c.subject == memo.subject))
    return before


def text_of(connection: Connection, kind: str, subject: str) -> str:
    """The memo's text, "" where there is none."""
    query = select(MEMOS.c.text).where(MEMOS.c.kind == kind, MEMOS.c.subject == subject)
    return str(connection.execute(query).scalar() or "")


def put_back(connection: Connection, step: int, key: str, text: str) -> str:
    """The text that stood there until now; the earlier one is back, under the name of whoever had written it."""
    kind, _, subject = key.partition(":")
    query = select(CODING_EVENTS.c.who, CODING_EVENTS.c.at).where(
        CODING_EVENTS.c.coding_id == key, CODING_EVENTS.c.action == NOTED, CODING_EVENTS.c.step < step
    )
    who, at = connection.execute(query.order_by(CODING_EVENTS.c.seq.desc()).limit(1)).first() or ("", "")
    now = text_of(connection, kind, subject)
    put(connection, Memo(cast(MemoKind, kind), subject, text, who, at))
    return now
