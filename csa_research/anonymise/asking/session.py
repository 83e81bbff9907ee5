"""A review as a list of decisions: answering adds to it, undoing takes the last away, resuming reads it again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from csa_research.anonymise.asking.questions import Question, Texts, mark
from csa_research.anonymise.asking.steps import Page
from csa_research.anonymise.asking.vignettes import Passage
from csa_research.records import IdentifierType, ReviewDecision


@dataclass(frozen=True, slots=True)
class Answer:
    """What one answer adds: decisions for the log, and marks of places that were looked at and stay as they are."""

    decisions: tuple[ReviewDecision, ...] = ()
    looked: tuple[str, ...] = ()


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


def take_page(page: Page, turned: AbstractSet[int], texts: Texts, by: str) -> Answer:
    """The page's usual answer on every line, the other one on the lines in `turned` (counted from 0)."""
    decisions: list[ReviewDecision] = []
    looked: list[str] = []
    for number, question in enumerate(page.questions):
        mask = (page.usual == "mask") != (number in turned)
        if mask or question.kind == "identifier":
            decisions += answer(question, "mask" if mask else "keep", by, type=_net_type(question))
        else:
            looked += marks(question, texts)
    return Answer(tuple(decisions), tuple(looked))


def take_net(question: Question, action: Literal["mask", "keep"], texts: Texts, by: str) -> Answer:
    """The answer to one word of the net: masked at all its places, or looked at."""
    if action == "keep":
        return Answer((), marks(question, texts))
    return Answer(answer(question, "mask", by, type=_net_type(question)))


def take_passage(passage: Passage) -> Answer:
    """The answer that a passage may stay as it is now."""
    return Answer((), passage.marks)


def mask_words(texts: Texts, group: str, turn: int, said: str, by: str) -> tuple[ReviewDecision, ...]:
    """The decision to mask words that a person typed, at each place of the turn; none when they are not there.

    Case, gaps and the kind of quotation marks do not matter, so that nobody has to type a passage to the letter.
    """
    words = [_loose(word) for word in said.split()]
    if not words:
        return ()
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.I)
    text = texts.get((group, turn), "")
    return tuple(ReviewDecision(group, turn, m.start(), m.group(), "mask", "QUASI", "", "", by) for m in pattern.finditer(text))


def marks(question: Question, texts: Texts) -> tuple[str, ...]:
    """What is remembered of a word of the net that was looked at: each of its places."""
    return tuple(mark(s.group, texts[s.group, s.turn], s.span.start) for s in question.snippets)


def _loose(word: str) -> str:
    return re.sub(r"['’ʼ]", "['’ʼ]", re.escape(word))


def _net_type(question: Question) -> IdentifierType | None:
    return question.type if question.kind in ("net", "number") else None
