"""How far the anonymisation can be trusted: recall with its bound, and people who stand out by their attributes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from csa_research.anonymise.naming.names import tokens
from csa_research.records import DIRECT_TYPES, Group, Identifier, Participant, Span

_EXTRA = frozenset(" \t'’\"“”.,;:!?()[]-–—")


@dataclass(frozen=True, slots=True)
class RecallRow:
    """Entities of one type, how many of them the machine left showing, and what that lets one say of others."""

    type: str  # an identifier type, or "direct" and "quasi" for the sums
    entities: int
    leaked: int
    recall: float | None  # None where there is nothing to find
    leak_upper: float | None  # one-sided 95 % upper bound of the share that leaks


@dataclass(frozen=True, slots=True)
class SmallCell:
    """Attributes that fewer than k participants share."""

    attributes: tuple[tuple[str, str], ...]
    people: int


def upper_bound(leaked: int, entities: int, *, confidence: float = 0.95) -> float:
    """The one-sided upper bound of a share (Clopper & Pearson 1934). No leak in n gives about 3/n."""
    if not 0 <= leaked <= entities or entities < 1:
        raise ValueError(f"{leaked} of {entities} is not a share")
    if leaked == entities:
        return 1.0
    from scipy.stats import beta

    return float(beta.ppf(confidence, leaked + 1, entities - leaked))


def recall_by_type(machine: Iterable[Identifier], final: Iterable[Identifier]) -> tuple[RecallRow, ...]:
    """What the machine alone protected, by the reviewed result: a row a type, then direct and quasi together.

    An entity of a group counts as protected when every letter and digit of all its mentions there was masked, as something or
    other (Text Anonymization Benchmark, arXiv 2202.00443). Kept identifiers of either side do not count.
    """
    masked: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for found in machine:
        if found.status != "keep":
            masked[found.group, found.turn].append(found.span)
    leaked: dict[tuple[str, str], bool] = {}
    types: dict[tuple[str, str], str] = {}
    for found in final:
        if found.status != "mask":
            continue
        key = (found.group, found.entity or f"{found.type} {' '.join(tokens(found.text))}")
        types.setdefault(key, found.type)
        leaked[key] = leaked.get(key, False) or not _covered(found, masked[found.group, found.turn])
    by_type: dict[str, list[bool]] = defaultdict(list)
    for key, left in leaked.items():
        by_type[types[key]].append(left)
        by_type["direct" if types[key] in DIRECT_TYPES else "quasi"].append(left)
    order = sorted(by_type, key=lambda name: (name in ("direct", "quasi"), name))
    return tuple(_row(name, by_type[name]) for name in order)


def _covered(found: Identifier, spans: Sequence[Span]) -> bool:
    return all(
        char in _EXTRA or any(span.start <= found.span.start + i < span.end for span in spans) for i, char in enumerate(found.text)
    )


def _row(name: str, left: Sequence[bool]) -> RecallRow:
    entities, leaks = len(left), sum(left)
    return RecallRow(name, entities, leaks, 1 - leaks / entities, upper_bound(leaks, entities))


def small_cells(participants: Iterable[Participant], groups: Iterable[Group], *, k: int = 5) -> tuple[SmallCell, ...]:
    """Combinations of agency, job title and group size that fewer than k participants share (k-anonymity; Sweeney 2002).

    Job titles count only where they were kept as labels; facilitators are left out.
    """
    people = [person for person in participants if person.role == "participant"]
    agency = {group.group_id: group.agency for group in groups}
    size = Counter(person.group for person in people)
    cells: Counter[tuple[tuple[str, str], ...]] = Counter()
    for person in people:
        title = person.label.strip("[]")
        title = "" if title.startswith("Participant") else title
        cells[("agency", agency.get(person.group, "")), ("role", title), ("group size", str(size[person.group]))] += 1
    rows = [SmallCell(attributes, count) for attributes, count in cells.items() if count < k]
    return tuple(sorted(rows, key=lambda row: (row.people, row.attributes)))
