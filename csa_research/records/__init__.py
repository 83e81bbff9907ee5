"""What things are: the frozen records that pass between rooms. No behaviour, no imports of ours.

Positions are code points within a turn's text, end-exclusive. The same words are used in SQL, YAML, screens and documents.
"""

from csa_research.records.bookkeeping import JournalEntry, StageRun
from csa_research.records.closed import Entity, Identifier, ReviewDecision, RosterEntry
from csa_research.records.coding import (
    Agreement,
    Code,
    Codebook,
    Coding,
    Family,
    IncomingCoding,
    Memo,
    PairRule,
    Suggestion,
    Unplaced,
)
from csa_research.records.findings import Balance, Cell, CoOccurrence, Count, EmotionEffect, Quote, Saturation, TopicCode
from csa_research.records.study import Group, Participant
from csa_research.records.theory import (
    Assumption,
    EvaluationQuestion,
    Link,
    LinkEvidence,
    Node,
    NodeEvidence,
    RecommendationCoverage,
    Theory,
    WorkstreamRow,
)
from csa_research.records.topics import Topic, TopicModel, Window, label_from
from csa_research.records.transcripts import Release, Span, Transcript, Turn
from csa_research.records.values import (
    DIRECT_TYPES,
    EFFECTS,
    EVIDENCE_ROLES,
    IDENTIFIER_TYPES,
    POLARITIES,
    CellState,
    CodingStatus,
    Effect,
    EvidenceRole,
    IdentifierStatus,
    IdentifierType,
    MemoKind,
    Polarity,
    SourceKind,
    SpeakerRole,
    Tier,
)

__all__ = [
    "DIRECT_TYPES", "EFFECTS", "EVIDENCE_ROLES", "IDENTIFIER_TYPES", "POLARITIES", "Agreement", "Assumption", "Balance",
    "Cell", "CellState", "CoOccurrence", "Code", "Codebook", "Coding", "CodingStatus", "Count", "Effect",
    "EmotionEffect", "Entity", "EvaluationQuestion", "EvidenceRole", "Family", "Group", "Identifier",
    "IdentifierStatus", "IdentifierType", "IncomingCoding", "JournalEntry", "Link", "LinkEvidence", "Memo", "MemoKind", "Node",
    "NodeEvidence", "PairRule", "Participant", "Polarity", "Quote", "RecommendationCoverage", "Release",
    "ReviewDecision", "RosterEntry", "Saturation", "SourceKind", "Span", "SpeakerRole", "StageRun", "Suggestion",
    "Theory", "Tier", "Topic", "TopicCode", "TopicModel", "Transcript", "Turn", "Unplaced", "Window", "WorkstreamRow",
    "label_from",
]  # fmt: skip
