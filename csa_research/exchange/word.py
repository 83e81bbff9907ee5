"""Comments in a Word document: the words each is about, what it says and by whom; and highlights in colours that mean a code."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from csa_research.errors import FormatError
from csa_research.exchange.colours import colour_name
from csa_research.exchange.marked import Marked
from csa_research.exchange.markup import attribute, parse, tag
from csa_research.exchange.paragraphs import Walk, signs
from csa_research.exchange.records import Lost
from csa_research.guards import ZIP_FAULTS, check_file, check_zip

KINDS = {"document.main+xml": "document", "comments+xml": "comments", "commentsExtended+xml": "commentsExtended"}


def read_comments(path: Path, colours: Mapping[str, str] | None = None) -> tuple[tuple[Marked, ...], tuple[Lost, ...]]:
    """The comments of a .docx in the order of their words, then words in the colours that mean a code, and what is lost.

    `colours` says which code a colour means. Raises FormatError.
    """
    check_file(path, noun="document")
    check_zip(path, noun="document")
    with zipfile.ZipFile(path) as archive:
        try:
            parts = _parts(path.name, archive)
            if "document" not in parts:
                raise FormatError(f"{path.name}: is no Word document. Save it as .docx in Word.")
            read = {kind: parse(path.name, archive.read(part)) for kind, part in parts.items()}
        except ZIP_FAULTS as error:
            raise FormatError(f"{path.name}: damaged inside. Save it again in Word.") from error
    walk = Walk()
    walk.through(read["document"])
    comments = {attribute(c, "id"): c for c in read.get("comments", ()) if tag(c) == "comment"}
    marked, lost = _marked(path.name, walk, comments, _replies(comments, read.get("commentsExtended", ())))
    return _with_colours(path.name, walk, marked, lost, {colour_name(name): code for name, code in (colours or {}).items()})


def _parts(name: str, archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts that hold text and comments: Word on the web calls them document2.xml and the like."""
    names = set(archive.namelist())
    found = {kind: f"word/{kind}.xml" for kind in KINDS.values() if f"word/{kind}.xml" in names}
    if "[Content_Types].xml" in names:
        for entry in parse(name, archive.read("[Content_Types].xml")):
            part = attribute(entry, "PartName").lstrip("/")
            kind = next(
                (kind for end, kind in KINDS.items() if attribute(entry, "ContentType").endswith(f"wordprocessingml.{end}")), ""
            )
            if kind and part in names:
                found[kind] = part
    return found


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
        words, paragraph, at = span.place(walk.paragraphs)
        author, short = attribute(comment, "author"), attribute(comment, "initials")
        said = tuple(answers.get(ident, ()))
        found.append(Marked(len(found) + 1, name, words, _words(comment), paragraph, at, author, short, said))
    bare += sum(ident not in walk.ranges and ident not in replies for ident in comments)
    lost = [Lost("comment", bare, name, "no words are marked for it")] if bare else []
    return tuple(found), tuple(lost)


def _with_colours(
    name: str, walk: Walk, marked: tuple[Marked, ...], lost: tuple[Lost, ...], codes: Mapping[str, str]
) -> tuple[tuple[Marked, ...], tuple[Lost, ...]]:
    """The marks with those of colours that mean a code; colours that mean none are lost, unless a comment says one."""
    found = list(marked)
    unknown: Counter[str] = Counter()
    for lit in walk.lit:
        words, paragraph, at = lit.range.place(walk.paragraphs)
        if not words.strip():
            continue
        if lit.colour in codes:
            found.append(Marked(len(found) + 1, name, words, "", paragraph, at, code=codes[lit.colour]))
        elif not lit.commented:
            unknown[lit.colour] += 1
    why = "a colour says no code; say which with --colour {}=CODE"
    colours = (Lost("highlight without a comment", count, name, why.format(colour)) for colour, count in unknown.items())
    return tuple(found), (*lost, *colours)


def _replies(comments: dict[str, Any], threads: Any) -> dict[str, str]:
    """The comment that each reply answers, by id: told by the last paragraph of each."""
    last = {}
    for ident, comment in comments.items():
        paragraphs = [attribute(p, "paraId") for p in comment.iter() if tag(p) == "p"]
        if paragraphs and paragraphs[-1]:
            last[paragraphs[-1]] = ident
    pairs = ((attribute(thread, "paraId"), attribute(thread, "paraIdParent")) for thread in threads)
    return {last[own]: last[parent] for own, parent in pairs if own in last and parent in last}


def _words(comment: Any) -> str:
    return "\n".join(signs(p) for p in comment.iter() if tag(p) == "p").strip()
