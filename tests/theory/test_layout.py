from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.records import Theory
from csa_research.theory.drawing import svg
from csa_research.theory.evidence import link_evidence, node_evidence
from csa_research.theory.layout import layout
from csa_research.theory.model import parse_theory
from csa_research.theory.shapes import Drawing, polyline
from csa_research.theory.text_width import text_width

from .tiny import CODEBOOK, GROUPS, TURNS, YAML, coding, theory

CODINGS = (
    coding("G1", 1, "OR01", "barrier", "need"),
    coding("G2", 1, "OR01", "enabler", "mechanism"),
    coding("G2", 2, "OR01", "barrier", "counter"),
    coding("G1", 3, "TM01", "barrier", "need"),
)


def drawn(of: Theory, **options: int) -> Drawing:
    nodes = node_evidence(of, CODINGS, TURNS, GROUPS)
    return layout(of, nodes, link_evidence(of, CODINGS, TURNS, GROUPS, ()), **options)


@pytest.fixture(scope="module")
def full() -> tuple[Theory, Drawing]:
    folder = Path(__file__).parents[2] / "codebook"
    codebook = parse_codebook((folder / "codebook.yaml").read_text(encoding="utf-8"), "codebook.yaml")
    text = (folder / "theory_of_change.yaml").read_text(encoding="utf-8")
    made = parse_theory(text, "theory_of_change.yaml", codebook)
    return made, drawn(made)


def test_every_node_and_link_is_drawn_once(full: tuple[Theory, Drawing]) -> None:
    made, drawing = full
    assert [box.node for box in drawing.boxes] == [node.id for node in made.nodes]
    assert [arrow.link for arrow in drawing.arrows] == [link.id for link in made.links]


def test_boxes_lie_on_the_page_and_apart(full: tuple[Theory, Drawing]) -> None:
    _, drawing = full
    for box in drawing.boxes:
        assert 0 <= box.x <= box.x + box.width <= drawing.width
        assert 90 <= box.y <= box.y + box.height <= drawing.legend_y
    for a, b in combinations(drawing.boxes, 2):
        apart = a.x + a.width < b.x or b.x + b.width < a.x or a.y + a.height < b.y or b.y + b.height < a.y
        assert apart, (a.node, b.node)


def test_no_arrow_runs_through_a_box(full: tuple[Theory, Drawing]) -> None:
    _, drawing = full
    for arrow in drawing.arrows:
        for x, y in polyline(arrow.points, steps=40)[1:-1]:
            for box in drawing.boxes:
                inside = box.x + 0.5 < x < box.x + box.width - 0.5 and box.y + 0.5 < y < box.y + box.height - 0.5
                assert not inside, (arrow.link, box.node)


def test_an_arrow_starts_and_ends_at_its_boxes(full: tuple[Theory, Drawing]) -> None:
    made, drawing = full
    boxes = {box.node: box for box in drawing.boxes}
    for link, arrow in zip(made.links, drawing.arrows, strict=True):
        for node, (x, y) in ((link.source, arrow.points[0]), (link.target, arrow.points[-1])):
            box = boxes[node]
            assert min(abs(x - box.x), abs(x - box.x - box.width)) < 0.01
            assert box.y < y < box.y + box.height


def test_ids_of_links_and_marks_do_not_lie_on_each_other(full: tuple[Theory, Drawing]) -> None:
    _, drawing = full
    names = [arrow.name_at for arrow in drawing.arrows]
    assert all(abs(a[1] - b[1]) >= 9 or abs(a[0] - b[0]) >= 22 for a, b in combinations(names, 2))


def test_the_words_fit_their_boxes(full: tuple[Theory, Drawing]) -> None:
    _, drawing = full
    for box in drawing.boxes:
        assert all(text_width(line, 13, bold=True) <= box.width - 16 for line in box.lines)
        assert all(text_width(line, 10.5) <= box.width - 8 for line in box.counts)


def test_the_same_theory_is_drawn_the_same(full: tuple[Theory, Drawing]) -> None:
    assert drawn(full[0]) == full[1]


def test_evidence_shows_in_the_arrows() -> None:
    arrows = {arrow.link: arrow for arrow in drawn(theory()).arrows}
    assert (arrows["L1"].strong, arrows["L1"].dashed, arrows["L1"].counter) == (True, False, "1")
    assert (arrows["L2"].strong, arrows["L2"].dashed, arrows["L2"].counter) == (False, False, "")
    assert arrows["L4"].dashed
    assert arrows["L1"].width > arrows["L4"].width


def test_small_counts_are_withheld_where_the_drawing_leaves_the_team() -> None:
    drawing = drawn(theory(), min_cell=5)
    assert drawing.boxes[0].counts == ("counts withheld",)
    assert next(a for a in drawing.arrows if a.link == "L1").counter == "–"


def test_a_full_column_makes_the_page_longer() -> None:
    extra = "".join(f"  - {{id: B{i}, type: activity, label: One of many things to do}}\n" for i in range(18))
    ways = "".join(f"  - {{id: M{i}, from: B{i}, to: P1, why: It helps.}}\n" for i in range(18))
    text = YAML.replace("links:\n", extra + "links:\n", 1).replace("assumptions:\n  - {", ways + "assumptions:\n  - {", 1)
    drawing = drawn(parse_theory(text, "t", CODEBOOK))
    assert drawing.height > 1123
    assert max(box.y + box.height for box in drawing.boxes) <= drawing.legend_y


def test_the_svg_is_sound_accessible_and_closed() -> None:
    text = svg(drawn(theory()))
    root = fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "What helps people to ask?"
    assert "Time makes learning possible." in root.find(f"{space}desc").text
    assert root.get("role") == "img"
    assert "sans-serif" in root.get("font-family")
    assert "href" not in text
    assert "<script" not in text


def test_the_stamp_stands_on_the_drawing() -> None:
    of = theory()
    assert ">SYNTHETIC<" in svg(layout(of, (), (), stamp="SYNTHETIC"))
    assert "SYNTHETIC" not in svg(layout(of, (), ()))


def test_hostile_words_stay_words() -> None:
    hostile = YAML.replace("label: Time and place", 'label: "<script>x</script> & \\" \\x07"')
    text = svg(drawn(parse_theory(hostile, "t", CODEBOOK)))
    fromstring(text)
    assert "<script" not in text
    assert "\x07" not in text
