"""The report's theory of change: the drawing, every link with its evidence, recommendations, logic model, evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from csa_research.export.public import shown_count
from csa_research.export.report.blocks import Block, FigureBlock, Heading, Paragraph, TableBlock, Turned, everyone, joined, refs
from csa_research.export.tabular import theory_frames
from csa_research.export.tabular.tables import table
from csa_research.records import Link, LinkEvidence

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

READING = (
    "Views in focus groups are evidence of belief and of how people think things work; they are not proof that a link works. "
    "Counter evidence comes first. 'Silent' means that a source could have spoken and did not; 'not asked' means that it could "
    "not have. Neither means that there is no barrier."
)
BIGGER = "The drawing follows; the file theory/theory_of_change.svg holds it in full size."


def theory(analysis: Analysis) -> tuple[Block, ...]:
    """The drawing and a table of the links, on pages turned to their side."""
    found = [q for e in analysis.link_evidence for c in (e.counter, e.mechanism, e.need) for q in c.quote_ids[:1]]
    side: list[Heading | Paragraph | TableBlock | FigureBlock] = [
        Heading(2, "Theory of change"),
        Paragraph(f"{READING} {BIGGER}"),
        FigureBlock("The theory of change with its evidence.", "theory/theory_of_change.png", refs(analysis, found)),
    ]
    if analysis.link_evidence:
        side.append(_links(analysis))
    silent = [e.link for e in analysis.link_evidence if not (e.counter.citations or e.need.citations or e.mechanism.citations)]
    if silent:
        side.append(Paragraph(f"Links without focus-group evidence: {', '.join(silent)}.", everyone(analysis)))
    return (Turned(tuple(side)),)


def _links(analysis: Analysis) -> TableBlock:
    by_id = {link.id: link for link in analysis.theory.links}
    rows = [_link_row(analysis, by_id[e.link], e) for e in analysis.link_evidence]
    columns = ("Link", "Claim", "Counter", "Need", "Mechanism", "Sources", "Confidence", "Quotes")
    return TableBlock("Links, with counter evidence first", table(rows, columns), (0.8, 4.2, 1.8, 1.8, 1.8, 2.6, 1.4, 1.4))


def _link_row(analysis: Analysis, link: Link, e: LinkEvidence) -> tuple[object, ...]:
    labels = {n.id: n.label for n in analysis.theory.nodes}
    claim = f"{labels[link.source]} → {labels[link.target]}. {link.why}"
    quotes = joined(analysis, [*e.counter.quote_ids[:2], *e.mechanism.quote_ids[:2], *e.need.quote_ids[:2]])
    confidence = f"{link.confidence}: {link.lead_note}".rstrip(": ") if link.confidence else "not yet judged"
    counts = (shown_count(c, min_cell=analysis.min_cell) for c in (e.counter, e.need, e.mechanism))
    return (link.id, claim, *counts, sources(e.sources), confidence, quotes)


def sources(cells: Sequence[tuple[str, str, str]]) -> str:
    """The kinds of source by what they say: "agree: focus group, audit; silent: training"."""
    by_state: dict[str, list[str]] = {}
    for kind, state, _ in cells:
        by_state.setdefault(state, []).append(kind.replace("_", " "))
    return "; ".join(f"{state}: {', '.join(kinds)}" for state, kinds in by_state.items())


def recommendations(analysis: Analysis) -> tuple[Block, ...]:
    """Each national recommendation with its status, its evidence, and whom nobody could ask."""
    if not analysis.coverage:
        return ()
    blocks: list[Block] = [Heading(2, "The national recommendations")]
    for r in analysis.coverage:
        missing = f" Not asked, because the sample has no such group: {_list(analysis, r.not_asked)}." if r.not_asked else ""
        text = (
            f"{_sentence(r.summary)}Status: {r.status.replace('_', ' ') or 'not stated'}. Focus groups: "
            f"{shown_count(r.count, min_cell=analysis.min_cell)}. Sources: {sources(r.sources)}.{missing}"
        )
        blocks.append(Paragraph(text, refs(analysis, r.count.quote_ids), lead=f"Recommendation {r.rec_id}."))
    return tuple(blocks)


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}. " if text else ""


def _list(analysis: Analysis, agencies: Sequence[str]) -> str:
    return ", ".join(analysis.agencies.get(a, a.replace("_", " ")) for a in agencies)


def evaluation(analysis: Analysis) -> tuple[Block, ...]:
    """Logic model and evaluation framework, on pages turned to their side."""
    model = theory_frames.logic_model(analysis)
    blocks: list[Heading | Paragraph | TableBlock | FigureBlock] = [Heading(2, "Logic model and evaluation framework")]
    if len(model):
        behind = refs(analysis, [q for e in analysis.node_evidence for q in e.count.quote_ids[:1]])
        blocks.append(TableBlock("Logic model", model, (1.0,) * len(model.columns), behind))
    if analysis.theory.evaluation:
        blocks.append(_framework(analysis))
    return (Turned(tuple(blocks)),) if len(blocks) > 1 else ()


def _framework(analysis: Analysis) -> TableBlock:
    """The evaluation questions with columns that belong together in one."""
    labels = {n.id: n.label for n in analysis.theory.nodes}
    found = {e.node: e.count.quote_ids for e in analysis.node_evidence}
    rows = [
        (
            f"{q.id} {labels.get(q.node, q.node)}",
            q.question,
            q.indicator,
            _parts(("Now", q.baseline), ("Aim", q.target)),
            _parts(("From", q.source), ("How", q.method), ("When", q.frequency), ("Who", q.owner)),
            q.caution,
            joined(analysis, found.get(q.node, ()), 3),
        )
        for q in analysis.theory.evaluation
    ]
    columns = ("Outcome", "Question", "Indicator", "Baseline and target", "Source and method", "Caution", "Quotes")
    return TableBlock("Evaluation framework", table(rows, columns), (2.2, 2.6, 2.6, 2.2, 2.6, 2.2, 1.3), everyone(analysis))


def _parts(*named: tuple[str, str]) -> str:
    return " ".join(f"{name}: {value.rstrip('.')}." for name, value in named if value)
