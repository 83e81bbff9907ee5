"""A Word document in one pass: its paragraphs, the words of each comment, and words with a colour behind them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from csa_research.errors import FormatError
from csa_research.exchange.colours import colour_name
from csa_research.exchange.markup import attribute, children, parse, tag
from csa_research.guards import ZIP_FAULTS

GONE = frozenset({"moveFrom", "del"})  # words that are no longer there; a comment may begin or end among them
SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
MAX_DOCUMENT = 100_000_000
UNREADABLE: tuple[type[Exception], ...] = (*ZIP_FAULTS, KeyError, FormatError)


@dataclass(slots=True)
class Range:
    """The words between the start and the end of one comment."""

    paragraph: int
    at: int
    parts: list[str] = field(default_factory=list)

    def place(self, paragraphs: Sequence[Sequence[str]]) -> tuple[str, str, float]:
        """The words, the paragraph that they begin in, and how far along it."""
        words = "".join(self.parts)
        breaks = len(words) - len(words.lstrip("\n"))  # they may begin at the end of the paragraph above
        paragraph = "".join(paragraphs[min(self.paragraph + breaks, len(paragraphs) - 1)])
        return words.strip("\n"), paragraph, 0.0 if breaks else self.at / max(1, len(paragraph))


@dataclass(frozen=True, slots=True)
class Lit:
    """Words with a colour behind them, and whether a comment stands on them."""

    colour: str
    range: Range
    commented: bool


def document_text(name: str, data: bytes) -> str:
    """The paragraphs of a .docx within an archive, a line each; "" where it is none or is damaged or hostile."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = archive.getinfo("word/document.xml")
            if entry.file_size > MAX_DOCUMENT:
                return ""
            walk = Walk()
            walk.through(parse(name, archive.read(entry)))
    except UNREADABLE:
        return ""
    return "\n".join("".join(paragraph) for paragraph in walk.paragraphs[:-1])


class Walk:
    """One pass through a document: paragraphs, the words of each comment, and words with a colour behind them."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = [[]]
        self.ranges: dict[str, Range] = {}
        self.open: dict[str, Range] = {}
        self.lit: list[Lit] = []
        self._colour = ""

    def through(self, root: Any) -> None:
        waiting = [(root, False)]
        while waiting:  # not by recursion: documents may be nested without end
            element, left = waiting.pop()
            name = tag(element)
            if left:
                self._end_paragraph()
            elif name in GONE:
                waiting += [(inner, False) for inner in reversed(list(element.iter())) if tag(inner).startswith("commentRange")]
            elif name != "Fallback":  # a second copy of a text box
                self._enter(element, name)
                if name == "p":
                    waiting.append((element, True))
                waiting += [(inner, False) for inner in reversed(element)]

    def _enter(self, element: Any, name: str) -> None:
        if name == "t":
            self._add(element.text or "")
        elif name in SIGNS and not attribute(element, "val"):  # with a value it is a tab stop of the layout
            self._add(SIGNS[name])
        elif name == "commentRangeStart":
            self.ranges[attribute(element, "id")] = self.open[attribute(element, "id")] = self._here()
        elif name == "commentRangeEnd":
            self.open.pop(attribute(element, "id"), None)
        elif name == "r":
            colour = _colour(element)
            if colour and colour != self._colour:
                self.lit.append(Lit(colour, self._here(), bool(self.open)))
            self._colour = colour

    def _here(self) -> Range:
        return Range(len(self.paragraphs) - 1, sum(map(len, self.paragraphs[-1])))

    def _add(self, text: str) -> None:
        self.paragraphs[-1].append(text)
        for span in self.open.values():
            span.parts.append(text)
        if self._colour:
            self.lit[-1].range.parts.append(text)

    def _end_paragraph(self) -> None:
        for span in self.open.values():
            span.parts.append("\n")
        self._colour = ""
        self.paragraphs.append([])


def _colour(run: Any) -> str:
    """The colour behind the run, "" for none: a highlight, or shading, which Google Docs writes instead."""
    marks = [mark for properties in children(run, "rPr") for mark in properties]
    found = [colour_name(attribute(mark, "val")) for mark in marks if tag(mark) == "highlight"]
    found += [colour_name(attribute(mark, "fill")) for mark in marks if tag(mark) == "shd"]
    return next((colour for colour in found if colour), "")


def signs(element: Any) -> str:
    """The words of a paragraph, not those that were taken out of it."""
    walk = Walk()
    walk.through(element)
    return "".join(walk.paragraphs[0])
