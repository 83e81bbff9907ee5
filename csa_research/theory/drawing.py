"""A drawing as SVG text: readable in greyscale, with a title and a description for those who do not see it."""

from __future__ import annotations

import math
import re
from xml.sax.saxutils import escape

from csa_research.theory.shapes import COUNT, COUNT_LINE, LABEL, LABEL_LINE, PAD, Arrow, Box, Drawing, Point

FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
INK, SOFT, PALE = "#1a1a1a", "#7d7d7d", "#f3f3f3"
DASH = "7 5"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(drawing: Drawing) -> str:
    """The drawing as one SVG document, A3 wide, with no script, no style sheet and nothing from outside."""
    title = " ".join(drawing.title) or "Theory of change"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="420mm" height="{drawing.height / drawing.width * 420:.1f}mm" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" aria-labelledby="toc-title toc-desc" '
        f'font-family="{FONTS}">',
        f'<title id="toc-title">{_safe(title)}</title>',
        f'<desc id="toc-desc">{_safe(_description(drawing))}</desc>',
        f'<rect width="{drawing.width:g}" height="{drawing.height:g}" fill="#ffffff"/>',
        *_head(drawing),
        *(_arrow(arrow) for arrow in sorted(drawing.arrows, key=lambda a: (a.strong, a.width))),
        *(_name(arrow) for arrow in drawing.arrows),
        *(_box(box) for box in drawing.boxes),
        *(_mark(arrow.mark, arrow.counter) for arrow in drawing.arrows if arrow.counter),
        *_legend(drawing),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _safe(text: str) -> str:
    return escape(_NOT_XML.sub("", text), {'"': "&quot;"})


def _description(drawing: Drawing) -> str:
    links = " ".join(arrow.title for arrow in drawing.arrows)
    return f"{drawing.description} {links}"


def _text(x: float, y: float, size: float, text: str, extra: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{INK}"{extra}>{_safe(text)}</text>'


def _head(drawing: Drawing) -> list[str]:
    parts = [_text(22, 36 + 24 * i, 20, line, ' font-weight="bold"') for i, line in enumerate(drawing.title)]
    if drawing.stamp:
        parts.append(_text(drawing.width - 22, 34, 15, drawing.stamp, ' font-weight="bold" text-anchor="end"'))
    y = 36 + 24 * len(drawing.title)
    for column in drawing.columns:
        x = column.x - column.width / 2 - 8
        parts.append(
            f'<rect x="{x:.1f}" y="{y - 6:.1f}" width="{column.width + 16:.1f}" '
            f'height="{drawing.legend_y - y - 10:.1f}" rx="6" fill="{PALE}"/>'
        )
        parts.append(_text(column.x, y + 11, 12, column.text, ' font-weight="bold" text-anchor="middle"'))
        if column.note:
            parts.append(_text(column.x, y + 25, 10.5, column.note, ' text-anchor="middle"'))
    return parts


def _box(box: Box) -> str:
    border = 2.6 if box.kind == "impact" else 1.3
    title = f"{box.node}: {box.label}. {'; '.join(box.counts)}"
    parts = [
        f"<g><title>{_safe(title)}</title>"
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="5" fill="#ffffff" '
        f'stroke="{INK}" stroke-width="{border}"/>'
    ]
    text = LABEL_LINE * len(box.lines) + COUNT_LINE * len(box.counts)
    y = box.y + (box.height - text) / 2
    for line in box.lines:
        y += LABEL_LINE
        parts.append(_text(box.x + PAD, y - 4, LABEL, line, ' font-weight="bold"'))
    for line in box.counts:
        y += COUNT_LINE
        parts.append(_text(box.x + PAD, y - 2.5, COUNT, line))
    return "".join(parts) + "</g>"


def _arrow(arrow: Arrow) -> str:
    head = 6.0 + 1.2 * arrow.width
    tip, before = arrow.points[-1], arrow.points[-4]
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    neck = (tip[0] - head * 0.8 * math.cos(angle), tip[1] - head * 0.8 * math.sin(angle))
    way = [*arrow.points[:-1], neck]
    path = f"M{_at(way[0])}" + "".join(f"C{_at(way[i])} {_at(way[i + 1])} {_at(way[i + 2])}" for i in range(1, len(way) - 2, 3))
    ink = INK if arrow.strong else SOFT
    dash = f' stroke-dasharray="{DASH}"' if arrow.dashed else ""
    back = (tip[0] - head * math.cos(angle), tip[1] - head * math.sin(angle))
    wing = (head * 0.5 * math.sin(angle), -head * 0.5 * math.cos(angle))
    corners = f"{_at((back[0] + wing[0], back[1] + wing[1]))} {_at((back[0] - wing[0], back[1] - wing[1]))}"
    return (
        f"<g><title>{_safe(arrow.title)}</title>"
        f'<path d="{path}" fill="none" stroke="#ffffff" stroke-width="{arrow.width + 3:.2f}"/>'
        f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{arrow.width:.2f}"{dash}/>'
        f'<polygon points="{_at(tip)} {corners}" fill="{ink}"/></g>'
    )


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"


def _name(arrow: Arrow) -> str:
    x, y = arrow.name_at
    halo = f' text-anchor="{arrow.name_anchor}" stroke="#ffffff" stroke-width="2.5" paint-order="stroke"'
    return _text(x, y, 9, arrow.link, halo)


def _mark(point: Point, text: str) -> str:
    """A number in a lozenge, which no other part of the drawing has."""
    x, y = point
    corners = f"{x - 10:.1f},{y:.1f} {x:.1f},{y - 10:.1f} {x + 10:.1f},{y:.1f} {x:.1f},{y + 10:.1f}"
    return f'<polygon points="{corners}" fill="#ffffff" stroke="{INK}" stroke-width="1.5"/>' + _text(
        x, y + 3.4, 9.5, text, ' text-anchor="middle" font-weight="bold"'
    )


def _legend(drawing: Drawing) -> list[str]:
    y = drawing.legend_y
    samples = (
        (INK, 3.4, "", "somebody has seen it work; thicker: more groups"),
        (SOFT, 3.4, "", "the need is shown, the effect is not"),
        (SOFT, 1.2, DASH, "no evidence"),
    )
    parts: list[str] = []
    x = 22.0
    for ink, width, dash, text in samples:
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(f'<line x1="{x:g}" y1="{y:g}" x2="{x + 44:g}" y2="{y:g}" stroke="{ink}" stroke-width="{width}"{dashes}/>')
        parts.append(_text(x + 52, y + 4, 11, text))
        x += 80 + 6.6 * len(text)
    parts.append(_mark((x + 10, y), "n"))
    parts.append(_text(x + 28, y + 4, 11, "groups that hold counter evidence: read first"))
    parts += [_text(22, y + 24 + 15 * i, 10.5, note) for i, note in enumerate(drawing.notes)]
    return parts
