"""A tiny invented theory, with codings and tables, that the theory tests share."""

from __future__ import annotations

from csa_research.records import Code, Codebook, Coding, Family, Group, Span, Theory, Turn, WorkstreamRow
from csa_research.theory.model import parse_theory

GROUPS = (Group("G1", "social_care"), Group("G2", "health"), Group("G3", "police"))
TURNS = tuple(Turn(g.group_id, i, f"[Participant {1 + i % 2}]", "We were asked and heard.") for g in GROUPS for i in range(6))
CODEBOOK = Codebook(
    "tiny",
    "1",
    "",
    (Family("OR", "Organisation", ""), Family("TM", "Team", ""), Family("MA", "Many", "")),
    (
        Code("OR01", "Training", "OR", "OR", ""),
        Code("TM01", "Supervision", "TM", "TM", ""),
        Code("MA05", "Risk", "MA", "MA", ""),
        Code("OR99", "Heading", "OR", "OR", "", codable=False),
    ),
)
YAML = """
theory:
  id: tiny
  version: '1'
  long_term_question: What helps people to ask?
nodes:
  - {id: I1, type: input, label: Time and place, evidence_codes: [OR01], national_recommendations: [2]}
  - {id: A1, type: activity, label: Learning by role, evidence_codes: [OR01, TM01], report_evidence: [T1]}
  - {id: A2, type: activity, label: Joint work on risk, evidence_codes: [MA05], national_recommendations: [4]}
  - {id: S1, type: short_outcome, label: People ask, horizon: 0-12 months, evidence_codes: [TM01]}
  - {id: S2, type: short_outcome, label: Feelings are held}
  - {id: P1, type: impact, label: Children are safer}
links:
  - id: L1
    from: I1
    to: A1
    why: Time makes learning possible.
    assumptions: [AS1]
    evidence_codes: {need: ['OR01:barrier'], mechanism: ['OR01:enabler'], counter: ['OR01:barrier']}
    other_evidence: [T1, AD1]
    national_recommendations: [2]
  - {id: L2, from: A1, to: S2, why: Learning gives words., evidence_codes: {need: ['TM01:barrier']}, other_evidence: [D1]}
  - {id: L3, from: S2, to: S1, why: Held feeling leaves room.}
  - {id: L4, from: S1, to: P1, why: Asking brings help.}
  - {id: L5, from: I1, to: A2, why: A shared table., national_recommendations: [4], evidence_codes: {need: ['MA05:barrier']}}
  - {id: L6, from: A2, to: P1, why: Known risk is managed.}
assumptions:
  - {id: AS1, text: Time is kept., challenge_codes: ['OR01:barrier'], check: logs}
unintended_effects:
  - {id: UE1, text: More distress., watch_nodes: [S2], codes: [TM01], check: survey}
external_factors:
  - {id: EX1, text: Law., bears_on: [S1], codes: [MA05]}
evaluation_framework:
  - {id: E1, node: S1, question: Do people ask?, indicator: Share who ask, data_source: survey}
report_evidence_index:
  T1: A training title
"""


def theory() -> Theory:
    return parse_theory(YAML, "theory_of_change.yaml", CODEBOOK)


def coding(group: str, turn: int, code: str, polarity: str, role: str) -> Coding:
    return Coding(
        f"{group}{turn}{code}{role}", group, turn, Span(0, 7), "We were", code, polarity, "coder_a", "", role,  # type: ignore[arg-type]
        quote_id=f"{group}.{turn}.0-7",
    )  # fmt: skip


def row(table: str, key: str, **values: str) -> WorkstreamRow:
    return WorkstreamRow(table, key, 2, tuple(values.items()))
