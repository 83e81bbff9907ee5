"""The drawing of the theory as PNG: the coordinates, strokes and words of its SVG, by matplotlib."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from csa_research.export.pictures.plotting import INK, STYLE, png

if TYPE_CHECKING:
    from csa_research.theory.shapes import Arrow, Box, Drawing, Point

PALE, GREY = "#f3f3f3", "#7d7d7d"
INCH = 96.0  # units of the drawing
POINTS = 72 / INCH
FONTS = ("Arial", "Liberation Sans", "DejaVu Sans")
WIDER = 0.9  # the last is wider than the layout, which counts on Arial


def theory_png(drawing: Drawing) -> bytes:
    """The drawing as PNG at 150 dots to the inch of its A3 page."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context({**STYLE, "font.sans-serif": _installed(FONTS)}):
        figure = Figure(figsize=(drawing.width / INCH, drawing.height / INCH))
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, drawing.width)
        axes.set_ylim(drawing.height, 0)
        _head(axes, drawing)
        for arrow in sorted(drawing.arrows, key=lambda a: (a.strong, a.width)):
            _arrow(axes, arrow)
        for arrow in drawing.arrows:
            _text(axes, arrow.name_at, arrow.link, 9, ha="left" if arrow.name_anchor == "start" else "right", halo=True, z=4)
        for box in drawing.boxes:
            _box(axes, box)
        for arrow in drawing.arrows:
            if arrow.counter:
                _mark(axes, arrow.mark, str(arrow.counter))
        _legend(axes, drawing)
        return png(figure, dpi=150)


def _installed(families: Iterable[str]) -> list[str]:
    """Those of the font families that this machine has; matplotlib brings the last."""
    from matplotlib.font_manager import fontManager

    have = {font.name for font in fontManager.ttflist}
    return [family for family in families if family in have]


def _text(
    axes: Any, at: Point, text: str, size: float, *, ha: str = "left", bold: bool = False, halo: bool = False, z: float = 6
) -> None:
    import matplotlib
    from matplotlib.patheffects import withStroke

    effects = [withStroke(linewidth=2, foreground="white")] if halo else None
    weight = "bold" if bold else "normal"
    narrow = WIDER if matplotlib.rcParams["font.sans-serif"][0] == FONTS[-1] else 1
    axes.text(
        *at, text, fontsize=size * POINTS * narrow, ha=ha, va="baseline", weight=weight, color=INK, zorder=z, path_effects=effects,
        parse_math=False,
    )  # fmt: skip


def _rounded(axes: Any, at: Point, width: float, height: float, radius: float, **look: Any) -> None:
    from matplotlib.patches import FancyBboxPatch

    style = f"round,pad=0,rounding_size={radius}"
    axes.add_patch(FancyBboxPatch(at, width, height, boxstyle=style, **look))


def _head(axes: Any, drawing: Drawing) -> None:
    for i, line in enumerate(drawing.title):
        _text(axes, (22, 36 + 24 * i), line, 20, bold=True)
    y = 36 + 24 * len(drawing.title)
    for column in drawing.columns:
        at = (column.x - column.width / 2 - 8, y - 6)
        _rounded(axes, at, column.width + 16, drawing.legend_y - y - 10, 6, facecolor=PALE, edgecolor="none", zorder=1)
        _text(axes, (column.x, y + 11), column.text, 13, ha="center", bold=True)
        if column.note:
            _text(axes, (column.x, y + 25), column.note, 10.5, ha="center")


def _box(axes: Any, box: Box) -> None:
    from csa_research.theory.shapes import COUNT, COUNT_LINE, LABEL, LABEL_LINE, PAD

    look = {"facecolor": "white", "edgecolor": INK, "linewidth": (2.6 if box.kind == "impact" else 1.3) * POINTS, "zorder": 5}
    _rounded(axes, (box.x, box.y), box.width, box.height, 5, **look)
    y = box.y + (box.height - LABEL_LINE * len(box.lines) - COUNT_LINE * len(box.counts)) / 2
    for line in box.lines:
        y += LABEL_LINE
        _text(axes, (box.x + PAD, y - 4), line, LABEL, bold=True)
    for line in box.counts:
        y += COUNT_LINE
        _text(axes, (box.x + PAD, y - 2.5), line, COUNT)


def _arrow(axes: Any, arrow: Arrow) -> None:
    head = 6.0 + 1.2 * arrow.width
    tip, before = arrow.points[-1], arrow.points[-4]
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    neck = (tip[0] - head * 0.8 * along[0], tip[1] - head * 0.8 * along[1])
    back = (tip[0] - head * along[0], tip[1] - head * along[1])
    wing = (head * 0.5 * across[0], head * 0.5 * across[1])
    ink = INK if arrow.strong else GREY
    way = (*arrow.points[:-1], neck)
    _curve(axes, way, "white", arrow.width + 3, dashed=False, z=2 + (arrow.width / 100))
    _curve(axes, way, ink, arrow.width, dashed=arrow.dashed, z=2 + (arrow.width / 100))
    corners = (tip, (back[0] + wing[0], back[1] + wing[1]), (back[0] - wing[0], back[1] - wing[1]))
    _polygon(axes, corners, facecolor=ink, edgecolor="none", zorder=3)


def _curve(axes: Any, points: Sequence[Point], colour: str, width: float, *, dashed: bool, z: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    codes = [Path.MOVETO, *[Path.CURVE4] * (len(points) - 1)]
    dash = (0, (7 / max(width, 0.1), 5 / max(width, 0.1))) if dashed else "solid"
    look = {"facecolor": "none", "edgecolor": colour, "linewidth": width * POINTS, "linestyle": dash, "capstyle": "butt"}
    axes.add_patch(PathPatch(Path(list(points), codes), zorder=z, **look))


def _polygon(axes: Any, corners: Sequence[Point], **look: Any) -> None:
    from matplotlib.patches import Polygon

    axes.add_patch(Polygon(list(corners), closed=True, **look))


def _mark(axes: Any, at: Point, text: str) -> None:
    x, y = at
    corners = ((x - 10, y), (x, y - 10), (x + 10, y), (x, y + 10))
    _polygon(axes, corners, facecolor="white", edgecolor=INK, linewidth=1.5 * POINTS, zorder=7)
    _text(axes, (x, y + 3.4), text, 9.5, ha="center", bold=True, z=8)


def _legend(axes: Any, drawing: Drawing) -> None:
    samples = (
        (INK, 3.4, False, "somebody has seen it work; thicker: more groups"),
        (GREY, 3.4, False, "the need is shown, the effect is not"),
        (GREY, 1.2, True, "no evidence"),
    )
    x, y = 22.0, drawing.legend_y
    for ink, width, dashed, text in samples:
        _curve(axes, ((x, y), (x + 15, y), (x + 30, y), (x + 44, y)), ink, width, dashed=dashed, z=6)
        _text(axes, (x + 52, y + 4), text, 11)
        x += 80 + 6.6 * len(text)
    _mark(axes, (x + 10, y), "n")
    _text(axes, (x + 28, y + 4), "groups that hold counter evidence: read first", 11)
    for i, line in enumerate(drawing.notes):
        _text(axes, (22, y + 24 + 15 * i), line, 10.5)
