"""Slides that can be read from the back of a room: a band with theme and direction, large quotes, notes for the speaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csa_research.export.text import carried

WIDTH, HEIGHT, EDGE = 33.87, 19.05, 2.0  # centimetres, 16 to 9
INK, BAND = "1A1A1A", "1F3A5F"
FONT = "Calibri"


class Deck:
    """A presentation being written; every slide of it bears the stamp."""

    def __init__(self, presentation: Any, stamp: str) -> None:
        from pptx.util import Cm

        self.presentation, self.stamp = presentation, stamp
        presentation.slide_width, presentation.slide_height = Cm(WIDTH), Cm(HEIGHT)

    def title(self, title: str, question: str, note: str) -> None:
        """Nothing; the deck then has a first slide."""
        slide = self._slide(note)
        _band(slide, 0, HEIGHT * 0.62, BAND)
        _text(slide, title, top=2.6, height=5.2, size=40, bold=True, colour="FFFFFF", anchor="bottom")
        _text(slide, question, top=8.2, height=3.0, size=24, colour="FFFFFF")
        _text(slide, note, top=12.6, height=3.6, size=20)

    def quotes(self, theme: str, direction: str, colour: str, quotes: Sequence[tuple[str, str]], note: str) -> None:
        """Nothing; the deck then has a slide with one or two (words, agency)."""
        slide = self._slide(note)
        _band(slide, 0, 2.9, BAND)
        _text(slide, theme, top=0.35, height=2.2, size=30, bold=True, colour="FFFFFF", anchor="middle")
        _text(slide, direction, top=3.2, height=1.5, size=24, bold=True, colour=colour, anchor="middle")
        height = (HEIGHT - 6.4) / len(quotes)
        for i, (words, agency) in enumerate(quotes):
            top = 5.0 + i * height
            _bar(slide, top + 0.2, height - 0.7, colour)
            size = _size(words, alone=len(quotes) == 1)
            _text(slide, f"“{words}”", top=top, height=height - 1.7, size=size, left=EDGE + 0.7, anchor="middle")
            _text(slide, agency, top=top + height - 1.8, height=1.2, size=20, bold=True, left=EDGE + 0.7)

    def points(self, heading: str, points: Sequence[str], note: str) -> None:
        """Nothing; the deck then has a slide with a list."""
        slide = self._slide(note)
        _band(slide, 0, 2.9, BAND)
        _text(slide, heading, top=0.35, height=2.2, size=30, bold=True, colour="FFFFFF", anchor="middle")
        _text(slide, "\n".join(f"• {point}" for point in points), top=3.8, height=13.0, size=22, space=10)

    def _slide(self, note: str) -> Any:
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[6])
        slide.notes_slide.notes_text_frame.text = carried(note)
        if self.stamp:
            _text(slide, self.stamp, top=HEIGHT - 1.3, height=1.0, size=14, colour="5F5F5F")
        return slide


def _size(words: str, *, alone: bool) -> int:
    """Points: as large as the room allows, never under 20."""
    steps = ((90, 40), (170, 34), (260, 30), (10_000, 26)) if alone else ((90, 28), (170, 24), (10_000, 22))
    return next(size for most, size in steps if len(words) <= most)


def _band(slide: Any, top: float, height: float, colour: str) -> None:
    _filled(slide, 0, top, WIDTH, height, colour)


def _bar(slide: Any, top: float, height: float, colour: str) -> None:
    _filled(slide, EDGE, top, 0.2, height, colour)


def _filled(slide: Any, left: float, top: float, width: float, height: float, colour: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Cm

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(left), Cm(top), Cm(width), Cm(height))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False


def _text(
    slide: Any,
    text: str,
    *,
    top: float,
    height: float,
    size: int,
    left: float = EDGE,
    bold: bool = False,
    colour: str = INK,
    anchor: str = "top",
    space: int = 0,
) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Cm, Pt

    frame = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(WIDTH - left - EDGE), Cm(height)).text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR[anchor.upper()]
    for i, line in enumerate(carried(text).split("\n")):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(space)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = RGBColor.from_string(colour)
