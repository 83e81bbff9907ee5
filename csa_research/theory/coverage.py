"""How far the evidence and the theory reach the national review's recommendations, and whom nobody could ask."""

from __future__ import annotations

from collections.abc import Sequence

from csa_research.findings.counts import Places, count, places, spoken
from csa_research.records import Coding, Group, RecommendationCoverage, Theory, Turn, WorkstreamRow
from csa_research.theory.triangulate import KINDS, GridCell, combine, grid, not_asked, talk
from csa_research.theory.workstreams import split


def coverage(
    theory: Theory,
    codings: Sequence[Coding],
    turns: Sequence[Turn],
    groups: Sequence[Group],
    workstreams: Sequence[WorkstreamRow],
) -> tuple[RecommendationCoverage, ...]:
    """One record a recommendation: its nodes and links, the talk on its codes, its sources, agencies not asked.

    Recommendations are the rows of that table; without the table, the numbers that the theory's nodes name.
    """
    where = places(turns, groups)
    kept = spoken(codings, where)
    agencies = tuple(dict.fromkeys(group.agency for group in groups))
    rows = [row for row in workstreams if row.table == "recommendations"] or _from_theory(theory)
    return tuple(_one(row, theory, kept, where, agencies, workstreams) for row in rows)


def _one(
    row: WorkstreamRow,
    theory: Theory,
    codings: Sequence[Coding],
    where: Places,
    agencies: Sequence[str],
    workstreams: Sequence[WorkstreamRow],
) -> RecommendationCoverage:
    number = int(row.get("rec_id"))
    links = [link for link in theory.links if number in link.national_recommendations]
    codes = set(split(row.get("code_ids")))
    mine = [c for c in codings if c.code in codes]
    grids = [grid(link, talk(link, codings), workstreams) for link in links]
    return RecommendationCoverage(
        rec_id=row.key,
        summary=row.get("summary"),
        status=row.get("status"),
        nodes=tuple(n.id for n in theory.nodes if n.id in split(row.get("node_ids")) or number in n.national_recommendations),
        links=tuple(link.id for link in links),
        count=count(mine, where),
        sources=_over_links(grids),
        not_asked=not_asked((number,), {where.agencies.get(c.group, "") for c in mine}, agencies),
    )


def _over_links(grids: Sequence[tuple[GridCell, ...]]) -> tuple[GridCell, ...]:
    """One cell a kind over all the links: agreement on some and disagreement on others is `partly`."""
    cells: list[GridCell] = []
    for at, kind in enumerate(KINDS):
        column = [one[at] for one in grids]
        spoke = [ref for _, state, ref in column if ref and state not in ("silent", "not asked")]
        references = dict.fromkeys(part for ref in spoke for part in ref.split("; ") if not part.startswith("and "))
        cells.append((kind, combine(state for _, state, _ in column), "; ".join(references)))
    return tuple(cells)


def _from_theory(theory: Theory) -> list[WorkstreamRow]:
    numbers = sorted({n for node in theory.nodes for n in node.national_recommendations})
    codes = {
        n: ";".join(dict.fromkeys(c for node in theory.nodes if n in node.national_recommendations for c in node.evidence_codes))
        for n in numbers
    }
    return [WorkstreamRow("recommendations", str(n), 0, (("rec_id", str(n)), ("code_ids", codes[n]))) for n in numbers]
