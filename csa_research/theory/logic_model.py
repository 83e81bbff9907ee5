"""The logic model: the theory without its arrows, one column a kind of node, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csa_research.findings.counts import NOTHING
from csa_research.records import Count, NodeEvidence, Theory
from csa_research.theory.model import NODE_TYPES

TITLES: dict[str, str] = {
    "input": "Inputs",
    "activity": "Activities",
    "output": "Outputs",
    "short_outcome": "Short-term outcomes",
    "medium_outcome": "Medium-term outcomes",
    "long_outcome": "Long-term outcomes",
    "impact": "Impact",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One node as the logic model shows it."""

    node: str
    label: str
    description: str
    count: Count
    enabler: int
    barrier: int
    mixed: int
    recommendations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    type: str
    title: str
    horizon: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class LogicModel:
    """Columns from inputs to impact."""

    question: str
    columns: tuple[Column, ...]


def logic_model(theory: Theory, node_evidence: Sequence[NodeEvidence]) -> LogicModel:
    """The theory's nodes in columns, each with its counts. Columns without a node are left out."""
    evidence = {each.node: each for each in node_evidence}
    columns: list[Column] = []
    for kind in NODE_TYPES:
        nodes = [node for node in theory.nodes if node.type == kind]
        cards: list[Card] = []
        for node in nodes:
            found = evidence.get(node.id, NodeEvidence(node.id, NOTHING, (), ()))
            cards.append(
                Card(
                    node.id, node.label, node.description, found.count, found.enabler, found.barrier, found.mixed,
                    node.national_recommendations,
                )
            )  # fmt: skip
        if cards:
            horizon = next((node.horizon for node in nodes if node.horizon), "")
            columns.append(Column(kind, TITLES[kind], horizon, tuple(cards)))
    return LogicModel(theory.question, tuple(columns))
