"""PDF with a text layer: lines over all pages, without running heads and page numbers. The one place that opens them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from csa_research.errors import FormatError
from csa_research.ingest.layouts import colon_candidate
from csa_research.ingest.plain import parse_lines, to_lines
from csa_research.ingest.turns import Reading

EDGE = 3  # lines at the top and bottom of a page that may be running heads
MAX_PAGES = 2000


def read_pdf(path: Path) -> Reading:
    """What a PDF's text layer says. Raises FormatError, also for scans and protected files."""
    pages = _pages(path)
    if not any(line.strip() for page in pages for line in page):
        raise FormatError(f"{path.name}: holds pictures of pages but no text. Let it be recognised (OCR) and save it as .docx.")
    left, kinds = without_running_heads(pages)
    # a page break is no paragraph break: a turn goes on over it
    reading = parse_lines(to_lines(line for page in left for line in page), joined=join_wrapped)
    notes = (f"{kinds} running head{'s' * (kinds > 1)} or foot left out of each page",) if kinds else ()
    return Reading(reading.utterances, reading.preamble, reading.badges, (*notes, *reading.warnings))


def _pages(path: Path) -> list[list[str]]:
    reader = _open(path)
    try:
        if len(reader.pages) > MAX_PAGES:
            raise FormatError(f"{path.name}: {len(reader.pages)} pages are too many for a transcript.")
        return [(page.extract_text() or "").split("\n") for page in reader.pages]
    except FormatError:
        raise
    except Exception as error:  # pypdf raises many kinds on damaged pages
        raise FormatError(f"{path.name}: a page cannot be read. Print it to a new PDF, or save the text as .docx.") from error


def _open(path: Path) -> Any:
    from pypdf import PdfReader

    try:
        reader = PdfReader(str(path))
    except Exception as error:
        raise FormatError(f"{path.name}: the PDF is damaged. Ask for it again, or save the text as .docx.") from error
    if reader.is_encrypted and not reader.decrypt(""):
        raise FormatError(f"{path.name}: is protected by a password. Save it without one.")
    return reader


def without_running_heads(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
    """The pages without heads, feet and page numbers, and how many kinds of those there were.

    Such a line stands first (or last) on nearly every page and is the same there, save for a number that counts the pages.
    The rule is strict because a turn must never be lost: the same words elsewhere on a page stay.
    """
    left = [[line for line in page if line.strip()] for page in pages]
    kinds = 0
    for edge in (0, -1):
        for _ in range(EDGE):
            places = _running([page[edge] if page else "" for page in left])
            if not places:
                break
            kinds += 1
            left = [(page[1:] if edge == 0 else page[:-1]) if i in places else page for i, page in enumerate(left)]
    return left, kinds


def _running(lines: Sequence[str]) -> frozenset[int]:
    """The pages on which this line is the running one; empty where there is none."""
    fewest = max(2, 0.8 * len(lines))
    best: frozenset[int] = frozenset()
    for offset in {None, *(int(n) - i for i, line in enumerate(lines) for n in re.findall(r"[0-9]{1,6}", line))}:
        keys = [_keys(line, None if offset is None else i + offset) for i, line in enumerate(lines)]
        key, count = Counter(key for page in keys for key in page if key).most_common(1)[0] if any(keys) else ("", 0)
        spoken = colon_candidate(key.replace("#", "1")) is not None  # it looks like a turn: more pages have to agree
        if count >= fewest and count > len(best) and (not spoken or count >= 4):
            best = frozenset(i for i, page in enumerate(keys) if key in page)
    return best


def _keys(line: str, number: int | None) -> frozenset[str]:
    """The line; or the line with one of its numbers, if that is this page's, as #."""
    words = " ".join(line.split())
    if number is None:
        return frozenset({words} - {""})
    places = re.finditer(rf"(?<![0-9]){number}(?![0-9])", words)
    return frozenset(f"{words[: m.start()]}#{words[m.end() :]}" for m in places)


def join_wrapped(pieces: Sequence[str]) -> str:
    """Wrapped lines as one text. A word cut at its own hyphen is put together ("multi-agency"), a stutter not ("go- going")."""
    text = ""
    for piece in (p.strip() for p in pieces):
        broken = re.search(r"(\w+)-$", text)
        glue = "" if not text or (broken and piece[:1].isalpha() and not piece.casefold().startswith(broken[1].casefold())) else " "
        text = text + glue + piece if piece else text
    return text


def hidden_pdf(path: Path) -> Iterator[str]:
    """What a PDF carries out of sight: its properties, and notes pinned to pages."""
    reader = _open(path)
    for key, value in (reader.metadata or {}).items():
        if key not in ("/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"):
            yield str(value)
    for page in reader.pages:
        pins = page.get("/Annots")
        for pinned in pins.get_object() if pins is not None else ():
            note = pinned.get_object()
            yield from (str(note[key]) for key in ("/Contents", "/T") if key in note)
