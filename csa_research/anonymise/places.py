"""Where in the transcripts a person's decision applies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from csa_research.anonymise.asking.questions import Texts
from csa_research.anonymise.common import common_words
from csa_research.anonymise.naming.names import plain
from csa_research.offsets import find_all
from csa_research.records import ReviewDecision, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A span of one turn."""

    group: str
    turn: int
    span: Span


def places(decision: ReviewDecision, texts: Texts) -> tuple[Place, ...]:
    """The places a decision means: one, every one in its turn, or every whole-word one in its group or study."""
    if decision.turn is not None:
        return _in_turn(decision, texts.get((decision.group, decision.turn), ""), decision.turn)
    if not decision.text.strip():
        return ()
    pattern = whole_word(decision.text)
    return tuple(
        Place(group, turn, Span(match.start(), match.end()))
        for (group, turn), text in texts.items()
        if not decision.group or group == decision.group
        for match in pattern.finditer(text)
    )


def whole_word(text: str) -> re.Pattern[str]:
    """A pattern of the text as whole words, any spacing and case; a common word keeps its case: Will is not will."""
    words = [re.escape(word) for word in text.split()]
    flags = re.NOFLAG if len(words) == 1 and plain(text.strip()) in common_words() else re.I
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", flags)


def _in_turn(decision: ReviewDecision, text: str, turn: int) -> tuple[Place, ...]:
    found = find_all(text, decision.text)
    if decision.start is None:
        return tuple(Place(decision.group, turn, span) for span in found)
    here = [span for span in found if span.start == decision.start]
    chosen = here or ([found[0]] if len(found) == 1 else [])
    return tuple(Place(decision.group, turn, span) for span in chosen)
