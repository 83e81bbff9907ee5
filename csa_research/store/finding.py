"""Codings found by what a person asks for: quick on a hundred thousand of them.

All that is asked of a coding stands in one index, in the order of the talk: a question is one pass over it at most. What is asked
of turns (words, nearness) is counted turn by turn, and rows are read only of those turns that are shown. Groups and turns come in
the order in which Python sorts them, whatever order a database has for words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, case, column, func, select, text, true, tuple_

from csa_research.columns import Numbers, Spots, inside, sharing, spots
from csa_research.records import Coding
from csa_research.store import codes, lists
from csa_research.store.schema import CODINGS, TURNS
from csa_research.store.search import match_expression

_SQLITE = text("SELECT rowid FROM turns_fts WHERE turns_fts MATCH :words")
_POSTGRESQL = text("SELECT id FROM turns WHERE to_tsvector('english', text) @@ websearch_to_tsquery('english', :words)")
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
    """Turns with codings that are wanted, and which of a turn's codings are, of those that fit by themselves."""

    numbers: Numbers
    fitting: Callable[[Mapping[str, Collection[int]]], Callable[[Coding], bool]]  # given the turns that are shown


def find(connection: Connection, wanted: Wanted, limit: int | None) -> Found:
    """The decided codings that are wanted, in the order of the talk."""
    own = _own(wanted)
    if not wanted.words and wanted.near is None:
        total = connection.execute(select(func.count()).select_from(CODINGS).where(*own)).scalar_one()
        found = codes.read(connection, own, limit)
    else:
        turns = _turns(connection, wanted)
        total = sum(sum(numbers.values()) for numbers in turns.numbers.values())
        found = _on_turns(connection, own, turns, limit)
    codes.check_quotes(connection, found)
    return Found(found, total)


def placed(connection: Connection, wanted: Wanted) -> Spots:
    """Where every coding stands that is wanted, and whose it is."""
    own = _own(wanted)
    if not wanted.words and wanted.near is None:
        return lists.spots(connection, own, coders=True)[0]
    found = find(connection, wanted, None).codings
    return spots((c.group, c.turn, c.span.start, c.span.end, c.code, c.coder) for c in found)


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


def _turns(connection: Connection, wanted: Wanted) -> _Turns:
    if wanted.near is None:
        turns = _coded_turns(connection, wanted)
    elif wanted.relation == "turns":
        turns = _near_turns(connection, wanted, wanted.near)
    else:
        turns = _related_turns(connection, wanted, wanted.near)
    if not wanted.words:
        return turns
    there = lists.lists(connection, _places(connection, wanted.words))
    said = {group: frozenset(some) for group, (some,) in there.items()}
    return turns._replace(
        numbers={
            group: {turn: number for turn, number in numbers.items() if turn in said[group]}
            for group, numbers in turns.numbers.items()
            if group in said
        }
    )


def _coded_turns(connection: Connection, wanted: Wanted) -> _Turns:
    c = CODINGS.c
    counts = select(c.group_id, c.turn, func.count().label("number")).where(*_own(wanted)).group_by(c.group_id, c.turn)
    there = lists.lists(connection, counts)
    numbers = {group: dict(sorted(zip(turns, many, strict=True))) for group, (turns, many) in there.items()}
    return _Turns(numbers, lambda shown: lambda coding: True)


def _related_turns(connection: Connection, wanted: Wanted, near: Collection[str]) -> _Turns:
    """Those with codings that share words with, or stand inside, another coding with one of these codes."""
    alone = _own(replace(wanted, codes=None, groups=None))[1:]
    mark = case((and_(*alone), 1), else_=0) if alone else None
    every, marks = lists.spots(connection, _own(Wanted(groups=wanted.groups)), mark=mark)
    marked = (sharing if wanted.relation == "overlapping" else inside)(every, every.marked(near))
    if wanted.codes is not None:
        marked &= every.marked(wanted.codes)
    if marks is not None:
        marked &= marks == 1

    def fitting(shown: Mapping[str, Collection[int]]) -> Callable[[Coding], bool]:
        places = every.places(marked, shown)
        return lambda coding: (coding.group, coding.turn, coding.span.start, coding.span.end, coding.code) in places

    return _Turns(every.numbers(marked), fitting)


def _near_turns(connection: Connection, wanted: Wanted, near: Collection[str]) -> _Turns:
    """Those with codings that have another coding with one of these codes within so many turns.

    Counted with one pass: a coding that has such a code itself needs two of them there.
    """
    c = CODINGS.c
    own = _own(replace(wanted, groups=None))[1:]
    is_near, mine = c.code.in_(sorted(near)), and_(true(), *own)
    several = (is_near, mine, and_(mine, is_near)) if own else (is_near,)
    sums = [func.sum(case((x, 1), else_=0)).label(f"number{i}") for i, x in enumerate(several)]
    query = select(c.group_id, c.turn, *sums, *([] if own else [func.count().label("number")]))
    query = query.where(*_own(Wanted(groups=wanted.groups))).group_by(c.group_id, c.turn)
    numbers, around = {}, {}
    for group, (turns, near_there, of_mine, *both) in lists.lists(connection, query).items():
        around[group] = _around(dict(sorted(zip(turns, near_there, strict=True))), wanted.reach)
        own_there = dict(zip(turns, zip(of_mine, *(both or [near_there]), strict=True), strict=True))
        numbers[group] = {
            turn: number
            for turn, many in around[group].items()
            if (number := own_there[turn][0] if many > 1 else own_there[turn][0] - own_there[turn][1] if many else 0)
        }
    return _Turns(numbers, lambda shown: lambda coding: around[coding.group][coding.turn] >= 1 + (coding.code in near))


def _around(numbers: Mapping[int, int], reach: int) -> dict[int, int]:
    """Each turn and how many codings are within reach of it, from how many there are in each, in order."""
    turns, before = list(numbers), list(accumulate(numbers.values(), initial=0))
    return {turn: before[bisect_right(turns, turn + reach)] - before[bisect_left(turns, turn - reach)] for turn in turns}


def _on_turns(connection: Connection, own: Sequence[ColumnElement[bool]], turns: _Turns, limit: int | None) -> tuple[Coding, ...]:
    """The codings of as many of the turns as are needed to show so many."""
    shown: dict[str, set[int]] = {}
    already = 0
    for group, turn, number in ((group, *one) for group, numbers in turns.numbers.items() for one in numbers.items()):
        if limit is not None and already >= limit:
            break
        shown.setdefault(group, set()).add(turn)
        already += number
    asked, places = list(own), [(group, turn) for group, some in shown.items() for turn in some]
    if len(places) <= MOST_TURNS:  # the groups as well: by them the index is used
        asked += [CODINGS.c.group_id.in_(list(shown)), tuple_(CODINGS.c.group_id, CODINGS.c.turn).in_(places)]
    fits = turns.fitting(shown)
    return tuple(c for c in codes.read(connection, asked, None) if c.turn in shown.get(c.group, ()) and fits(c))[:limit]


def _places(connection: Connection, words: str) -> Select[Any]:
    sqlite = connection.dialect.name == "sqlite"
    given = match_expression(words) if sqlite else words.replace("\x00", " ")
    query = (_SQLITE if sqlite else _POSTGRESQL).bindparams(words=given or '""').columns(column("id", Integer()))
    return select(TURNS.c.group_id, TURNS.c.turn).where(TURNS.c.id.in_(query))
