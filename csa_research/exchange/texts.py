"""A source's text with "\\n" line ends, what its file was like, and positions counted in other ways brought to code points."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from csa_research.guards import decode_bytes

Unit = Literal["code points", "UTF-16 units", "UTF-8 bytes"]
LineEnd = Literal["as in the file", "1", "2"]
_WIDE = re.compile("[\n\x80-\U0010ffff]")
_LINE_END = re.compile("\r\n?|\n")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as its file gave it: line ends as "\\n", which of them were CRLF, and whether a byte order mark stood before it."""

    text: str
    crlf: frozenset[int] = frozenset()  # positions of "\n" that were "\r\n"
    mark: bool = False
    guessed: bool = False  # from the formatted original, because the text itself is missing: positions need proof


@dataclass(frozen=True, slots=True)
class Reading:
    """A way of counting positions."""

    unit: Unit = "code points"
    line_end: LineEnd = "1"
    mark_counted: bool = False
    end_included: bool = False

    def __str__(self) -> str:
        ends = {"1": "a line end counts 1", "2": "a line end counts 2", "as in the file": "CRLF counts 2, LF 1"}[self.line_end]
        mark = ", byte order mark counted" if self.mark_counted else ""
        return f"{self.unit}, {ends}{mark}, end {'included' if self.end_included else 'exclusive'}"


def source_text(name: str, data: bytes) -> SourceText:
    """The text of a source's file in whatever encoding it came. Raises FormatError for what is no text."""
    raw = decode_bytes(name, data)[0]
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or raw.startswith("\ufeff")
    return of_text(raw.removeprefix("\ufeff"), mark=marked)


def of_text(raw: str, *, mark: bool = False) -> SourceText:
    """The text with "\\n" line ends and the places where "\\r\\n" stood."""
    if "\r" not in raw:
        return SourceText(raw, frozenset(), mark)
    crlf: list[int] = []
    shorter = 0
    for found in _LINE_END.finditer(raw):
        if found.group() == "\r\n":
            crlf.append(found.start() - shorter)
            shorter += 1
    return SourceText(_LINE_END.sub("\n", raw), frozenset(crlf), mark)


class Ruler:
    """Positions of one text in one reading. Only characters that count more than 1 are kept, so that long texts are quick."""

    def __init__(self, source: SourceText, reading: Reading) -> None:
        self._starts: list[int] = []  # of each wide character, in units
        self._widths: list[int] = []
        self._places: list[int] = []  # of each wide character, in code points
        self._before = 1 if reading.mark_counted and source.mark else 0
        extra = 0
        for found in _WIDE.finditer(source.text):
            at = found.start()
            width = _width(found.group(), at in source.crlf, reading)
            if width > 1:
                self._starts.append(at + extra)
                self._widths.append(width)
                self._places.append(at)
                extra += width - 1
        self.length = len(source.text) + extra

    def point(self, units: int) -> tuple[int, bool]:
        """The code point at this position, and whether the position stands inside one character."""
        units -= self._before
        k = bisect_left(self._starts, units) - 1  # the last wide character that begins before the position
        if k < 0:
            return units, False
        after = self._starts[k] + self._widths[k]
        if units < after:
            return self._places[k], True
        return self._places[k] + 1 + units - after, False


def _width(char: str, crlf: bool, reading: Reading) -> int:
    if char == "\n":
        return (2 if crlf else 1) if reading.line_end == "as in the file" else int(reading.line_end)
    if reading.unit == "UTF-16 units":
        return 2 if char > "\uffff" else 1
    return len(char.encode("utf-8", "surrogatepass")) if reading.unit == "UTF-8 bytes" else 1
