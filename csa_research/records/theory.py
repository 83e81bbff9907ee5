"""The theory of change, the tables beside it, and the evidence on both."""

from __future__ import annotations

from dataclasses import dataclass

from csa_research.records.findings import Count
from csa_research.records.values import SourceKind


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
