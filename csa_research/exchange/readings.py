"""How a project counts positions: as its program is known to, checked against the words, else whatever fits the words best.

NVivo counts UTF-16 units of the file with CRLF as 2 and without its byte order mark (measured on real projects); ATLAS.ti
counts CRLF as 1; the standard says code points. A right reading puts starts and ends of selections between words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from csa_research.exchange.records import Located, Lost, Project, Selection
from csa_research.exchange.texts import Reading, Ruler, SourceText
from csa_research.records import Span

ENOUGH = 0.95
PROOF = 5  # selections in a text taken from a formatted original: fewer might stand between words by chance
CLEARLY = 0.2  # an end moved by one is seldom inside a word whatever is true, so that reading must be far better
NVIVO = Reading("UTF-16 units", "as in the file")
STANDARD = Reading()
OWN = "csa_research"  # what we write is verified when it is written, codings of parts of words included
KNOWN = (("nvivo", NVIVO), ("qualcoder", STANDARD), ("exegete", STANDARD), ("taguette", STANDARD), (OWN, STANDARD))
"""Programs whose counting is known; of others (ATLAS.ti, MAXQDA) the unit is not, so the words decide between all readings."""
_NO_SPACES = 0x0E00  # from here on scripts that write words without spaces between them (Thai, Chinese, Japanese)


@dataclass(frozen=True, slots=True)
class Measured:
    """One reading of a project: where its selections stand, and how well that fits."""

    reading: Reading
    located: tuple[Located, ...]
    beyond: int  # selections that lie outside their text
    share: float | None  # of starts and ends that are not inside a word; None without selections
    named: int  # selections whose name is their quote


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reading that was taken. `refused` says why it cannot be trusted, "" where it can."""

    best: Measured
    refused: str


def choose(project: Project) -> Chosen:
    """The project's selections in the reading that fits their words, and whether that is good enough.

    A text that was taken from a formatted original, because the project's own is missing, is judged by itself: its selections
    are left out where they do not fit.
    """
    guessed = [number for number, source in enumerate(project.sources) if source.text and source.text.guessed]
    chosen = _choose(_only(project, set(range(len(project.sources))) - set(guessed)))
    for number in guessed:
        alone = _choose(_only(project, {number}))
        if not alone.refused and _proven(alone.best):
            chosen = Chosen(_together(chosen.best, alone.best), chosen.refused)
    return chosen


def _proven(measured: Measured) -> bool:
    """Whether a text that was guessed holds the words: by many selections, or by names that are quotes."""
    return len(measured.located) >= PROOF or 0 < len(measured.located) <= 2 * measured.named


def _only(project: Project, wanted: set[int]) -> Project:
    """The project with the texts of these sources alone."""
    kept = (source if number in wanted else replace(source, text=None) for number, source in enumerate(project.sources))
    return replace(project, sources=tuple(kept))


def _together(first: Measured, more: Measured) -> Measured:
    located = tuple(sorted((*first.located, *more.located), key=lambda item: item.source))
    ends = [(m.share, len(m.located) + m.beyond) for m in (first, more)]
    points = sum(count for share, count in ends if share is not None)
    share = sum(share * count for share, count in ends if share is not None) / points
    reading = first.reading if first.located else more.reading
    return Measured(reading, located, first.beyond + more.beyond, share, first.named + more.named)


def _choose(project: Project) -> Chosen:
    known = expected(project.origin)
    first = measure(project, known or STANDARD)
    if first.share is None or OWN in project.origin:
        return Chosen(first, "")
    if known is not None and first.share >= ENOUGH and not _better_named(project, first):
        return Chosen(first, "")
    best = _best([first, *(measure(project, reading) for reading in _others(first.reading, end_included=False))])
    if not _fits(best):
        longer = _best([measure(project, reading) for reading in _others(None, end_included=True)])
        if longer.named > best.named or (longer.share or 0.0) >= (best.share or 0.0) + CLEARLY:
            best = longer
    return Chosen(best, "" if _fits(best) else _refusal(best))


def expected(origin: str) -> Reading | None:
    """How the program that wrote the project counts, None where that is not known."""
    return next((reading for name, reading in KNOWN if name in origin.lower()), None)


def measure(project: Project, reading: Reading) -> Measured:
    """Every selection of the project in this reading."""
    located: list[Located] = []
    hits = points = beyond = named = 0
    for number, source in enumerate(project.sources):
        if source.text is None or not source.selections:
            continue
        text, ruler = source.text.text, Ruler(source.text, reading)
        for selection in source.selections:
            points += 2
            found = _locate(selection, source.text, ruler, reading)
            if found is None:
                beyond += 1
                continue
            span, cut = found
            quote = text[span.start : span.end]
            hits += 0 if cut else (not inside_word(text, span.start)) + (not inside_word(text, span.end))
            named += _is_name(selection.name, quote)
            located.append(Located(number, selection, span, quote))
    return Measured(reading, tuple(located), beyond, hits / points if points else None, named)


def lost_places(project: Project, measured: Measured) -> tuple[Lost, ...]:
    """Selections that no place was found for in this reading."""
    found = {(item.source, id(item.selection)) for item in measured.located}
    out: list[Lost] = []
    for number, source in enumerate(project.sources):
        if source.text is not None:
            missing = sum((number, id(selection)) not in found for selection in source.selections)
            if missing:
                why = "its positions do not fit the Word document" if source.text.guessed else "its positions lie outside the text"
                out.append(Lost("text selection", missing, source.name, why))
    return tuple(out)


def inside_word(text: str, at: int) -> bool:
    """Whether this position stands between two letters or digits of one word."""
    return 0 < at < len(text) and _of_word(text[at - 1]) and _of_word(text[at])


def _of_word(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char == "_"
    kind = unicodedata.category(char)
    return kind[0] in "LMN" and char != "\ufe0f" and not (kind == "Lo" and ord(char) >= _NO_SPACES)


def _locate(selection: Selection, source: SourceText, ruler: Ruler, reading: Reading) -> tuple[Span, bool] | None:
    if not 0 <= selection.start < selection.end:
        return None
    start, start_cut = ruler.point(selection.start)
    end, end_cut = ruler.point(selection.end + reading.end_included)
    if end_cut and source.text[end] != "\n":
        end += 1
    if start < 0 or end > len(source.text) or start >= end:
        return None
    half = (start_cut and source.text[start] != "\n") or (end_cut and source.text[end - 1] != "\n")
    return Span(start, end), half


def _is_name(name: str, quote: str) -> bool:
    """Whether the selection's name is its quote, whole or cut short with dots."""
    given, words = " ".join(name.split()), " ".join(quote.split())
    bare = given.rstrip(".… ")
    return len(bare) >= 3 and (given == words or (given != bare and words.startswith(bare)))


def _better_named(project: Project, first: Measured) -> bool:
    """Whether names that are quotes speak for another reading than a known one that fits the words."""
    likely = sum(" " in selection.name.strip() for source in project.sources for selection in source.selections if source.text)
    if first.named >= likely:
        return False
    return any(measure(project, reading).named > first.named for reading in _others(first.reading, end_included=False))


def _others(first: Reading | None, *, end_included: bool) -> Sequence[Reading]:
    units, ends, marks = ("code points", "UTF-16 units", "UTF-8 bytes"), ("1", "as in the file", "2"), (False, True)
    every = [Reading(u, e, m, end_included) for m, u, e in product(marks, units, ends)]  # type: ignore[arg-type]
    return [reading for reading in every if reading != first]


def _best(measured: Sequence[Measured]) -> Measured:
    """Most names that are quotes, then the largest share, then the first: the order is that of likelihood."""
    return max(measured, key=lambda m: (m.named, m.share or 0.0))


def _fits(measured: Measured) -> bool:
    selections = len(measured.located) + measured.beyond
    return (measured.share or 0.0) >= ENOUGH or (measured.named > 0 and measured.named >= ENOUGH * selections)


def _refusal(best: Measured) -> str:
    return (
        f"in no known way of counting do its selections begin and end between words (best {best.share or 0.0:.0%}, at least "
        f"{ENOUGH:.0%} is needed): the texts in it are not those that were coded, or have been changed since"
    )
