"""The small vocabularies: which words a field may hold."""

from __future__ import annotations

from typing import Literal

SpeakerRole = Literal["participant", "facilitator"]
IdentifierType = Literal["PERSON", "PLACE", "ORG", "CONTACT", "ID", "DATE", "AGE", "OPERATION", "QUASI"]
IdentifierStatus = Literal["suggested", "mask", "keep"]
Polarity = Literal["enabler", "barrier", "mixed", "neutral"]
Effect = Literal["towards", "away", "both", "none_stated", ""]
EvidenceRole = Literal["need", "mechanism", "counter", "none"]
CodingStatus = Literal["decided", "withdrawn"]
MemoKind = Literal["study", "group", "code"]
CellState = Literal["coded", "not_endorsed", "asked_silent", "not_asked"]
SourceKind = Literal["focus_group", "literature", "audit", "dataset", "training"]
Tier = Literal["team", "partnership", "public"]

IDENTIFIER_TYPES: tuple[IdentifierType, ...] = (
    "PERSON", "PLACE", "ORG", "CONTACT", "ID", "DATE", "AGE", "OPERATION", "QUASI",
)  # fmt: skip
DIRECT_TYPES: frozenset[str] = frozenset({"PERSON", "ORG", "CONTACT", "ID", "OPERATION"})
"""Identifiers that name somebody or something by themselves; the others (place, date, age, quasi) identify in combination."""
POLARITIES: tuple[Polarity, ...] = ("enabler", "barrier", "mixed", "neutral")
EFFECTS: tuple[Effect, ...] = ("towards", "away", "both", "none_stated")
EVIDENCE_ROLES: tuple[EvidenceRole, ...] = ("need", "mechanism", "counter", "none")
