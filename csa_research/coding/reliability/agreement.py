"""How far the coders of a study agree, code by code and over all, with intervals by group and a verdict.

The unit is a participant's turn in a group that every coder coded (or a turn of a sample drawn for double coding); a turn that
nobody marked counts as "no" from all. The coefficients are in coefficients.py and bootstrap.py and can be had from here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csa_research.coding.reliability.bootstrap import (
    alphas,
    bootstrap_kappa,
    draw_groups,
    interval,
    masi_alphas,
    point,
    statistics,
    tally,
)
from csa_research.coding.reliability.coefficients import (
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
from csa_research.coding.reliability.covered import covered
from csa_research.records import Agreement, Codebook, Coding, Span, Turn

if TYPE_CHECKING:
    from csa_research.coding.reliability.bootstrap import Floats, Pattern

__all__ = [
    "agree", "alpha_with", "bootstrap_kappa", "brennan_prediger", "character_alpha", "cohen_kappa", "conger_kappa",
    "fleiss_kappa", "gwet_ac1", "krippendorff_alpha", "masi_alpha", "masi_distance", "positive_agreement", "scott_pi",
    "shared_units", "verdict",
]  # fmt: skip

OVERALL = "*"
FEW = 10  # uses of a code below which no judgement is made (methods: "warn under about ten uses")
TOO_FEW = "too few examples"
USABLE, WEAK = 0.60, 0.40  # kappa, after Landis & Koch: substantial, moderate

Unit = tuple[str, int]
Sets = Mapping[Unit, Mapping[str, frozenset[str]]]  # unit -> coder -> codes
Spans = Mapping[str, Mapping[Unit, Mapping[str, list[Span]]]]  # code -> unit -> coder -> spans


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is compared: the same for every code."""

    units: Sequence[Unit]
    lengths: Mapping[Unit, int]  # characters of each unit's text
    coders: tuple[str, ...]
    groups: tuple[str, ...]
    draws: Floats


def agree(
    codings: Sequence[Coding], turns: Sequence[Turn], codebook: Codebook, coders: Sequence[str], *, seed: int,
    units: Collection[Unit] | None = None,
) -> tuple[Agreement, ...]:  # fmt: skip
    """Agreement per codable code that any of the coders used, in the codebook's order, then code "*" over all codes.

    With more than two coders `kappa` is Conger's and `scott` Fleiss'. Over all codes, `alpha` is MASI alpha of each turn's set of
    codes; everything else pools every yes-or-no decision (turn x code, or character x code). `units` are the only turns compared,
    coded or not: a sample drawn beforehand. Empty with fewer than two coders or no turn that all of them coded.
    """
    shared = shared_units(codings, turns, coders) if units is None else sorted(units)
    lengths = {(t.group, t.index): len(t.text) for t in turns if t.role == "participant"}
    shared = [unit for unit in shared if unit in lengths]
    if len(coders) < 2 or not shared:
        return ()
    groups = tuple(sorted({group for group, _ in shared}))
    ground = _Ground(shared, lengths, tuple(coders), groups, draw_groups(len(groups), seed=seed))
    codable = [code.id for code in codebook.codes if code.codable]
    sets, spans = _marks(codings, ground, set(codable))
    used = [code for code in codable if code in spans]
    if not used:
        return ()
    tables = {code: (_turn_counts(ground, spans[code]), _character_counts(ground, spans[code])) for code in used}
    each = [_agreement(code, ground, *tables[code]) for code in used]
    return (*each, _overall(ground, sets, list(tables.values())))


def shared_units(codings: Sequence[Coding], turns: Sequence[Turn], coders: Sequence[str]) -> tuple[Unit, ...]:
    """The participants' turns of every group in which all of these coders coded something, in order."""
    coded: dict[str, set[str]] = defaultdict(set)
    for coding in codings:
        coded[coding.group].add(coding.coder)
    groups = {group for group, who in coded.items() if who.issuperset(coders)}
    return tuple(sorted({(t.group, t.index) for t in turns if t.role == "participant" and t.group in groups}))


def verdict(kappa: float | None, uses: int) -> str:
    """What the figures allow: usable, weak, rewrite the definition, or too few examples (`uses`: turns where anyone saw it)."""
    if uses < FEW or kappa is None:
        return TOO_FEW
    if kappa >= USABLE:
        return "usable"
    return "weak" if kappa >= WEAK else "rewrite the definition"


def _marks(codings: Sequence[Coding], ground: _Ground, codable: set[str]) -> tuple[Sets, Spans]:
    units, coders = set(ground.units), set(ground.coders)
    sets: dict[Unit, dict[str, frozenset[str]]] = defaultdict(dict)
    spans: dict[str, dict[Unit, dict[str, list[Span]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for c in codings:
        unit = (c.group, c.turn)
        if c.coder in coders and c.code in codable and unit in units:
            sets[unit][c.coder] = sets[unit].get(c.coder, frozenset()) | {c.code}
            spans[c.code][unit][c.coder].append(c.span)
    return sets, spans


def _turn_counts(ground: _Ground, marked: Mapping[Unit, Mapping[str, list[Span]]]) -> Counter[tuple[str, Pattern]]:
    counts: Counter[tuple[str, Pattern]] = Counter()
    for unit in ground.units:
        marks = marked.get(unit, {})
        counts[unit[0], tuple(coder in marks for coder in ground.coders)] += 1
    return counts


def _character_counts(ground: _Ground, marked: Mapping[Unit, Mapping[str, list[Span]]]) -> Counter[tuple[str, Pattern]]:
    counts: Counter[tuple[str, Pattern]] = Counter()
    nobody = (False,) * len(ground.coders)
    for unit in ground.units:
        if unit not in marked:
            counts[unit[0], nobody] += ground.lengths[unit]
            continue
        for pattern, number in covered(ground.lengths[unit], [marked[unit].get(coder, []) for coder in ground.coders]).items():
            counts[unit[0], pattern] += number
    return counts


def _agreement(
    code: str, ground: _Ground, turn_counts: Counter[tuple[str, Pattern]], characters: Counter[tuple[str, Pattern]]
) -> Agreement:
    width = len(ground.coders)
    found = statistics(tally(turn_counts, ground.groups, width), ground.draws)
    found["character_alpha"] = alphas(tally(characters, ground.groups, width), ground.draws)
    values = {name: point(value) for name, value in found.items()}
    intervals = tuple((name, *interval(value, len(ground.groups))) for name, value in found.items())
    low, high = next((low, high) for name, low, high in intervals if name == "kappa")
    positives = tuple(sum(n for (_, p), n in turn_counts.items() if p[i]) for i in range(width))
    return Agreement(
        code=code, units=len(ground.units), positives=positives, coders=ground.coders, **values, kappa_low=low, kappa_high=high,
        verdict=verdict(values["kappa"], sum(n for (_, p), n in turn_counts.items() if any(p))), intervals=intervals,
    )  # fmt: skip


def _overall(ground: _Ground, sets: Sets, tables: Sequence[tuple[Counter[tuple[str, Pattern]], ...]]) -> Agreement:
    turns: Counter[tuple[str, Pattern]] = Counter()
    characters: Counter[tuple[str, Pattern]] = Counter()
    for of_turns, of_characters in tables:
        turns.update(of_turns)
        characters.update(of_characters)
    pooled = _agreement(OVERALL, ground, turns, characters)
    rows = [[sets.get(unit, {}).get(coder, frozenset()) for coder in ground.coders] for unit in ground.units]
    masi = masi_alphas(rows, [group for group, _ in ground.units], ground.draws)
    bounds = ("alpha", *interval(masi, len(ground.groups)))
    return replace(pooled, alpha=point(masi), intervals=tuple(bounds if row[0] == "alpha" else row for row in pooled.intervals))
