"""What a person is asked while anonymising, with the talk around each mention. For the closed-side screen only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from csa_research.records import Identifier, IdentifierType, Span, Transcript

QuestionKind = Literal["identifier", "which", "spelling", "namesake"]
Texts = Mapping[tuple[str, int], str]
CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Snippet:
    """One mention with the talk on either side of it."""

    group: str
    turn: int
    span: Span
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something about a name that only a person can decide.

    identifier: is it one? which: which of several people is meant? spelling: is it a spelling of another name?
    namesake: is the same first name in several groups one person?
    """

    id: str
    kind: QuestionKind
    text: str
    type: IdentifierType
    snippets: tuple[Snippet, ...]
    choices: tuple[str, ...]  # names of entities that may be meant, or the actions mask and keep
    score: float
    direct: bool


def turn_texts(transcripts: tuple[Transcript, ...]) -> dict[tuple[str, int], str]:
    """(group, turn index) -> the turn's text."""
    return {(turn.group, turn.index): turn.text for transcript in transcripts for turn in transcript.turns}


def snippet(identifier: Identifier, texts: Texts) -> Snippet:
    """The mention with up to 60 characters on either side."""
    text = texts.get((identifier.group, identifier.turn), "")
    start, end = identifier.span.start, identifier.span.end
    return Snippet(
        identifier.group, identifier.turn, identifier.span,
        text[max(0, start - CONTEXT) : start], identifier.text, text[end : end + CONTEXT],
    )  # fmt: skip
