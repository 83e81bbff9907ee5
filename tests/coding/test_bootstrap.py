"""Statistics over draws of groups agree with the plain definitions."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from csa_research.coding.reliability import coefficients as plain
from csa_research.coding.reliability.bootstrap import bootstrap_kappa, draw_groups, interval, masi_alphas, point, statistics, tally


def tables(coders: int, count: int) -> list[list[tuple[bool, ...]]]:
    dice = random.Random(coders)
    out = []
    for _ in range(count):
        share, same = dice.random(), dice.random()
        rows = []
        for _ in range(dice.randint(2, 40)):
            first = dice.random() < share
            rows.append(tuple(first if dice.random() < same else dice.random() < share for _ in range(coders)))
        out.append(rows)
    return out


@pytest.mark.parametrize(("coders", "count"), [(2, 1000), (3, 200)])
def test_every_statistic_is_that_of_its_definition(coders: int, count: int) -> None:
    once = np.ones((1, 1))
    for table in tables(coders, count):
        counted = Counter(("G", row) for row in table)
        found = {name: point(values) for name, values in statistics(tally(counted, ["G"], coders), once).items()}
        assert found["kappa"] == pytest.approx(plain.conger_kappa(table))
        assert found["scott"] == pytest.approx(plain.fleiss_kappa(table))
        assert found["ac1"] == pytest.approx(plain.gwet_ac1(table))
        assert found["alpha"] == pytest.approx(plain.krippendorff_alpha(table))
        if coders == 2:
            first, second = zip(*table, strict=True)
            assert found["kappa"] == pytest.approx(plain.cohen_kappa(first, second))
            assert found["scott"] == pytest.approx(plain.scott_pi(first, second))
            assert found["positive_agreement"] == pytest.approx(plain.positive_agreement(first, second))


def test_masi_alpha_of_every_draw_is_that_of_the_drawn_units() -> None:
    dice = random.Random(5)
    groups = [f"G{i % 4}" for i in range(30)]
    sets = [[frozenset(dice.sample("abcd", dice.randint(0, 3))) for _ in range(2)] for _ in groups]
    draws = draw_groups(4, seed=3, resamples=20)
    found = masi_alphas(sets, groups, draws)
    for draw, value in zip(draws, found, strict=True):
        drawn = [row for row, group in zip(sets, groups, strict=True) for _ in range(int(draw[int(group[1])]))]
        assert value == pytest.approx(plain.masi_alpha(drawn))


def test_masi_alpha_of_equal_empty_sets_is_not_defined() -> None:
    assert point(masi_alphas([[frozenset(), frozenset()]] * 3, ["G"] * 3, np.ones((1, 1)))) is None


def test_an_interval_needs_two_groups_and_half_of_the_draws() -> None:
    values = np.array([0.5, *[0.1] * 50, *[np.nan] * 51])
    assert interval(values, 2) == (None, None)
    assert interval(values[:-2], 2) == (0.1, 0.1)
    assert interval(values[:-2], 1) == (None, None)


def test_the_interval_of_kappa_is_the_same_for_a_seed_and_holds_the_figure() -> None:
    table = [(True, True)] * 8 + [(False, False)] * 20 + [(True, False)] * 4
    groups = [f"G{i % 5}" for i in range(32)]
    low, high = bootstrap_kappa(table, groups, seed=1)
    kappa = plain.conger_kappa(table)
    assert (low, high) == bootstrap_kappa(table, groups, seed=1)
    assert low is not None and high is not None and kappa is not None  # noqa: PT018
    assert low < kappa < high
    assert bootstrap_kappa([], [], seed=1) == (None, None)
