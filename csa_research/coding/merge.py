"""Two coders' codings brought together: nothing lost, nothing doubled, in any order the same result."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from csa_research.records import Coding


@dataclass(frozen=True, slots=True)
class Conflict:
    """One coder's code on one span, with different judgements in different copies."""

    id: str
    fields: tuple[str, ...]  # what differs: polarity, effect, role, memo, flags
    codings: tuple[Coding, ...]  # each version once; the first is the one kept in Merged.codings


@dataclass(frozen=True, slots=True)
class Merged:
    codings: tuple[Coding, ...]  # one an id, by group, turn and place
    conflicts: tuple[Conflict, ...]


def merge(first: Sequence[Coding], second: Sequence[Coding]) -> Merged:
    """The union of two sets of codings by id, and every id whose versions differ.

    The order of the arguments and of the codings in them does not matter. A conflict keeps one version in `codings` (the
    fuller one: longest memo, most flags, then by value) until a person decides.
    """
    versions: dict[str, list[Coding]] = {}
    for coding in (*first, *second):
        same = versions.setdefault(coding.id, [])
        if coding not in same:
            same.append(coding)
    ordered = {ident: tuple(sorted(same, key=_fullest) if len(same) > 1 else same) for ident, same in versions.items()}
    kept = sorted((same[0] for same in ordered.values()), key=_place)
    conflicts = [
        Conflict(coding.id, _differing(ordered[coding.id]), ordered[coding.id]) for coding in kept if len(ordered[coding.id]) > 1
    ]
    return Merged(tuple(kept), tuple(conflicts))


def _place(coding: Coding) -> tuple[str, int, int, int, str, str, str]:
    return (coding.group, coding.turn, coding.span.start, coding.span.end, coding.code, coding.coder, coding.id)


def _fullest(coding: Coding) -> tuple[int, int, str]:
    return (-len(coding.memo), -len(coding.flags), json.dumps(asdict(coding), sort_keys=True))


def _differing(versions: Sequence[Coding]) -> tuple[str, ...]:
    return tuple(name for name in Coding.__dataclass_fields__ if len({getattr(version, name) for version in versions}) > 1)
