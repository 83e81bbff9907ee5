"""What a drawing of the theory is made of: boxes, arrows, titles, legend. Units are CSS pixels, 96 to the inch."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
LABEL, COUNT = 13.0, 10.5  # font sizes in a box
LABEL_LINE, COUNT_LINE, PAD = 16.0, 13.0, 8.0


@dataclass(frozen=True, slots=True)
class Box:
    """One node. `x` and `y` are its upper left corner."""

    node: str
    kind: str  # Node.type
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]  # the label, wrapped, the node's id first
    counts: tuple[str, ...]  # the four counts in words
    label: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """One link as cubic Bézier pieces: start, then (control, control, end) a piece. The last point is the arrow's tip."""

    link: str
    points: tuple[Point, ...]
    width: float  # by the most groups that speak to it in one role
    dashed: bool  # no source says anything of it
    strong: bool  # somebody has seen it work; else the need only
    counter: str  # number of groups that hold counter evidence as it may be shown, "" = none
    mark: Point  # where the number of these groups stands
    name_at: Point  # where the link's id stands
    name_anchor: str  # "start" or "end", as in SVG
    title: str  # from, to and why


@dataclass(frozen=True, slots=True)
class ColumnTitle:
    text: str
    x: float  # middle
    width: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture, without a position left to decide."""

    title: tuple[str, ...]
    description: str
    width: float
    height: float
    columns: tuple[ColumnTitle, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    legend_y: float
    notes: tuple[str, ...]
    stamp: str = ""  # what every output must say: SYNTHETIC, UNREVIEWED, both or nothing


def polyline(points: tuple[Point, ...], *, steps: int = 12) -> tuple[Point, ...]:
    """Points along Bézier pieces, `steps` a piece, for programs that draw straight lines only."""
    out: list[Point] = [points[0]]
    for i in range(0, len(points) - 1, 3):
        a, b, c, d = points[i : i + 4]
        for k in range(1, steps + 1):
            t = k / steps
            u = 1 - t
            x, y = (u**3 * a[n] + 3 * u * u * t * b[n] + 3 * u * t * t * c[n] + t**3 * d[n] for n in (0, 1))
            out.append((x, y))
    return tuple(out)
