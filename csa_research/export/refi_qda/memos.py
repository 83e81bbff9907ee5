"""Memos on codes, transcripts and the study as notes of the project, tied to what they are on."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Collection, Mapping, Sequence

from csa_research.export.refi_qda.ids import guid
from csa_research.export.text import carried
from csa_research.records import Memo

Tied = Mapping[tuple[str, str], str]
"""The GUID of the note on each thing: ("code", "KN01"), ("group", "CSC1"); the study's and homeless ones are not among them."""


def memo_guid(memo: Memo) -> str:
    """The GUID of the note."""
    return guid("memo", memo.kind, memo.subject)


def tied(memos: Sequence[Memo], codes: Collection[str], groups: Collection[str]) -> Tied:
    """The notes that stand on a code or text which the project has."""
    there = {"code": codes, "group": groups}
    return {(m.kind, m.subject): memo_guid(m) for m in memos if m.subject in there.get(m.kind, ())}


def refer(element: ET.Element, note: str | None) -> None:
    """Nothing; the element points to the note, where there is one."""
    if note:
        ET.SubElement(element, "NoteRef", {"targetGUID": note})


def add_notes(notes: ET.Element, memos: Sequence[Memo], coders: Mapping[str, str]) -> None:
    """Append a note a memo; only coders are named, by what the project calls them: others by nothing."""
    for memo in memos:
        who = {"creatingUser": guid("user", coders[memo.who])} if memo.who in coders else {}
        name = f"Memo on {memo.subject or 'the study'}"
        note = ET.SubElement(notes, "Note", {"guid": memo_guid(memo), "name": name, **who})
        ET.SubElement(note, "PlainTextContent").text = carried(memo.text)
