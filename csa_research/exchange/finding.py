"""Where another program's marked words stand in the released turns of a group: exact first, then by their paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from csa_research.coding.reliability.align import locate, locate_exactly
from csa_research.exchange.readings import inside_word
from csa_research.offsets import find_all
from csa_research.offsets import words as words_of
from csa_research.records import Span, Turn

LABEL = re.compile(
    r"^\s{0,9}(?:\[[^\[\]\n]{1,60}\]|[^\W\d_][^:\n]{0,40}?|P?\d{1,3})\s{0,3}(?:\(?\d{1,2}:\d{2}(?::\d{2})?\)?)?\s{0,3}:\s{1,9}"
)
PSEUDONYM = re.compile(r"\[[^\[\]\n]{1,60}\]")
ALIKE = 0.5  # share of a paragraph's words that its turn must hold
LIKELY = 5
FEW = 2
BETWEEN = "\x00"


class Turns:
    """The participants' turns of one group, searched for words; what was searched once is remembered."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns = [turn for turn in turns if turn.role == "participant"]
        self.others = [turn for turn in turns if turn.role != "participant"]
        self._starts: list[int] = []  # of each turn in the joined text
        parts: list[str] = []
        at = 0
        for turn in self.turns:
            self._starts.append(at)
            parts.append(turn.text + BETWEEN)
            at += len(turn.text) + 1
        self._joined = "".join(parts)
        self._likely: dict[str, list[Turn]] = {}

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        """Of each turn; made only when some words are not found as they are."""
        return [_vocabulary(turn.text) for turn in self.turns]

    def find(self, quote: str, paragraph: str, at: float) -> tuple[Turn, Span] | None:
        """The turn and span of the words; `paragraph` is where they stood and `at` (0 to 1) how far along it."""
        words = quote.strip()
        if not words or BETWEEN in words:
            return None
        turns = self.with_words(words, FEW)
        if not turns and (bare := without_label(words)) != words:
            return self.find(bare, paragraph, at)
        if len(turns) > 1:
            likely = [turn for turn in self.likely(paragraph) if words in turn.text]
            turns = likely[:1] or self.with_words(words, len(self.turns))
        found = [(turn, span) for turn in turns for span in _whole(turn.text, words)]
        if found:
            return min(found, key=lambda pair: (pair[0].index, abs(pair[1].start / len(pair[0].text) - at)))
        return self._alike(words, paragraph)

    def with_words(self, words: str, most: int) -> list[Turn]:
        """The turns that hold the words, in order; no more than so many."""
        found: list[Turn] = []
        at = self._joined.find(words)
        while at >= 0 and len(found) < most:
            place = bisect_right(self._starts, at) - 1
            found.append(self.turns[place])
            at = self._joined.find(words, self._starts[place] + len(self.turns[place].text))
        return found

    def _alike(self, words: str, paragraph: str) -> tuple[Turn, Span] | None:
        """Where the words stand but for case, white space, quotation marks and names that were replaced since."""
        likely = self.likely(paragraph)
        for turn in likely[:1]:
            if (span := locate(turn.text, words, replaced_only=False)) is not None:
                return turn, span
        return next(((t, span) for t in likely[1:] if (span := locate_exactly(t.text, words)) is not None), None)

    def likely(self, paragraph: str) -> list[Turn]:
        """The turns that hold most of the paragraph's words, likest first; none where it is nobody's."""
        plain = without_label(paragraph)
        if plain not in self._likely:
            wanted = _vocabulary(plain)
            shares = [len(wanted & held) / max(1, len(wanted)) for held in self._words]
            order = sorted(range(len(shares)), key=lambda i: (-shares[i], abs(len(self.turns[i].text) - len(plain)), i))
            self._likely[plain] = [self.turns[i] for i in order[:LIKELY] if shares[i] >= ALIKE]
        return self._likely[plain]

    def asked(self, quote: str) -> bool:
        """Whether the words are a facilitator's."""
        words = without_label(quote).strip()
        return bool(words) and any(locate_exactly(turn.text, words) for turn in self.others)


def without_label(line: str) -> str:
    """The line without the speaker's label in front of it, if it has one."""
    return LABEL.sub("", line, count=1)


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(text[span.start : span.end].casefold().replace("’", "'") for span in words_of(text))


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


def lines_of(start: int, quote: str) -> Iterator[tuple[int, str]]:
    """Each line of the quote that has words, with where it begins in the text."""
    for line in quote.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1
