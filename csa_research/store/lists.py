"""Codings as columns: each group's come from the database as one list a column, far quicker than a hundred thousand rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, select

from csa_research.columns import Spots
from csa_research.store.schema import CODINGS

if TYPE_CHECKING:
    from csa_research.columns import Whole

Lists = dict[str, list[list[Any]]]  # of each group, by name


def lists(connection: Connection, query: Select[Any]) -> Lists:
    """Of each group (the query's first column) a list for each other column, in step with each other."""
    return {group: [json.loads(column) for column in columns] for group, _, *columns in _together(connection, query)}


def spots(
    connection: Connection, where: Sequence[ColumnElement[bool]], *, coders: bool = False, mark: ColumnElement[int] | None = None
) -> tuple[Spots, Whole | None]:
    """Where the codings stand for which all of this holds (their coders, if asked for), and each one's mark."""
    import numpy as np

    c = CODINGS.c
    words = (c.code, c.coder) if coders else (c.code,)
    asked = (c.turn, c.span_start, c.span_end, *words, *([] if mark is None else [mark.label("mark")]))
    rows = _together(connection, select(c.group_id, *asked).where(*where))
    groups, sizes, *columns = zip(*rows, strict=True) if rows else [()] * (2 + len(asked))
    turn, start, end = map(_whole, columns[:3])
    group = np.repeat(np.arange(len(groups), dtype=np.int64), np.array(sizes, dtype=np.int64))
    codes = list(chain.from_iterable(map(json.loads, columns[3])))
    by = list(chain.from_iterable(map(json.loads, columns[4]))) if coders else []
    return Spots(groups, group, turn, start, end, codes, by), None if mark is None else _whole(columns[-1])


def _together(connection: Connection, query: Select[Any]) -> list[tuple[Any, ...]]:
    """Each group, how many rows are of it, and their other columns as JSON lists."""
    together = func.json_group_array if connection.dialect.name == "sqlite" else func.json_agg
    group, *others = query.subquery().c
    asked = (group, func.count(), *(cast(together(other), Text) for other in others))
    return sorted(map(tuple, connection.execute(select(*asked).group_by(group)).all()))


def _whole(lists: Sequence[str]) -> Whole:
    """The numbers of these lists one behind the other; read as text, several times quicker than as objects."""
    import numpy as np

    numbers = ",".join(one.strip("[]") for one in lists)
    return np.fromstring(numbers, dtype=np.int64, sep=",") if numbers else np.zeros(0, dtype=np.int64)
