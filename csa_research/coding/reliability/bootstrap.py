"""Statistics of yes-or-no decisions for many draws of whole groups at once, and the intervals that follow.

Speakers of one group are not independent, so groups are drawn with replacement, not turns. Decisions are tallied as groups x
patterns (who said yes), characters as well; every statistic is then a few sums over a draw's patterns (see coefficients.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

RESAMPLES = 1000
Interval: TypeAlias = tuple[float | None, float | None]
Pattern: TypeAlias = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each pattern of yes and no occurs in each group."""

    patterns: Floats  # patterns x coders
    counts: Floats  # groups x patterns


def tally(counts: Mapping[tuple[str, Pattern], float], groups: Sequence[str], coders: int) -> Tally:
    """The counts by (group, pattern) as arrays; a group or pattern without any is 0."""
    import numpy as np

    patterns = sorted({pattern for _, pattern in counts}) or [(False,) * coders]
    column, row = {p: i for i, p in enumerate(patterns)}, {g: i for i, g in enumerate(groups)}
    table = np.zeros((len(groups), len(patterns)))
    for (group, pattern), count in counts.items():
        table[row[group], column[pattern]] += count
    return Tally(np.array(patterns, dtype=float), table)


def draw_groups(groups: int, *, seed: int, resamples: int = RESAMPLES) -> Floats:
    """How often each group is in each draw: draws x groups. The first row is the sample itself, every group once."""
    import numpy as np

    drawn = np.random.default_rng(seed).multinomial(groups, [1 / groups] * groups, size=resamples)
    return np.vstack([np.ones((1, groups)), drawn])


def statistics(tallied: Tally, draws: Floats) -> dict[str, Floats]:
    """Every statistic for every draw, nan where it is not defined.

    prevalence, percent, positive_agreement, kappa (Cohen's; Conger's with more than two coders), scott (Fleiss'), ac1, alpha.
    """
    import numpy as np

    counts, r = draws @ tallied.counts, tallied.patterns.shape[1]
    yes = tallied.patterns.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        n = counts.sum(axis=1)
        observed = counts @ ((yes * (yes - 1) + (r - yes) * (r - yes - 1)) / (r * (r - 1))) / n
        marginals = counts @ tallied.patterns / n[:, None]
        p = marginals.mean(axis=1)
        pure = (p <= 0) | (p >= 1)
        return {
            "prevalence": p,
            "percent": observed,
            "positive_agreement": counts @ (yes * (yes - 1)) / (counts @ (yes * (r - 1))),
            "kappa": _beyond(observed, p**2 + (1 - p) ** 2 - 2 * marginals.var(axis=1, ddof=1) / r),
            "scott": _beyond(observed, p**2 + (1 - p) ** 2),
            "ac1": np.where(pure, np.nan, _beyond(observed, 2 * p * (1 - p))),
            "alpha": alphas(tallied, draws),
        }


def alphas(tallied: Tally, draws: Floats) -> Floats:
    """Krippendorff's nominal alpha for every draw, nan where only one category is in use."""
    import numpy as np

    counts, r = draws @ tallied.counts, tallied.patterns.shape[1]
    yes = tallied.patterns.sum(axis=1)
    ones, values = counts @ yes, r * counts.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - (values - 1) * (counts @ (2 * yes * (r - yes)) / (r - 1)) / (2 * ones * (values - ones))
    return np.where((ones > 0) & (ones < values), found, np.nan)


def _beyond(observed: Floats, expected: Floats) -> Floats:
    import numpy as np

    gap = 1 - expected
    return np.where(np.abs(gap) < 1e-12, np.nan, (observed - expected) / gap)


def masi_alphas(sets: Sequence[Sequence[Collection[str]]], groups: Sequence[str], draws: Floats) -> Floats:
    """MASI alpha (Passonneau 2006) of units' sets of codes for every draw; `groups` names each unit's group."""
    import numpy as np

    frozen = [[frozenset(value) for value in row] for row in sets]
    kinds = sorted({value for row in frozen for value in row}, key=sorted)
    place, row_of = {value: i for i, value in enumerate(kinds)}, {name: i for i, name in enumerate(sorted(set(groups)))}
    at = np.array([[place[value] for value in row] for row in frozen])
    group = np.array([row_of[name] for name in groups])
    r, gaps = at.shape[1], _masi_gaps(kinds)
    apart = sum(gaps[at[:, i], at[:, j]] for i in range(r) for j in range(r) if i != j) / (r - 1)
    disagreement = draws @ np.bincount(group, weights=apart, minlength=len(row_of))
    totals = np.zeros((len(row_of), len(kinds)))
    np.add.at(totals, (np.repeat(group, r), at.ravel()), 1)
    expected = np.einsum("dg,gh,dh->d", draws, totals @ gaps @ totals.T, draws)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - ((draws @ totals.sum(axis=1)) - 1) * disagreement / expected
    return np.where(expected > 1e-12, found, np.nan)


def _masi_gaps(kinds: Sequence[frozenset[str]]) -> Floats:
    """masi_distance of every two sets."""
    import numpy as np

    column = {code: i for i, code in enumerate(sorted({code for kind in kinds for code in kind}))}
    member = np.zeros((len(kinds), max(1, len(column))))
    for i, kind in enumerate(kinds):
        member[i, [column[code] for code in kind]] = 1
    size, common = member.sum(axis=1), member @ member.T
    union = size[:, None] + size[None, :] - common
    inside = (common == size[:, None]) | (common == size[None, :])
    gaps = np.where(common > 0, 1 - common / np.maximum(union, 1) * np.where(inside, 2 / 3, 1 / 3), 1.0)
    np.fill_diagonal(gaps, 0.0)
    return gaps


def point(values: Floats) -> float | None:
    """The statistic of the sample itself, None where it is not defined."""
    import numpy as np

    return float(values[0]) if np.isfinite(values[0]) else None


def interval(values: Floats, groups: int) -> Interval:
    """The 95% interval over the draws. (None, None) with one group, or where fewer than half of the draws define the statistic."""
    import numpy as np

    drawn = values[1:]
    drawn = drawn[np.isfinite(drawn)]
    if groups < 2 or 2 * len(drawn) < len(values) - 1:
        return None, None
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def bootstrap_kappa(table: Sequence[Sequence[bool]], groups: Sequence[str], *, seed: int, resamples: int = RESAMPLES) -> Interval:
    """The 95% interval of kappa when whole groups are drawn with replacement, (None, None) where it is not defined."""
    from collections import Counter

    if not table:
        return None, None
    names = sorted(set(groups))
    counted = Counter((group, tuple(map(bool, row))) for group, row in zip(groups, table, strict=True))
    found = statistics(tally(counted, names, len(table[0])), draw_groups(len(names), seed=seed, resamples=resamples))
    return interval(found["kappa"], len(names))
