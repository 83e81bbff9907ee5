"""PDF with a text layer: lines over all pages, without running heads and page numbers. The one place that opens them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from csa_research.errors import FormatError
from csa_research.ingest.plain import parse_lines, to_lines
from csa_research.ingest.turns import Reading

EDGE = 3  # lines at the top and bottom of a page that may be running heads
MAX_PAGES = 2000


def read_pdf(path: Path) -> Reading:
    """What a PDF's text layer says. Raises FormatError, also for scans and protected files."""
    pages = _pages(path)
    if not any(line.strip() for page in pages for line in page):
        raise FormatError(f"{path.name}: holds pictures of pages but no text. Let it be recognised (OCR) and save it as .docx.")
    running = running_heads(pages)
    lines = [line for page in pages for line in _body(page, running)]
    # a page break is no paragraph break: a turn goes on over it
    reading = parse_lines(to_lines(lines), joined=join_wrapped)
    notes = (f"{len(running)} running heads or page numbers left out",) if running else ()
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


def running_heads(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The lines, digits as #, that stand at the edge of nearly every page: heads, feet, page numbers."""
    if len(pages) < 2:
        return frozenset()
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    return frozenset(key for key, count in seen.items() if count >= max(2, 0.8 * len(pages)))


def _edges(page: Sequence[str]) -> list[str]:
    full = [line for line in page if line.strip()]
    return full[:EDGE] + full[-EDGE:]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _body(page: Sequence[str], running: frozenset[str]) -> list[str]:
    """The page without its running heads: only from the edges inwards, so that the same words in a turn stay."""
    lines = [line for line in page if line.strip()] if running else list(page)
    while lines and _key(lines[0]) in running:
        lines = lines[1:]
    while lines and _key(lines[-1]) in running:
        lines = lines[:-1]
    return lines


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
        for pinned in page.get("/Annots") or ():
            note = pinned.get_object()
            yield from (str(note[key]) for key in ("/Contents", "/T") if key in note)
