"""All position arithmetic: code points inside, UTF-16 at the edges, and where text went when spans were replaced.

A PositionMap is a sorted tuple of Moves. It carries any span of the old text to the new text: a boundary inside a
replaced piece goes to the piece's near edge, so that a span never cuts a pseudonym in two and never loses its place.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from csa_research.records import Span

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Move:
    """old[start:end] became new[new_start:new_end]."""

    start: int
    end: int
    new_start: int
    new_end: int


PositionMap = tuple[Move, ...]


def replace_spans(text: str, replacements: Iterable[tuple[Span, str]]) -> tuple[str, PositionMap]:
    """The text with each span replaced, and where every piece went. Raises ValueError on overlap or beyond the text."""
    parts: list[str] = []
    moves: list[Move] = []
    at = 0
    length = 0
    for span, new in sorted(replacements, key=lambda pair: (pair[0].start, pair[0].end)):
        if span.start < at:
            raise ValueError(f"replacements overlap at {span.start}")
        if span.end > len(text):
            raise ValueError(f"span ends at {span.end}, while the text has only {len(text)} characters")
        kept = text[at : span.start]
        length += len(kept)
        moves.append(Move(span.start, span.end, length, length + len(new)))
        parts += (kept, new)
        length += len(new)
        at = span.end
    parts.append(text[at:])
    return "".join(parts), tuple(moves)


def carry(span: Span, moves: PositionMap) -> Span:
    """The span of the new text that covers what `span` covered; whole pseudonyms where it touched one."""
    start = _carry_point(span.start, moves, at_end=False)
    if span.start == span.end:
        return Span(start, start)
    return Span(start, max(start, _carry_point(span.end, moves, at_end=True)))


def _carry_point(point: int, moves: PositionMap, *, at_end: bool) -> int:
    i = bisect.bisect_right(moves, point, key=lambda m: m.start) - 1
    if i < 0:
        return point
    move = moves[i]
    if point >= move.end and not (at_end and point == move.end):
        return point - move.end + move.new_end
    if point == move.start and at_end and move.start != move.end:
        return move.new_start  # an end just before the piece stays before it
    return move.new_end if at_end else move.new_start


def back(span: Span, moves: PositionMap) -> Span:
    """The span of the old text that `span` of the new text stands for (the inverse of `carry`)."""
    return carry(span, tuple(Move(m.new_start, m.new_end, m.start, m.end) for m in moves))


def compose(first: PositionMap, second: PositionMap, old: str, middle: str) -> PositionMap:
    """One map for two replacements in a row: `old` became `middle` by `first`, which `second` then changed."""
    pieces = [back(Span(m.start, m.end), first) for m in second] + [Span(m.start, m.end) for m in first]
    moves: list[Move] = []
    for piece in merge(pieces):
        new = carry(carry(piece, first), second)
        moves.append(Move(piece.start, piece.end, new.start, new.end))
    return tuple(moves)


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping spans joined, in order; spans that only touch stay apart."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def whole_words(text: str, span: Span) -> Span:
    """The span widened to the words it touches."""
    start, end = span.start, span.end
    while start > 0 and start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def words(text: str) -> tuple[Span, ...]:
    """The words of a text: runs of letters, digits and underscores, with inner apostrophes and hyphens."""
    return tuple(Span(m.start(), m.end()) for m in _WORD.finditer(text))


def overlaps(a: Span, b: Span) -> bool:
    """Whether the spans share a character."""
    return a.start < b.end and b.start < a.end


def find_all(text: str, needle: str) -> tuple[Span, ...]:
    """Every place of the needle, exact, overlapping places included."""
    out: list[Span] = []
    at = text.find(needle) if needle else -1
    while at >= 0:
        out.append(Span(at, at + len(needle)))
        at = text.find(needle, at + 1)
    return tuple(out)


def to_utf16(text: str, span: Span) -> Span:
    """The span in UTF-16 code units, as browsers and NVivo count."""
    start = len(text[: span.start].encode("utf-16-le")) // 2
    return Span(start, start + len(text[span.start : span.end].encode("utf-16-le")) // 2)


def from_utf16(text: str, span: Span) -> Span:
    """The span in code points of one given in UTF-16 code units; a unit inside a character counts to its start."""
    edges: list[int] = []
    at = 0
    for char in text:
        edges.append(at)
        at += 2 if ord(char) > 0xFFFF else 1
    edges.append(at)
    return Span(_point(edges, span.start), _point(edges, span.end))


def _point(edges: Sequence[int], unit: int) -> int:
    if unit > edges[-1]:
        raise ValueError(f"position {unit} lies beyond the text, which has {edges[-1]} UTF-16 units")
    return bisect.bisect_right(edges, unit) - 1
