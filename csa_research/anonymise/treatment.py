"""What was done to identifiers, counted by type: replaced by a pseudonym, made vaguer, kept and by whose word. No words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from csa_research.records import IDENTIFIER_TYPES, Entity, Identifier

_NUMBERED = re.compile(r"^\[.+ (?:\d+|[A-Z]{1,2})\]$")
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Treated:
    """One type of identifier. The numbers are mentions, `entities` excepted."""

    type: str
    entities: int
    pseudonym: int  # replaced by a numbered or lettered pseudonym
    vaguer: int  # replaced by words such as [primary-age]
    kept: int  # left as said, by a decision on it
    passed: int  # left as said, because a whole review did not mark it
    open: int  # not decided yet


def treated(identifiers: Iterable[Identifier], entities: Iterable[Entity]) -> tuple[Treated, ...]:
    """A row a type that occurs, in the order of the types."""
    pseudonym = {entity.id: entity.pseudonym for entity in entities}
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for found in identifiers:
        counts[found.type, _what(found, pseudonym)] += 1
        if found.status == "mask":
            seen.add((found.type, found.entity))
    people = Counter(type_ for type_, _ in seen)
    names = ("pseudonym", "vaguer", "kept", "passed", "open")
    present = {type_ for type_, _ in counts}
    return tuple(Treated(t, people[t], *(counts[t, name] for name in names)) for t in IDENTIFIER_TYPES if t in present)


def _what(found: Identifier, pseudonym: dict[str, str]) -> str:
    if found.status == "mask":
        return "pseudonym" if _NUMBERED.match(pseudonym.get(found.entity, "")) else "vaguer"
    if found.status == "keep":
        return "kept" if PERSON in found.detectors else "passed"
    return "open"


def reasons(identifiers: Iterable[Identifier]) -> tuple[tuple[str, str, int], ...]:
    """(type, why the machine had noticed it, mentions) of what was left as said, the most frequent first."""
    counts = Counter((i.type, i.why or "noticed by a recogniser") for i in identifiers if i.status == "keep")
    return tuple((type_, why, n) for (type_, why), n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
