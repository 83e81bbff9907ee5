from __future__ import annotations

from csa_research.theory.evidence import node_evidence
from csa_research.theory.logic_model import logic_model

from .tiny import GROUPS, TURNS, coding, theory


def test_columns_run_from_inputs_to_impact_and_empty_ones_are_left_out() -> None:
    found = node_evidence(theory(), [coding("G1", 1, "OR01", "barrier", "need")], TURNS, GROUPS)
    model = logic_model(theory(), found)
    assert [column.title for column in model.columns] == ["Inputs", "Activities", "Short-term outcomes", "Impact"]
    assert [card.node for card in model.columns[1].cards] == ["A1", "A2"]
    assert (model.columns[0].cards[0].count.citations, model.columns[0].cards[0].barrier) == (1, 1)
    assert model.columns[2].horizon == "0-12 months"


def test_a_node_without_evidence_has_noughts() -> None:
    assert logic_model(theory(), ()).columns[0].cards[0].count.citations == 0
