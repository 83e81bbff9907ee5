"""Codings of people, suggestions and topics of machines."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from csa_research.codec import from_json, to_json
from csa_research.errors import InputError, StoreError
from csa_research.records import Coding, Span, Suggestion, TopicModel
from csa_research.store import history
from csa_research.store.engine import in_order, put_rows
from csa_research.store.schema import CODING_EVENTS, CODINGS, SUGGESTIONS, TOPICS, TURNS

ORDER = [CODINGS.c[n] for n in ("group_id", "turn", "span_start", "span_end", "code", "coder", "id")]
_BY_PLACE = itemgetter(*([column.name for column in CODINGS.columns].index(column.name) for column in ORDER))
_Texts = dict[tuple[str, int], str]


def add_codings(connection: Connection, codings: Sequence[Coding]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids that are new, and those that an undo had withdrawn and that count again. Raises StoreError.

    Any other id that is there already, withdrawn or not, stays as it is.
    """
    check_quotes(connection, codings)
    there = history.statuses(connection, [coding.id for coding in codings])
    back = history.revivable(connection, [i for i, status in there.items() if status == "withdrawn"])
    fresh = {coding.id: coding for coding in reversed(codings) if coding.id not in there or coding.id in back}
    rows = [_row(coding) for coding in reversed(fresh.values())]
    put_rows(connection, CODINGS, rows)
    return tuple(str(row["id"]) for row in rows if row["id"] not in back), tuple(sorted(back))


def codings(connection: Connection, groups: Collection[str] | None = None) -> tuple[Coding, ...]:
    """The decided codings, by place, each verified against its turn. Raises StoreError naming one that does not fit."""
    where = [CODINGS.c.status == "decided"]
    if groups is not None:
        where.append(CODINGS.c.group_id.in_(groups))
    found = read(connection, where, None)
    check_quotes(connection, found)
    return found


def codings_with(connection: Connection, ids: Collection[str]) -> tuple[Coding, ...]:
    """The decided codings with these ids, each verified against its turn. Raises StoreError."""
    decided = CODINGS.c.status == "decided"
    found = tuple(c for part in history.parts(ids) for c in read(connection, [decided, CODINGS.c.id.in_(part)], None))
    check_quotes(connection, found)
    return found


def places(connection: Connection, groups: Collection[str]) -> dict[tuple[str, int, int, int, str, str], str]:
    """Who (coder) put which code where, in these groups, to the id of the decided coding."""
    query = select(*ORDER).where(CODINGS.c.status == "decided", CODINGS.c.group_id.in_(groups))
    rows = connection.execute(query)
    return {(group, turn, start, end, code, coder): i for group, turn, start, end, code, coder, i in rows}


def read(connection: Connection, where: Sequence[ColumnElement[bool]], limit: int | None) -> tuple[Coding, ...]:
    """The codings for which all of this holds, by place, at most `limit`; not verified."""
    query = select(CODINGS).where(*where)
    if limit is None:  # many: read as they lie and sorted here, which is quicker than following the index row by row
        rows = sorted(map(tuple, connection.execute(query).all()), key=_BY_PLACE)
    else:
        rows = [tuple(row) for row in connection.execute(query.order_by(*in_order(connection, *ORDER)).limit(limit)).all()]
    return tuple(map(to_coding, rows))


def coders(connection: Connection) -> tuple[str, ...]:
    """Everybody who has a coding that counts, by name."""
    query = select(CODINGS.c.coder).where(CODINGS.c.status == "decided").distinct()
    return tuple(sorted(connection.execute(query).scalars()))


def coders_among(connection: Connection, names: Collection[str]) -> frozenset[str]:
    """Those of these names that have a coding that counts: quicker than everybody's names."""
    one = select(CODINGS.c.coder).where(CODINGS.c.status == "decided").limit(1)
    found = (connection.execute(one.where(CODINGS.c.coder == name)).scalar() for name in set(names))
    return frozenset(name for name in found if name is not None)


def withdrawn(connection: Connection) -> tuple[Coding, ...]:
    """The codings that no longer count; one whose words were removed since has an empty quote."""
    query = select(CODINGS).where(CODINGS.c.status == "withdrawn").order_by(*in_order(connection, *ORDER))
    return tuple(to_coding(row) for row in connection.execute(query))


def withdraw_coding(connection: Connection, coding_id: str) -> bool:
    """Whether it counted until now; it no longer does. Raises StoreError when there is no such coding."""
    status = connection.execute(select(CODINGS.c.status).where(CODINGS.c.id == coding_id)).scalar()
    if status is None:
        raise StoreError(f"There is no coding {coding_id}. The ids stand in the coding sheet: csa code export.")
    connection.execute(update(CODINGS).where(CODINGS.c.id == coding_id).values(status="withdrawn"))
    return bool(status == "decided")


def replace_codings_of_group(connection: Connection, group: str, codings: Sequence[Coding]) -> None:
    """Nothing; these are then the group's codings. Withdrawn ones keep their id, but none of their words."""
    stray = next((coding for coding in codings if coding.group != group), None)
    if stray is not None:
        raise StoreError(f"Coding {stray.id} is of group {stray.group}, not {group}. Replace each group by itself.")
    check_quotes(connection, codings)
    connection.execute(delete(CODINGS).where(CODINGS.c.group_id == group, CODINGS.c.status == "decided"))
    strip_withdrawn(connection, group)
    put_rows(connection, CODINGS, [_row(coding) for coding in codings], keep=True)


def check_none_lost(connection: Connection, group: str, codings: Sequence[Coding]) -> None:
    """Nothing. Raises StoreError when a decided coding of the group is not among these."""
    query = select(CODINGS.c.id).where(CODINGS.c.group_id == group, CODINGS.c.status == "decided")
    lost = set(connection.execute(query).scalars()) - {coding.id for coding in codings}
    if lost:
        raise StoreError(
            f"Group {group} was not released: {len(lost)} codings, {min(lost)} the first, were not carried over to the new "
            f"text. Withdraw them if they shall go, then release again."
        )


def strip_withdrawn(connection: Connection, group: str) -> None:
    """Nothing; the group's withdrawn codings keep their id, so that they do not come back, but none of their words."""
    withdrawn = (CODINGS.c.group_id == group, CODINGS.c.status == "withdrawn")
    turn = exists().where(TURNS.c.group_id == CODINGS.c.group_id, TURNS.c.turn == CODINGS.c.turn)
    connection.execute(delete(CODINGS).where(*withdrawn, ~turn))
    memos = (CODING_EVENTS.c.action == "memo", CODING_EVENTS.c.coding_id.in_(select(CODINGS.c.id).where(*withdrawn)))
    connection.execute(update(CODING_EVENTS).where(*memos).values(detail=""))
    connection.execute(update(CODINGS).where(*withdrawn).values(quote="", memo="", span_start=0, span_end=0))


def check_quotes(connection: Connection, codings: Sequence[Coding]) -> None:
    """Nothing. Raises StoreError naming the first coding whose words are not those of its turn."""
    texts = _texts(connection, {coding.group for coding in codings})
    for c in codings:
        text = texts.get((c.group, c.turn))
        if text is None:
            raise StoreError(f"Coding {c.id}: turn {c.turn} of group {c.group} has not been released. Release it first.")
        if text[c.span.start : c.span.end] != c.quote or c.span.end > len(text):
            raise StoreError(
                f"Coding {c.id} (group {c.group}, turn {c.turn}): its quote is not what stands at {c.span.start} to "
                f"{c.span.end} of the released text. Import that coding again, or carry it over with the release."
            )


def replace_suggestions(connection: Connection, suggester: str, suggestions: Sequence[Suggestion]) -> None:
    """Nothing; these are then all that this suggester proposes, in this order a turn. Raises StoreError."""
    if any(s.suggester != suggester for s in suggestions):
        raise StoreError(f"Suggestions of another suggester than {suggester} were given. Replace each by itself.")
    connection.execute(delete(SUGGESTIONS).where(SUGGESTIONS.c.suggester == suggester))
    rows = [
        {
            "suggester": suggester, "group_id": s.group, "turn": s.turn, "code": s.code, "position": i,
            "score": s.score, "why": s.why,
        }
        for i, s in enumerate(suggestions)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(SUGGESTIONS), rows)


def suggestions(connection: Connection, suggester: str | None = None) -> tuple[Suggestion, ...]:
    """What machines propose, by suggester, group, turn and the order given."""
    columns = SUGGESTIONS.c
    order = in_order(connection, columns.suggester, columns.group_id, columns.turn, columns.position)
    query = select(SUGGESTIONS).order_by(*order)
    if suggester is not None:
        query = query.where(columns.suggester == suggester)
    return tuple(
        Suggestion(row.group_id, row.turn, row.code, row.score, row.suggester, row.why) for row in connection.execute(query)
    )


def put_topics(connection: Connection, model: TopicModel) -> None:
    """Nothing; this is then the study's topic model."""
    put_rows(connection, TOPICS, [{"id": 1, "body": json.dumps(to_json(model))}])


def topics(connection: Connection) -> TopicModel | None:
    """The study's topic model, or None before there is one. Raises StoreError when it cannot be read."""
    body = connection.execute(select(TOPICS.c.body)).scalar()
    if body is None:
        return None
    try:
        return from_json(TopicModel, json.loads(body))
    except (InputError, ValueError):
        raise StoreError("The stored topic model cannot be read by this version. Make it anew: csa topics.") from None


def _texts(connection: Connection, groups: set[str]) -> _Texts:
    if not groups:
        return {}
    query = select(TURNS.c.group_id, TURNS.c.turn, TURNS.c.text).where(TURNS.c.group_id.in_(groups))
    return {(group, turn): text for group, turn, text in connection.execute(query)}


def _row(c: Coding) -> dict[str, object]:
    return {
        "id": c.id, "group_id": c.group, "turn": c.turn, "span_start": c.span.start, "span_end": c.span.end,
        "quote": c.quote, "code": c.code, "polarity": c.polarity, "coder": c.coder, "effect": c.effect, "role": c.role,
        "memo": c.memo, "flags": json.dumps(c.flags), "quote_id": c.quote_id, "status": "decided",
    }  # fmt: skip


def to_coding(row: Any) -> Coding:
    """The coding of a row of the table."""
    i, group, turn, start, end, quote, code, polarity, coder, effect, role, memo, flags, quote_id, _ = row
    span = Span(start, end)
    return Coding(i, group, turn, span, quote, code, polarity, coder, effect, role, memo, _flags(flags), quote_id)


@lru_cache(maxsize=256)
def _flags(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))
