"""Which turns to code next, and what is still unread and may be missed.

A queue, not an autocoder: turns that a person put into it as talk without a code (gap), turns where a code that is still rare is
suggested (hunt), turns on which the machine cannot decide (uncertain), and every fifth turn at random, in an order fixed
beforehand. The random turns that were read are a fair sample of the whole, whatever the machine proposes, and tell how much of
each code has not been found yet.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

from csa_research.records import Codebook, Coding, Suggestion, Turn

Unit = tuple[str, int]
Kind = Literal["gap", "hunt", "uncertain", "random"]
PATTERN: tuple[Kind, ...] = ("hunt", "uncertain", "hunt", "uncertain", "random")
"""One turn in five is random: a fixed share of 20%."""
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Queued:
    """A turn to code next, and why."""

    group: str
    turn: int
    kind: Kind
    why: str


@dataclass(frozen=True, slots=True)
class Missed:
    """How much of one code has been found, and how much may be in what is unread. Counts turns."""

    code: str
    found: int
    sampled: int  # random turns read
    in_sample: int  # of these with the code
    groups: int  # that the sample reaches
    missed: float  # expected in the unread turns
    at_most: float  # upper 95% bound, widened for the likeness of turns of one group
    unread: int


def random_order(units: Collection[Unit], seed: int) -> tuple[Unit, ...]:
    """All turns in one random order, fixed by the seed."""
    ordered = sorted(units)
    random.Random(f"queue {seed}").shuffle(ordered)
    return tuple(ordered)


def next_turns(
    turns: Sequence[Turn],
    suggestions: Sequence[Suggestion],
    codings: Sequence[Coding],
    read: Collection[Unit],
    *,
    most: int,
    seed: int,
    gaps: Mapping[Unit, str] | None = None,
) -> tuple[Queued, ...]:
    """The next turns for somebody who has read `read`, at most `most`, in the order to read them in.

    `gaps` (turn to why) come first, in their order: they take every place but the random ones until all are read.
    """
    unread = {(t.group, t.index) for t in turns if t.role == "participant"} - set(read)
    by_turn: dict[Unit, list[Suggestion]] = defaultdict(list)
    for s in suggestions:
        if (s.group, s.turn) in unread:
            by_turn[s.group, s.turn].append(s)
    lists: dict[Kind, Iterator[Queued]] = {
        "gap": (Queued(*u, "gap", why) for u, why in (gaps or {}).items() if u in unread),
        "hunt": _hunt(by_turn, Counter(c.code for c in codings)),
        "uncertain": _uncertain(by_turn),
        "random": (Queued(*u, "random", "drawn at random") for u in random_order(_all(turns), seed) if u in unread),
    }
    out: dict[Unit, Queued] = {}
    for kind in cycle(PATTERN):
        if len(out) >= min(most, len(unread)):
            return tuple(out.values())
        gap = None if kind == "random" else _next(lists["gap"], out)
        found = gap or _next(lists[kind], out) or _next(lists["random"], out)
        if found is not None:
            out[found.group, found.turn] = found
    return ()


def _all(turns: Sequence[Turn]) -> set[Unit]:
    return {(t.group, t.index) for t in turns if t.role == "participant"}


def _next(items: Iterator[Queued], taken: Mapping[Unit, Queued]) -> Queued | None:
    return next((item for item in items if (item.group, item.turn) not in taken), None)


def _hunt(by_turn: Mapping[Unit, Sequence[Suggestion]], uses: Counter[str]) -> Iterator[Queued]:
    """The best turn of each code in turn, the codes with fewest codings first."""
    by_code: dict[str, list[Suggestion]] = defaultdict(list)
    for found in by_turn.values():
        for s in found:
            by_code[s.code].append(s)
    for code in by_code:
        by_code[code].sort(key=lambda s: (-s.score, s.group, s.turn))
    codes = sorted(by_code, key=lambda code: (uses[code], code))
    for rank in range(max((len(found) for found in by_code.values()), default=0)):
        for code in codes:
            if rank < len(by_code[code]):
                s = by_code[code][rank]
                yield Queued(s.group, s.turn, "hunt", f"may be {code} ({uses[code]} codings so far). {s.why}".strip())


def _uncertain(by_turn: Mapping[Unit, Sequence[Suggestion]]) -> Iterator[Queued]:
    """Turns whose two best suggestions are closest, nearest first."""
    scored = []
    for unit, found in by_turn.items():
        best = sorted(found, key=lambda s: (-s.score, s.code))[:2]
        if len(best) == 2:
            scored.append((best[0].score - best[1].score, unit, best))
    for _, unit, best in sorted(scored, key=lambda item: (item[0], item[1])):
        yield Queued(*unit, "uncertain", f"{best[0].code} or {best[1].code}?")


# ---- what may be missed --------------------------------------------------------------------------------------------------


def estimate_missed(
    turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], read: Collection[Unit], *, seed: int
) -> tuple[Missed, ...]:
    """For every code that can be applied: found, expected among the unread turns, and at most so many. `codings`: of this coder."""
    units = _all(turns)
    done = set(read) & units
    order = random_order(units, seed)
    sample = order[: next((i for i, unit in enumerate(order) if unit not in done), len(order))]
    having: dict[str, set[Unit]] = defaultdict(set)
    for c in codings:
        having[c.code].add((c.group, c.turn))
    sizes = Counter(group for group, _ in sample)
    codes = [code.id for code in codebook.codes if code.codable]
    hits = {code: Counter(unit[0] for unit in sample if unit in having[code]) for code in codes}
    usual = _usual_effect(hits.values(), sizes)
    return tuple(
        _missed(code, len(having[code] & done), hits[code], sizes, len(units), len(units) - len(done), usual) for code in codes
    )


def _missed(code: str, found: int, hits: Counter[str], sizes: Counter[str], total: int, unread: int, usual: float) -> Missed:
    n, k = sizes.total(), hits.total()
    if n == 0:
        return Missed(code, found, 0, 0, 0, 0.0, float(unread), unread)
    effect = design_effect(hits, sizes) or usual
    expected, most = total * k / n - found, total * _upper(k / effect, n / effect) - found
    return Missed(code, found, n, k, len(sizes), _within(expected, unread), _within(max(most, expected), unread), unread)


def _within(value: float, unread: int) -> float:
    return round(min(max(value, 0.0), float(unread)), 1)


def _upper(k: float, n: float) -> float:
    """The exact one-sided 95% upper bound of a share (Clopper & Pearson 1934)."""
    from scipy.stats import beta

    return 1.0 if k >= n else float(beta.ppf(SURE, k + 1, n - k))


def design_effect(hits: Mapping[str, int], sizes: Mapping[str, int]) -> float | None:
    """How much less a turn tells because turns of a group are alike (Kish): 1 or more; None where it cannot be told."""
    n, k, m = sum(sizes.values()), sum(hits.values()), len(sizes)
    if m < 2 or k in (0, n):
        return None
    p = k / n
    between = m / (m - 1) * sum((hits.get(g, 0) - p * size) ** 2 for g, size in sizes.items()) / n**2
    return max(1.0, between / (p * (1 - p) / n))


def _usual_effect(all_hits: Collection[Counter[str]], sizes: Counter[str]) -> float:
    """The median design effect over codes: for those that the sample does not hold."""
    known = sorted(effect for hits in all_hits if (effect := design_effect(hits, sizes)) is not None)
    return known[len(known) // 2] if known else 1.0
