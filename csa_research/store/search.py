"""Words to the turns they stand in."""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlalchemy import Connection, select, text

from csa_research.store.engine import in_order
from csa_research.store.schema import TURNS

OPEN, CLOSE = "«", "»"
"""What surrounds a found word in a snippet; brackets would be taken for pseudonyms."""
_AROUND = 120
_SQLITE = text(
    f"SELECT turns.group_id, turns.turn, snippet(turns_fts, 0, '{OPEN}', '{CLOSE}', ' … ', 20) FROM turns_fts"
    " JOIN turns ON turns.id = turns_fts.rowid WHERE turns_fts MATCH :words"
    " ORDER BY bm25(turns_fts), turns.group_id, turns.turn LIMIT :limit"
)
_POSTGRESQL = text(
    "SELECT group_id, turn, ts_headline('english', text, query,"
    f" 'StartSel={OPEN}, StopSel={CLOSE}, MaxWords=20, MinWords=8, MaxFragments=1') FROM turns,"
    " websearch_to_tsquery('english', :words) query WHERE to_tsvector('english', text) @@ query"
    " ORDER BY ts_rank(to_tsvector('english', text), query) DESC, group_id COLLATE \"C\", turn LIMIT :limit"
)


class Hit(NamedTuple):
    """A turn in which the words stand, and a piece of it with « » around them."""

    group: str
    turn: int
    snippet: str


def search(connection: Connection, words: str, limit: int) -> tuple[Hit, ...]:
    """The turns that hold all of these words or "exact phrases", best first. `supervis*` finds every ending (SQLite)."""
    if connection.dialect.name == "sqlite":
        query = match_expression(words)
        rows = connection.execute(_SQLITE, {"words": query, "limit": limit}).all() if query else []
    else:
        plain = words.replace("\x00", " ")
        rows = connection.execute(_POSTGRESQL, {"words": plain, "limit": limit}).all()
        if not rows and (term := _bare(plain)):  # words that the index leaves out, such as "not"
            return _contains(connection, term, limit)
    return tuple(Hit(*row) for row in rows)


def rebuild(connection: Connection) -> None:
    """Nothing; the index is made anew, so that no removed word is left in it."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO turns_fts (turns_fts) VALUES ('rebuild')"))


def match_expression(words: str) -> str:
    """An FTS5 expression in which nothing of what was typed is an operator; "" when no word is in it."""
    terms: list[str] = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', words.replace("\x00", " ")):
        term = phrase or word.rstrip("*")
        if any(char.isalnum() for char in term):
            terms.append(f'"{term}"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms)


def _bare(words: str) -> str:
    return words.strip().strip('"').strip()


def _contains(connection: Connection, term: str, limit: int) -> tuple[Hit, ...]:
    query = select(TURNS.c.group_id, TURNS.c.turn, TURNS.c.text).where(TURNS.c.text.icontains(term, autoescape=True))
    hits = []
    for group, turn, said in connection.execute(query.order_by(*in_order(connection, TURNS.c.group_id, TURNS.c.turn)).limit(limit)):
        at = max(said.casefold().find(term.casefold()), 0)
        end = at + len(term)
        hits.append(Hit(group, turn, f"{said[max(0, at - _AROUND) : at]}{OPEN}{said[at:end]}{CLOSE}{said[end : end + _AROUND]}"))
    return tuple(hits)
