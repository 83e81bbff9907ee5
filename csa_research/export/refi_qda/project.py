"""The project as .qdpx: released transcripts as text sources, codings as selections, groups as cases with their agency."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import write_bytes
from csa_research.errors import InputError
from csa_research.exchange.carried import Judgement, write_line
from csa_research.exchange.names import is_neutral
from csa_research.export.refi_qda.codebook import ORIGIN, add_codes, code_guid, serialise
from csa_research.export.refi_qda.ids import guid
from csa_research.export.refi_qda.memos import Tied, add_notes, memo_guid, refer, tied
from csa_research.export.text import carried, one_line
from csa_research.records import Coding, Turn

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
_EPOCH = (2000, 1, 1, 0, 0, 0)  # a fixed time in the archive: the same study gives the same bytes


@dataclass(frozen=True, slots=True)
class Source:
    """One group's text as the other program sees it, and where each turn's words begin in it."""

    group: str
    text: str
    starts: dict[int, int]


def source(group: str, turns: Sequence[Turn]) -> Source:
    """`Label: text` lines joined by LF; starts are code points of the first character after the label."""
    starts: dict[int, int] = {}
    parts: list[str] = []
    at = 0
    for turn in turns:
        label = f"{one_line(turn.speaker)}: "
        starts[turn.index] = at + len(label)
        line = label + one_line(turn.text) + "\n"
        parts.append(line)
        at += len(line)
    return Source(group, "".join(parts), starts)


def write_project(path: Path, analysis: Analysis) -> None:
    """The study as a .qdpx, read back and checked before it is written.

    Raises InputError if a quote would not stand at its place in the file.
    """
    sources = [
        source(g.group_id, [t for t in analysis.turns if t.group == g.group_id])
        for g in analysis.groups
        if _spoke(analysis, g.group_id)
    ]
    _verify(sources, analysis.codings)
    xml = serialise(_project(analysis, sources))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("project.qde"), xml)
        for s in sources:
            archive.writestr(_entry(f"sources/{guid('source', s.group)}.txt"), s.text.encode("utf-8"))
    write_bytes(path, packed.getvalue())


def wide_characters(analysis: Analysis) -> int:
    """How many characters above U+FFFF the project's texts hold: NVivo counts each as two, and moves what follows."""
    return sum(char > "\uffff" for turn in analysis.turns for char in turn.text)


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=_EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _spoke(analysis: Analysis, group: str) -> bool:
    return any(t.group == group for t in analysis.turns)


def _verify(sources: Sequence[Source], codings: Iterable[Coding]) -> None:
    by_group = {s.group: s for s in sources}
    for coding in codings:
        own = by_group.get(coding.group)
        start = own.starts.get(coding.turn, -1) + coding.span.start if own else 0
        if own is None or own.text[start : start + len(coding.quote)] != one_line(coding.quote):
            raise InputError(
                f"coding {coding.id} in {coding.group} would not keep its place in the project file; nothing was written."
            )


def _coders(analysis: Analysis) -> dict[str, str]:
    """What each coder is called: initials and the like as they are, names as "Coder 1", "Coder 2" ... .

    A name stays here, and no GUID is made from it: it could be guessed back.
    """
    names = sorted({c.coder for c in analysis.codings})
    shown = {name: name for name in names if is_neutral(name)}
    free = (label for i in count(1) if (label := f"Coder {i}") not in shown)
    return {name: shown.get(name) or next(free) for name in names}


def _judgement(coding: Coding, coders: Mapping[str, str]) -> Judgement:
    return Judgement(coding.code, coders[coding.coder], coding.polarity, coding.effect, coding.role, coding.flags)


def _project(analysis: Analysis, sources: Sequence[Source]) -> ET.Element:
    title = f"{analysis.title} ({analysis.stamp})" if analysis.stamp else analysis.title
    root = ET.Element("Project", {"xmlns": PROJECT_NAMESPACE, "name": title, "origin": ORIGIN})
    coders = _coders(analysis)
    if coders:
        users = ET.SubElement(root, "Users")
        for shown in coders.values():
            ET.SubElement(users, "User", {"guid": guid("user", shown), "name": shown})
    book = analysis.codebook
    on = tied(analysis.memos, {*(f.id for f in book.families), *(c.id for c in book.codes)}, {s.group for s in sources})
    add_codes(ET.SubElement(root, "CodeBook"), book, on)
    _variables(root)
    _cases(root, analysis, sources)
    memos = _sources(root, analysis, sources, on)
    if memos or analysis.memos:
        notes = ET.SubElement(root, "Notes")
        for coding in memos:
            who = {"creatingUser": guid("user", coders[coding.coder])}
            name = f"{coding.code} {coding.quote_id}"
            note = ET.SubElement(notes, "Note", {"guid": guid("memo", coding.id), "name": name, **who})
            ET.SubElement(note, "PlainTextContent").text = carried(coding.memo)
        add_notes(notes, analysis.memos, coders)
    for memo in analysis.memos:
        refer(root, None if (memo.kind, memo.subject) in on else memo_guid(memo))
    return root


def _variables(root: ET.Element) -> None:
    variables = ET.SubElement(root, "Variables")
    for name in ("agency", "date"):
        ET.SubElement(variables, "Variable", {"guid": guid("variable", name), "name": name, "typeOfVariable": "Text"})


def _cases(root: ET.Element, analysis: Analysis, sources: Sequence[Source]) -> None:
    if not sources:
        return
    cases = ET.SubElement(root, "Cases")
    present = {s.group for s in sources}
    for group in analysis.groups:
        if group.group_id not in present:
            continue
        case = ET.SubElement(cases, "Case", {"guid": guid("case", group.group_id), "name": group.group_id})
        for name, value in (("agency", analysis.agencies.get(group.agency, group.agency)), ("date", group.date)):
            holder = ET.SubElement(case, "VariableValue")
            ET.SubElement(holder, "VariableRef", {"targetGUID": guid("variable", name)})
            ET.SubElement(holder, "TextValue").text = value
        ET.SubElement(case, "SourceRef", {"targetGUID": guid("source", group.group_id)})


def _sources(root: ET.Element, analysis: Analysis, sources: Sequence[Source], on: Tied) -> list[Coding]:
    memos: list[Coding] = []
    if not sources:
        return memos
    coders = _coders(analysis)
    holder = ET.SubElement(root, "Sources")
    for s in sources:
        path = f"internal://{guid('source', s.group)}.txt"
        element = ET.SubElement(holder, "TextSource", {"guid": guid("source", s.group), "name": s.group, "plainTextPath": path})
        spans: dict[tuple[int, int], list[Coding]] = {}
        for coding in analysis.codings:
            if coding.group == s.group:
                at = s.starts[coding.turn]
                spans.setdefault((at + coding.span.start, at + coding.span.end), []).append(coding)
        for (start, end), codings in sorted(spans.items()):
            memos += _selection(element, s.group, (start, end), codings, coders)
        refer(element, on.get(("group", s.group)))
    return memos


def _selection(
    parent: ET.Element, group: str, at: tuple[int, int], codings: Sequence[Coding], coders: Mapping[str, str]
) -> list[Coding]:
    start, end = at
    values = {
        "guid": guid("selection", group, start, end),
        "name": codings[0].quote_id,
        "startPosition": str(start),
        "endPosition": str(end),
    }
    selection = ET.SubElement(parent, "PlainTextSelection", values)
    lines = (write_line(_judgement(coding, coders)) for coding in codings)
    ET.SubElement(selection, "Description").text = carried("\n".join(lines))
    for coding in codings:
        who = {"guid": guid("coding", coding.id), "creatingUser": guid("user", coders[coding.coder])}
        mark = ET.SubElement(selection, "Coding", who)
        ET.SubElement(mark, "CodeRef", {"targetGUID": code_guid(coding.code)})
    noted = [c for c in codings if c.memo]
    for coding in noted:
        ET.SubElement(selection, "NoteRef", {"targetGUID": guid("memo", coding.id)})
    return noted
