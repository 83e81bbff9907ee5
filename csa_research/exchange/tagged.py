"""A Taguette project (.sqlite3), from the rows of its tables: positions in bytes of the text of its documents' HTML."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from html.parser import HTMLParser

from csa_research.exchange.records import ForeignCode, Lost, Mark, Project, Selection, Source, User
from csa_research.exchange.taguette import BLOCKS, SILENT
from csa_research.exchange.texts import SourceText
from csa_research.exchange.values import number, text

Row = Mapping[str, object]
Tables = Mapping[str, tuple[Row, ...]]
ORIGIN = "Taguette"
WANTED: Mapping[str, tuple[str, ...]] = {
    "documents": ("id", "name", "contents", "description"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "tags": ("id", "path", "description"),
    "highlight_tags": ("highlight_id", "tag_id"),
    "commands": ("user_login", "payload"),
}
NO_PLACE = -1


def project(name: str, tables: Tables) -> Project:
    """The project; each highlight is a selection, named after its words, with a mark a tag."""
    tags: dict[str, list[str]] = {}
    for row in tables["highlight_tags"]:
        tags.setdefault(text(row, "highlight_id"), []).append(text(row, "tag_id"))
    makers = _makers(tables)
    highlights: dict[str, list[Row]] = {}
    for row in tables["highlights"]:
        highlights.setdefault(text(row, "document_id"), []).append(row)
    sources = tuple(_source(row, highlights.pop(text(row, "id"), []), tags, makers) for row in tables["documents"])
    codes = tuple(ForeignCode(text(row, "id"), text(row, "path"), text(row, "description")) for row in tables["tags"])
    users = tuple(User(login, login) for login in dict.fromkeys(makers.values()))
    lost = tuple(Lost("text selection", len(left), "", "the text of its source is missing") for left in highlights.values())
    return Project(name, ORIGIN, users, codes, sources, lost=lost)


def _source(document: Row, highlights: list[Row], tags: Mapping[str, list[str]], makers: Mapping[str, str]) -> Source:
    page = Page(text(document, "contents"))
    selections = []
    for row in highlights:
        key = text(row, "id")
        start, end = page.point(number(row, "start_offset"), after=True), page.point(number(row, "end_offset"), after=False)
        marks = tuple(Mark(f"{key}-{tag}", (tag,), makers.get(key, "")) for tag in tags.get(key, ()))
        words = Page(text(row, "snippet")).text
        selections.append(Selection(key, " ".join(words.split()), start, end, marks))
    said = text(document, "description")
    return Source(text(document, "id"), text(document, "name"), tuple(selections), SourceText(page.text), said)


def _makers(tables: Tables) -> dict[str, str]:
    """Who made each highlight, as far as the project's history says so; a machine's single user is nobody."""
    found: dict[str, str] = {}
    for row in tables.get("commands", ()):
        try:
            payload = json.loads(text(row, "payload") or "{}")
        except (ValueError, RecursionError):
            continue
        if isinstance(payload, dict) and payload.get("type") == "highlight_add" and text(row, "user_login") != "admin":
            found.setdefault(str(payload.get("highlight_id")), text(row, "user_login"))
    return found


class Page(HTMLParser):
    """The words of a piece of HTML with a line a block, and where each byte of its bare text stands in them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._pieces: list[tuple[int, int, str]] = []  # bytes before it, place in the text, words
        self._bytes = self._length = 0
        self._silent = 0
        self.feed(html)
        self.close()
        self.text = "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT and self._silent > 0
        self._break(tag)

    def handle_data(self, data: str) -> None:
        data = data.replace("\r\n", "\n").replace("\r", "\n")
        if not self._pieces:
            data = data.lstrip(" \t\n\f")  # white space before the first words belongs to no element
        if self._silent or not data:
            return
        self._pieces.append((self._bytes, self._length, data))
        self._bytes += len(data.encode("utf-8", "surrogatepass"))
        self._append(data)

    def point(self, offset: int, *, after: bool) -> int:
        """The place in the text of this byte; between two pieces, at the start of the one after or the end of the one before."""
        if not 0 <= offset <= self._bytes:
            return NO_PLACE
        k = bisect_right(self._pieces, offset if after else offset - 1, key=lambda piece: piece[0]) - 1
        if k < 0:
            return 0
        begin, place, words = self._pieces[k]
        return place + len(words.encode("utf-8", "surrogatepass")[: offset - begin].decode("utf-8", "ignore"))

    def _break(self, tag: str) -> None:
        if tag in BLOCKS and self._parts and not self._parts[-1].endswith("\n"):
            self._append("\n")

    def _append(self, data: str) -> None:
        self._parts.append(data)
        self._length += len(data)
