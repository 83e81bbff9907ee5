"""The words of a source, transcript or memo: from the XML, from the archive, or from the Word document beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csa_research.errors import FormatError
from csa_research.exchange.markup import children
from csa_research.exchange.paragraphs import document_text
from csa_research.exchange.texts import SourceText, of_text, source_text

ReadPart = Callable[[str], bytes | None]
MEMO = "memo"


def held_text(element: Any, part: ReadPart, *, what: str) -> tuple[SourceText | None, str]:
    """The words, None where there are none, and what is wrong with them, "" where nothing is."""
    path, name = element.get("plainTextPath"), element.get("name", "")
    inside = next(children(element, "PlainTextContent"), None)
    if not path and inside is not None:
        return of_text(inside.text or ""), ""
    held, why = _file(path, name, part, what) if path else (None, "the project names no file with its words")
    if held is not None:
        return held, ""
    rich = _document(element.get("richTextPath") or "", part)
    if what == MEMO and (rich is not None or not path):
        return rich, ""
    return rich, why if rich is None else f"{why}; they were read from the Word document beside it"


def _file(path: str, name: str, part: ReadPart, what: str) -> tuple[SourceText | None, str]:
    data = part(path)
    if data is None:
        return None, "the file with its words is not in the archive"
    try:
        held = source_text(name or "a source", data)
    except FormatError:
        return None, "the file with its words is no readable text"
    if len(held.text) < 2 and what != MEMO:  # NVivo for Mac writes texts of one byte
        return None, f"the file with its words holds {len(data)} byte{'s' * (len(data) != 1)}"
    return held, ""


def _document(path: str, part: ReadPart) -> SourceText | None:
    """The words of the formatted original where it is a Word document; how its positions are counted is anybody's guess."""
    data = part(path) if path.lower().endswith(".docx") else None
    text = document_text(path, data) if data else ""
    return SourceText(text, guessed=True) if text.strip() else None
