"""How high each item of a column stands: as near to its neighbours as the order and the sizes allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csa_research.theory.ordering import Layers

ROUNDS = 40


def heights(given: Layers, size: Mapping[str, float], gap: float, top: float, bottom: float) -> dict[str, float]:
    """The middle of each item. Lanes hold to their neighbours more than boxes do, so that long arrows run straight."""
    near = given.neighbours()
    middle: dict[str, float] = {}
    for column in given.columns:
        middle |= _settle(column, dict.fromkeys(column, (top + bottom) / 2), size, gap, top, bottom)
    for turn in range(ROUNDS):
        for column in given.columns if turn % 2 == 0 else reversed(given.columns):
            wanted = {item: _pull(item, near[item], middle) for item in column}
            middle |= _settle(column, wanted, size, gap, top, bottom)
    return _centred(middle, size, top, bottom)


def _centred(middle: dict[str, float], size: Mapping[str, float], top: float, bottom: float) -> dict[str, float]:
    above = min(y - size[item] / 2 for item, y in middle.items()) - top
    below = bottom - max(y + size[item] / 2 for item, y in middle.items())
    return {item: y + (below - above) / 2 for item, y in middle.items()}


def _pull(item: str, near: Sequence[str], middle: Mapping[str, float]) -> float:
    if not near:
        return middle[item]
    weights = [8.0 if "#" in item and "#" in other else 3.0 if "#" in item + other else 1.0 for other in near]
    return sum(w * middle[n] for w, n in zip(weights, near, strict=True)) / sum(weights)


def _settle(
    column: Sequence[str], wanted: Mapping[str, float], size: Mapping[str, float], gap: float, top: float, bottom: float
) -> dict[str, float]:
    """The places nearest to the wanted ones without overlap, inside the page (isotonic regression by pooling)."""
    offsets: list[float] = []
    at = 0.0
    for i, item in enumerate(column):
        at += size[item] / 2 if i == 0 else (size[column[i - 1]] + size[item]) / 2 + gap
        offsets.append(at)
    room = bottom - (offsets[-1] + size[column[-1]] / 2) if column else 0.0
    pools: list[tuple[float, int]] = []
    for item, offset in zip(column, offsets, strict=True):
        mean, count = wanted[item] - offset, 1
        while pools and pools[-1][0] > mean:
            before, n = pools.pop()
            mean, count = (before * n + mean * count) / (n + count), n + count
        pools.append((mean, count))
    base = [min(max(mean, top), max(top, room)) for mean, count in pools for _ in range(count)]
    return {item: b + offset for item, b, offset in zip(column, base, offsets, strict=True)}
