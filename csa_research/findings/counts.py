"""The four counts: citations, participants, groups and agencies, always together.

Speakers in one group are not independent, so the honest unit is the group (methods of causal mapping, Powell, Copestake
and Remnant). Only participants' talk is counted. A turn that two coders gave the same code is one citation, not two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csa_research.records import Coding, Count, Group, Turn

NOTHING = Count(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Places:
    """Who spoke each participant's turn, and the agency of each group."""

    speakers: Mapping[tuple[str, int], str]  # (group, turn) -> released label
    agencies: Mapping[str, str]  # group -> agency, in the study's order

    def groups_of(self, agency: str) -> int:
        """How many groups the study has of an agency ("" = of all)."""
        return sum(1 for each in self.agencies.values() if agency in ("", each))


def places(turns: Iterable[Turn], groups: Iterable[Group]) -> Places:
    """Lookups of speaker and agency, made once and used by every count."""
    return Places(
        {(turn.group, turn.index): turn.speaker for turn in turns if turn.role == "participant"},
        {group.group_id: group.agency for group in groups},
    )


def quote_id(coding: Coding) -> str:
    """The id under which reports cite the coding's words."""
    return coding.quote_id or f"{coding.group}-{coding.turn}-{coding.span.start}-{coding.span.end}"


def order(coding: Coding) -> tuple[str, int, int, int, str]:
    """A sort key that puts codings in the order of the talk."""
    return coding.group, coding.turn, coding.span.start, coding.span.end, coding.code


def spoken(codings: Iterable[Coding], where: Places) -> tuple[Coding, ...]:
    """The codings that stand on a participant's turn, in the order of the talk."""
    return tuple(sorted((c for c in codings if (c.group, c.turn) in where.speakers), key=order))


def count(codings: Iterable[Coding], where: Places) -> Count:
    """The four counts of these codings with the ids of their quotes.

    A citation is one application of a code; where several coders coded a turn with the same code, the coder with most
    applications there counts, so that double coding adds nothing.
    """
    kept = spoken(codings, where)
    if not kept:
        return NOTHING
    by_coder = Counter((c.group, c.turn, c.code, c.coder) for c in kept)
    citations: dict[tuple[str, int, str], int] = {}
    for (group, turn, code, _), n in by_coder.items():
        citations[group, turn, code] = max(n, citations.get((group, turn, code), 0))
    groups = {c.group for c in kept}
    return Count(
        citations=sum(citations.values()),
        participants=len({(c.group, where.speakers[c.group, c.turn]) for c in kept}),
        groups=len(groups),
        agencies=len({where.agencies.get(group, "") for group in groups}),
        quote_ids=tuple(dict.fromkeys(quote_id(c) for c in kept)),
    )
