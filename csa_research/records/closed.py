"""What the closed side knows: identifiers, entities, decisions about them. Never on the open side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from csa_research.records.transcripts import Span
from csa_research.records.values import IdentifierStatus, IdentifierType


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A name the team already knows, a row of roster.csv."""

    name: str
    type: IdentifierType
    aliases: tuple[str, ...] = ()
    label: str = ""  # noun for the pseudonym: "Child", "School", "Colleague"; "" = decided by type
    group: str = ""  # only in this group; "" = everywhere
    note: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A span that may identify somebody, who found it and what was decided. Closed side only."""

    group: str
    turn: int
    span: Span
    text: str
    type: IdentifierType
    detectors: tuple[str, ...]
    score: float  # 0..1, the highest of its detectors
    status: IdentifierStatus = "suggested"
    entity: str = ""  # Entity.id; "" = not yet linked
    why: str = ""  # one line, without the text itself


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place or thing with every name it goes by, and its one pseudonym in the study."""

    id: str
    type: IdentifierType
    names: tuple[str, ...]
    pseudonym: str  # bracketed: "[Child 3]"
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """What a person decided about a span (or, with turn None, about every mention of a text in the study)."""

    group: str  # "" = every group
    turn: int | None
    start: int | None
    text: str
    action: Literal["mask", "keep"]
    type: IdentifierType | None = None
    entity: str = ""  # a name of the entity it belongs to, "" = by the text
    label: str = ""  # noun or whole replacement chosen by the person
    by: str = ""
