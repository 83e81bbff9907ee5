from __future__ import annotations

from csa_research.theory.coverage import coverage

from .tiny import GROUPS, TURNS, coding, row, theory

CODINGS = (coding("G1", 1, "OR01", "barrier", "need"), coding("G2", 1, "OR01", "enabler", "mechanism"))
ROWS = (
    row("recommendations", "2", rec_id="2", summary="Assess needs", status="not_stated", code_ids="OR01", node_ids="A1"),
    row("recommendations", "4", rec_id="4", summary="Review risk", status="not_stated", code_ids="MA05", node_ids="A2"),
)


def test_a_recommendation_has_its_nodes_links_talk_and_sources() -> None:
    two, _ = coverage(theory(), CODINGS, TURNS, GROUPS, ROWS)
    assert (two.rec_id, two.summary, two.nodes, two.links) == ("2", "Assess needs", ("I1", "A1"), ("L1",))
    assert (two.count.citations, two.count.groups) == (2, 2)
    assert two.sources[0] == ("focus_group", "agree", "G2.1.0-7; G1.1.0-7")
    assert two.not_asked == ("police",)


def test_recommendation_four_is_not_asked() -> None:
    _, four = coverage(theory(), CODINGS, TURNS, GROUPS, ROWS)
    assert four.sources[0][:2] == ("focus_group", "not asked")
    assert four.not_asked == ("social_care", "health", "police", "probation", "voluntary_sector")


def test_without_the_table_the_theorys_numbers_serve() -> None:
    assert [c.rec_id for c in coverage(theory(), CODINGS, TURNS, GROUPS, ())] == ["2", "4"]
