"""Comments in a Word document: the words each is about, what it says and by whom. Highlights alone are counted as lost."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from csa_research.errors import FormatError
from csa_research.exchange.marked import Marked
from csa_research.exchange.markup import parse, tag
from csa_research.exchange.paragraphs import W, Walk
from csa_research.exchange.records import Lost
from csa_research.guards import ZIP_FAULTS, check_file, check_zip

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def read_comments(path: Path) -> tuple[tuple[Marked, ...], tuple[Lost, ...]]:
    """The comments of a .docx in the order of their words, and what could not be taken. Raises FormatError."""
    check_file(path, noun="document")
    check_zip(path, noun="document")
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: entry for entry in archive.infolist()}
        if "word/document.xml" not in parts:
            raise FormatError(f"{path.name}: is no Word document. Save it as .docx in Word.")
        try:
            body = parse(path.name, archive.read("word/document.xml"))
            notes = parse(path.name, archive.read("word/comments.xml")) if "word/comments.xml" in parts else []
            more = "word/commentsExtended.xml"
            threads = parse(path.name, archive.read(more)) if more in parts else []
        except ZIP_FAULTS as error:
            raise FormatError(f"{path.name}: damaged inside. Save it again in Word.") from error
    walk = Walk()
    walk.through(body)
    comments = {str(c.get(W + "id")): c for c in notes if tag(c) == "comment"}
    return _marked(path.name, walk, comments, _replies(comments, threads))


def _marked(
    name: str, walk: Walk, comments: dict[str, Any], replies: dict[str, str]
) -> tuple[tuple[Marked, ...], tuple[Lost, ...]]:
    answers: dict[str, list[str]] = {}
    for ident, parent in replies.items():
        answers.setdefault(parent, []).append(_words(comments[ident]))
    found: list[Marked] = []
    bare = 0
    for ident, span in walk.ranges.items():
        comment, quote = comments.get(ident), "".join(span.parts)
        if comment is None or ident in replies:
            continue
        if not quote.strip():
            bare += 1
            continue
        paragraph = "".join(walk.paragraphs[span.paragraph])
        author, short = comment.get(W + "author") or "", comment.get(W + "initials") or ""
        at = span.at / max(1, len(paragraph))
        said = tuple(answers.get(ident, ()))
        found.append(Marked(len(found) + 1, name, quote.strip("\n"), _words(comment), paragraph, at, author, short, said))
    bare += sum(ident not in walk.ranges and ident not in replies for ident in comments)
    lost = [Lost("comment", bare, name, "no words are marked for it")] if bare else []
    if walk.highlights:
        lost.append(Lost("highlight without a comment", walk.highlights, name, "a colour says no code"))
    return tuple(found), tuple(lost)


def _replies(comments: dict[str, Any], threads: Any) -> dict[str, str]:
    """The comment that each reply answers, by id: told by the last paragraph of each."""
    last = {}
    for ident, comment in comments.items():
        paragraphs = [p.get(W14 + "paraId") for p in comment.iter(W + "p")]
        if paragraphs and paragraphs[-1]:
            last[paragraphs[-1]] = ident
    pairs = ((thread.get(W15 + "paraId"), thread.get(W15 + "paraIdParent")) for thread in threads)
    return {last[own]: last[parent] for own, parent in pairs if own in last and parent in last}


def _words(comment: Any) -> str:
    return "\n".join("".join(_signs(p)) for p in comment.iter(W + "p")).strip()


def _signs(element: Any) -> Iterator[str]:
    for inner in element.iter():
        name = tag(inner)
        if name == "t":
            yield inner.text or ""
        elif name in ("tab", "br", "cr") and not inner.get(W + "val"):
            yield "\t" if name == "tab" else "\n"
