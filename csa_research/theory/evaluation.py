"""The evaluation framework, one row a question, and the register of assumptions with what the groups said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csa_research.findings.counts import NOTHING, count, places, spoken
from csa_research.records import (
    Assumption,
    Coding,
    Count,
    EvaluationQuestion,
    Group,
    NodeEvidence,
    Theory,
    Turn,
    WorkstreamRow,
)

_COLUMNS = ("question", "indicator", "baseline", "target", "source", "method", "frequency", "owner", "caution")


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """One evaluation question beside what the focus groups say of its node now."""

    question: EvaluationQuestion
    node_label: str
    node_type: str
    horizon: str
    count: Count
    enabler: int
    barrier: int
    differs: tuple[str, ...]  # columns in which the evaluation table has another text than the theory


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """An assumption, unintended effect or external factor, the links that rest on it, and the talk that bears on it."""

    assumption: Assumption
    links: tuple[str, ...]
    count: Count


def framework(
    theory: Theory, node_evidence: Sequence[NodeEvidence], workstreams: Sequence[WorkstreamRow]
) -> tuple[FrameworkRow, ...]:
    """One row a question in the theory's order, then questions that only the evaluation table has.

    Where both speak, the table's filled cells count, because teams work in the table; `differs` names these columns.
    """
    nodes = {node.id: node for node in theory.nodes}
    evidence = {each.node: each for each in node_evidence}
    tabled = {row.key: row for row in workstreams if row.table == "evaluation"}
    questions = {question.id: question for question in theory.evaluation}
    rows: list[FrameworkRow] = []
    for name in dict.fromkeys((*questions, *tabled)):
        question, differs = _merged(name, questions.get(name), tabled.get(name))
        found = evidence.get(question.node, NodeEvidence(question.node, NOTHING, (), ()))
        node = nodes.get(question.node)
        label, kind, horizon = (node.label, node.type, node.horizon) if node else ("", "", "")
        rows.append(FrameworkRow(question, label, kind, horizon, found.count, found.enabler, found.barrier, differs))
    return tuple(rows)


def _merged(
    name: str, question: EvaluationQuestion | None, row: WorkstreamRow | None
) -> tuple[EvaluationQuestion, tuple[str, ...]]:
    start = question or EvaluationQuestion(name, row.get("node_id") if row else "", "", "")
    given = {column: row.get(column) for column in _COLUMNS if row.get(column)} if row else {}
    given |= {"node": row.get("node_id")} if row and row.get("node_id") else {}
    differs = tuple(column for column, value in given.items() if question and value != getattr(question, column))
    return replace(start, **given), differs


def register(theory: Theory, codings: Sequence[Coding], turns: Sequence[Turn], groups: Sequence[Group]) -> tuple[RegisterRow, ...]:
    """One row an assumption with the codings of its codes; a code with a polarity takes mixed codings too."""
    where = places(turns, groups)
    kept = spoken(codings, where)
    return tuple(
        RegisterRow(
            each,
            tuple(link.id for link in theory.links if each.id in link.assumptions),
            count((c for c in kept if _bears_on(c, each.codes)), where),
        )
        for each in theory.assumptions
    )


def _bears_on(coding: Coding, codes: tuple[str, ...]) -> bool:
    sides = {coding.code, f"{coding.code}:{coding.polarity}"}
    if coding.polarity == "mixed":
        sides |= {f"{coding.code}:enabler", f"{coding.code}:barrier"}
    return bool(sides & set(codes))
