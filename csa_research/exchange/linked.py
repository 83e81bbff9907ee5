"""What a project ties to a selection from elsewhere: notes by links, codes that are whole cases, the same words twice on a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from csa_research.exchange.markup import child, children, guid, references, tag

TEXTS = ("Representation", "TextDescription", "Transcript")


def linked_notes(root: Any) -> tuple[dict[str, list[str]], int]:
    """The GUIDs of notes by the GUID that a link ties each to, and the number of other links.

    ATLAS.ti ties memos to quotations so, NVivo annotations to the words they are on.
    """
    notes = {guid(note.get("guid")) for note in children(child(root, "Notes"), "Note")}
    found: dict[str, list[str]] = {}
    others = 0
    for link in children(child(root, "Links"), "Link"):
        ends = (guid(link.get("originGUID")), guid(link.get("targetGUID")))
        tied = [(a, b) for a, b in (ends, ends[::-1]) if a in notes and b not in notes]
        others += not tied
        for note, target in tied:
            found.setdefault(target, []).append(note)
    return found, others


def case_guids(root: Any) -> frozenset[str]:
    """The GUIDs that mean a case where a code is due: NVivo marks whose words a text is in the way it marks codes.

    A code that a case names is the case itself where both have one name.
    """
    names = {guid(code.get("guid")): _plain(code) for book in children(root, "CodeBook") for code in book.iter()}
    found: set[str] = set()
    for case in children(child(root, "Cases"), "Case"):
        found.add(guid(case.get("guid")))
        found.update(code for code in references(case, "CodeRef") if names.get(code) == _plain(case))
    return frozenset(found - {""})


def on_no_words(element: Any) -> int:
    """How many of a page's, picture's or recording's own selections have no twin on its words.

    ATLAS.ti writes a marked piece of a PDF twice: on each page and, with the same GUID or at least name, in its text.
    """
    twins = [mark for text in children(element, *TEXTS) for mark in children(text, "PlainTextSelection")]
    guids = {guid(mark.get("guid")) for mark in twins}
    names = {mark.get("name") for mark in twins if mark.get("name")}
    return sum(
        guid(part.get("guid")) not in guids and not (part.get("name") in names and any(children(part, "Representation")))
        for part in _marks(element)
    )


def _marks(element: Any) -> Iterator[Any]:
    return (part for part in element if tag(part).endswith("Selection"))


def _plain(element: Any) -> str:
    return " ".join((element.get("name") or "").casefold().split())
