"""Which codes stand on the same turn. One coder's codes are paired; two coders' different codes are a disagreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from csa_research.findings.counts import count, places, spoken
from csa_research.records import Coding, CoOccurrence, Group, Turn


def co_occurrence(
    codings: Sequence[Coding], turns: Sequence[Turn], groups: Sequence[Group], *, min_groups: int = 2
) -> tuple[CoOccurrence, ...]:
    """Pairs of codes on one turn in at least `min_groups` groups, most groups and then most turns first.

    A citation of a pair is a turn; its quote ids are those of both codes on these turns.
    """
    where = places(turns, groups)
    on_turn: dict[tuple[str, int, str], list[Coding]] = {}
    for coding in spoken(codings, where):
        on_turn.setdefault((coding.group, coding.turn, coding.coder), []).append(coding)
    pairs: dict[tuple[str, str], list[Coding]] = {}
    for together in on_turn.values():
        for first, second in combinations(sorted({c.code for c in together}), 2):
            pairs.setdefault((first, second), []).extend(c for c in together if c.code in (first, second))
    rows = [
        CoOccurrence(first, second, replace(count(both, where), citations=len({(c.group, c.turn) for c in both})))
        for (first, second), both in pairs.items()
    ]
    kept = [row for row in rows if row.count.groups >= min_groups]
    return tuple(sorted(kept, key=lambda r: (-r.count.groups, -r.count.citations, r.first, r.second)))
