from __future__ import annotations

from csa_research.findings.cooccurrence import co_occurrence

from .tiny import GROUPS, TURNS, coding

CODINGS = (
    coding("G1", 1, "KN01"), coding("G1", 1, "EM01"),
    coding("G3", 1, "EM01"), coding("G3", 1, "KN01", start=10, end=13),
    coding("G4", 1, "KN01"), coding("G4", 1, "KN02"),
)  # fmt: skip


def test_a_pair_counts_turns_and_needs_two_groups() -> None:
    (pair,) = co_occurrence(CODINGS, TURNS, GROUPS)
    assert (pair.first, pair.second, pair.count.citations, pair.count.groups, pair.count.agencies) == ("EM01", "KN01", 2, 2, 2)
    assert set(pair.count.quote_ids) == {"G1.1.0-9", "G3.1.0-9", "G3.1.10-13"}


def test_pairs_are_sorted_by_groups() -> None:
    pairs = co_occurrence(CODINGS, TURNS, GROUPS, min_groups=1)
    assert [(p.first, p.second) for p in pairs] == [("EM01", "KN01"), ("KN01", "KN02")]


def test_two_coders_who_differ_make_no_pair() -> None:
    assert co_occurrence([coding("G1", 1, "KN01"), coding("G1", 1, "KN02", coder="b")], TURNS, GROUPS, min_groups=1) == ()
