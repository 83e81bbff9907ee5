"""What a person is asked while anonymising, with the talk around each mention. For the closed-side screen only."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from csa_research.records import Identifier, IdentifierType, Span, Transcript

QuestionKind = Literal["identifier", "which", "spelling", "namesake", "net", "number"]
Tier = Literal["sure", "ask", "unlikely"]
"""Whether a name is confirmed on a page of sure ones, asked about by itself, or passed on a page of unlikely ones."""
Texts = Mapping[tuple[str, int], str]
SHOWN = 3
"""Mentions shown of a sure name that is looked at by itself; three times as many of others."""
CONTEXT, LINE_CONTEXT = 80, 40
"""Characters shown on either side of a mention: in a question, and in a line of a page."""


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
    namesake: is the same first name in several groups one person? net, number: may a word stay that no recogniser stopped at?
    """

    id: str
    kind: QuestionKind
    text: str
    type: IdentifierType
    snippets: tuple[Snippet, ...]
    choices: tuple[str, ...]  # names of entities that may be meant, or the actions mask and keep
    score: float
    direct: bool
    tier: Tier = "ask"
    why: str = ""  # what a detector took it for
    entities: tuple[str, ...] = ()  # ids of those whom its mentions mean, as far as that is known
    members: tuple[Question, ...] = ()  # the questions that this one stands for


def shown(question: Question) -> tuple[Snippet, ...]:
    """The mentions that are shown when a question is asked by itself: of every member the first, then as many as fit."""
    if question.members:
        return tuple(member.snippets[0] for member in question.members)
    return question.snippets[: SHOWN if question.tier == "sure" else 3 * SHOWN]


def readable(text: str, most: int) -> str:
    """The text, cut where it is too long to be read: "aaaa… (1,048,576 signs)"."""
    return text if len(text) <= most else f"{text[:most]}… ({len(text):,} signs)"


def turn_texts(transcripts: tuple[Transcript, ...]) -> dict[tuple[str, int], str]:
    """(group, turn index) -> the turn's text."""
    return {(turn.group, turn.index): turn.text for transcript in transcripts for turn in transcript.turns}


def snippet(identifier: Identifier, texts: Texts) -> Snippet:
    """The mention with up to 80 characters on either side."""
    text = texts.get((identifier.group, identifier.turn), "")
    start, end = identifier.span.start, identifier.span.end
    return Snippet(
        identifier.group, identifier.turn, identifier.span,
        text[max(0, start - CONTEXT) : start], identifier.text, text[end : end + CONTEXT],
    )  # fmt: skip


def mark(group: str, text: str, start: int) -> str:
    """What is remembered of a place that was looked at: a short hash, the same as long as the turn's text is."""
    return hashlib.sha256(f"{group}\n{start}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
