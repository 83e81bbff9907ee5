"""The theory of change as SVG and as PNG, from one layout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import write_bytes, write_text
from csa_research.export.public import FEW, MIN_GROUPS

if TYPE_CHECKING:
    from csa_research.analysis import Analysis
    from csa_research.theory.shapes import Drawing


def theory_drawing(analysis: Analysis) -> Drawing:
    """The drawing of the study's theory; nodes that a single group spoke of say so without its numbers."""
    from csa_research.theory.layout import layout

    drawing = layout(analysis.theory, analysis.node_evidence, analysis.link_evidence)
    few = {e.node for e in analysis.node_evidence if 0 < e.count.groups < MIN_GROUPS}
    boxes = tuple(replace(box, counts=(FEW,)) if box.node in few else box for box in drawing.boxes)
    notes = (analysis.stamp, *drawing.notes) if analysis.stamp else drawing.notes
    return replace(drawing, boxes=boxes, notes=notes)


def theory_svg(analysis: Analysis) -> str:
    """The drawing as SVG text."""
    from csa_research.theory.drawing import svg

    return svg(theory_drawing(analysis))


def write_theory_drawing(folder: Path, analysis: Analysis) -> None:
    """The theory of change as theory_of_change.svg and .png. Raises CsaError when they cannot be written."""
    from csa_research.export.pictures.theory_png import theory_png

    write_text(folder / "theory_of_change.svg", theory_svg(analysis))
    write_bytes(folder / "theory_of_change.png", theory_png(theory_drawing(analysis)))
