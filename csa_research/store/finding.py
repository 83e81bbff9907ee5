"""Codings found by what a person asks for, in one statement: quick on a hundred thousand of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select, text, tuple_

from csa_research.records import Coding
from csa_research.store import codes
from csa_research.store.schema import CODINGS
from csa_research.store.search import match_expression

_TURNS = "SELECT turns.id FROM turns_fts JOIN turns ON turns.id = turns_fts.rowid WHERE turns_fts MATCH :words"
_PLACES = text(f"SELECT group_id, turn FROM turns WHERE id IN ({_TURNS})")
_PLACES_POSTGRESQL = text(
    "SELECT group_id, turn FROM turns WHERE to_tsvector('english', text) @@ websearch_to_tsquery('english', :words)"
)


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


def find(connection: Connection, wanted: Wanted, limit: int | None) -> Found:
    """The decided codings that are wanted, in the order of the talk."""
    conditions = _conditions(connection, wanted)
    total = connection.execute(select(func.count()).select_from(CODINGS).where(*conditions)).scalar_one()
    query = select(CODINGS).where(*conditions).order_by(*codes.ORDER)
    found = tuple(codes.to_coding(row) for row in connection.execute(query if limit is None else query.limit(limit)))
    codes.check_quotes(connection, found)
    return Found(found, total)


def _conditions(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    c = CODINGS.c
    out: list[ColumnElement[bool]] = [c.status == "decided"]
    for column, values in (
        (c.code, wanted.codes), (c.polarity, wanted.polarities), (c.group_id, wanted.groups), (c.coder, wanted.coders),
        (c.effect, wanted.effects), (c.role, wanted.roles),
    ):  # fmt: skip
        if values is not None:
            out.append(column.in_(sorted(values)))
    out += [c.flags.contains(f'"{flag}"', autoescape=True) for flag in wanted.flags]
    if wanted.words:
        out.append(tuple_(c.group_id, c.turn).in_(_places(connection, wanted.words) or [("", -1)]))
    if wanted.near is not None:
        out.append(_near(wanted))
    return out


def _near(wanted: Wanted) -> ColumnElement[bool]:
    c, other = CODINGS.c, CODINGS.alias("other")
    o = other.c
    place: ColumnElement[bool] = o.turn == c.turn
    if wanted.relation == "turns" and wanted.reach:
        place = o.turn.between(c.turn - wanted.reach, c.turn + wanted.reach)
    if wanted.relation == "overlapping":
        place = and_(place, o.span_start < c.span_end, c.span_start < o.span_end)
    if wanted.relation == "within":
        place = and_(place, o.span_start <= c.span_start, c.span_end <= o.span_end)
    codes_ = o.code.in_(sorted(wanted.near or ()))
    return exists().where(o.group_id == c.group_id, place, o.status == "decided", codes_, o.id != c.id)


def _places(connection: Connection, words: str) -> list[tuple[str, int]]:
    if connection.dialect.name == "sqlite":
        query = match_expression(words)
        rows = connection.execute(_PLACES, {"words": query}).all() if query else []
    else:
        rows = connection.execute(_PLACES_POSTGRESQL, {"words": words.replace("\x00", " ")}).all()
    return [(group, turn) for group, turn in rows]
