"""Everything a report, a notebook or a sheet may say, computed once so that their numbers agree. Open side, pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from csa_research.records import (
    Agreement,
    Balance,
    Cell,
    Codebook,
    Coding,
    CoOccurrence,
    EmotionEffect,
    Group,
    LinkEvidence,
    NodeEvidence,
    Participant,
    Quote,
    RecommendationCoverage,
    Saturation,
    Suggestion,
    Theory,
    TopicCode,
    TopicModel,
    Turn,
    WorkstreamRow,
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """One study's released text, decided codings and all that follows from them. What exports and notebooks read."""

    title: str
    question: str
    stamp: str  # "", or what every output must say: "SYNTHETIC", "UNREVIEWED", both
    agencies: dict[str, str]  # id -> label, in the study's order
    min_cell: int
    groups: tuple[Group, ...]
    turns: tuple[Turn, ...]  # released, by group and index
    participants: tuple[Participant, ...]
    codebook: Codebook
    codings: tuple[Coding, ...]  # decided only
    quotes: tuple[Quote, ...]
    cells: tuple[Cell, ...]
    balances: tuple[Balance, ...]  # per code, per family; agency "" and each agency
    emotions: tuple[EmotionEffect, ...]
    pairs: tuple[CoOccurrence, ...]
    saturation: tuple[Saturation, ...]
    agreement: tuple[Agreement, ...]
    suggestions: tuple[Suggestion, ...]
    topics: TopicModel | None
    topic_codes: tuple[TopicCode, ...]
    theory: Theory
    workstreams: tuple[WorkstreamRow, ...]
    node_evidence: tuple[NodeEvidence, ...]
    link_evidence: tuple[LinkEvidence, ...]
    coverage: tuple[RecommendationCoverage, ...]
    method: str = "codebook"
    provenance: dict[str, str] = field(default_factory=dict)  # versions, seed, hashes for the methods note

    def quote(self, quote_id: str) -> Quote:
        """The quote with this id. Raises KeyError."""
        for quote in self.quotes:
            if quote.id == quote_id:
                return quote
        raise KeyError(quote_id)
