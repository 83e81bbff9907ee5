"""The conference pack as PowerPoint: a title, a theme and direction a slide with at most two quotes, how they were chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import replacing
from csa_research.export.documents.office import neutral
from csa_research.export.documents.slide_parts import Deck
from csa_research.export.public import conference_pack, pack_directions

if TYPE_CHECKING:
    from csa_research.analysis import Analysis
    from csa_research.findings.public_quotes import PublicQuote

PER_SLIDE = 2
PER_THEME = 6
LONG = 230
"""Characters of a quote that stands on a slide of its own."""
READABLE = (30, 420)
DIRECTIONS = {
    "barrier": ("What gets in the way", "D55E00"),
    "enabler": ("What helps", "0072B2"),
    "mixed": ("Both at once", "5F5F5F"),
    "neutral": ("In their words", "5F5F5F"),
}
NOTE = (
    "Candidate quotes: two different people check each for recognisability, risk and consent before it is shown. "
    "Attribution is the agency only; counts are left out on purpose."
)
CHOSEN = (
    "Only groups that consented to the conference are quoted.",
    "Words that disclose personal experience or a present risk are locked and not here; nor are case stories.",
    "Names, places and details were replaced [like this] before anybody analysed them.",
    "Each quote carries its agency only. No agency with a single group is quoted.",
    "At most two quotes come from one person. They show what was said, not how common it is.",
    "Two different people check every quote before it is shown.",
)


def write_conference_pack(path: Path, analysis: Analysis) -> None:
    """conference_pack.pptx with the quotes whose groups consented to the conference. Raises CsaError."""
    from pptx import Presentation

    presentation = Presentation()
    neutral(presentation.core_properties, analysis.title)
    deck = Deck(presentation, analysis.stamp)
    deck.title(analysis.title, analysis.question or analysis.codebook.question, NOTE)
    for (theme, direction), quotes in themes(analysis).items():
        heading, colour = DIRECTIONS[direction]
        for own in _slides(quotes):
            said = [(q.text, analysis.agencies.get(q.agency, q.agency)) for q in own]
            deck.quotes(theme, heading, colour, said, f"{NOTE}\nQuote ids: {', '.join(q.id for q in own)}")
    deck.points("How these quotes were chosen", CHOSEN, NOTE)
    with replacing(path) as temporary:
        presentation.save(str(temporary))


def themes(analysis: Analysis) -> dict[tuple[str, str], list[PublicQuote]]:
    """The quotes by theme and direction, in the codebook's order, at most PER_THEME each; each quote once."""
    pack = conference_pack(analysis)
    given = pack_directions(analysis, pack)
    families = {c.id: c.family for c in analysis.codebook.codes}
    found: dict[tuple[str, str], list[PublicQuote]] = {}
    for family in analysis.codebook.families:
        for direction in DIRECTIONS:
            fit = [
                q
                for q in pack.quotes
                if READABLE[0] <= len(q.text) <= READABLE[1] and _first(given[q.id], families) == (family.id, direction)
            ]
            if fit:
                found[family.name, direction] = fit[:PER_THEME]
    return found


def _first(codes: tuple[tuple[str, str], ...], families: dict[str, str]) -> tuple[str, str]:
    """The family and direction that a quote is shown under: its first code's."""
    return (families[codes[0][0]], codes[0][1]) if codes else ("", "")


def _slides(quotes: list[PublicQuote]) -> list[list[PublicQuote]]:
    """Long quotes alone, short ones two by two."""
    short = [q for q in quotes if len(q.text) < LONG]
    pairs = [short[i : i + PER_SLIDE] for i in range(0, len(short), PER_SLIDE)]
    return [*pairs, *([q] for q in quotes if len(q.text) >= LONG)]
