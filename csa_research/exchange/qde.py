"""A project's XML (.qde) as a Project. Order of elements, case of GUIDs and folders do not matter; what is not text is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from csa_research.errors import FormatError
from csa_research.exchange.markup import child, children, guid, parse, references, tag, text_of
from csa_research.exchange.records import (
    Case,
    Collection,
    ForeignCode,
    Lost,
    Mark,
    Note,
    Project,
    Selection,
    Source,
    User,
    Variable,
)
from csa_research.exchange.texts import SourceText, of_text, source_text

ReadPart = Callable[[str], bytes | None]
KINDS = {"PDFSource": "PDF", "PictureSource": "picture", "AudioSource": "audio", "VideoSource": "video"}
NO_TEXT = "is marked on the page, picture or recording, not on words"


def read_qde(name: str, data: bytes, part: ReadPart) -> Project:
    """The project in this XML; `part` gives the bytes of a source's file. Raises FormatError."""
    root = parse(name, data)
    if tag(root) != "Project":
        raise FormatError(f"{name}: its .qde holds no REFI-QDA project. Export it again from its program.")
    reader = _Reader(part)
    variables = tuple(reader.variables(root))
    sources = tuple(reader.sources(root))
    notes = tuple(reader.note(n) for n in children(child(root, "Notes"), "Note"))
    if graphs := len(list(children(child(root, "Graphs"), "Graph"))):
        reader.lose("map or graph", "", "drawings are not taken", graphs)
    return Project(
        name=root.get("name", ""),
        origin=root.get("origin", ""),
        users=tuple(User(guid(u.get("guid")), u.get("name", ""), u.get("id", "")) for u in children(child(root, "Users"), "User")),
        codes=read_codes(child(child(root, "CodeBook"), "Codes")),
        sources=sources,
        cases=tuple(reader.case(c) for c in children(child(root, "Cases"), "Case")),
        sets=tuple(_set(s) for s in children(child(root, "Sets"), "Set")),
        variables=variables,
        notes=notes,
        links=len(list(children(child(root, "Links"), "Link"))),
        lost=tuple(Lost(what, count, where, why) for (what, where, why), count in reader.lost.items()),
    )


def read_codes(holder: Any) -> tuple[ForeignCode, ...]:
    """The codes under <Codes>, each after the code above it."""
    found: list[ForeignCode] = []
    waiting = [(element, "") for element in reversed(list(children(holder, "Code")))]
    while waiting:  # not by recursion: a hostile file may nest them without end
        element, parent = waiting.pop()
        ident = guid(element.get("guid"))
        codable = (element.get("isCodable") or "true").strip().lower() not in ("false", "0")
        description = text_of(element, "Description")
        found.append(ForeignCode(ident, element.get("name", ""), description, parent, codable, element.get("color", "")))
        waiting += [(inner, ident) for inner in reversed(list(children(element, "Code")))]
    return tuple(found)


def _set(element: Any) -> Collection:
    return Collection(
        guid(element.get("guid")),
        element.get("name", ""),
        text_of(element, "Description"),
        references(element, "MemberCode"),
        references(element, "MemberSource"),
        references(element, "MemberNote"),
    )


class _Reader:
    """One project being read: the names of its variables, and what could not be taken."""

    def __init__(self, part: ReadPart) -> None:
        self.part = part
        self.names: dict[str, str] = {}
        self.lost: Counter[tuple[str, str, str]] = Counter()

    def lose(self, what: str, where: str, why: str, count: int = 1) -> None:
        self.lost[what, where, why] += count

    def variables(self, root: Any) -> Iterator[Variable]:
        for element in children(child(root, "Variables"), "Variable"):
            ident = guid(element.get("guid"))
            self.names[ident] = element.get("name", "")
            yield Variable(ident, self.names[ident], element.get("typeOfVariable", ""), text_of(element, "Description"))

    def values(self, element: Any) -> tuple[tuple[str, str], ...]:
        out: list[tuple[str, str]] = []
        for holder in children(element, "VariableValue"):
            target = next(iter(references(holder, "VariableRef")), "")
            value = next((part.text or "" for part in holder if tag(part) not in ("VariableRef", "")), "")
            out.append((self.names.get(target, target), value.strip()))
        return tuple(out)

    def case(self, element: Any) -> Case:
        return Case(
            guid(element.get("guid")),
            element.get("name", ""),
            text_of(element, "Description"),
            self.values(element),
            references(element, "SourceRef"),
            references(element, "CodeRef"),
            references(element, "SelectionRef"),
        )

    def note(self, element: Any) -> Note:
        name = element.get("name", "")
        if marked := len(list(children(element, "PlainTextSelection"))):
            self.lose("selection in a memo", name, "memos are not coded here", marked)
        held = self.text(element, "memo")
        text = held.text if held else ""
        return Note(guid(element.get("guid")), name, text, guid(element.get("creatingUser")))

    def sources(self, root: Any) -> Iterator[Source]:
        for element in children(child(root, "Sources"), "TextSource", *KINDS):
            if tag(element) == "TextSource":
                yield self.source(element, element.get("name", ""))
                continue
            yield from self.other(element, KINDS[tag(element)])

    def other(self, element: Any, kind: str) -> Iterator[Source]:
        """The texts that belong to a PDF, picture or recording; what is marked on itself is lost."""
        name = element.get("name", "")
        selections = [part for part in element if tag(part).endswith("Selection")]
        if selections:
            self.lose(f"{kind} selection", name, NO_TEXT, len(selections))
        elif not any(tag(part) in ("Representation", "TextDescription", "Transcript") for part in element):
            self.lose(f"{kind} source", name, "holds no words")
        self._whole(element, name)
        for text in children(element, "Representation", "TextDescription", "Transcript"):
            yield self.source(text, text.get("name") or name)

    def source(self, element: Any, name: str) -> Source:
        held = self.text(element, "text of a source")
        points = {guid(p.get("guid")): p.get("position") for p in children(element, "SyncPoint")}
        selections = [s for e in children(element, "PlainTextSelection") if (s := self.selection(e, name, *_positions(e)))]
        for part in children(element, "TranscriptSelection"):
            start, end = (points.get(guid(part.get(key))) for key in ("fromSyncPoint", "toSyncPoint"))
            if (found := self.selection(part, name, start, end)) is not None:
                selections.append(found)
        if held is None and selections:
            self.lose("text selection", name, "the text of its source is missing", len(selections))
        self._whole(element, name)
        return Source(
            guid(element.get("guid")),
            name,
            tuple(selections),
            held,
            text_of(element, "Description"),
            self.values(element),
            references(element, "NoteRef"),
        )

    def _whole(self, element: Any, name: str) -> None:
        if whole := len(list(children(element, "Coding"))):
            self.lose("coding of a whole source", name, "it marks no words", whole)

    def selection(self, element: Any, where: str, start: str | None, end: str | None) -> Selection | None:
        try:
            at, to = int(start or ""), int(end or "")
        except ValueError:
            self.lose("text selection", where, "it has no position in the text")
            return None
        if at == to:
            self.lose("text selection", where, "it is empty")
            return None
        marks = tuple(
            Mark(
                guid(mark.get("guid")),
                references(mark, "CodeRef"),
                guid(mark.get("creatingUser") or element.get("creatingUser")),
                references(mark, "NoteRef"),
            )
            for mark in children(element, "Coding")
        )
        described = text_of(element, "Description")
        return Selection(
            guid(element.get("guid")), element.get("name", ""), at, to, marks, references(element, "NoteRef"), described
        )

    def text(self, element: Any, what: str) -> SourceText | None:
        """The words of a source, transcript or memo, from the XML or from the archive; None where they are not there."""
        path = element.get("plainTextPath")
        if not path:
            inside = next(children(element, "PlainTextContent"), None)
            if inside is not None:
                return of_text(inside.text or "")
            if what != "memo":
                self.lose(what, element.get("name", ""), "the project names no file with its words")
            return None
        data = self.part(path)
        if data is None:
            self.lose(what, element.get("name", ""), "the file with its words is not in the archive")
            return None
        try:
            held = source_text(element.get("name", "a source"), data)
        except FormatError:
            self.lose(what, element.get("name", ""), "the file with its words is no readable text")
            return None
        if len(held.text) < 2 and what != "memo":  # NVivo for Mac writes texts of one byte
            self.lose(what, element.get("name", ""), f"the file with its words holds {len(data)} byte{'s' * (len(data) != 1)}")
            return None
        return held


def _positions(element: Any) -> tuple[str | None, str | None]:
    return element.get("startPosition"), element.get("endPosition")
