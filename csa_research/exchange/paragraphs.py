"""A Word document in one pass: its paragraphs, the words of each comment, and highlighted runs outside of them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from csa_research.errors import FormatError
from csa_research.exchange.markup import parse, tag
from csa_research.guards import ZIP_FAULTS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = frozenset({"Fallback", "moveFrom", "del"})  # a second copy of a text box, and words that are no longer there
MAX_DOCUMENT = 100_000_000
UNREADABLE: tuple[type[Exception], ...] = (*ZIP_FAULTS, KeyError, FormatError)


@dataclass(slots=True)
class Range:
    """The words between the start and the end of one comment."""

    paragraph: int
    at: int
    parts: list[str] = field(default_factory=list)


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
    """One pass through a document: paragraphs, the words of each comment, and highlighted runs outside of them."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = [[]]
        self.ranges: dict[str, Range] = {}
        self.open: dict[str, Range] = {}
        self.highlights = 0
        self._lit = False

    def through(self, root: Any) -> None:
        waiting = [(root, False)]
        while waiting:  # not by recursion: documents may be nested without end
            element, left = waiting.pop()
            name = tag(element)
            if left:
                self._end_paragraph()
            elif name not in SKIPPED:
                self._enter(element, name)
                if name == "p":
                    waiting.append((element, True))
                waiting += [(inner, False) for inner in reversed(element)]

    def _enter(self, element: Any, name: str) -> None:
        if name == "t":
            self._add(element.text or "")
        elif name in ("tab", "br", "cr") and not element.get(W + "val"):
            self._add(" " if name == "tab" else "\n")
        elif name == "commentRangeStart":
            at = sum(map(len, self.paragraphs[-1]))
            span = Range(len(self.paragraphs) - 1, at)
            self.ranges[str(element.get(W + "id"))] = self.open[str(element.get(W + "id"))] = span
        elif name == "commentRangeEnd":
            self.open.pop(str(element.get(W + "id")), None)
        elif name == "r":
            lit = any(tag(mark) == "highlight" for properties in element if tag(properties) == "rPr" for mark in properties)
            self.highlights += lit and not self._lit and not self.open
            self._lit = lit

    def _add(self, text: str) -> None:
        self.paragraphs[-1].append(text)
        for span in self.open.values():
            span.parts.append(text)

    def _end_paragraph(self) -> None:
        for span in self.open.values():
            span.parts.append("\n")
        self._lit = False
        self.paragraphs.append([])
