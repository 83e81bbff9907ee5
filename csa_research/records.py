"""What things are: the frozen records that pass between rooms. No behaviour, no imports of ours.

Positions are code points within a turn's text, end-exclusive. The same words are used in SQL, YAML, screens and documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SpeakerRole = Literal["participant", "facilitator"]
IdentifierType = Literal["PERSON", "PLACE", "ORG", "CONTACT", "ID", "DATE", "AGE", "OPERATION", "QUASI"]
IdentifierStatus = Literal["suggested", "mask", "keep"]
Polarity = Literal["enabler", "barrier", "mixed", "neutral"]
Effect = Literal["towards", "away", "both", "none_stated", ""]
EvidenceRole = Literal["need", "mechanism", "counter", "none"]
CodingStatus = Literal["decided", "withdrawn"]
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


# ---- study ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """One focus group, a row of groups.csv."""

    group_id: str
    agency: str
    date: str = ""  # YYYY-MM-DD or YYYY-MM; "" = not given
    transcript: str = ""  # file name, "" = not yet arrived
    facilitator: str = ""
    invited: int | None = None
    attended: int | None = None
    consent_scope: tuple[str, ...] = ("analysis",)  # of analysis, report, conference, web


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who spoke, as the open side knows them."""

    group: str
    label: str  # the released label: "[Participant 3]", "[Facilitator]"
    role: SpeakerRole = "participant"


# ---- transcripts ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points start..end (exclusive) of one turn's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must have 0 <= start <= end, not {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said before another began; index counts turns of the file from 0."""

    group: str
    index: int
    speaker: str  # closed side: the label as written; open side: the released label
    text: str
    role: SpeakerRole = "participant"
    start_s: float | None = None  # seconds from the start of the recording
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One group's turns in file order. `sha256` is of the source file's bytes."""

    group: str
    turns: tuple[Turn, ...]
    source: str = ""
    sha256: str = ""
    warnings: tuple[str, ...] = ()  # what the reader noticed; never quotes the text


@dataclass(frozen=True, slots=True)
class Release:
    """A group's released text: what the open side gets. `version` grows with each late redaction."""

    group: str
    turns: tuple[Turn, ...]
    participants: tuple[Participant, ...]
    version: int
    signed_by: str
    signed_at: str  # ISO 8601, UTC
    reviewed: bool  # False: released without a person; every output says UNREVIEWED


# ---- anonymisation (closed side) -----------------------------------------------------------------------------------------


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


# ---- codebook and coding -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Family:
    id: str
    name: str
    definition: str
    system_level: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the codebook. `codable` False: a heading, never applied or suggested."""

    id: str
    name: str
    family: str
    parent: str
    definition: str
    include_when: str = ""
    exclude_when: str = ""
    example: str = ""
    example_agency: str = ""
    codable: bool = True
    tier: str = "core"
    depth: int = 2
    system_level: str = ""
    polarity: str = "either"  # enabler, barrier, either, neutral
    cue_phrases: tuple[tuple[str, str], ...] = ()  # (polarity or "any", phrase)
    com_b: tuple[str, ...] = ()
    tdf: tuple[str, ...] = ()
    national_recommendations: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    locked: bool = False  # never leaves the team (EM09: personal experience)


@dataclass(frozen=True, slots=True)
class PairRule:
    """How to choose between codes that compete."""

    id: str
    codes: tuple[str, ...]
    ask: str
    then: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    id: str
    version: str
    question: str
    families: tuple[Family, ...]
    codes: tuple[Code, ...]
    pair_rules: tuple[PairRule, ...] = ()
    sha256: str = ""

    def code(self, code_id: str) -> Code:
        """The code with this id. Raises KeyError."""
        for code in self.codes:
            if code.id == code_id:
                return code
        raise KeyError(code_id)


@dataclass(frozen=True, slots=True)
class Coding:
    """A code that a person put on a span of released text."""

    id: str  # stable over late redactions
    group: str
    turn: int
    span: Span
    quote: str  # the released words under the span
    code: str
    polarity: Polarity
    coder: str
    effect: Effect = ""
    role: EvidenceRole = "none"
    memo: str = ""
    flags: tuple[str, ...] = ()
    quote_id: str = ""  # shared by codings of the same span; what reports cite


@dataclass(frozen=True, slots=True)
class IncomingCoding:
    """A coding as it stands in a file, before its words are found in the released text. Never stored."""

    row: int  # line or row in the file, for messages
    group: str
    turn: int | None
    quote: str
    code: str
    polarity: str = ""
    effect: str = ""
    role: str = ""
    coder: str = ""
    memo: str = ""
    flags: tuple[str, ...] = ()
    span: Span | None = None  # its place in the turn, where the file knows it; counts only where the quote stands there


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An incoming coding that could not be taken, and why; `reason` never repeats its words."""

    row: int
    group: str
    turn: int | None
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code a machine proposes for a turn; never counted until a person accepts it."""

    group: str
    turn: int
    code: str
    score: float  # 0..1, comparable within a turn only
    suggester: str  # "rules", "nearest", "learned", "combined"
    why: str = ""  # one line; may quote released text


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two or more coders on one code (or, code "*", over all). None = not defined."""

    code: str
    units: int  # turns both coders could have coded
    positives: tuple[int, ...]  # units with the code, per coder, in the order of `coders`
    coders: tuple[str, ...]
    prevalence: float | None  # mean share of units with the code
    percent: float | None
    positive_agreement: float | None
    kappa: float | None
    ac1: float | None
    alpha: float | None
    kappa_low: float | None = None
    kappa_high: float | None = None
    verdict: str = ""  # usable, weak, rewrite the definition, too few examples
    scott: float | None = None  # Scott's pi; Fleiss' kappa with more than two coders
    character_alpha: float | None = None  # nominal alpha with every character as a unit
    intervals: tuple[tuple[str, float | None, float | None], ...] = ()  # (statistic, low, high): 95% by bootstrap over groups


# ---- topics --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """About 100-150 words of participants' talk inside one group, traceable to its turns."""

    id: str
    group: str
    agency: str
    turns: tuple[int, ...]
    text: str  # topic words are drawn from this; quotes come from the turns
    speakers: tuple[str, ...] = ()
    question: str = ""  # the facilitator's question it answers
    main_turn: int = -1  # its longest turn: what is quoted for it


@dataclass(frozen=True, slots=True)
class Topic:
    """A candidate pattern (never a theme) found by the topic model."""

    id: int
    words: tuple[str, ...]
    label: str
    windows: tuple[str, ...]  # Window.id
    stability: float  # 0..1, mean co-association within the topic over seeded runs
    groups: tuple[str, ...]
    participants: int
    agencies: tuple[tuple[str, int], ...]  # agency, windows
    typical_turns: tuple[tuple[str, int], ...]  # (group, turn) of its most typical quotes
    exportable: bool  # False: one group, fewer than three people or unstable
    subsample_stability: float = 0.0  # 0..1, mean best-match Jaccard on 80% subsamples, all fitted anew
    leave_out_stability: float = 0.0  # the same with one of its groups left out
    note: str = ""  # a person's


@dataclass(frozen=True, slots=True)
class TopicModel:
    topics: tuple[Topic, ...]
    windows: tuple[Window, ...]
    assignment: tuple[int, ...]  # topic id of each window, -1 = none
    settings: tuple[tuple[str, str], ...]  # seeds, versions, K, grid
    curve: tuple[tuple[int, float, float], ...] = ()  # K, stability, separation


# ---- findings ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be cited: one span of released text with all its codes."""

    id: str
    group: str
    agency: str
    turn: int
    span: Span
    text: str
    speaker: str
    codes: tuple[str, ...]
    polarities: tuple[str, ...]
    roles: tuple[str, ...]
    flags: tuple[str, ...]
    scope: tuple[str, ...] = ()  # consented uses
    locked: str = ""  # why it may never leave the team, "" = may be cleared


@dataclass(frozen=True, slots=True)
class Count:
    """The four counts, always together: citations >= participants >= groups >= agencies."""

    citations: int
    participants: int
    groups: int
    agencies: int
    quote_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One group x code cell of the framework matrix."""

    group: str
    code: str
    state: CellState
    count: Count
    enabler: int = 0
    barrier: int = 0
    mixed: int = 0
    neutral: int = 0
    summary: str = ""  # written by a person


@dataclass(frozen=True, slots=True)
class Balance:
    """Enablers against barriers for one code (or family), over all agencies or in one. `mixed` adds to both sides once."""

    code: str
    agency: str  # "" = all
    enabler: Count
    barrier: Count
    mixed: Count
    neutral: Count
    total: Count
    groups_possible: int  # groups of that agency in the study: the "of 14"


@dataclass(frozen=True, slots=True)
class EmotionEffect:
    """How often an emotion (EM code) was said to move practice towards, away, both or nowhere."""

    code: str
    agency: str  # "" = all
    effect: Effect
    count: Count


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """Two codes on the same turn."""

    first: str
    second: str
    count: Count


@dataclass(frozen=True, slots=True)
class TopicCode:
    """How far one code covers one topic: share of the topic's windows with a coding of the code."""

    topic: int
    code: str
    windows: int
    share: float
    quote_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saturation:
    """Guest, Namey & Chen (2020) over random orders of the groups."""

    unit: str  # "code and polarity"
    base: int
    run: int
    threshold: float
    reached_at: int | None  # groups needed in interview order, None = not reached
    median: float | None
    low: float | None  # 5th percentile
    high: float | None  # 95th percentile
    not_reached: float  # share of orders
    curve: tuple[int, ...]  # codes seen after 1, 2, ... groups in the given order
    warnings: tuple[str, ...] = ()


# ---- theory --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    type: str  # input, activity, output, short_outcome, medium_outcome, long_outcome, impact
    label: str
    description: str = ""
    horizon: str = ""
    national_recommendations: tuple[int, ...] = ()
    evidence_codes: tuple[str, ...] = ()
    report_evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A causal claim. Codes are (code, polarity) a role."""

    id: str
    source: str
    target: str
    why: str
    assumptions: tuple[str, ...] = ()
    need: tuple[tuple[str, str], ...] = ()
    mechanism: tuple[tuple[str, str], ...] = ()
    counter: tuple[tuple[str, str], ...] = ()
    other_evidence: tuple[str, ...] = ()
    national_recommendations: tuple[int, ...] = ()
    confidence: str = ""  # set by a person: high, moderate, low, very low
    lead_note: str = ""  # their typed reason


@dataclass(frozen=True, slots=True)
class Assumption:
    id: str
    kind: str  # assumption, unintended_effect, external_factor
    text: str
    codes: tuple[str, ...] = ()
    note: str = ""
    nodes: tuple[str, ...] = ()  # where it is watched for (unintended effect) or bears on (external factor)


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    id: str
    node: str
    question: str
    indicator: str
    baseline: str = ""
    target: str = ""
    source: str = ""
    method: str = ""
    frequency: str = ""
    owner: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Theory:
    id: str
    version: str
    question: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    assumptions: tuple[Assumption, ...] = ()
    evaluation: tuple[EvaluationQuestion, ...] = ()
    index: tuple[tuple[str, str], ...] = ()  # report evidence id -> title
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class WorkstreamRow:
    """One row of a workstream table; values as in the file, "" = not given."""

    table: str  # literature, audit_findings, recommendations, referrals, training, conference, pathway, snapshot, evaluation
    key: str  # its id, e.g. AD3; "table:row" where the table has none
    row: int  # line in the file
    values: tuple[tuple[str, str], ...]

    def get(self, column: str) -> str:
        """The value of a column, "" where it is not given."""
        return dict(self.values).get(column, "")


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """What the study says of one link; counter evidence is shown first."""

    link: str
    counter: Count
    need: Count
    mechanism: Count
    sources: tuple[tuple[SourceKind, str, str], ...]  # (kind, state, reference ids) of the triangulation grid
    agencies_not_asked: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeEvidence:
    """What the study says of the present state of one node."""

    node: str
    count: Count
    by_agency: tuple[tuple[str, Count], ...]
    report: tuple[str, ...]
    enabler: int = 0
    barrier: int = 0
    mixed: int = 0


@dataclass(frozen=True, slots=True)
class RecommendationCoverage:
    """How far the evidence and the theory reach one national recommendation."""

    rec_id: str
    summary: str
    status: str
    nodes: tuple[str, ...]
    links: tuple[str, ...]
    count: Count
    sources: tuple[tuple[SourceKind, str, str], ...]
    not_asked: tuple[str, ...]  # agencies the sample could not reach


# ---- bookkeeping ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One decision of a person on the open side: who, when, what, on which thing. Append-only."""

    at: str  # ISO 8601, UTC
    who: str
    action: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StageRun:
    """One stage's last run, for skipping what has not changed."""

    stage: str
    key: str  # content hash of everything that went in
    at: str
    seconds: float
    summary: str = ""
