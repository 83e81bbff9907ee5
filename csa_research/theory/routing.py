"""The arrows' ways: where each leaves and meets a box, its curves across the gaps, and where its marks stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csa_research.records import Link
from csa_research.theory.ordering import Layers
from csa_research.theory.shapes import Point, polyline

STUB = 30.0  # straight piece at the start, under the link's id
TIP = 12.0  # straight piece at the end, for the arrowhead
PORT = 15.0  # least distance of two arrows at one box
CLEAR = 17.0  # least distance of a mark from other marks


@dataclass(frozen=True, slots=True)
class Frame:
    """Where columns and items stand."""

    left: tuple[float, ...]  # of each column
    box_width: float
    middle: Mapping[str, float]  # of each item
    size: Mapping[str, float]
    place: Mapping[str, int]  # column of each item


@dataclass(frozen=True, slots=True)
class Route:
    points: tuple[Point, ...]
    name_at: Point
    name_anchor: str
    stub: Point  # the end of the piece that carries the id


def routes(links: Sequence[Link], given: Layers, frame: Frame) -> dict[str, Route]:
    """Each link's way from its source to its target."""
    ports = _ports(links, given, frame)
    made: dict[str, Route] = {}
    for link in links:
        way = given.ways[link.id]
        start, end = ports[link.id, link.source], ports[link.id, link.target]
        if frame.place[link.source] == frame.place[link.target]:
            made[link.id] = _side(start, end)
        else:
            made[link.id] = _across(way if way[0] == link.source else way[::-1], start, end, frame)
    return made


def _ports(links: Sequence[Link], given: Layers, frame: Frame) -> dict[tuple[str, str], Point]:
    """Where each link touches each of its boxes, spread over the side in the order in which the arrows leave."""
    sides: dict[tuple[str, bool], list[tuple[float, str]]] = {}
    for link in links:
        way = given.ways[link.id]
        for node, other in ((way[0], way[1]), (way[-1], way[-2])):
            same = frame.place[node] == frame.place[other]
            right = same or frame.place[other] > frame.place[node]
            away = frame.middle[other] - frame.middle[node]
            sides.setdefault((node, right), []).append((away * 1000 if same else frame.middle[other], link.id))
    ports: dict[tuple[str, str], Point] = {}
    for (node, right), arrows in sides.items():
        x = frame.left[frame.place[node]] + (frame.box_width if right else 0.0)
        step = min(26.0, (frame.size[node] - 16) / max(1, len(arrows) - 1))
        for i, (_, link_id) in enumerate(sorted(arrows)):
            ports[link_id, node] = (x, frame.middle[node] + (i - (len(arrows) - 1) / 2) * step)
    return ports


def _across(way: tuple[str, ...], start: Point, end: Point, frame: Frame) -> Route:
    ahead = 1.0 if frame.place[way[-1]] > frame.place[way[0]] else -1.0
    stub = (start[0] + ahead * STUB, start[1])
    points: list[Point] = [start, *_curve(start, stub)]
    for lane in way[1:-1]:
        x = frame.left[frame.place[lane]]
        first, last = (x, x + frame.box_width)[:: int(ahead)]
        points += _curve(points[-1], (first, frame.middle[lane]))
        points += _curve(points[-1], (last, frame.middle[lane]))
    points += _curve(points[-1], (end[0] - ahead * TIP, end[1]))
    points += _curve(points[-1], end)
    return Route(tuple(points), (start[0] + ahead * 4, start[1] - 4), "start" if ahead > 0 else "end", stub)


def _side(start: Point, end: Point) -> Route:
    """A link inside a column bows out to the right and comes back."""
    out = max(start[0], end[0]) + STUB + 10
    stub = (start[0] + STUB - 4, start[1])
    back = (end[0] + TIP, end[1])
    bow: tuple[Point, ...] = ((out + 6, start[1]), (out + 6, end[1]), back)
    points = (start, *_curve(start, stub), *bow, *_curve(back, end))
    return Route(points, (start[0] + 4, start[1] - 4), "start", stub)


def _curve(a: Point, b: Point) -> tuple[Point, Point, Point]:
    half = (b[0] - a[0]) * 0.5
    return (a[0] + half, a[1]), (b[0] - half, b[1]), b


def marks(wanted: Sequence[str], found: Mapping[str, Route]) -> dict[str, Point]:
    """A place on each wanted link for its number, as far as can be from other links and from earlier marks."""
    lines = {link: polyline(route.points) for link, route in found.items()}
    placed: dict[str, Point] = {}
    for link in wanted:
        others = [p for other, line in lines.items() if other != link for p in line]
        choices = lines[link][13:-13] or lines[link]

        def room(point: Point, others: Sequence[Point] = others) -> float:
            near_line = min((_distance(point, p) for p in others), default=CLEAR)
            near_mark = min((_distance(point, p) for p in placed.values()), default=CLEAR)
            return min(near_line, 10.0) + min(near_mark, CLEAR) * 2

        placed[link] = max(choices, key=room)
    return placed


def _distance(a: Point, b: Point) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)
