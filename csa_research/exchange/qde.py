"""A project's XML (.qde) as a Project. Order of elements, case of GUIDs and folders do not matter; what is not text is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from csa_research.errors import FormatError
from csa_research.exchange.held import MEMO, ReadPart, held_text
from csa_research.exchange.linked import TEXTS, case_guids, linked_notes, on_no_words
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
from csa_research.exchange.texts import SourceText

KINDS = {"PDFSource": "PDF", "PictureSource": "picture", "AudioSource": "audio", "VideoSource": "video"}
NO_TEXT = "is marked on the page, picture or recording, not on words"


def read_qde(name: str, data: bytes, part: ReadPart) -> Project:
    """The project in this XML; `part` gives the bytes of a source's file. Raises FormatError."""
    root = parse(name, data)
    if tag(root) != "Project":
        raise FormatError(f"{name}: its .qde holds no REFI-QDA project. Export it again from its program.")
    reader = _Reader(part, root)
    variables = tuple(reader.variables(root))
    sources = tuple(reader.sources(root))
    codes = tuple(reader.noted(code) for code in read_codes(child(root, "CodeBook")))
    notes = tuple(reader.note(n) for n in children(child(root, "Notes"), "Note"))
    links = reader.links_left()
    if links:
        reader.lose("link", "", "links between codes, texts and memos are not taken", links)
    if graphs := len(list(children(child(root, "Graphs"), "Graph"))):
        reader.lose("map or graph", "", "drawings are not taken", graphs)
    return Project(
        name=root.get("name", ""),
        origin=root.get("origin", ""),
        users=tuple(User(guid(u.get("guid")), u.get("name", ""), u.get("id", "")) for u in children(child(root, "Users"), "User")),
        codes=codes,
        sources=sources,
        cases=tuple(reader.case(c) for c in children(child(root, "Cases"), "Case")),
        sets=tuple(_set(s) for s in children(child(root, "Sets"), "Set")),
        variables=variables,
        notes=notes,
        links=links,
        lost=tuple(Lost(what, count, where, why) for (what, where, why), count in reader.lost.items()),
        description=text_of(root, "Description"),
        noted=references(root, "NoteRef"),
    )


def read_codes(book: Any) -> tuple[ForeignCode, ...]:
    """The codes of a codebook, each after the code above it."""
    found: list[ForeignCode] = []
    waiting = [(element, "") for element in reversed(list(_codes_in(book)))]
    while waiting:  # not by recursion: a hostile file may nest them without end
        element, parent = waiting.pop()
        ident = guid(element.get("guid"))
        codable = (element.get("isCodable") or "true").strip().lower() not in ("false", "0")
        description = text_of(element, "Description")
        colour, notes = element.get("color", ""), references(element, "NoteRef")
        found.append(ForeignCode(ident, element.get("name", ""), description, parent, codable, colour, notes))
        waiting += [(inner, ident) for inner in reversed(list(_codes_in(element)))]
    return tuple(found)


def _codes_in(element: Any) -> Iterator[Any]:
    """The codes right below, also where a holder that only some programs write stands between."""
    for inner in element:
        if tag(inner) == "Code":
            yield inner
        elif tag(inner) in ("Codes", "SubCodes"):
            yield from children(inner, "Code")


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
    """One project being read: the names of its variables, what is tied to selections, and what could not be taken."""

    def __init__(self, part: ReadPart, root: Any) -> None:
        self.part = part
        self.tied, self.other_links = linked_notes(root)
        self.cases = case_guids(root)
        self.names: dict[str, str] = {}
        self.lost: Counter[tuple[str, str, str]] = Counter()

    def lose(self, what: str, where: str, why: str, count: int = 1) -> None:
        self.lost[what, where, why] += count

    def links_left(self) -> int:
        """Links that no selection, text or code had a use for; call it after these."""
        return self.other_links + sum(map(len, self.tied.values()))

    def noted(self, code: ForeignCode) -> ForeignCode:
        """The code with the notes that links tie to it."""
        return replace(code, notes=(*code.notes, *self.tied.pop(code.guid, ())))

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
        held = self.text(element, MEMO)
        texts = (held.text if held else "", text_of(element, "Description"))
        text = "\n".join(part for part in texts if part.strip())
        return Note(guid(element.get("guid")), name, text, guid(element.get("creatingUser") or element.get("modifyingUser")))

    def sources(self, root: Any) -> Iterator[Source]:
        for element in children(child(root, "Sources"), "TextSource", *KINDS):
            if tag(element) == "TextSource":
                yield self.source(element, element.get("name", ""))
                continue
            yield from self.other(element, KINDS[tag(element)])

    def other(self, element: Any, kind: str) -> Iterator[Source]:
        """The texts that belong to a PDF, picture or recording; what is marked on itself is lost."""
        name = element.get("name", "")
        if marked := on_no_words(element):
            self.lose(f"{kind} selection", name, NO_TEXT, marked)
        elif not any(tag(part).endswith("Selection") or tag(part) in TEXTS for part in element):
            self.lose(f"{kind} source", name, "holds no words")
        self._whole(element, name)
        notes = self.notes_of(element)
        for text in children(element, *TEXTS):
            found = self.source(text, text.get("name") or name)
            described = "\n".join(dict.fromkeys(part for part in (text_of(element, "Description"), found.description) if part))
            yield replace(found, notes=tuple(dict.fromkeys((*notes, *found.notes))), description=described)

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
            self.notes_of(element),
        )

    def notes_of(self, element: Any) -> tuple[str, ...]:
        """The notes on a source, by reference or link."""
        return (*references(element, "NoteRef"), *self.tied.pop(guid(element.get("guid")), ()))

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
        marks = tuple(self.marks(element, where))
        if not marks and any(children(element, "Coding")):
            return None  # it only says whose words these are
        ident = guid(element.get("guid"))
        notes = (*references(element, "NoteRef"), *self.tied.pop(ident, ()))
        return Selection(ident, element.get("name", ""), at, to, marks, notes, text_of(element, "Description"))

    def marks(self, element: Any, where: str) -> Iterator[Mark]:
        """The codings of a selection; those by which a program says whose words they are, are lost."""
        user = element.get("creatingUser") or element.get("modifyingUser")
        for mark in children(element, "Coding"):
            codes = references(mark, "CodeRef")
            about = tuple(code for code in codes if code not in self.cases)
            if len(about) < len(codes):
                self.lose(
                    "coding of a case", where, "it says whose words they are, not what they are about", len(codes) - len(about)
                )
            if about or not codes:
                who = guid(mark.get("creatingUser") or user)
                yield Mark(guid(mark.get("guid")), about, who, references(mark, "NoteRef"))

    def text(self, element: Any, what: str) -> SourceText | None:
        held, why = held_text(element, self.part, what=what)
        if why:
            self.lose(what, element.get("name", ""), why)
        return held


def _positions(element: Any) -> tuple[str | None, str | None]:
    return element.get("startPosition"), element.get("endPosition")
