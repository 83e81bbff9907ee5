"""Where another program's marked words stand in the released turns of a group: exact first, then by their paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from csa_research.coding.align import locate, locate_exactly, shared_words
from csa_research.exchange.readings import inside_word
from csa_research.offsets import find_all
from csa_research.records import Span, Turn

LABEL = re.compile(r"^\s*(?:\[[^\[\]\n]{1,60}\]|[^\W\d_][^:\n]{0,40}?|P?\d{1,3})\s*(?:\(?\d{1,2}:\d{2}(?::\d{2})?\)?)?\s*:\s+")
PSEUDONYM = re.compile(r"\[[^\[\]\n]{1,60}\]")
ALIKE = 0.5  # share of a paragraph's words that its turn must hold
LIKELY = 5


class Turns:
    """The participants' turns of one group, searched for words; what was searched once is remembered."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns = [turn for turn in turns if turn.role == "participant"]
        self.others = [turn for turn in turns if turn.role != "participant"]
        self._likely: dict[str, list[Turn]] = {}

    def find(self, quote: str, paragraph: str, at: float) -> tuple[Turn, Span] | None:
        """The turn and span of the words; `paragraph` is where they stood and `at` (0 to 1) how far along it."""
        words = quote.strip()
        if not words:
            return None
        found = [(turn, span) for turn in self.turns for span in _whole(turn.text, words)]
        if not found and (bare := without_label(words)) != words:
            return self.find(bare, paragraph, at)
        if len(found) == 1:
            return found[0]
        likely = self.likely(paragraph)
        if found:
            rank = {turn.index: number for number, turn in enumerate(likely)}
            return min(found, key=lambda pair: (rank.get(pair[0].index, len(rank)), abs(pair[1].start / len(pair[0].text) - at)))
        for turn in likely[:1]:
            if (span := locate(turn.text, words, replaced_only=False)) is not None:
                return turn, span
        return next(((t, span) for t in likely[1:] if (span := locate_exactly(t.text, words)) is not None), None)

    def likely(self, paragraph: str) -> list[Turn]:
        """The turns that hold most of the paragraph's words, likest first; none where it is nobody's."""
        plain = without_label(paragraph)
        if plain not in self._likely:
            scored = [(shared_words(turn.text, plain), -abs(len(turn.text) - len(plain)), turn) for turn in self.turns]
            scored = sorted((s for s in scored if s[0] >= ALIKE), key=lambda s: s[:2], reverse=True)
            self._likely[plain] = [turn for _, _, turn in scored[:LIKELY]]
        return self._likely[plain]

    def asked(self, quote: str) -> bool:
        """Whether the words are a facilitator's."""
        words = without_label(quote).strip()
        return bool(words) and any(locate_exactly(turn.text, words) for turn in self.others)


def without_label(line: str) -> str:
    """The line without the speaker's label in front of it, if it has one."""
    return LABEL.sub("", line, count=1)


def _whole(text: str, words: str) -> list[Span]:
    """Every place of the words that cuts no pseudonym in two; those that cut no word, where there are any."""
    spans = find_all(text, words)
    if spans and "[" in text:
        spans = tuple(span for span in spans if not _inside(text, span.start) and not _inside(text, span.end))
    clean = [span for span in spans if not inside_word(text, span.start) and not inside_word(text, span.end)]
    return clean or list(spans)


def _inside(text: str, at: int) -> bool:
    """Whether the position stands within a bracketed pseudonym."""
    return any(m.start() < at < m.end() for m in PSEUDONYM.finditer(text))
