from __future__ import annotations

import pytest

from csa_research.coding.reliability.agreement import agree, bootstrap_kappa, verdict
from csa_research.coding.reliability.coefficients import conger_kappa
from csa_research.records import Code, Codebook, Coding, Family, Span, Turn


def book(*ids: str, heading: str = "") -> Codebook:
    codes = tuple(Code(i, i, "F", "F", "d", codable=i != heading) for i in ids)
    return Codebook("b", "1", "", (Family("F", "F", ""),), codes)


def turns(group: str, count: int) -> list[Turn]:
    return [
        Turn(group, 0, "[Facilitator]", "Well?", role="facilitator"),
        *(Turn(group, i, "[Participant 1]", "Words.") for i in range(1, count + 1)),
    ]


def coding(group: str, turn: int, code: str, coder: str) -> Coding:
    return Coding(f"{group}{turn}{code}{coder}", group, turn, Span(0, 5), "Words", code, "barrier", coder)


def test_two_coders_on_one_code() -> None:
    # A: turns 1-4; B: turns 1-3 and 5, of ten: a=3, b=1, c=1, d=5
    codings = [coding("G1", i, "A1", "ann") for i in (1, 2, 3, 4)] + [coding("G1", i, "A1", "ben") for i in (1, 2, 3, 5)]
    [row, overall] = agree(codings, turns("G1", 10), book("A1", "A2"), ("ann", "ben"), seed=1)
    assert (row.code, row.units, row.positives, row.prevalence) == ("A1", 10, (4, 4), 0.4)
    assert row.percent == pytest.approx(0.8)
    assert row.positive_agreement == pytest.approx(0.75)
    assert row.kappa == pytest.approx((0.8 - 0.52) / 0.48)
    assert row.ac1 == pytest.approx((0.8 - 0.48) / 0.52)
    assert row.alpha == pytest.approx(1 - 19 * 4 / (2 * 8 * 12))
    assert (row.kappa_low, row.kappa_high) == (None, None)  # one group: no interval by group
    assert row.verdict == "too few examples"
    assert overall.code == "*"
    assert overall.kappa == row.kappa


def test_only_groups_that_all_the_coders_coded_and_only_participants_turns_count() -> None:
    codings = [coding("G1", 1, "A1", "ann"), coding("G1", 1, "A1", "ben"), coding("G2", 1, "A1", "ann")]
    codings.append(coding("G1", 0, "A1", "ann"))  # on the facilitator: no unit
    rows = agree(codings, turns("G1", 3) + turns("G2", 9), book("A1"), ("ann", "ben"), seed=1)
    assert [row.units for row in rows] == [3, 3]
    assert rows[0].positives == (1, 1)


def test_headings_and_unknown_codes_are_left_out() -> None:
    codings = [coding("G1", 1, c, w) for c in ("A1", "H", "X9") for w in ("ann", "ben")]
    rows = agree(codings, turns("G1", 3), book("A1", "H", heading="H"), ("ann", "ben"), seed=1)
    assert [row.code for row in rows] == ["A1", "*"]


def test_overall_alpha_is_masi_over_the_sets_of_codes() -> None:
    pairs = [("ab", "ab"), ("a", "ab"), ("c", "c"), ("b", "c"), ("", "")]
    codings = [
        coding("G1", i, code, coder)
        for i, both in enumerate(pairs, 1)
        for coder, codes in zip(("ann", "ben"), both, strict=True)
        for code in codes
    ]
    overall = agree(codings, turns("G1", 5), book("a", "b", "c"), ("ann", "ben"), seed=1)[-1]
    assert overall.alpha == pytest.approx(0.5833, abs=5e-5)
    assert overall.units == 5
    assert overall.positives == (5, 6)


def test_one_coder_or_no_common_group_gives_nothing() -> None:
    assert agree([], turns("G1", 3), book("A1"), ("ann", "ben"), seed=1) == ()
    assert agree([coding("G1", 1, "A1", "ann")], turns("G1", 3), book("A1"), ("ann",), seed=1) == ()


def test_perfect_agreement_everywhere_leaves_kappa_undefined() -> None:
    codings = [coding("G1", i, "A1", who) for i in (1, 2) for who in ("ann", "ben")]
    row = agree(codings, turns("G1", 2), book("A1"), ("ann", "ben"), seed=1)[0]
    assert (row.kappa, row.alpha, row.ac1, row.percent) == (None, None, None, 1.0)


def test_the_interval_draws_groups_and_holds_the_estimate() -> None:
    table = ([(True, True)] * 6 + [(True, False)] * 2 + [(False, False)] * 12) * 5
    groups = [f"G{i // 20}" for i in range(100)]
    kappa = conger_kappa(table)
    low, high = bootstrap_kappa(table, groups, seed=7)
    assert low == pytest.approx(kappa)  # the groups are alike, so every draw is the same
    assert high == pytest.approx(kappa)
    mixed = table[:80] + [(True, False)] * 20
    low, high = bootstrap_kappa(mixed, groups, seed=7)
    assert low is not None
    assert high is not None
    assert low < conger_kappa(mixed) < high
    assert (low, high) == bootstrap_kappa(mixed, groups, seed=7)


def test_three_coders_get_conger_and_pooled_positive_agreement() -> None:
    codings = [coding("G1", i, "A1", w) for i, who in ((1, "abc"), (2, "ab"), (3, "a")) for w in who]
    row = agree(codings, turns("G1", 6), book("A1"), ("a", "b", "c"), seed=1)[0]
    assert row.positives == (3, 2, 1)
    assert row.positive_agreement == pytest.approx(2 * (2 + 1 + 1) / 12)


@pytest.mark.parametrize(
    ("kappa", "uses", "expected"),
    [(0.9, 9, "too few examples"), (None, 50, "too few examples"), (0.6, 10, "usable"), (0.5, 10, "weak"),
     (0.39, 30, "rewrite the definition")],
)  # fmt: skip
def test_verdicts(kappa: float | None, uses: int, expected: str) -> None:
    assert verdict(kappa, uses) == expected


def test_every_statistic_has_its_interval_and_characters_are_counted() -> None:
    codings = [coding(g, i, "A1", "ann") for g in ("G1", "G2", "G3") for i in (1, 2, 3, 4)]
    codings += [coding(g, i, "A1", "ben") for g in ("G1", "G2", "G3") for i in (1, 2, 3, 6 + int(g[1]))]
    row, overall = agree(codings, [t for g in ("G1", "G2", "G3") for t in turns(g, 12)], book("A1"), ("ann", "ben"), seed=1)
    names = ["prevalence", "percent", "positive_agreement", "kappa", "scott", "ac1", "alpha", "character_alpha"]
    assert [name for name, _, _ in row.intervals] == names == [name for name, _, _ in overall.intervals]
    assert all(low is not None and high is not None for _, low, high in row.intervals)
    assert row.scott == row.kappa  # equal marginals
    # "Words" of "Words.": 5 of 6 characters of each coded turn
    assert row.character_alpha == pytest.approx(1 - (432 - 1) * 60 / (2 * 120 * (432 - 120)))


def test_only_the_turns_of_a_sample_are_compared_coded_or_not() -> None:
    codings = [coding("G1", 1, "A1", "ann"), coding("G1", 1, "A1", "ben"), coding("G1", 2, "A1", "ann")]
    units = [("G1", 1), ("G2", 3), ("G2", 4), ("G9", 1)]  # G9 is not released
    row = agree(codings, turns("G1", 3) + turns("G2", 9), book("A1"), ("ann", "ben"), seed=1, units=units)[0]
    assert (row.units, row.positives, row.kappa) == (3, (1, 1), 1.0)
