from __future__ import annotations

from csa_research.findings.counts import count, places
from csa_research.records import Count

from .tiny import GROUPS, TURNS, coding

WHERE = places(TURNS, GROUPS)


def test_the_four_counts_and_the_quote_ids_of_a_few_codings() -> None:
    codings = [coding("G3", 1, "KN01"), coding("G1", 1, "KN01"), coding("G1", 4, "KN01"), coding("G1", 2, "KN01")]
    # turns 1 and 4 of G1 are one participant's
    assert count(codings, WHERE) == Count(4, 3, 2, 2, ("G1.1.0-9", "G1.2.0-9", "G1.4.0-9", "G3.1.0-9"))


def test_the_same_label_in_two_groups_is_two_people() -> None:
    assert count([coding("G1", 1, "KN01"), coding("G2", 1, "KN01")], WHERE).participants == 2


def test_double_coding_adds_no_citation() -> None:
    both = [coding("G1", 1, "KN01"), coding("G1", 1, "KN01", coder="coder_b", end=5)]
    assert count(both, WHERE).citations == 1


def test_two_spans_of_one_coder_in_a_turn_are_two_citations() -> None:
    both = [coding("G1", 1, "KN01"), coding("G1", 1, "KN01", start=10, end=13)]
    assert count(both, WHERE).citations == 2


def test_a_facilitators_words_are_never_counted() -> None:
    assert count([coding("G1", 0, "KN01")], WHERE) == Count(0, 0, 0, 0)


def test_the_counts_never_grow_from_citations_to_agencies() -> None:
    codings = [coding(g.group_id, i, code) for g in GROUPS for i in (1, 2, 4) for code in ("KN01", "KN02")]
    result = count(codings, WHERE)
    assert result.citations >= result.participants >= result.groups >= result.agencies
