from __future__ import annotations

from csa_research.analysis import Analysis
from csa_research.export.tabular import theory_frames
from csa_research.findings.counts import count, places
from csa_research.records import Count


def test_four_counts_in_words() -> None:
    assert theory_frames.four(Count(0, 0, 0, 0)) == "none"
    assert theory_frames.four(Count(3, 2, 1, 1)) == "3 citations, 2 people, 1 group, 1 agency"
    assert theory_frames.four(Count(1, 1, 1, 1)) == "1 citation, 1 person, 1 group, 1 agency"


def test_every_link_and_node_has_a_row(tiny: Analysis) -> None:
    assert theory_frames.links(tiny)["Link"].tolist() == [link.id for link in tiny.theory.links]
    assert theory_frames.nodes(tiny)["Node"].tolist() == [node.id for node in tiny.theory.nodes]


def test_a_node_counts_its_codes_in_the_codings(tiny: Analysis) -> None:
    where = places(tiny.turns, tiny.groups)
    rows = theory_frames.nodes(tiny).set_index("Node")
    for node in tiny.theory.nodes:
        expected = count((c for c in tiny.codings if c.code in node.evidence_codes), where)
        row = rows.loc[node.id]
        assert (row["Citations"], row["Participants"], row["Groups"], row["Agencies"]) == (
            expected.citations, expected.participants, expected.groups, expected.agencies,
        )  # fmt: skip


def test_a_link_without_a_persons_judgement_says_so(tiny: Analysis) -> None:
    assert set(theory_frames.links(tiny)["Confidence"]) == {"not yet judged"}


def test_the_logic_model_holds_every_node_once_and_no_small_number(tiny: Analysis) -> None:
    model = theory_frames.logic_model(tiny)
    cells = [cell for column in model.columns for cell in model[column] if cell]
    assert sorted(cell.split()[0] for cell in cells) == sorted(node.id for node in tiny.theory.nodes)
    assert not any("(1 of 4 groups)" in cell for cell in cells)
    assert any("fewer than 2 groups" in cell for cell in cells)


def test_the_evaluation_framework_keeps_the_order_of_the_theory(tiny: Analysis) -> None:
    assert theory_frames.evaluation(tiny)["Id"].tolist() == [q.id for q in tiny.theory.evaluation]


def test_every_recommendation_has_a_row(tiny: Analysis) -> None:
    assert theory_frames.recommendations(tiny)["Recommendation"].tolist() == [r.rec_id for r in tiny.coverage]


def test_assumptions_count_a_doubly_coded_turn_once(tiny: Analysis) -> None:
    where = places(tiny.turns, tiny.groups)
    for row, a in zip(theory_frames.assumptions(tiny).to_dict("records"), tiny.theory.assumptions, strict=True):
        codes = {c.split(":")[0] for c in a.codes}
        assert row["Citations"] == count((c for c in tiny.codings if c.code in codes), where).citations


def test_a_study_without_codings_has_the_same_rows(tiny: Analysis, uncoded: Analysis) -> None:
    for make in (theory_frames.links, theory_frames.nodes, theory_frames.logic_model, theory_frames.evaluation):
        assert len(make(uncoded)) == len(make(tiny))
