"""Codings found by what a person asks for: quick on a hundred thousand of them.

All that is asked of a coding stands in one index, in the order of the talk: a question is one pass over it at most. What is asked
of turns (words, nearness) is counted turn by turn, and rows are read only of those turns that are shown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    case,
    column,
    func,
    literal,
    select,
    text,
    true,
    tuple_,
)  # fmt: skip

from csa_research.records import Coding
from csa_research.store import codes
from csa_research.store.schema import CODINGS, TURNS
from csa_research.store.search import match_expression

_SQLITE = text("SELECT rowid FROM turns_fts WHERE turns_fts MATCH :words")
_POSTGRESQL = text("SELECT id FROM turns WHERE to_tsvector('english', text) @@ websearch_to_tsquery('english', :words)")
FEW_CODES = 10
"""Up to so many codes to be near to, their turns are looked up first: most of the others are then not looked at."""
MOST_TURNS = 400
"""Turns named one by one in a statement; where more are shown, every coding that fits is read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What codings are looked for; None = any. Everything given has to hold; within one field, any of its values."""

    codes: Collection[str] | None = None
    polarities: Collection[str] | None = None
    groups: Collection[str] | None = None
    coders: Collection[str] | None = None
    effects: Collection[str] | None = None
    roles: Collection[str] | None = None
    flags: Collection[str] = ()  # each of them
    words: str = ""  # in the turn's text, as for search
    near: Collection[str] | None = None  # a coding with one of these codes stands near
    reach: int = 0  # turns before or after that count as near; 0 = the same turn
    relation: Literal["turns", "overlapping", "within"] = "turns"  # of the spans, in the same turn, where it is not "turns"


class Found(NamedTuple):
    """The codings, as many as were asked for, and how many there are in all."""

    codings: tuple[Coding, ...]
    total: int


class _Turns(NamedTuple):
    """Turns with codings that are wanted, and how many codings stand near each that one of its own has to be near to."""

    near: dict[tuple[str, int], int]
    total: int  # codings wanted, on these turns and on those beyond the limit


def find(connection: Connection, wanted: Wanted, limit: int | None) -> Found:
    """The decided codings that are wanted, in the order of the talk."""
    own = _own(wanted)
    if not wanted.words and wanted.near is None:
        total = connection.execute(select(func.count()).select_from(CODINGS).where(*own)).scalar_one()
        found = codes.read(connection, own, limit)
    else:
        query = _near_turns(wanted, own) if _by_turns(wanted) else _turns(wanted, own)
        turns = _counted(connection, wanted, query, limit)
        total = turns.total
        found = _on_turns(connection, wanted, own, turns, limit)
    codes.check_quotes(connection, found)
    return Found(found, total)


def placed(connection: Connection, wanted: Wanted) -> list[tuple[str, int, int, int, str, str]]:
    """(group, turn, start, end, code, coder) of every coding that is wanted."""
    if wanted.words or wanted.near is not None:
        found = find(connection, wanted, None).codings
        return [(c.group, c.turn, c.span.start, c.span.end, c.code, c.coder) for c in found]
    query = select(*codes.ORDER[:-1]).where(*_own(wanted)).order_by(*codes.ORDER)
    return list(map(tuple, connection.execute(query).all()))


def _by_turns(wanted: Wanted) -> bool:
    return wanted.near is not None and wanted.relation == "turns"


def _own(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What is asked of a coding by itself."""
    c = CODINGS.c
    out: list[ColumnElement[bool]] = [c.status == "decided"]
    for field, allowed in (
        (c.code, wanted.codes), (c.polarity, wanted.polarities), (c.group_id, wanted.groups), (c.coder, wanted.coders),
        (c.effect, wanted.effects), (c.role, wanted.roles),
    ):  # fmt: skip
        if allowed is not None:
            out.append(field.in_(sorted(allowed)))
    return out + [c.flags.contains(f'"{flag}"', autoescape=True) for flag in wanted.flags]


def _turns(wanted: Wanted, own: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """The turns with codings that share words with, or stand inside, one of those codes (or that are just wanted)."""
    c = CODINGS.c
    query = select(c.group_id, c.turn, func.count().label("number"), literal(2).label("around"))
    if wanted.near is not None and len(wanted.near) <= FEW_CODES:
        n = CODINGS.alias("nearby").c
        there = select(n.group_id, n.turn).where(n.status == "decided", n.code.in_(sorted(wanted.near)))
        query = query.where(tuple_(c.group_id, c.turn).in_(there))
    return query.where(*own, *_related(wanted)).group_by(c.group_id, c.turn)


def _related(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.near is None or wanted.relation == "turns":
        return []
    c, o = CODINGS.c, CODINGS.alias("other").c
    near = sorted(wanted.near)
    inside = and_(o.span_start <= c.span_start, c.span_end <= o.span_end)
    together = inside if wanted.relation == "within" else and_(o.span_start < c.span_end, c.span_start < o.span_end)
    same = (o.group_id == c.group_id, o.turn == c.turn, o.status == "decided", together, o.code.in_(near), o.id != c.id)
    return [select(o.id).where(*same).exists()]  # the index alone, which `SELECT *` would not be


def _near_turns(wanted: Wanted, own: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """The turns with codings that have another coding with one of those codes within so many turns.

    Counted with one pass: a coding that has such a code itself needs two of them there.
    """
    c = CODINGS.c
    is_near = c.code.in_(sorted(wanted.near or ()))
    mine = and_(*own[1:]) if len(own) > 1 else true()
    within = [own[0]] + ([c.group_id.in_(sorted(wanted.groups))] if wanted.groups is not None else [])
    near, both, every = (func.sum(case((x, 1), else_=0)) for x in (is_near, and_(mine, is_near), mine))
    counts = select(c.group_id, c.turn, near.label("near"), both.label("both"), (every - both).label("alone"))
    per = counts.where(*within).group_by(c.group_id, c.turn).subquery()
    reach = (-wanted.reach, wanted.reach)
    around = func.sum(per.c.near).over(partition_by=per.c.group_id, order_by=per.c.turn, range_=reach).label("around")
    r = select(per, around).subquery().c
    number = case((r.around > 1, r.both), else_=0) + case((r.around > 0, r.alone), else_=0)
    return select(r.group_id, r.turn, number.label("number"), r.around)


def _counted(connection: Connection, wanted: Wanted, query: Select[Any], limit: int | None) -> _Turns:
    """As many of the turns as are needed to show so many codings, with what is in all of them."""
    q = query.subquery().c
    of_all = func.sum(q.number).over()
    chosen = select(q.group_id, q.turn, q.around, q.number, of_all).where(q.number > 0).order_by(q.group_id, q.turn).limit(limit)
    if wanted.words:
        chosen = chosen.where(tuple_(q.group_id, q.turn).in_(_places(connection, wanted.words)))
    rows = connection.execute(chosen).all()
    before = accumulate((int(row[3]) for row in rows), initial=0)
    shown = [row for row, already in zip(rows, before, strict=False) if limit is None or already < limit]
    return _Turns({(group, turn): int(around) for group, turn, around, _, _ in shown}, int(rows[0][4]) if rows else 0)


def _on_turns(
    connection: Connection, wanted: Wanted, own: Sequence[ColumnElement[bool]], turns: _Turns, limit: int | None
) -> tuple[Coding, ...]:
    asked = [*own, *_related(wanted)]
    if len(turns.near) <= MOST_TURNS:
        asked.append(tuple_(CODINGS.c.group_id, CODINGS.c.turn).in_(list(turns.near)))
    codes_near = wanted.near if wanted.near is not None and _by_turns(wanted) else ()
    there = codes.read(connection, asked, None)
    return tuple(c for c in there if turns.near.get((c.group, c.turn), 0) >= 1 + (c.code in codes_near))[:limit]


def _places(connection: Connection, words: str) -> Select[tuple[object, object]]:
    sqlite = connection.dialect.name == "sqlite"
    given = match_expression(words) if sqlite else words.replace("\x00", " ")
    query = (_SQLITE if sqlite else _POSTGRESQL).bindparams(words=given or '""').columns(column("id", Integer()))
    return select(TURNS.c.group_id, TURNS.c.turn).where(TURNS.c.id.in_(query))
