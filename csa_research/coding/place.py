"""Incoming codings laid on released text: quotes found, words of the vocabularies checked, nothing dropped in silence."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from csa_research.coding.lookalikes import nearest
from csa_research.coding.reliability.align import locate, locate_exactly, only_replaced, shared_words
from csa_research.records import (
    EFFECTS,
    EVIDENCE_ROLES,
    POLARITIES,
    Code,
    Codebook,
    Coding,
    Effect,
    EvidenceRole,
    IncomingCoding,
    Polarity,
    Span,
    Turn,
    Unplaced,
)

EMOTIONS = "EM"
POLARITY_OF_EFFECT: dict[str, Polarity] = {
    "towards": "enabler", "away": "barrier", "both": "mixed", "none_stated": "neutral",
}  # fmt: skip
ONLY_REPLACED = "placed on the only replacement in the turn: check"
LIKELY_TURNS = 5  # turns looked at word by word where the file does not say which


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of incoming codings: placed, not placed and why, and what a person should look at again."""

    codings: tuple[Coding, ...]
    unplaced: tuple[Unplaced, ...]
    warnings: tuple[str, ...] = ()
    doubtful: tuple[Unplaced, ...] = ()  # placed, but a person has to look at the place; with the reason


class _Refused(Exception):
    """Why a row cannot be taken; never leaves this module."""


@dataclass(frozen=True, slots=True)
class _Study:
    turns: Mapping[str, Mapping[int, Turn]]  # by the group's name in lower case
    codes: Mapping[str, Code]  # by id in lower case


def place(incoming: Sequence[IncomingCoding], turns: Sequence[Turn], codebook: Codebook, *, coder: str = "") -> Placed:
    """The codings with released words under them, and the rows that could not be taken, each with its reason.

    A coding's quote is always the released words; the incoming ones are never kept. `coder` stands in where a row names none.
    """
    by_group: dict[str, dict[int, Turn]] = defaultdict(dict)
    for turn in turns:
        by_group[turn.group.lower()][turn.index] = turn
    study = _Study(by_group, {code.id.lower(): code for code in codebook.codes})
    codings: dict[str, Coding] = {}
    rows: dict[str, int] = {}
    unplaced: list[Unplaced] = []
    notes: list[tuple[int, str]] = []
    doubtful: list[Unplaced] = []
    for row in incoming:
        try:
            coding, remarks = _place(row, study, coder)
            if coding.id in codings:
                raise _Refused(_doubled(coding, codings[coding.id], rows[coding.id]))
        except _Refused as why:
            unplaced.append(Unplaced(row.row, row.group, row.turn, row.code, str(why)))
            continue
        codings[coding.id] = coding
        rows[coding.id] = row.row
        notes += ((row.row, remark) for remark in remarks)
        if only_replaced(coding.quote, row.quote):
            doubtful.append(Unplaced(row.row, coding.group, coding.turn, coding.code, ONLY_REPLACED))
    return Placed(tuple(codings.values()), tuple(unplaced), _summed(notes), tuple(doubtful))


def coding_id(group: str, turn: int, span: Span, code: str, coder: str) -> str:
    """The id of a coding: the same for the same coder, code and place, on every machine."""
    return "C" + _hash((group, turn, span.start, span.end, code, coder), 12)


def quote_id(group: str, turn: int, span: Span) -> str:
    """The id of a quote, shared by all codings of one place: Q and seven letters or digits."""
    return "Q" + _hash((group, turn, span.start, span.end), 7)


def _hash(parts: tuple[object, ...], length: int) -> str:
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii")[:length]


def _place(row: IncomingCoding, study: _Study, coder: str) -> tuple[Coding, list[str]]:
    if row.trouble:
        raise _Refused(row.trouble)
    who = row.coder.strip() or coder
    if not who:
        raise _Refused("no coder is given; add a coder column or name the coder when importing")
    code = _known_code(row.code, study)
    group = study.turns.get(row.group.strip().lower())
    if not group:
        names = sorted(next(iter(turns.values())).group for turns in study.turns.values())
        raise _Refused(f"the group is not in the released text{_hint(row.group, names)}")
    turn, span = _find(row, group)
    effect, polarity, remarks = _direction(row, code)
    coding = Coding(
        id=coding_id(turn.group, turn.index, span, code.id, who),
        group=turn.group,
        turn=turn.index,
        span=span,
        quote=turn.text[span.start : span.end],
        code=code.id,
        polarity=polarity,
        coder=who,
        effect=effect,
        role=cast(EvidenceRole, _term(row.role, EVIDENCE_ROLES, "role") or "none"),
        memo=row.memo,
        flags=row.flags,
        quote_id=quote_id(turn.group, turn.index, span),
    )
    return coding, remarks


def _known_code(given: str, study: _Study) -> Code:
    if not given.strip():
        raise _Refused("no code is given")
    code = study.codes.get(given.strip().lower())
    if code is None:
        raise _Refused(f"the code is not in the codebook{_hint(given, [code.id for code in study.codes.values()])}")
    if not code.codable:
        below = [other.id for other in study.codes.values() if other.parent == code.id]
        raise _Refused(f"{code.id} is a heading, which is never applied" + (f"; use {', '.join(below)}" if below else ""))
    return code


def _find(row: IncomingCoding, group: Mapping[int, Turn]) -> tuple[Turn, Span]:
    if not row.quote.strip():
        raise _Refused("the quote is empty")
    if row.turn is None:
        return _search(row.quote, group)
    turn = group.get(row.turn)
    if turn is None:
        raise _Refused(f"the group has no turn {row.turn}; its turns are {min(group)} to {max(group)}")
    if turn.role == "facilitator":
        raise _Refused("the turn is a facilitator's; facilitators are not coded")
    if row.span is not None and turn.text[row.span.start : row.span.end] == row.quote:
        return turn, row.span
    span = locate(turn.text, row.quote)
    if span is None:
        others = [t.index for t in group.values() if t is not turn and locate_exactly(t.text, row.quote)]
        hint = f"; the same words stand in turn {others[0]}" if len(others) == 1 else ""
        raise _Refused(f"the quote is not in the turn's released text{hint}")
    return turn, span


def _search(quote: str, group: Mapping[int, Turn]) -> tuple[Turn, Span]:
    """The one turn of the group that holds the quote; participants' turns only."""
    turns = [turn for turn in group.values() if turn.role == "participant"]
    found = [(turn, span) for turn in turns if (span := locate_exactly(turn.text, quote))]
    if not found:
        likely = sorted(turns, key=lambda turn: -shared_words(turn.text, quote))[:LIKELY_TURNS]
        found = [(turn, span) for turn in likely if (span := locate(turn.text, quote, replaced_only=False))][:1]
    if not found:
        raise _Refused("the quote is in no participant's turn of the group")
    if len(found) > 1:
        raise _Refused(f"the quote stands in {len(found)} turns of the group; say which (a turn column)")
    return found[0]


def _direction(row: IncomingCoding, code: Code) -> tuple[Effect, Polarity, list[str]]:
    effect, polarity = _term(row.effect, EFFECTS, "effect"), _term(row.polarity, POLARITIES, "polarity")
    remarks = []
    if code.family != EMOTIONS:
        if effect:
            remarks.append("an effect on practice belongs to emotion codes only: left out")
        effect = ""
    elif not effect:
        effect = "none_stated"
        remarks.append("an emotion code without an effect on practice: taken as none_stated")
    elif not polarity:
        polarity = POLARITY_OF_EFFECT[effect]
    elif polarity != POLARITY_OF_EFFECT[effect]:
        remarks.append(f"polarity {polarity} does not follow effect {effect} ({POLARITY_OF_EFFECT[effect]}): kept as given")
    if not polarity:
        polarity = "neutral"
        remarks.append("no polarity is given: taken as neutral")
    return cast(Effect, effect), cast(Polarity, polarity), remarks


def _term(given: str, allowed: Sequence[str], field: str) -> str:
    value = given.strip().lower().replace(" ", "_")
    if value and value not in allowed:
        raise _Refused(f"the {field} is not one of {', '.join(allowed)}{_hint(value, allowed)}")
    return value


def _hint(given: str, known: Sequence[str]) -> str:
    near = nearest(given, known, cutoff=0.6)
    return f"; did you mean {near}?" if near else ""


def _doubled(coding: Coding, earlier: Coding, row: int) -> str:
    same = (coding.polarity, coding.effect, coding.role) == (earlier.polarity, earlier.effect, earlier.role)
    return f"doubles row {row}" if same else f"doubles row {row} with another polarity, effect or role; keep one of them"


def _summed(notes: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """One line a remark, with how many rows and the first of them."""
    counts = Counter(remark for _, remark in notes)
    rows: dict[str, list[int]] = defaultdict(list)
    for row, remark in notes:
        rows[remark].append(row)
    return tuple(
        f"{remark} ({'row' if count == 1 else f'{count} rows:'} {', '.join(map(str, rows[remark][:5]))}"
        f"{', …' if count > 5 else ''})"
        for remark, count in counts.items()
    )
