from __future__ import annotations

import pytest

from csa_research.findings.saturation import code_saturation, interview_order, label, saturation
from csa_research.records import Coding, Group

from .tiny import coding

GROUPS = tuple(Group(f"S{i}", "a" if i % 2 else "b") for i in range(1, 9))


def said(*per_group: str) -> list[Coding]:
    """Each string holds one letter a code said in that group."""
    return [coding(f"S{i}", 1, letter) for i, letters in enumerate(per_group, 1) for letter in letters]


def test_the_first_run_that_adds_at_most_the_threshold_ends_the_search() -> None:
    codings = said("abc", "d", "e", "f", "g", "", "a", "b")
    codings += [coding("S6", 1, "a")]
    found = code_saturation(codings, GROUPS, base=4, run=2, threshold=0.0, seed=1)
    # base a-f; groups 5-6 add g, 6-7 add nothing
    assert found.reached_at == 7
    assert found.curve == (3, 4, 5, 6, 7, 7, 7, 7)
    assert label(found) == "base 4, n+r = 5+2 groups"


def test_a_ratio_at_the_threshold_counts_as_reached() -> None:
    codings = said("abcdefghij", "a", "a", "a", "k", "a", "a", "a")
    assert code_saturation(codings, GROUPS, base=4, run=2, threshold=0.1, seed=1).reached_at == 6
    assert code_saturation(codings, GROUPS, base=4, run=2, threshold=0.05, seed=1).reached_at == 7


def test_polarity_makes_a_code_two_things() -> None:
    codings = [*said("ab", "a", "a", "a", "a", "a", "a", "a"), *(coding(f"S{i}", 2, "a", "enabler") for i in (6, 8))]
    assert code_saturation(codings, GROUPS, base=4, run=2, threshold=0.0, seed=1).reached_at == 6
    assert saturation(codings, GROUPS, base=4, run=2, threshold=0.0, seed=1).reached_at == 8


def test_never_reached_is_said_and_not_guessed() -> None:
    found = code_saturation(said(*"abcdefgh"), GROUPS, base=4, run=2, threshold=0.05, seed=1)
    assert (found.reached_at, found.median, found.low, found.high, found.not_reached) == (None, None, None, None, 1.0)
    assert "not reached" in label(found)


def test_the_figures_are_the_same_for_the_same_seed_and_spread_over_orders() -> None:
    codings = said("ab", "bc", "cd", "d", "e", "a", "b", "f")
    one = code_saturation(codings, GROUPS, base=4, run=2, threshold=0.2, seed=7)
    assert one == code_saturation(codings, GROUPS, base=4, run=2, threshold=0.2, seed=7)
    assert one.low is not None
    assert one.median is not None
    assert 6 <= one.low <= one.median <= 8
    assert len(one.warnings) == 3


def test_too_few_groups_or_codings_is_no_error() -> None:
    assert code_saturation([], GROUPS, base=4, run=2, threshold=0.0, seed=1).curve == ()
    assert code_saturation(said("a", "a"), GROUPS, base=4, run=2, threshold=0.0, seed=1).reached_at is None


def test_the_interview_order_is_by_date_only_when_all_have_one() -> None:
    dated = (Group("X", "a", "2024-06"), Group("Y", "a", "2024-05-30"))
    assert [g.group_id for g in interview_order(dated)] == ["Y", "X"]
    assert [g.group_id for g in interview_order((*dated, Group("Z", "a")))] == ["X", "Y", "Z"]


def test_nonsense_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        saturation([], GROUPS, base=0, run=2, threshold=0.0, seed=1)
