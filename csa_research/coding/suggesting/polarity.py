"""Polarity as a second suggestion, after the code: which way a turn points, by cue words that are shown. Never by sentiment.

Four witnesses: the code's own cue phrases; words that say something helped, hindered or was missing; wishes and "if we had",
which imply that a thing is missing; the question asked. A denied cue counts for the other side, somebody else's words count half.
Where the witnesses conflict the answer is "unclear"; where there are too few, none. The decision is a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from csa_research.coding.suggesting import polarity_words as lists
from csa_research.coding.suggesting.rules import Cue, Rules, make_rules, match
from csa_research.coding.suggesting.words import words_of
from csa_research.records import Codebook, Suggestion, Turn

Answer = Literal["enabler", "barrier", "mixed", "neutral", "unclear", ""]
Side = Literal["enabler", "barrier"]
Place = tuple[str, int]
OWN = 2.0  # a cue phrase of the code, beside 1 for a word of the lists
MISSES_A_WORD = 0.5  # share of that for one that lacks a word
QUESTION = 0.5
REPORTED = 0.5
REACH = 18  # characters between a denial and what it denies
WISH_REACH = 60
LEAST = 1.5  # evidence under which nothing is said
CLEAR = 0.5  # share by which one side must outweigh the other
SHOWN = 4
EMOTIONS = "EM"
_STOP = re.compile(r"[.,!?;]")
_QUOTED = re.compile(r"[\"“][^\"”]{2,400}[\"”]|(?<!\w)[‘'][^‘’']{3,400}[’'](?!\w)")


class Evidence(NamedTuple):
    """One cue: the side it speaks for, how much, and the words said."""

    side: Side
    weight: float
    words: str
    own: bool = False  # of the code's cue phrases, met whole


@dataclass(frozen=True, slots=True)
class Polarity:
    """What is proposed: enabler, barrier, mixed, unclear; neutral where the codebook says always; "" for nothing to go by."""

    polarity: Answer
    why: str = ""  # the cue words, in a line


@dataclass(frozen=True, slots=True)
class Reader:
    """A codebook's cues and the lists, ready to read turns with."""

    rules: Mapping[str, tuple[Cue, ...]]  # polar cues of each code
    fixed: Mapping[str, Polarity]  # codes whose polarity is not for cues to tell
    helps: re.Pattern[str]
    hinders: re.Pattern[str]
    missing: re.Pattern[str]
    wishes: re.Pattern[str]
    keeping: re.Pattern[str]
    denies: re.Pattern[str]
    asked_enabler: re.Pattern[str]
    asked_barrier: re.Pattern[str]


def suggest_polarities(
    turns: Sequence[Turn], codebook: Codebook, suggestions: Iterable[Suggestion]
) -> dict[tuple[str, int, str], Polarity]:
    """The polarity proposed for every suggestion, by (group, turn, code)."""
    texts = {(turn.group, turn.index): turn.text for turn in turns}
    asked, reader = questions(turns), make_reader(codebook)
    wanted = {(s.group, s.turn, s.code) for s in suggestions if (s.group, s.turn) in texts}
    return {
        (group, turn, code): read_polarity(reader, texts[group, turn], code, question=asked.get((group, turn), ""))
        for group, turn, code in sorted(wanted)
    }


def questions(turns: Sequence[Turn]) -> dict[Place, str]:
    """The facilitator's last words before each participant's turn."""
    out: dict[Place, str] = {}
    last: dict[str, str] = {}
    for turn in sorted(turns, key=lambda turn: (turn.group, turn.index)):
        if turn.role == "facilitator":
            last[turn.group] = turn.text
        elif turn.group in last:
            out[turn.group, turn.index] = last[turn.group]
    return out


def make_reader(codebook: Codebook) -> Reader:
    """The reader of this codebook."""
    rules: Rules = make_rules(codebook)
    codes = [code for code in codebook.codes if code.codable]
    polar = [cue for cue in rules.cues if cue.polarity in ("enabler", "barrier")]
    emotion = Polarity("", "an emotion: its polarity follows its effect on practice")
    always = Polarity("neutral", "by the codebook, always")
    return Reader(
        rules={c.id: tuple(cue for cue in polar if cue.code == c.id) for c in codes},
        fixed={c.id: emotion for c in codes if c.family == EMOTIONS} | {c.id: always for c in codes if c.polarity == "neutral"},
        helps=_any_of(lists.HELPS), hinders=_any_of(lists.HINDERS), missing=_any_of(lists.MISSING),
        wishes=_any_of(lists.WISHES), keeping=_any_of(lists.KEEPING), denies=_any_of(lists.DENIES),
        asked_enabler=_any_of(lists.ASKED_ENABLER), asked_barrier=_any_of(lists.ASKED_BARRIER),
    )  # fmt: skip


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def read_polarity(reader: Reader, text: str, code: str, *, question: str = "") -> Polarity:
    """The polarity that the cues of this turn propose for the code."""
    if code in reader.fixed:
        return reader.fixed[code]
    plain = text.replace("’", "'")
    return judge([*_own(reader, plain, code), *_listed(reader, plain), *_asked(reader, question.replace("’", "'"))])


def judge(found: Sequence[Evidence]) -> Polarity:
    """One answer: the side that clearly outweighs the other; mixed where the code's own cues of both sides are met whole."""
    totals = {side: sum(e.weight for e in found if e.side == side) for side in ("enabler", "barrier")}
    if max(totals.values()) < LEAST:
        return Polarity("")
    why = _shown(found)
    if {e.side for e in found if e.own} == {"enabler", "barrier"}:
        return Polarity("mixed", why)
    if abs(totals["enabler"] - totals["barrier"]) < CLEAR * sum(totals.values()):
        return Polarity("unclear", why)
    return Polarity("enabler" if totals["enabler"] > totals["barrier"] else "barrier", why)


def _shown(found: Sequence[Evidence]) -> str:
    best = sorted(dict.fromkeys(found), key=lambda e: -e.weight)
    kept = {side: [e.words for e in best if e.side == side][:SHOWN] for side in ("enabler", "barrier")}
    parts = [f"{side}: {', '.join(words)}" for side, words in kept.items() if words]
    return "; ".join(parts)


def _other(side: Side) -> Side:
    return "barrier" if side == "enabler" else "enabler"


# ---- witnesses -----------------------------------------------------------------------------------------------------------


def _own(reader: Reader, text: str, code: str) -> list[Evidence]:
    """The code's cue phrases. One that helps and is denied hinders; a denied hindrance says nothing sure."""
    words = words_of(text)
    stems = {word.stem for word in words}
    out: list[Evidence] = []
    for cue in reader.rules.get(code, ()):
        hit = match(cue, words, stems)
        if hit is None:
            continue
        side: Side = "enabler" if cue.polarity == "enabler" else "barrier"
        whole = hit.worth == 1.0
        said = f"“{cue.phrase}”"
        if hit.denied and side == "enabler":
            out.append(Evidence("barrier", OWN * MISSES_A_WORD, f"{said} (denied)"))
        elif not hit.denied:
            out.append(Evidence(side, OWN * (1.0 if whole else MISSES_A_WORD), said, whole))
    return out


def _listed(reader: Reader, text: str) -> list[Evidence]:
    quoted = [met.span() for met in _QUOTED.finditer(text)]
    denials = [met.span() for met in reader.denies.finditer(text)]
    wishes = [met.span() for met in reader.wishes.finditer(text)]
    sides: tuple[tuple[Side, re.Pattern[str]], ...] = (("enabler", reader.helps), ("barrier", reader.hinders))
    out: list[Evidence] = []
    for side, pattern in sides:
        for met in pattern.finditer(text):
            denied = _before(text, met.start(), denials, REACH)
            wished = side == "enabler" and _before(text, met.start(), wishes, WISH_REACH)
            note = " (denied)" if denied else " (wished)" if wished else ""
            out.append(_said(_other(side) if denied or wished else side, met, quoted, note))
    out += [_said("barrier", met, quoted, " (missing)") for met in reader.missing.finditer(text)]
    out += [_said("barrier", met, quoted, " (wished)") for met in reader.wishes.finditer(text)]
    out += [_said("enabler", met, quoted, " (to keep)") for met in reader.keeping.finditer(text)]
    return out


def _before(text: str, at: int, spans: Sequence[tuple[int, int]], reach: int) -> bool:
    """Whether one of the spans ends within reach before `at`, in the same sentence."""
    return any(0 <= at - end <= reach and not _STOP.search(text, end, at) for _, end in spans)


def _said(side: Side, met: re.Match[str], quoted: Sequence[tuple[int, int]], note: str) -> Evidence:
    reported = any(start <= met.start() < end for start, end in quoted)
    return Evidence(side, REPORTED if reported else 1.0, met.group() + note + (" (reported)" if reported else ""))


def _asked(reader: Reader, question: str) -> list[Evidence]:
    helps, hinders = bool(reader.asked_enabler.search(question)), bool(reader.asked_barrier.search(question))
    if helps == hinders:
        return []
    side: Side = "enabler" if helps else "barrier"
    return [Evidence(side, QUESTION, f"asked for {side}s")]
