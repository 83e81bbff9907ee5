"""Turns drawn for double coding."""

from __future__ import annotations

from collections import Counter

import pytest

from csa_research.coding.reliability.sampling import draw_units
from csa_research.errors import InputError
from csa_research.records import Group, Turn

GROUPS = [Group("G1", "police"), Group("G2", "police"), Group("H1", "health")]
SIZES = {"G1": 13, "G2": 14, "H1": 2}
TURNS = [Turn(g, i, "x", "y", "facilitator" if i == 0 else "participant") for g, n in SIZES.items() for i in range(n + 1)]


def test_each_agency_has_its_share_and_each_group_is_there() -> None:
    drawn = draw_units(TURNS, GROUPS, share=0.2, seed=1)
    counts = Counter(group for group, _ in drawn)
    assert counts["G1"] + counts["G2"] == 5  # a fifth of 27
    assert counts["H1"] == 1
    assert all(index > 0 for _, index in drawn)
    assert len(set(drawn)) == len(drawn)


def test_a_seed_draws_the_same_and_another_draws_others() -> None:
    assert draw_units(TURNS, GROUPS, share=0.3, seed=1) == draw_units(list(reversed(TURNS)), GROUPS, share=0.3, seed=1)
    assert draw_units(TURNS, GROUPS, share=0.3, seed=1) != draw_units(TURNS, GROUPS, share=0.3, seed=2)
    assert len(draw_units(TURNS, GROUPS, share=1.0, seed=1)) == 29


@pytest.mark.parametrize("share", [0.0, -1.0, 1.2])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(InputError, match="--share"):
        draw_units(TURNS, GROUPS, share=share, seed=1)
