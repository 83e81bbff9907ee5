"""The machine's suggestions laid beside what people coded, as if it were a coder: it is none, and nobody accepted these.

Each group gets the suggestions of models that never saw a coding or a rejection of that group. The first suggestion of a turn is
taken for its code; a turn without suggestions is one where nothing applies. The machine marks whole turns, so agreement on
characters is not defined for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from csa_research.coding.reliability.agreement import FEW, OVERALL, TOO_FEW, agree
from csa_research.coding.suggesting.scene import Embed
from csa_research.records import Agreement, Codebook, Coding, Span, Suggestion, Turn

MACHINE = "machine suggestions"
"""How they are called where coders have their names."""
WHAT = (
    "The machine is no coder: its figures are of suggestions that nobody has accepted, made for each group by models that never "
    "saw that group's codings; the first suggestion of a turn counts as its code, none as no code."
)
AS_PEOPLE, LESS, CHANCE = "as near as people", "less than people", "no better than chance"
APART, UNJUDGED = "people differ themselves", TOO_FEW
Rejected = tuple[str, int, str]
Unit = tuple[str, int]


def held_out(
    turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], groups: Collection[str], *, embed: Embed, seed: int,
    rejected: Collection[Rejected] = (),
) -> tuple[Suggestion, ...]:  # fmt: skip
    """The combined suggestions for these groups, each group's as if nobody had coded or judged anything in it."""
    from csa_research.coding.suggesting.suggest import suggest_codes

    out: list[Suggestion] = []
    for group in sorted(groups):
        others = [coding for coding in codings if coding.group != group]
        no = frozenset(row for row in rejected if row[0] != group)
        found = suggest_codes(turns, codebook, others, embed=embed, seed=seed, rejected=no)
        out += (s for s in found if s.group == group)
    return tuple(out)


def machine_codings(suggestions: Sequence[Suggestion], turns: Sequence[Turn]) -> tuple[Coding, ...]:
    """The first suggestion of each turn as a coding of the whole turn. For comparison only, never to be stored."""
    lengths = {(t.group, t.index): len(t.text) for t in turns}
    best: dict[Unit, Suggestion] = {}
    for s in sorted(suggestions, key=lambda s: (-s.score, s.code)):
        if (s.group, s.turn) in lengths:
            best.setdefault((s.group, s.turn), s)
    return tuple(
        Coding(f"{MACHINE}:{s.group}:{s.turn}", s.group, s.turn, Span(0, lengths[unit]), "", s.code, "neutral", MACHINE)
        for unit, s in sorted(best.items())
    )


def against_people(
    people: Sequence[Agreement], codings: Sequence[Coding], machine: Sequence[Coding], turns: Sequence[Turn], codebook: Codebook,
    *, units: Mapping[str, Collection[Unit]], seed: int,
) -> tuple[Agreement, ...]:  # fmt: skip
    """The machine with each of these people (or the consensus), on the units given for each: the statistics of `agree`.

    `people` is how far they agree with each other, which the verdicts lean on.
    """
    between = {row.code: row for row in people}
    out: list[Agreement] = []
    for who, own in units.items():
        pair = [replace(c, coder="a") for c in codings if c.coder == who]
        pair += [replace(c, coder="b") for c in machine]
        found = agree(pair, turns, codebook, ("a", "b"), seed=seed, units=own)
        out += (_named(row, who, between.get(row.code)) for row in found)
    return tuple(out)


def _named(row: Agreement, who: str, people: Agreement | None) -> Agreement:
    intervals = tuple(bounds for bounds in row.intervals if bounds[0] != "character_alpha")
    return replace(row, coders=(who, MACHINE), character_alpha=None, intervals=intervals, verdict=machine_verdict(row, people))


def machine_verdict(row: Agreement, people: Agreement | None) -> str:
    """How the machine does beside people on this code.

    "As near as people" where its kappa is not below the lower bound of theirs; "no better than chance" where the lower bound of its
    own is not above 0. Too few examples are judged by neither, and where people differ themselves there is nothing to come up to.
    """
    if row.kappa is None or max(row.positives[:1], default=0) < FEW:
        return UNJUDGED
    if row.kappa <= 0 or (row.kappa_low is not None and row.kappa_low <= 0):
        return CHANCE
    if people is None or people.kappa is None:
        return ""
    if row.code != OVERALL and people.verdict == "rewrite the definition":
        return APART
    least = people.kappa if people.kappa_low is None else people.kappa_low
    return AS_PEOPLE if row.kappa >= least else LESS
