"""Turns drawn at random for double coding: a share of every group, so that agencies and groups are there as in the study."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Sequence

from csa_research.errors import InputError
from csa_research.records import Group, Turn

Unit = tuple[str, int]


def draw_units(turns: Sequence[Turn], groups: Sequence[Group], *, share: float, seed: int) -> tuple[Unit, ...]:
    """Participants' turns, coded or not, in reading order: of each agency its share, spread over its groups, at least one a group.

    The same seed draws the same turns, whatever else is in the study. Raises InputError for a share that is none.
    """
    if not 0 < share <= 1:
        raise InputError(f"--share must be more than 0 and at most 1 (0.2 = every fifth turn), not {share:g}.")
    spoken: dict[str, list[int]] = defaultdict(list)
    for turn in turns:
        if turn.role == "participant":
            spoken[turn.group].append(turn.index)
    agency = {group.group_id: group.agency for group in groups}
    by_agency: dict[str, list[str]] = defaultdict(list)
    for group in sorted(spoken):
        by_agency[agency.get(group, "")].append(group)
    out: list[Unit] = []
    for names in by_agency.values():
        for group, number in _spread({name: len(spoken[name]) for name in names}, share).items():
            out += ((group, index) for index in random.Random(f"{seed} {group}").sample(sorted(spoken[group]), number))
    return tuple(sorted(out))


def _spread(sizes: dict[str, int], share: float) -> dict[str, int]:
    """How many of each group: whole numbers that add up to the share of all, by the largest remainders; at least one each."""
    exact = {name: size * share for name, size in sizes.items()}
    out = {name: max(1, math.floor(value)) for name, value in exact.items()}
    left = round(sum(exact.values())) - sum(out.values())
    for name in sorted(exact, key=lambda name: (math.floor(exact[name]) - exact[name], name))[: max(0, left)]:
        out[name] = min(sizes[name], out[name] + 1)
    return out
