from __future__ import annotations

from csa_research.records import LinkEvidence
from csa_research.theory.evidence import evidence_without_link, link_evidence, links_without_evidence, node_evidence

from .tiny import GROUPS, TURNS, coding, row, theory

CODINGS = (
    coding("G1", 1, "OR01", "barrier", "need"),
    coding("G1", 2, "OR01", "mixed", "mechanism"),
    coding("G2", 1, "OR01", "enabler", "mechanism"),
    coding("G2", 2, "OR01", "barrier", "counter"),
    coding("G3", 1, "OR01", "enabler", "need"),  # no link lists it
    coding("G3", 2, "OR01", "neutral", "none"),
)


def links(*rows: object) -> dict[str, LinkEvidence]:
    return {e.link: e for e in link_evidence(theory(), CODINGS, TURNS, GROUPS, rows)}  # type: ignore[arg-type]


def test_a_coding_counts_under_the_role_that_its_coder_gave_and_the_link_lists() -> None:
    found = links()["L1"]
    assert (found.need.citations, found.mechanism.citations, found.counter.citations) == (1, 2, 1)
    assert found.need.quote_ids == ("G1.1.0-7",)
    assert (found.mechanism.groups, found.mechanism.agencies) == (2, 2)


def test_a_barrier_that_is_need_is_no_counter_evidence() -> None:
    found = link_evidence(theory(), [coding("G1", 1, "OR01", "barrier", "need")], TURNS, GROUPS, ())[0]
    assert (found.need.citations, found.counter.citations) == (1, 0)


def test_a_node_counts_its_codes_whatever_polarity_or_role() -> None:
    found = {e.node: e for e in node_evidence(theory(), CODINGS, TURNS, GROUPS)}
    node = found["A1"]
    assert (node.count.citations, node.enabler, node.barrier, node.mixed) == (6, 2, 2, 1)
    assert [(agency, count.citations) for agency, count in node.by_agency] == [("social_care", 2), ("health", 2), ("police", 2)]
    assert node.report == ("T1",)
    assert found["P1"].count.citations == 0


def test_counter_evidence_is_the_first_gap_and_need_alone_is_said_to_be_need_alone() -> None:
    assert "counter evidence" in links()["L1"].gaps[0]
    only_need = link_evidence(theory(), [coding("G1", 1, "OR01", "barrier", "need")], TURNS, GROUPS, ())[0]
    assert any("show the need, and not that the link works" in gap for gap in only_need.gaps)


def test_agencies_that_were_not_asked_are_named() -> None:
    assert links()["L1"].agencies_not_asked == ()
    assert links()["L5"].agencies_not_asked == ("social_care", "health", "police", "probation", "voluntary_sector")


def test_links_with_no_evidence_and_evidence_with_no_link() -> None:
    made = link_evidence(theory(), CODINGS, TURNS, GROUPS, [row("audit_findings", "AD1", polarity="barrier", code_ids="OR01")])
    assert links_without_evidence(made) == ("L2", "L3", "L4", "L5", "L6")
    assert [(c.group, c.polarity) for c in evidence_without_link(theory(), CODINGS)] == [("G3", "enabler")]
