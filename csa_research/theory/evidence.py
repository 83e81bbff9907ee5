"""What the study says of each node and link of the theory: four counts a role, counter evidence first, and the gaps."""

from __future__ import annotations

from collections.abc import Sequence

from csa_research.findings.counts import Places, count, places, spoken
from csa_research.records import Coding, Group, Link, LinkEvidence, NodeEvidence, Theory, Turn, WorkstreamRow
from csa_research.theory.triangulate import GridCell, Talk, grid, not_asked, supported, talk


def node_evidence(
    theory: Theory, codings: Sequence[Coding], turns: Sequence[Turn], groups: Sequence[Group]
) -> tuple[NodeEvidence, ...]:
    """One record a node, in the theory's order: all codings of its evidence codes, whatever their polarity or role."""
    where = places(turns, groups)
    kept = spoken(codings, where)
    agencies = tuple(dict.fromkeys(group.agency for group in groups))
    made: list[NodeEvidence] = []
    for node in theory.nodes:
        mine = [c for c in kept if c.code in node.evidence_codes]
        by_agency = tuple((a, count((c for c in mine if where.agencies.get(c.group) == a), where)) for a in agencies)
        sides = {p: count((c for c in mine if c.polarity == p), where).citations for p in ("enabler", "barrier", "mixed")}
        made.append(NodeEvidence(node.id, count(mine, where), by_agency, node.report_evidence, **sides))
    return tuple(made)


def link_evidence(
    theory: Theory,
    codings: Sequence[Coding],
    turns: Sequence[Turn],
    groups: Sequence[Group],
    workstreams: Sequence[WorkstreamRow],
) -> tuple[LinkEvidence, ...]:
    """One record a link, in the theory's order: counts a role, the triangulation grid, agencies not asked, gaps."""
    where = places(turns, groups)
    kept = spoken(codings, where)
    agencies = tuple(dict.fromkeys(group.agency for group in groups))
    return tuple(_link(link, kept, where, agencies, workstreams) for link in theory.links)


def _link(
    link: Link,
    codings: Sequence[Coding],
    where: Places,
    agencies: Sequence[str],
    workstreams: Sequence[WorkstreamRow],
) -> LinkEvidence:
    said = talk(link, codings)
    cells = grid(link, said, workstreams)
    reached = {where.agencies.get(c.group, "") for c in said.any}
    return LinkEvidence(
        link=link.id,
        counter=count(said.counter, where),
        need=count(said.need, where),
        mechanism=count(said.mechanism, where),
        sources=cells,
        agencies_not_asked=not_asked(link.national_recommendations, reached, agencies),
        gaps=_gaps(link, said, cells),
    )


def _gaps(link: Link, said: Talk, cells: Sequence[GridCell]) -> tuple[str, ...]:
    states = {kind: state for kind, state, _ in cells}
    gaps: list[str] = []
    if said.counter:
        gaps.append("Focus groups hold counter evidence, which is to be read first.")
    if states["focus_group"] == "not asked":
        gaps.append("Focus groups could not have spoken to this link: not asked.")
    elif states["focus_group"] == "silent":
        gaps.append("Focus groups speak of the link's topics, and not of the link.")
    elif said.need and not said.mechanism:
        gaps.append("Focus groups show the need, and not that the link works.")
    if all(state in ("silent", "not asked") for kind, state in states.items() if kind != "focus_group"):
        gaps.append("No source outside the focus groups speaks to this link.")
    if not supported(cells):
        gaps.append("Fewer than two kinds of source agree, or one disagrees: not to be called supported.")
    if not link.confidence:
        gaps.append("No person has set a confidence with a reason.")
    return tuple(gaps)


def links_without_evidence(evidence: Sequence[LinkEvidence]) -> tuple[str, ...]:
    """The links on which no kind of source says anything, focus groups included."""
    return tuple(e.link for e in evidence if all(state in ("silent", "not asked") for _, state, _ in e.sources))


def evidence_without_link(theory: Theory, codings: Sequence[Coding]) -> tuple[Coding, ...]:
    """The codings with a role that no link takes up: what was said and the theory has no place for."""
    taken = {c.id for link in theory.links for said in [talk(link, codings)] for c in (*said.counter, *said.need, *said.mechanism)}
    return tuple(c for c in codings if c.role != "none" and c.id not in taken)
