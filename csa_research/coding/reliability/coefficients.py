"""Coefficients of agreement between coders, from kappa to MASI alpha.

Formulas and worked examples: Cohen 1960, Scott 1955, Fleiss 1971, Conger 1980, Brennan & Prediger 1981, Gwet 2008,
Krippendorff 2011, Passonneau 2006 (MASI). Written out here because the libraries are GPL or break the environment.

Ratings are a table of units by coders with any values; None means that the coder did not rate the unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeAlias

from csa_research.records import Span

Rating: TypeAlias = object
Table: TypeAlias = Sequence[Sequence[Rating | None]]
Distance: TypeAlias = Callable[[Rating, Rating], float]


def _ratio(observed: float, expected: float) -> float | None:
    return None if abs(1 - expected) < 1e-12 else (observed - expected) / (1 - expected)


def cohen_kappa(first: Sequence[Rating], second: Sequence[Rating]) -> float | None:
    """Cohen's kappa of two coders, None where one category is all there is. Raises ValueError on unequal lengths."""
    pairs = list(zip(first, second, strict=True))
    if not pairs:
        return None
    n = len(pairs)
    a, b = Counter(first), Counter(second)
    return _ratio(sum(x == y for x, y in pairs) / n, sum(a[k] * b[k] for k in a) / n**2)


def scott_pi(first: Sequence[Rating], second: Sequence[Rating]) -> float | None:
    """Scott's pi of two coders: kappa with one common marginal. Raises ValueError on unequal lengths."""
    pairs = list(zip(first, second, strict=True))
    if not pairs:
        return None
    n = len(pairs)
    shares = Counter([*first, *second])
    return _ratio(sum(x == y for x, y in pairs) / n, sum((count / (2 * n)) ** 2 for count in shares.values()))


def brennan_prediger(ratings: Table, categories: int | None = None) -> float | None:
    """Brennan and Prediger's coefficient: chance is 1 / categories (those in use where not given)."""
    q = categories or len(_categories(ratings))
    observed = _observed(ratings)
    return None if observed is None or q < 2 else _ratio(observed, 1 / q)


def fleiss_kappa(ratings: Table) -> float | None:
    """Fleiss' kappa, gaps allowed as in Gwet (2014): chance from mean shares of each category."""
    observed, shares = _observed(ratings), _shares(ratings)
    return None if observed is None else _ratio(observed, sum(share**2 for share in shares.values()))


def gwet_ac1(ratings: Table, categories: int | None = None) -> float | None:
    """Gwet's AC1, any number of coders, gaps allowed."""
    observed, shares = _observed(ratings), _shares(ratings)
    q = categories or len(shares)
    if observed is None or q < 2:
        return None
    return _ratio(observed, sum(share * (1 - share) for share in shares.values()) / (q - 1))


def conger_kappa(ratings: Table) -> float | None:
    """Conger's kappa: Cohen's for several coders, each with their own marginals, gaps allowed."""
    observed = _observed(ratings)
    columns = [[row[i] for row in ratings if row[i] is not None] for i in range(len(ratings[0]) if ratings else 0)]
    columns = [column for column in columns if column]
    if observed is None or len(columns) < 2:
        return None
    counts = [Counter(column) for column in columns]
    r = len(columns)
    expected = 0.0
    for category in _categories(ratings):
        shares = [count[category] / len(column) for count, column in zip(counts, columns, strict=True)]
        mean = sum(shares) / r
        variance = sum((share - mean) ** 2 for share in shares) / (r - 1)
        expected += mean**2 - variance / r
    return _ratio(observed, expected)


def _categories(ratings: Table) -> set[Rating]:
    return {value for row in ratings for value in row if value is not None}


def _observed(ratings: Table) -> float | None:
    shares = []
    for row in ratings:
        counts = Counter(value for value in row if value is not None)
        m = counts.total()
        if m >= 2:
            shares.append(sum(count * (count - 1) for count in counts.values()) / (m * (m - 1)))
    return sum(shares) / len(shares) if shares else None


def _shares(ratings: Table) -> dict[Rating, float]:
    shares: dict[Rating, float] = {}
    units = 0
    for row in ratings:
        counts = Counter(value for value in row if value is not None)
        units += bool(counts)
        for value, count in counts.items():
            shares[value] = shares.get(value, 0.0) + count / counts.total()
    return {value: share / units for value, share in shares.items()}


# ---- Krippendorff's alpha ------------------------------------------------------------------------------------------------


def krippendorff_alpha(ratings: Table, *, level: str = "nominal") -> float | None:
    """Krippendorff's alpha: level nominal, ordinal, interval or ratio. None where it is not defined.

    Units with fewer than two values are dropped. Raises ValueError for another level.
    """
    units = [[value for value in row if value is not None] for row in ratings]
    counts = Counter(value for unit in units if len(unit) >= 2 for value in unit)
    return alpha_with(ratings, _distance(level, counts))


def alpha_with(ratings: Table, distance: Distance) -> float | None:
    """Krippendorff's alpha with any distance between values (0 for equal ones)."""
    units = [[value for value in row if value is not None] for row in ratings]
    units = [unit for unit in units if len(unit) >= 2]
    totals = Counter(value for unit in units for value in unit)
    n = totals.total()
    gaps = {(a, b): distance(a, b) for a in totals for b in totals}
    disagreement = sum(
        count_a * count_b * gaps[a, b] / (len(unit) - 1)
        for unit in units
        for counts in (Counter(unit),)
        for a, count_a in counts.items()
        for b, count_b in counts.items()
        if a != b
    )
    expected = sum(totals[a] * totals[b] * gaps[a, b] for a in totals for b in totals)
    return None if expected == 0 else 1 - (n - 1) * disagreement / expected


def _distance(level: str, counts: Counter[Rating]) -> Distance:
    if level == "nominal":
        return lambda a, b: float(a != b)
    if level == "interval":
        return lambda a, b: (_number(a) - _number(b)) ** 2
    if level == "ratio":
        return lambda a, b: 0.0 if a == b else ((_number(a) - _number(b)) / (_number(a) + _number(b))) ** 2
    if level != "ordinal":
        raise ValueError(f"level must be nominal, ordinal, interval or ratio, not {level!r}")

    def ordinal(a: Rating, b: Rating) -> float:
        low, high = sorted((_number(a), _number(b)))
        between = sum(count for value, count in counts.items() if low <= _number(value) <= high)
        return (between - (counts[a] + counts[b]) / 2) ** 2

    return ordinal


def _number(value: Rating) -> float:
    return float(str(value))


# ---- sets and characters -------------------------------------------------------------------------------------------------


def masi_distance(first: Collection[str], second: Collection[str]) -> float:
    """1 - Jaccard x monotonicity between two sets: 0 equal, 1 disjoint (Passonneau 2006)."""
    a, b = frozenset(first), frozenset(second)
    if a == b:
        return 0.0
    common = len(a & b)
    monotonicity = 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - common / len(a | b) * monotonicity if common else 1.0


def masi_alpha(ratings: Sequence[Sequence[Collection[str] | None]]) -> float | None:
    """Krippendorff's alpha over sets of codes with the MASI distance; an empty set is a value, None a gap."""
    table = [[None if value is None else frozenset(value) for value in row] for row in ratings]
    return alpha_with(table, lambda a, b: masi_distance(frozenset(a), frozenset(b)))  # type: ignore[call-overload]


def positive_agreement(first: Iterable[bool], second: Iterable[bool]) -> float | None:
    """2a / (2a + b + c): how far two coders agree where either says yes. None where neither does."""
    pairs = list(zip(first, second, strict=True))
    both = sum(a and b for a, b in pairs)
    either = sum(bool(a) + bool(b) for a, b in pairs)
    return 2 * both / either if either else None


def character_alpha(length: int, coders: Sequence[Sequence[Span]]) -> float | None:
    """Nominal alpha of one code with every character as a unit: 1 where the coder's spans cover it, else 0.

    Raises ValueError where a span reaches beyond `length`.
    """
    table = [[0] * len(coders) for _ in range(length)]
    for which, spans in enumerate(coders):
        for span in spans:
            if span.end > length:
                raise ValueError(f"span ends at {span.end}, while the text has only {length} characters")
            for at in range(span.start, span.end):
                table[at][which] = 1
    return krippendorff_alpha(table)
