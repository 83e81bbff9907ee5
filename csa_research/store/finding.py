"""Codings found by what a person asks for, in one statement: quick on a hundred thousand of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, column, exists, func, or_, select, text, tuple_, union_all

from csa_research.records import Coding
from csa_research.store import codes
from csa_research.store.schema import CODINGS, TURNS
from csa_research.store.search import match_expression

_SQLITE = text("SELECT rowid FROM turns_fts WHERE turns_fts MATCH :words")
_POSTGRESQL = text("SELECT id FROM turns WHERE to_tsvector('english', text) @@ websearch_to_tsquery('english', :words)")


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
    for field, allowed in (
        (c.code, wanted.codes), (c.polarity, wanted.polarities), (c.group_id, wanted.groups), (c.coder, wanted.coders),
        (c.effect, wanted.effects), (c.role, wanted.roles),
    ):  # fmt: skip
        if allowed is not None:
            out.append(field.in_(sorted(allowed)))
    out += [c.flags.contains(f'"{flag}"', autoescape=True) for flag in wanted.flags]
    if wanted.words:
        out.append(tuple_(c.group_id, c.turn).in_(_places(connection, wanted.words)))
    if wanted.near is not None:
        out.append(_near(wanted, sorted(wanted.near)))
    return out


def _near(wanted: Wanted, near: list[str]) -> ColumnElement[bool]:
    """Driven from the codings that shall be near: they are found by the index of codes, and are few."""
    c, o = CODINGS.c, CODINGS.alias("other").c
    theirs = (o.status == "decided", o.code.in_(near))
    if wanted.relation != "turns":
        m = CODINGS.alias("mine").c
        inside = and_(o.span_start <= m.span_start, m.span_end <= o.span_end)
        together = inside if wanted.relation == "within" else and_(o.span_start < m.span_end, m.span_start < o.span_end)
        return c.id.in_(select(m.id).where(*theirs, m.group_id == o.group_id, m.turn == o.turn, together, m.id != o.id))
    reach = range(-wanted.reach, wanted.reach + 1)
    places = tuple_(c.group_id, c.turn).in_(union_all(*(select(o.group_id, o.turn + by).where(*theirs) for by in reach)))
    itself = CODINGS.alias("another").c
    another = exists().where(
        itself.group_id == c.group_id, itself.turn.between(c.turn - wanted.reach, c.turn + wanted.reach),
        itself.status == "decided", itself.code.op("||")("").in_(near), itself.id != c.id,
    )  # fmt: skip
    return and_(places, or_(c.code.not_in(near), another))


def _places(connection: Connection, words: str) -> Select[tuple[object, object]]:
    sqlite = connection.dialect.name == "sqlite"
    given = match_expression(words) if sqlite else words.replace("\x00", " ")
    query = (_SQLITE if sqlite else _POSTGRESQL).bindparams(words=given or '""').columns(column("id", Integer()))
    return select(TURNS.c.group_id, TURNS.c.turn).where(TURNS.c.id.in_(query))
