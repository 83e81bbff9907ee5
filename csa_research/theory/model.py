"""A theory of change's text as a checked Theory: every arrow a claim, no cycle, every node on a way to impact."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

from csa_research.errors import TheoryError
from csa_research.records import POLARITIES, Assumption, Codebook, EvaluationQuestion, Link, Node, Theory
from csa_research.theory.graph import check_graph
from csa_research.yaml_entries import Entry, read_yaml

NODE_TYPES = ("input", "activity", "output", "short_outcome", "medium_outcome", "long_outcome", "impact")
CONFIDENCES = ("", "high", "moderate", "low", "very low")

CodePolarity = tuple[str, str]


def parse_theory(text: str, source: str, codebook: Codebook) -> Theory:
    """The theory that this YAML text holds. Raises TheoryError naming `source`, the node or link, the field and what to do."""
    top = read_yaml(text, source, error=TheoryError, thing="theory", sections="the sections theory, nodes and links")
    head = top.mapping("theory")
    codes = {code.id for code in codebook.codes if code.codable}
    nodes = tuple(_node(entry, codes) for entry in top.entries("nodes", "node"))
    if not nodes:
        raise TheoryError(f"{source}: nodes: is empty; a theory needs at least one node.")
    ids = {node.id for node in nodes}
    assumptions = _assumptions(top, ids, codes)
    known = {each.id for each in assumptions if each.kind == "assumption"}
    links = tuple(_link(entry, ids, codes, known) for entry in top.entries("links", "link"))
    check_graph(source, nodes, links)
    index = top.mapping("report_evidence_index")
    return Theory(
        id=head.text("id"),
        version=head.text("version"),
        question=head.text("long_term_question", ""),
        nodes=nodes,
        links=links,
        assumptions=assumptions,
        evaluation=tuple(_question(entry, ids) for entry in top.entries("evaluation_framework", "question")),
        index=tuple((str(key), index.text(key)) for key in index.values),
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _node(entry: Entry, codes: Collection[str]) -> Node:
    kind = entry.text("type")
    if kind not in NODE_TYPES:
        entry.fail("type", f"{kind!r} is not allowed; use one of {', '.join(NODE_TYPES)}.")
    return Node(
        id=entry.text("id"),
        type=kind,
        label=entry.text("label"),
        description=entry.text("description", ""),
        horizon=entry.text("horizon", ""),
        national_recommendations=entry.numbers("national_recommendations"),
        evidence_codes=entry.known("evidence_codes", codes, "a code of the codebook"),
        report_evidence=entry.texts("report_evidence"),
    )


def _link(entry: Entry, nodes: Collection[str], codes: Collection[str], assumptions: Collection[str]) -> Link:
    ends = {field: entry.text(field) for field in ("from", "to")}
    for field, node in ends.items():
        if node not in nodes:
            entry.fail(field, f"{node!r} is not a node. Mend the id, or add the node.")
    listed = entry.mapping("evidence_codes")
    for role in listed.values:
        if role not in ("need", "mechanism", "counter"):
            entry.fail("evidence_codes", f"{role!r} is not a role; use need, mechanism or counter.")
    confidence = entry.text("confidence", "")
    if confidence not in CONFIDENCES:
        entry.fail("confidence", f"{confidence!r} is not allowed; use one of {', '.join(CONFIDENCES[1:])}.")
    if confidence and not entry.text("lead_note", ""):
        entry.fail("lead_note", "is missing; a confidence needs its reason in words.")
    return Link(
        id=entry.text("id"),
        source=ends["from"],
        target=ends["to"],
        why=entry.text("why"),
        assumptions=entry.known("assumptions", assumptions, "an assumption"),
        need=code_polarities(listed, "need", codes),
        mechanism=code_polarities(listed, "mechanism", codes),
        counter=code_polarities(listed, "counter", codes),
        other_evidence=entry.texts("other_evidence"),
        national_recommendations=entry.numbers("national_recommendations"),
        confidence=confidence,
        lead_note=entry.text("lead_note", ""),
    )


def code_polarities(entry: Entry, field: str, codes: Collection[str]) -> tuple[CodePolarity, ...]:
    """A field of 'CODE:polarity' texts as pairs. Raises TheoryError for an unknown code or polarity."""
    pairs: list[CodePolarity] = []
    for item in entry.texts(field):
        code, colon, polarity = item.partition(":")
        if not colon:
            entry.fail(field, f"{item!r} must be written as CODE:polarity, for example 'OR01:barrier'.")
        if code not in codes:
            entry.fail(field, f"{code!r} is not a code of the codebook. Mend the id, or add the code.")
        if polarity not in POLARITIES:
            entry.fail(field, f"{polarity!r} is not a polarity; use one of {', '.join(POLARITIES)}.")
        pairs.append((code, polarity))
    return tuple(pairs)


def _assumptions(top: Entry, nodes: Collection[str], codes: Collection[str]) -> tuple[Assumption, ...]:
    """What must hold, what may go wrong and what bears on it from outside; codes as in the file, with polarity where given."""
    made: list[Assumption] = []
    for entry in top.entries("assumptions", "assumption"):
        code_polarities(entry, "challenge_codes", codes)
        challenges = entry.texts("challenge_codes")
        made.append(Assumption(entry.text("id"), "assumption", entry.text("text"), challenges, entry.text("check", "")))
    for section, kind, field in (
        ("unintended_effects", "unintended_effect", "watch_nodes"),
        ("external_factors", "external_factor", "bears_on"),
    ):
        for entry in top.entries(section, kind.replace("_", " ")):
            listed = entry.known("codes", codes, "a code of the codebook")
            where = entry.known(field, nodes, "a node")
            made.append(Assumption(entry.text("id"), kind, entry.text("text"), listed, entry.text("check", ""), where))
    _one_id_each(top.source, [each.id for each in made])
    return tuple(made)


def _one_id_each(source: str, ids: Sequence[str]) -> None:
    for name in ids:
        if ids.count(name) > 1:
            raise TheoryError(f"{source}: assumption {name}, id: is used twice. Give each its own id.")


def _question(entry: Entry, nodes: Collection[str]) -> EvaluationQuestion:
    node = entry.text("node")
    if node not in nodes:
        entry.fail("node", f"{node!r} is not a node. Mend the id, or add the node.")
    return EvaluationQuestion(
        id=entry.text("id"),
        node=node,
        question=entry.text("question"),
        indicator=entry.text("indicator"),
        baseline=entry.text("baseline", ""),
        target=entry.text("target", ""),
        source=entry.text("data_source", ""),
        method=entry.text("method", ""),
        frequency=entry.text("frequency", ""),
        owner=entry.text("owner", ""),
        caution=entry.text("caution", ""),
    )
