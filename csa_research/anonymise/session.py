"""A review as a list of decisions: answering adds to it, undoing takes the last away, resuming reads it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from csa_research.anonymise.questions import Question
from csa_research.records import IdentifierType, ReviewDecision


def answer(
    question: Question,
    action: Literal["mask", "keep"],
    by: str,
    *,
    entity: str = "",
    label: str = "",
    type: IdentifierType | None = None,
) -> tuple[ReviewDecision, ...]:
    """One decision for each mention of a question, at its place, so that other uses of the word are not touched."""
    return tuple(ReviewDecision(s.group, s.turn, s.span.start, s.text, action, type, entity, label, by) for s in question.snippets)


def answer_apart(question: Question, by: str) -> tuple[ReviewDecision, ...]:
    """The answer that a name means another person in each group, apart from everybody else who bears it."""
    return tuple(
        ReviewDecision(s.group, s.turn, s.span.start, s.text, "mask", None, f"{question.text} ({s.group})", "", by)
        for s in question.snippets
    )


def undo(decisions: Sequence[ReviewDecision], count: int = 1) -> tuple[ReviewDecision, ...]:
    """The decisions without the last `count` of them; an answer is undone by as many as it gave."""
    return tuple(decisions[: max(0, len(decisions) - count)])
