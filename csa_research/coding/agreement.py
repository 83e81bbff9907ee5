"""How far the coders of a study agree, code by code and over all, with intervals by group and a verdict.

The unit is a participant's turn in a group that every coder coded; a turn that nobody marked counts as "no" from all. The
coefficients are in coefficients.py and can be had from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from csa_research.coding.coefficients import (
    alpha_with,
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
from csa_research.records import Agreement, Codebook, Coding, Turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "agree", "alpha_with", "bootstrap_kappa", "brennan_prediger", "character_alpha", "cohen_kappa", "conger_kappa",
    "fleiss_kappa", "gwet_ac1", "krippendorff_alpha", "masi_alpha", "masi_distance", "positive_agreement", "scott_pi",
    "verdict",
]  # fmt: skip

OVERALL = "*"
RESAMPLES = 1000
FEW = 10  # uses of a code below which no judgement is made (methods: "warn under about ten uses")
USABLE, WEAK = 0.60, 0.40  # kappa, after Landis & Koch: substantial, moderate

Units = Sequence[tuple[str, int]]
Sets = Mapping[tuple[str, int], Mapping[str, frozenset[str]]]  # unit -> coder -> codes


def agree(
    codings: Sequence[Coding], turns: Sequence[Turn], codebook: Codebook, coders: Sequence[str], *, seed: int
) -> tuple[Agreement, ...]:
    """Agreement per codable code that any of the coders used, in the codebook's order, then code "*" over all codes.

    With more than two coders `kappa` is Conger's. Over all codes, `alpha` is MASI alpha of each turn's set of codes; percent,
    positive agreement, kappa and AC1 pool every yes-or-no decision (turn x code). Empty with fewer than two coders or no
    group that all of them coded.
    """
    codable = [code.id for code in codebook.codes if code.codable]
    sets = _code_sets(codings, set(coders), set(codable))
    groups = _common_groups(codings, coders)
    units = sorted({(t.group, t.index) for t in turns if t.role == "participant" and t.group in groups})
    if len(coders) < 2 or not units:
        return ()
    used = [code for code in codable if any(code in codes for unit in units for codes in sets.get(unit, {}).values())]
    out = [_agreement(code, units, _table(units, sets, coders, code), coders, seed) for code in used]
    pooled = [row for code in used for row in _table(units, sets, coders, code)]
    overall = _agreement(OVERALL, [unit for _ in used for unit in units], pooled, coders, seed)
    masi = masi_alpha([[sets.get(unit, {}).get(coder, frozenset()) for coder in coders] for unit in units])
    return (*out, _with(overall, units=len(units), alpha=masi)) if used else ()


def _with(agreement: Agreement, *, units: int, alpha: float | None) -> Agreement:
    from dataclasses import replace

    return replace(agreement, units=units, alpha=alpha)


def _code_sets(codings: Sequence[Coding], coders: set[str], codable: set[str]) -> Sets:
    sets: dict[tuple[str, int], dict[str, frozenset[str]]] = defaultdict(dict)
    for coding in codings:
        if coding.coder in coders and coding.code in codable:
            unit = sets[coding.group, coding.turn]
            unit[coding.coder] = unit.get(coding.coder, frozenset()) | {coding.code}
    return sets


def _common_groups(codings: Sequence[Coding], coders: Sequence[str]) -> set[str]:
    coded: dict[str, set[str]] = defaultdict(set)
    for coding in codings:
        coded[coding.group].add(coding.coder)
    return {group for group, who in coded.items() if who.issuperset(coders)}


def _table(units: Units, sets: Sets, coders: Sequence[str], code: str) -> list[tuple[bool, ...]]:
    return [tuple(code in sets.get(unit, {}).get(coder, ()) for coder in coders) for unit in units]


def _agreement(code: str, units: Units, table: list[tuple[bool, ...]], coders: Sequence[str], seed: int) -> Agreement:
    positives = tuple(sum(row[i] for row in table) for i in range(len(coders)))
    kappa = conger_kappa(table)
    low, high = bootstrap_kappa(table, [group for group, _ in units], seed=seed)
    pairs = list(combinations(range(len(coders)), 2))
    return Agreement(
        code=code,
        units=len(units),
        positives=positives,
        coders=tuple(coders),
        prevalence=sum(positives) / (len(coders) * len(table)),
        percent=sum(row[i] == row[j] for row in table for i, j in pairs) / (len(pairs) * len(table)),
        positive_agreement=positive_agreement(
            (row[i] for i, j in pairs for row in table), (row[j] for i, j in pairs for row in table)
        ),
        kappa=kappa,
        ac1=gwet_ac1(table),
        alpha=krippendorff_alpha(table),
        kappa_low=low,
        kappa_high=high,
        verdict=verdict(kappa, sum(any(row) for row in table)),
    )


def verdict(kappa: float | None, uses: int) -> str:
    """What the figures allow: usable, weak, rewrite the definition, or too few examples (`uses`: turns where anyone saw it)."""
    if uses < FEW or kappa is None:
        return "too few examples"
    if kappa >= USABLE:
        return "usable"
    return "weak" if kappa >= WEAK else "rewrite the definition"


def bootstrap_kappa(
    table: Sequence[Sequence[bool]], groups: Sequence[str], *, seed: int, resamples: int = RESAMPLES
) -> tuple[float | None, float | None]:
    """The 95% interval of kappa when whole groups are drawn with replacement, (None, None) where it is not defined.

    Speakers of one group are not independent, so groups are drawn, not turns. Needs two groups, and kappa defined in at
    least half of the draws.
    """
    import numpy as np

    names = sorted(set(groups))
    if len(names) < 2:
        return None, None
    patterns = sorted(set(map(tuple, table)))
    place, row_of = {p: i for i, p in enumerate(patterns)}, {name: i for i, name in enumerate(names)}
    counts = np.zeros((len(names), len(patterns)))
    for row, group in zip(table, groups, strict=True):
        counts[row_of[group], place[tuple(row)]] += 1
    draws = np.random.default_rng(seed).multinomial(len(names), [1 / len(names)] * len(names), size=resamples)
    values = _kappas(draws @ counts, np.array(patterns, dtype=float))
    values = values[np.isfinite(values)]
    if len(values) < resamples / 2:
        return None, None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _kappas(counts: NDArray[np.float64], patterns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Conger's kappa of yes-or-no ratings for every row of pattern counts; nan where not defined."""
    import numpy as np

    total, r = counts.sum(axis=1), patterns.shape[1]
    yes = patterns.sum(axis=1)
    same = (yes * (yes - 1) + (r - yes) * (r - yes - 1)) / (r * (r - 1))
    observed = counts @ same / total
    marginals = counts @ patterns / total[:, None]
    spread = marginals.var(axis=1, ddof=1) / r
    expected = marginals.mean(axis=1) ** 2 + (1 - marginals.mean(axis=1)) ** 2 - 2 * spread
    gap = 1 - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(gap) < 1e-12, np.nan, (observed - expected) / gap)
