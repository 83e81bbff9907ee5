"""The theory of change laid out on A3 landscape: columns from inputs to impact, every link an arrow. Deterministic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csa_research.findings.counts import NOTHING
from csa_research.findings.disclosure import WITHHELD
from csa_research.records import Count, Link, LinkEvidence, Node, NodeEvidence, Theory
from csa_research.theory.logic_model import TITLES
from csa_research.theory.model import NODE_TYPES
from csa_research.theory.ordering import Layers, layers, order
from csa_research.theory.placing import heights
from csa_research.theory.routing import PORT, Frame, Route, marks, routes
from csa_research.theory.shapes import COUNT, COUNT_LINE, LABEL, LABEL_LINE, PAD, Arrow, Box, ColumnTitle, Drawing
from csa_research.theory.text_width import text_width, wrap

__all__ = ["Drawing", "layout"]

WIDTH, HEIGHT = 1587.0, 1123.0  # A3 landscape at 96 to the inch
MARGIN, GAP = 22.0, 88.0
TITLE_LINE = 24.0
LANE, BETWEEN, FAR = 12.0, 16.0, 44.0  # a lane's height; least and most room between items
FOOT = 92.0
NOTES = (
    "Counts describe what was said in the groups, not how common an experience is. Views in focus groups are evidence of "
    "belief and mechanism, not proof of contribution.",
    "A dashed link has no evidence: nobody was asked, or nobody spoke to it. That is not the same as no barrier.",
)


def layout(
    theory: Theory,
    node_evidence: Sequence[NodeEvidence],
    link_evidence: Sequence[LinkEvidence],
    *,
    min_cell: int = 0,
    stamp: str = "",
) -> Drawing:
    """The drawing of the theory with its evidence. The page grows downwards when a column needs more room.

    For a drawing that leaves the team give `min_cell`: counts that rest on fewer people are then withheld.
    """
    kinds = [kind for kind in NODE_TYPES if any(node.type == kind for node in theory.nodes)]
    given = order(layers([[n.id for n in theory.nodes if n.type == kind] for kind in kinds], theory.links))
    box_width = (WIDTH - 2 * MARGIN - GAP * (len(kinds) - 1)) / len(kinds) if len(kinds) > 3 else 220.0
    left = tuple(MARGIN + i * (box_width + GAP) for i in range(len(kinds)))
    title = wrap(theory.question, WIDTH - 2 * MARGIN - text_width(stamp, 15, bold=True) - 20, 20, bold=True)
    top = 26 + TITLE_LINE * len(title) + 46
    boxes = _sizes(theory, given, node_evidence, box_width, min_cell)
    size = {**{lane: LANE for column in given.columns for lane in column if "#" in lane}, **{n: b.height for n, b in boxes.items()}}
    bottom = max(HEIGHT - FOOT, top + max(sum(size[i] + BETWEEN for i in column) for column in given.columns))
    between = min(FAR, min((bottom - top - sum(size[i] for i in column)) / len(column) for column in given.columns))
    frame = Frame(left, box_width, heights(given, size, between, top, bottom), size, given.column_of())
    found = routes(theory.links, given, frame)
    return Drawing(
        title=title,
        description=f"{len(theory.nodes)} nodes in {len(kinds)} columns, inputs to impact, joined by {len(theory.links)} links.",
        width=WIDTH,
        height=bottom + FOOT,
        columns=tuple(_column(theory, kind, x + box_width / 2, box_width) for kind, x in zip(kinds, left, strict=True)),
        boxes=tuple(_placed(boxes[node.id], frame) for node in theory.nodes),
        arrows=_arrows(theory, link_evidence, found, min_cell),
        legend_y=bottom + 30,
        notes=NOTES,
        stamp=stamp,
    )


def _sizes(theory: Theory, given: Layers, node_evidence: Sequence[NodeEvidence], width: float, min_cell: int) -> dict[str, Box]:
    """Each node's box, still at no place: as high as its text and its arrows need."""
    counts = {each.node: each.count for each in node_evidence}
    boxes: dict[str, Box] = {}
    for node in theory.nodes:
        lines = wrap(f"{node.id}  {node.label}", width - 2 * PAD, LABEL, bold=True)
        said = tuple(
            part for line in _said(counts.get(node.id, NOTHING), node, min_cell) for part in wrap(line, width - 2 * PAD + 4, COUNT)
        )
        busiest = max(sum(1 for link in theory.links if _touches(link, node.id, given, right)) for right in (False, True))
        height = max(2 * PAD + LABEL_LINE * len(lines) + COUNT_LINE * len(said) + 2, PORT * busiest + PAD)
        boxes[node.id] = Box(node.id, node.type, 0, 0, width, height, lines, said, node.label)
    return boxes


def _touches(link: Link, node: str, given: Layers, right: bool) -> bool:
    if node not in (link.source, link.target):
        return False
    place = given.column_of()
    other = link.target if link.source == node else link.source
    return (place[other] >= place[node]) == right


def _said(count: Count, node: Node, min_cell: int) -> tuple[str, ...]:
    if not node.evidence_codes:
        return ("not coded in the groups",)
    if count.participants < min_cell:
        return (f"counts {WITHHELD}",)
    if not count.citations:
        return ("nothing coded",)
    return (
        f"{_many(count.groups, 'group')}, {_many(count.agencies, 'agency', 'agencies')}",
        f"{_many(count.participants, 'person', 'people')}, {_many(count.citations, 'citation')}",
    )


def _number(count: Count, min_cell: int) -> str:
    """The groups with counter evidence as the lozenge shows them: a stroke where the number is withheld."""
    if not count.groups:
        return ""
    return str(count.groups) if count.participants >= min_cell else "–"


def _many(n: int, one: str, more: str = "") -> str:
    return f"{n} {one if n == 1 else more or one + 's'}"


def _placed(box: Box, frame: Frame) -> Box:
    x = frame.left[frame.place[box.node]]
    return Box(
        box.node, box.kind, x, frame.middle[box.node] - box.height / 2, box.width, box.height, box.lines, box.counts, box.label
    )  # fmt: skip


def _column(theory: Theory, kind: str, x: float, width: float) -> ColumnTitle:
    horizon = next((node.horizon for node in theory.nodes if node.type == kind and node.horizon), "")
    return ColumnTitle(TITLES[kind], x, width, horizon)


def _arrows(theory: Theory, evidence: Sequence[LinkEvidence], found: Mapping[str, Route], min_cell: int) -> tuple[Arrow, ...]:
    by_link = {each.link: each for each in evidence}
    numbers = {link: _number(each.counter, min_cell) for link, each in by_link.items() if link in found}
    spots = marks([link.id for link in theory.links if numbers.get(link.id)], found)
    labels = {node.id: node.label for node in theory.nodes}
    arrows: list[Arrow] = []
    for link in theory.links:
        each = by_link.get(link.id)
        groups = max(each.need.groups, each.mechanism.groups, each.counter.groups) if each else 0
        silent = each is None or all(state in ("silent", "not asked") for _, state, _ in each.sources)
        route = found[link.id]
        arrows.append(
            Arrow(
                link=link.id,
                points=route.points,
                width=1.2 + min(3.6, 0.26 * groups),
                dashed=silent and not groups,
                strong=bool(each and each.mechanism.groups),
                counter=numbers.get(link.id, ""),
                mark=spots.get(link.id, route.stub),
                name_at=route.name_at,
                name_anchor=route.name_anchor,
                title=f"{link.id}: {labels[link.source]} to {labels[link.target]}. {link.why}",
            )
        )
    return tuple(arrows)
