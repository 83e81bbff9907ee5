"""Rows of a coding spreadsheet as the study would have them: one a code, one a turn, with the study's own names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from csa_research.coding.reliability.align import locate_exactly
from csa_research.exchange.finding import Turns, without_label
from csa_research.exchange.landing import Home
from csa_research.exchange.names import CodeNames, group_of
from csa_research.records import IncomingCoding, Turn

_BETWEEN_CODES = re.compile(r"[\n;|]")
_SIGNS = re.compile(r"[\W_]+")


def own_rows(rows: Sequence[IncomingCoding], home: Home) -> tuple[IncomingCoding, ...]:
    """The rows with group and codes as the study calls them; several codes in a cell, and turns in a quote, become rows."""
    groups = {name: group_of([name], home.groups) or name or home.group for name in {row.group for row in rows}}
    by_group: dict[str, list[Turn]] = {}
    for turn in home.turns:
        by_group.setdefault(turn.group.lower(), []).append(turn)
    turns: dict[str, Turns] = {}
    out: list[IncomingCoding] = []
    for row in rows:
        named = replace(row, group=groups[row.group])
        if named.trouble:
            out.append(named)
            continue
        key = named.group.lower()
        if key not in turns:
            turns[key] = Turns(by_group.get(key, ()))
        pieces = list(_pieces(named, turns[key]))
        out += (replace(piece, code=code) for code in _codes(row.code, home.codes) for piece in pieces)
    return tuple(out)


def _codes(given: str, codes: CodeNames) -> tuple[str, ...]:
    """The study's codes in a cell; the cell as it is where no part of it is known. A comma may stand in a name."""
    plain = " ".join(given.lower().split())
    if exact := codes.by_id.get(plain) or codes.by_name.get(plain):
        return (exact,)
    parts = [part.strip() for part in _BETWEEN_CODES.split(given) if part.strip()]
    if len(parts) > 1 and any(codes.find(part) for part in parts):
        return tuple(dict.fromkeys(code for part in parts for code in _codes(part, codes)))
    parts = [part.strip() for part in given.split(",") if part.strip()]
    if len(parts) > 1 and all(codes.find(part) for part in parts):
        return tuple(dict.fromkeys(codes.find(part) for part in parts))
    return (codes.find(given) or given,)


def _pieces(row: IncomingCoding, turns: Turns) -> Iterator[IncomingCoding]:
    """The row, on its speaker's turn where that is the only one with its words; a line a turn where it runs over several."""
    if row.turn is not None or not row.quote.strip() or not turns.turns:
        yield row
        return
    holding = _holding(row.quote, turns)
    if not holding and "\n" in row.quote.strip():
        lines = [line for line in row.quote.split("\n") if line.strip() and not turns.asked(line)]
        found = [piece for line in lines for piece in _pieces(replace(row, quote=line), turns)]
        if found:
            yield from found
            return
    if not holding and (bare := without_label(row.quote)) != row.quote:
        row, holding = replace(row, quote=bare), _holding(bare, turns)
    said = [turn for turn in holding if row.speaker and _same(turn.speaker, row.speaker)]
    sure = next((found for found in (said, holding) if len(found) == 1), [])
    yield replace(row, turn=sure[0].index) if sure else row


def _holding(quote: str, turns: Turns) -> list[Turn]:
    """The participants' turns with these words, to the letter where there are any."""
    exact = turns.with_words(quote.strip(), len(turns.turns))
    return exact or [turn for turn in turns.turns if locate_exactly(turn.text, quote) is not None]


def _same(one: str, other: str) -> bool:
    return _SIGNS.sub("", one.casefold()) == _SIGNS.sub("", other.casefold())
