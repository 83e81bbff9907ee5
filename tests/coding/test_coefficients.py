"""Every published worked example, to four decimals."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from csa_research.coding.reliability.coefficients import (
    brennan_prediger,
    character_alpha,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    masi_alpha,
    masi_distance,
    positive_agreement,
    scott_pi,
)
from csa_research.records import Span


def ratings(*rows: str) -> list[list[int | None]]:
    columns = [[None if value == "-" else int(value) for value in row.split()] for row in rows]
    return [list(unit) for unit in zip(*columns, strict=True)]


KRIPPENDORFF = ratings(
    "1 2 3 3 2 1 4 1 2 - - -",
    "1 2 3 3 2 2 4 1 2 5 - 3",
    "- 3 3 3 2 3 4 2 2 5 1 -",
    "1 2 3 3 2 4 4 1 2 5 1 -",
)
FLEISS_COUNTS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip
FLEISS = [[k for k, count in enumerate(row) for _ in range(count)] for row in FLEISS_COUNTS]


def two(table: list[list[int]]) -> tuple[list[int], list[int]]:
    pairs = [(i, j) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]
    return [i for i, _ in pairs], [j for _, j in pairs]


@pytest.mark.parametrize(("level", "expected"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)])
def test_e1_alpha_at_every_level_of_measurement(level: str, expected: float) -> None:
    assert krippendorff_alpha(KRIPPENDORFF, level=level) == pytest.approx(expected, abs=5e-5)


def test_e1_other_coefficients_with_gaps() -> None:
    assert gwet_ac1(KRIPPENDORFF) == pytest.approx(0.77544, abs=5e-6)
    assert fleiss_kappa(KRIPPENDORFF) == pytest.approx(0.76117, abs=5e-6)
    assert conger_kappa(KRIPPENDORFF) == pytest.approx(0.76207, abs=5e-6)
    assert brennan_prediger(KRIPPENDORFF) == pytest.approx(0.77273, abs=5e-6)


def test_e2_fourteen_raters() -> None:
    assert fleiss_kappa(FLEISS) == pytest.approx(0.20993, abs=5e-6)
    assert krippendorff_alpha(FLEISS) == pytest.approx(0.2156, abs=5e-5)
    assert gwet_ac1(FLEISS) == pytest.approx(0.22561, abs=5e-6)
    assert brennan_prediger(FLEISS) == pytest.approx(0.2225, abs=5e-5)


def test_e3_kappa_of_a_plain_table() -> None:
    assert cohen_kappa(*two([[20, 5], [10, 15]])) == pytest.approx(0.40, abs=5e-5)


def test_e4_gwet_paradox() -> None:
    a, b = two([[118, 5], [2, 0]])
    assert cohen_kappa(a, b) == pytest.approx(-0.0234, abs=5e-5)
    assert gwet_ac1(list(zip(a, b, strict=True))) == pytest.approx(0.9408, abs=5e-5)


def test_e5_three_categories() -> None:
    a, b = two([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    assert cohen_kappa(a, b) == pytest.approx(0.7964094, abs=5e-8)
    assert scott_pi(a, b) == pytest.approx(0.7962397, abs=5e-8)
    assert gwet_ac1(list(zip(a, b, strict=True))) == pytest.approx(0.8493, abs=5e-5)
    assert conger_kappa(list(zip(a, b, strict=True))) == pytest.approx(0.7964094, abs=5e-8)


def test_e6_characters_counted_as_units() -> None:
    a, b = two([[9400, 100], [100, 400]])
    assert cohen_kappa(a, b) == pytest.approx(0.7895, abs=5e-5)
    assert krippendorff_alpha(list(zip(a, b, strict=True))) == pytest.approx(0.7895, abs=5e-5)
    assert positive_agreement(map(bool, a), map(bool, b)) == pytest.approx(0.80)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("12", "123", 0.5556), ("12", "23", 0.8889), ("1", "2", 1.0), ("12", "1234", 0.6667), ("", "", 0.0), ("", "1", 1.0)],
)
def test_e7_masi_distances(first: str, second: str, expected: float) -> None:
    assert masi_distance(set(first), set(second)) == pytest.approx(expected, abs=5e-5)


def test_e8_masi_alpha_with_and_without_a_unit_nobody_marked() -> None:
    units: list[list[set[str]]] = [[{"a", "b"}, {"a", "b"}], [{"a"}, {"a", "b"}], [{"c"}, {"c"}], [{"b"}, {"c"}]]
    assert masi_alpha(units) == pytest.approx(0.4167, abs=5e-5)
    assert masi_alpha([*units, [set(), set()]]) == pytest.approx(0.5833, abs=5e-5)


def test_e9_character_alpha() -> None:
    a, b, c = [Span(10, 30)], [Span(15, 35)], [Span(10, 35)]
    assert character_alpha(100, [a, b]) == pytest.approx(0.6891, abs=5e-5)
    assert character_alpha(100, [a, b, c]) == pytest.approx(0.8043, abs=5e-5)


def test_one_category_in_use_is_not_defined_never_nought_or_one() -> None:
    ones = [1] * 5
    table = list(zip(ones, ones, strict=True))
    assert cohen_kappa(ones, ones) is None
    assert scott_pi(ones, ones) is None
    assert [f(table) for f in (fleiss_kappa, conger_kappa, gwet_ac1, brennan_prediger, krippendorff_alpha)] == [None] * 5
    assert positive_agreement([False], [False]) is None


def test_nothing_rated_is_not_defined() -> None:
    assert cohen_kappa([], []) is None
    assert [f([]) for f in (fleiss_kappa, conger_kappa, gwet_ac1, brennan_prediger, krippendorff_alpha)] == [None] * 5
    assert krippendorff_alpha([[1, None], [None, 2]]) is None


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="level must be"):
        krippendorff_alpha(KRIPPENDORFF, level="cardinal")


def test_a_span_beyond_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="ends at 9"):
        character_alpha(8, [[Span(1, 9)], []])


def brute_alpha(table: list[list[int | None]]) -> float | None:
    """Nominal alpha as 1 - Do/De over all pairs, straight from the definition."""
    units = [[v for v in row if v is not None] for row in table]
    units = [u for u in units if len(u) > 1]
    values = [v for u in units for v in u]
    n = len(values)
    if n < 2:
        return None
    observed = sum(sum(a != b for a, b in combinations(u, 2)) * 2 / (len(u) - 1) for u in units) / n
    expected = sum(a != b for a, b in combinations(values, 2)) * 2 / (n * (n - 1))
    return None if expected == 0 else 1 - observed / expected


def test_alpha_equals_its_definition_on_random_tables() -> None:
    rng = random.Random(1)
    for _ in range(300):
        coders = rng.randint(2, 5)
        table = [[rng.choice([None, 0, 1, 1, 2]) for _ in range(coders)] for _ in range(rng.randint(1, 12))]
        mine, brute = krippendorff_alpha(table), brute_alpha(table)
        assert (mine is None) == (brute is None)
        assert mine == pytest.approx(brute) if mine is not None else True


def test_kappa_equals_conger_and_pi_equals_fleiss_for_two_coders() -> None:
    rng = random.Random(2)
    for _ in range(300):
        a = [rng.randint(0, 2) for _ in range(rng.randint(2, 20))]
        b = [rng.choice([x, rng.randint(0, 2)]) for x in a]
        table = list(zip(a, b, strict=True))
        kappa, pi = cohen_kappa(a, b), scott_pi(a, b)
        assert (conger_kappa(table) is None) == (kappa is None)
        if kappa is not None and pi is not None:
            assert conger_kappa(table) == pytest.approx(kappa)
            assert fleiss_kappa(table) == pytest.approx(pi)
