"""When new groups stopped bringing anything new: Guest, Namey & Chen (2020), over random orders of the groups.

A run of `run` groups that adds no more than `threshold` of what the first `base` groups held ends the search. Groups are
not interchangeable and their order is an accident, so the search is repeated over seeded random orders in which every
agency is spread evenly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import or_
from random import Random

from csa_research.records import Coding, Group, Saturation

WARNINGS = (
    "The method was made for inductive codes. With a fixed frame it reaches zero by construction, so it is run on codes with "
    "their polarity and on inductive codes.",
    "The order of the groups matters, so the figure is given over random orders stratified by agency.",
    "Three or four groups in each agency are too few to run the method inside one agency. Hennink, Kaiser and Weber (2019) "
    "found that one group a stratum finds the issues and two give fuller understanding.",
)


def saturation(
    codings: Sequence[Coding],
    groups: Sequence[Group],
    *,
    base: int,
    run: int,
    threshold: float,
    seed: int,
    orders: int = 1000,
) -> Saturation:
    """Saturation of codes with their polarity: "KN01 as a barrier" and "KN01 as an enabler" are two things.

    `reached_at` counts all the groups that were needed, the last run included (n + r). Percentiles are by nearest rank over
    all orders; an order that never gets there stands beyond every figure. Groups without codings are left out.
    """
    return _saturation("code and polarity", lambda c: f"{c.code}:{c.polarity}", codings, groups, base, run, threshold, seed, orders)


def code_saturation(
    codings: Sequence[Coding],
    groups: Sequence[Group],
    *,
    base: int,
    run: int,
    threshold: float,
    seed: int,
    orders: int = 1000,
) -> Saturation:
    """Saturation of codes alone, for inductive codes or to set beside `saturation`."""
    return _saturation("code", lambda c: c.code, codings, groups, base, run, threshold, seed, orders)


def label(result: Saturation) -> str:
    """The result in the method's own notation: "base 4, n+r = 6+2 groups"."""
    if result.reached_at is None:
        return f"base {result.base}, run {result.run}: not reached"
    return f"base {result.base}, n+r = {result.reached_at - result.run}+{result.run} groups"


def _saturation(
    unit: str,
    key: Callable[[Coding], str],
    codings: Sequence[Coding],
    groups: Sequence[Group],
    base: int,
    run: int,
    threshold: float,
    seed: int,
    orders: int,
) -> Saturation:
    if base < 1 or run < 1 or orders < 1:
        raise ValueError("base, run and orders must be at least 1")
    masks = _masks(codings, key)
    ordered = [group for group in interview_order(groups) if group.group_id in masks]
    given = [masks[group.group_id] for group in ordered]
    random = Random(seed)
    found = sorted(
        _reached([masks[g.group_id] for g in _shuffled(ordered, random)], base, run, threshold) or 0 for _ in range(orders)
    )
    missed = found.count(0)
    ranked: list[int | None] = [*found[missed:], *[None] * missed]
    return Saturation(
        unit=unit,
        base=base,
        run=run,
        threshold=threshold,
        reached_at=_reached(given, base, run, threshold),
        median=_percentile(ranked, 50),
        low=_percentile(ranked, 5),
        high=_percentile(ranked, 95),
        not_reached=missed / orders,
        curve=tuple(mask.bit_count() for mask in accumulate(given, or_)),
        warnings=WARNINGS,
    )


def interview_order(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups by date when every group has one, else as they are listed."""
    if all(group.date for group in groups):
        return tuple(sorted(groups, key=lambda group: group.date))
    return tuple(groups)


def _masks(codings: Sequence[Coding], key: Callable[[Coding], str]) -> dict[str, int]:
    """What each group said, as one bit a unit: sets of this size are compared a thousand times."""
    bits = {unit: 1 << i for i, unit in enumerate(sorted({key(coding) for coding in codings}))}
    masks: dict[str, int] = {}
    for coding in codings:
        masks[coding.group] = masks.get(coding.group, 0) | bits[key(coding)]
    return masks


def _reached(masks: Sequence[int], base: int, run: int, threshold: float) -> int | None:
    seen = [0, *accumulate(masks, or_)]
    in_base = seen[min(base, len(masks))].bit_count()
    if not in_base:
        return None
    for i in range(base + run, len(masks) + 1):
        new = (seen[i] & ~seen[i - run]).bit_count()
        if new / in_base <= threshold:
            return i
    return None


def _shuffled(groups: Sequence[Group], random: Random) -> list[Group]:
    """A random order in which each agency's groups are spread evenly from first to last."""
    sizes = Counter(group.agency for group in groups)
    drawn: Counter[str] = Counter()
    keyed: list[tuple[float, int, Group]] = []
    for i, group in enumerate(random.sample(list(groups), len(groups))):
        keyed.append(((drawn[group.agency] + random.random()) / sizes[group.agency], i, group))
        drawn[group.agency] += 1
    return [group for _, _, group in sorted(keyed, key=lambda k: k[:2])]


def _percentile(ranked: Sequence[int | None], percent: int) -> float | None:
    value = ranked[max(0, -(-percent * len(ranked) // 100) - 1)]
    return None if value is None else float(value)
