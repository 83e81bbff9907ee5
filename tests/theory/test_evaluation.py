from __future__ import annotations

from csa_research.theory.evaluation import framework, register
from csa_research.theory.evidence import node_evidence

from .tiny import GROUPS, TURNS, coding, row, theory

CODINGS = (
    coding("G1", 1, "OR01", "barrier", "need"),
    coding("G2", 1, "OR01", "mixed", "need"),
    coding("G2", 2, "OR01", "enabler", "mechanism"),
    coding("G1", 2, "TM01", "enabler", "mechanism"),
)


def test_the_tables_filled_cells_count_and_differences_are_named() -> None:
    tabled = (
        row("evaluation", "E1", node_id="S1", question="Do people ask?", indicator="Share who ask", baseline="12 of 40"),
        row("evaluation", "E2", node_id="P1", question="Are children safer?", indicator="Rate"),
    )
    first, second = framework(theory(), node_evidence(theory(), CODINGS, TURNS, GROUPS), tabled)
    assert (first.question.baseline, first.question.source, first.differs) == ("12 of 40", "survey", ("baseline",))
    assert (first.node_label, first.count.citations, first.enabler) == ("People ask", 1, 1)
    assert (second.question.id, second.question.node, second.node_label, second.differs) == ("E2", "P1", "Children are safer", ())


def test_the_register_counts_what_challenges_an_assumption() -> None:
    rows = {r.assumption.id: r for r in register(theory(), CODINGS, TURNS, GROUPS)}
    assert (rows["AS1"].count.citations, rows["AS1"].links) == (2, ("L1",))  # barrier and mixed, never enabler
    assert rows["UE1"].count.citations == 1
    assert rows["EX1"].count.citations == 0
