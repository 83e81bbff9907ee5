"""A coding sheet with a row a turn, filled by one coder: which turns were decided, and what was coded on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from csa_research.coding.suggesting.filled import Rows
from csa_research.errors import InputError
from csa_research.records import IncomingCoding

Unit = tuple[str, int]
NOTHING = ("-", "–", "—", "none", "no code")
NEEDED = ("group", "turn", "code")
COLUMNS = ("group", "turn", "speaker", "question", "words", "code", "polarity", "effect", "role", "quote", "flags", "memo")


@dataclass(frozen=True, slots=True)
class Filled:
    """What a coder wrote."""

    incoming: tuple[IncomingCoding, ...]
    read: frozenset[Unit]  # turns with a code or a dash
    open: tuple[Unit, ...]  # turns of the sheet without either


def filled_turns(name: str, rows: Rows, coder: str, texts: Mapping[Unit, str], allowed: Collection[Unit]) -> Filled:
    """The codings and decided turns of a sheet. Several codes: several rows, or one cell with semicolons; "-" = no code applies.

    Without a quote the whole turn is meant. Raises InputError naming a row whose turn is not of this sheet.
    """
    incoming: list[IncomingCoding] = []
    read: set[Unit] = set()
    for number, row in rows:
        unit = _unit(name, number, row, allowed)
        codes = [code.strip() for code in row.get("code", "").replace(",", ";").split(";") if code.strip()]
        if codes:
            read.add(unit)
        flags = tuple(flag.strip() for flag in row.get("flags", "").replace(",", ";").split(";") if flag.strip())
        incoming += (
            IncomingCoding(
                number, *unit, row.get("quote", "").strip() or texts[unit], code, row.get("polarity", ""), row.get("effect", ""),
                row.get("role", ""), coder, row.get("memo", ""), flags,
            )
            for code in codes if code.casefold() not in NOTHING
        )  # fmt: skip
    return Filled(tuple(incoming), frozenset(read), tuple(sorted(set(allowed) - read)))


def _unit(name: str, number: int, row: Mapping[str, str], allowed: Collection[Unit]) -> Unit:
    turn = row.get("turn", "").strip()
    unit = (row.get("group", "").strip(), int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 9 else -1)
    if unit not in allowed:
        raise InputError(f"{name}: row {number}: its group and turn are not of this sheet; leave these columns as they were.")
    return unit
