"""The conference pack as PowerPoint: a title, how to read, then a theme a section with quotes by agency only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.export.public import conference_pack

if TYPE_CHECKING:
    from csa_research.analysis import Analysis
    from csa_research.findings.public_quotes import PublicQuote

PER_SLIDE = 2
PER_THEME = 6
_DIRECTIONS = {
    "enabler": "What helps",
    "barrier": "What gets in the way",
    "mixed": "Both at once",
    "neutral": "Said without direction",
}
NOTE = (
    "Candidate quotes: two different people check each for recognisability, risk and consent before it is shown. "
    "Attribution is the agency only; counts are left out on purpose."
)


def write_conference_pack(path: Path, analysis: Analysis) -> None:
    """conference_pack.pptx with the quotes whose groups consented to the conference."""
    from pptx import Presentation
    from pptx.util import Cm

    deck = Presentation()
    deck.slide_width, deck.slide_height = Cm(33.87), Cm(19.05)
    deck.core_properties.author = "csa_research"
    deck.core_properties.title = analysis.title
    _title(deck, analysis)
    for family in analysis.codebook.families:
        quotes = _of_family(analysis, family.id)
        for direction, heading in _DIRECTIONS.items():
            own = [q for q in quotes if q.polarities[:1] == (direction,)][:PER_THEME]
            for i in range(0, len(own), PER_SLIDE):
                _quotes(deck, family.name, heading, own[i : i + PER_SLIDE], analysis)
    deck.save(str(path))


def _of_family(analysis: Analysis, family: str) -> list[PublicQuote]:
    codes = {c.id for c in analysis.codebook.codes if c.family == family}
    return [q for q in conference_pack(analysis).quotes if q.codes and q.codes[0] in codes and 30 <= len(q.text) <= 420]


def _title(deck: Any, analysis: Analysis) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    _text(slide, analysis.title, top=5.5, height=3.0, size=38, bold=True)
    _text(slide, analysis.question or analysis.codebook.question, top=8.8, height=2.6, size=20)
    _text(slide, f"{analysis.stamp}\n{NOTE}".strip(), top=13.5, height=3.0, size=14)


def _quotes(deck: Any, theme: str, direction: str, quotes: list[PublicQuote], analysis: Analysis) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    _text(slide, theme, top=0.9, height=1.4, size=28, bold=True)
    _text(slide, direction, top=2.3, height=1.1, size=18)
    height = 12.6 / len(quotes)
    for i, quote in enumerate(quotes):
        size = 22 if len(quote.text) < 220 else 17
        agency = analysis.agencies.get(quote.agency, quote.agency)
        _text(slide, f"“{quote.text}”", top=4.0 + i * height, height=height - 1.4, size=size)
        _text(slide, f"{agency}   [{quote.id}]", top=4.0 + (i + 1) * height - 1.4, height=1.0, size=14, bold=True)
    if analysis.stamp:
        _text(slide, analysis.stamp, top=17.6, height=0.9, size=11)
    slide.notes_slide.notes_text_frame.text = f"{NOTE}\nQuote ids: {', '.join(q.id for q in quotes)}"


def _text(slide: Any, text: str, *, top: float, height: float, size: int, bold: bool = False) -> None:
    from pptx.util import Cm, Pt

    frame = slide.shapes.add_textbox(Cm(2), Cm(top), Cm(29.8), Cm(height)).text_frame
    frame.word_wrap = True
    for i, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size = Pt(size)
        run.font.bold = bold
        run.font.name = "Calibri"
