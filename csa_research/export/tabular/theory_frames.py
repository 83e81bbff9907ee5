"""The theory of change, logic model and evaluation framework as pandas tables with their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csa_research.export.tabular.tables import agency_label, ids, plural, table
from csa_research.findings.counts import count, places
from csa_research.theory.logic_model import TITLES

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.records import Count


def four(count: Count) -> str:
    """The four counts in one cell: citations, participants, groups, agencies."""
    if not count.citations:
        return "none"
    return ", ".join(
        (
            plural(count.citations, "citation"),
            plural(count.participants, "person", "people"),
            plural(count.groups, "group"),
            plural(count.agencies, "agency", "agencies"),
        )
    )


def nodes(analysis: Analysis) -> pd.DataFrame:
    """A row a node: the talk about its present state, by polarity and agency, and the report's evidence."""
    by_id = {n.id: n for n in analysis.theory.nodes}
    columns = [
        "Node", "Column", "Label", "Enabler", "Barrier", "Mixed", "Citations", "Participants", "Groups", "Agencies", "By agency",
        "Other evidence", "Recommendations", "Quotes",
    ]  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for e in analysis.node_evidence:
        node = by_id[e.node]
        spread = "; ".join(f"{agency_label(analysis, a)} {c.groups} groups" for a, c in e.by_agency if c.citations)
        values = (
            node.id, TITLES.get(node.type, node.type), node.label, e.enabler, e.barrier, e.mixed, e.count.citations,
            e.count.participants, e.count.groups, e.count.agencies, spread, "; ".join(e.report),
            " ".join(map(str, node.national_recommendations)), ids(e.count),
        )  # fmt: skip
        rows.append(values)
    return table(rows, columns)


def links(analysis: Analysis) -> pd.DataFrame:
    """A row a link, counter evidence first: the claim, the four counts a role, other sources, confidence, gaps."""
    by_id = {link.id: link for link in analysis.theory.links}
    columns = [
        "Link", "From", "To", "Why", "Counter", "Need", "Mechanism", "Other sources", "Not asked", "Confidence", "Reason", "Gaps",
        "Counter quotes", "Need quotes", "Mechanism quotes",
    ]  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for e in analysis.link_evidence:
        link = by_id[e.link]
        others = "; ".join(f"{kind}: {state} ({refs})" if refs else f"{kind}: {state}" for kind, state, refs in e.sources)
        asked = ", ".join(agency_label(analysis, a) for a in e.agencies_not_asked)
        values = (
            link.id, link.source, link.target, link.why, four(e.counter), four(e.need), four(e.mechanism), others, asked,
            link.confidence or "not yet judged", link.lead_note, "; ".join(e.gaps), ids(e.counter), ids(e.need), ids(e.mechanism),
        )  # fmt: skip
        rows.append(values)
    return table(rows, columns)


def logic_model(analysis: Analysis) -> pd.DataFrame:
    """The same graph without links: a column a stage, its nodes below each other with the groups that spoke of them."""
    found = {e.node: e.count for e in analysis.node_evidence}
    cells: dict[str, list[str]] = {TITLES[kind]: [] for kind in TITLES if any(n.type == kind for n in analysis.theory.nodes)}
    for node in analysis.theory.nodes:
        cells[TITLES[node.type]].append(f"{node.id} {node.label} ({_spoken(found.get(node.id), len(analysis.groups))})")
    depth = max((len(c) for c in cells.values()), default=0)
    return table([{k: (v[i] if i < len(v) else "") for k, v in cells.items()} for i in range(depth)], list(cells))


def _spoken(count: Count | None, groups: int) -> str:
    if count is None or not count.citations:
        return "no talk coded"
    return f"{count.groups} of {groups} groups" if count.groups > 1 else "fewer than 2 groups"


def evaluation(analysis: Analysis) -> pd.DataFrame:
    """A row an evaluation question: indicator, baseline, target, source, and what the groups said of its node."""
    found = {e.node: e for e in analysis.node_evidence}
    labels = {n.id: n.label for n in analysis.theory.nodes}
    columns = [
        "Id", "Node", "Outcome", "Question", "Indicator", "Baseline", "Target", "Source", "Method", "Frequency", "Owner", "Caution",
        "Focus-group evidence", "Quotes",
    ]  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for q in analysis.theory.evaluation:
        count = found[q.node].count if q.node in found else None
        values = (
            q.id, q.node, labels.get(q.node, ""), q.question, q.indicator, q.baseline, q.target, q.source, q.method, q.frequency,
            q.owner, q.caution, four(count) if count else "none", ids(count, 5) if count else "",
        )  # fmt: skip
        rows.append(values)
    return table(rows, columns)


def recommendations(analysis: Analysis) -> pd.DataFrame:
    """A row a national recommendation: how far theory, groups and other sources reach it."""
    columns = ["Recommendation", "Summary", "Status", "Nodes", "Links", "Focus groups", "Other sources", "Not asked", "Quotes"]
    rows: list[tuple[object, ...]] = []
    for r in analysis.coverage:
        others = "; ".join(f"{kind}: {state} ({refs})" if refs else f"{kind}: {state}" for kind, state, refs in r.sources)
        values = (
            r.rec_id, r.summary, r.status.replace("_", " "), " ".join(r.nodes), " ".join(r.links), four(r.count), others,
            ", ".join(r.not_asked), ids(r.count, 6),
        )  # fmt: skip
        rows.append(values)
    return table(rows, columns)


def assumptions(analysis: Analysis) -> pd.DataFrame:
    """A row an assumption, unintended effect or external factor, with the talk on its codes."""
    where = places(analysis.turns, analysis.groups)
    rows: list[tuple[object, ...]] = []
    for a in analysis.theory.assumptions:
        codes = {c.split(":")[0] for c in a.codes}
        said = count((c for c in analysis.codings if c.code in codes), where)
        rows.append((a.id, a.kind.replace("_", " "), a.text, " ".join(a.codes), said.citations, said.groups, a.note, ids(said, 5)))
    return table(rows, ("Id", "Kind", "Text", "Codes", "Citations", "Groups", "Note", "Quotes"))
