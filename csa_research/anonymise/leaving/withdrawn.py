"""A participant who withdrew: their words out of transcripts, identifiers and decisions, for good. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from csa_research.anonymise.naming.speakers import same_speaker
from csa_research.records import Identifier, Transcript, Turn

TEXT = "[withdrawn at the participant's request]"
"""What stands in place of each of their turns, so that the numbers of the others' turns stay."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who withdrew from which group: the released label, and the labels as written that it stands for."""

    group: str
    label: str
    written: tuple[str, ...]
    by: str
    at: str


def emptied(transcripts: Iterable[Transcript], withdrawals: Iterable[Withdrawal]) -> tuple[Transcript, ...]:
    """The transcripts with every turn of those who withdrew emptied; the turn stays as a holder of its number."""
    gone = tuple(withdrawals)
    return tuple(replace(t, turns=tuple(_emptied(turn) if _by_one(turn, gone) else turn for turn in t.turns)) for t in transcripts)


def _by_one(turn: Turn, withdrawals: tuple[Withdrawal, ...]) -> bool:
    return any(w.group == turn.group and any(same_speaker(turn.speaker, label) for label in w.written) for w in withdrawals)


def emptied_turns(turns: Iterable[Turn], label: str) -> tuple[tuple[Turn, ...], tuple[Turn, ...]]:
    """(the released turns with this speaker's emptied, the speaker's turns as they were and still had words)."""
    turns = tuple(turns)
    theirs = tuple(turn for turn in turns if turn.speaker == label and turn.text != TEXT)
    return tuple(_emptied(turn) if turn.speaker == label else turn for turn in turns), theirs


def _emptied(turn: Turn) -> Turn:
    return replace(turn, text=TEXT)


def places(transcripts: Iterable[Transcript], withdrawals: Iterable[Withdrawal]) -> frozenset[tuple[str, int]]:
    """(group, turn) of everything that those who withdrew said."""
    gone = tuple(withdrawals)
    return frozenset((turn.group, turn.index) for t in transcripts for turn in t.turns if _by_one(turn, gone))


def without(identifiers: Iterable[Identifier], turns: frozenset[tuple[str, int]]) -> tuple[Identifier, ...]:
    """The identifiers that do not stand in these turns."""
    return tuple(found for found in identifiers if (found.group, found.turn) not in turns)
