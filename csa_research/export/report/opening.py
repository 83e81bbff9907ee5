"""The report's first page: what it is, a short summary, how to read it, contents; then the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csa_research.export import frames
from csa_research.export.pictures.charts import shown_codes
from csa_research.export.public import MIN_GROUPS
from csa_research.export.report.blocks import Block, Contents, Heading, Paragraph, TableBlock, everyone, refs
from csa_research.export.tabular.tables import names, plural
from csa_research.records import Balance, Count

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

TALK = "Counts of codes describe talk, not how common an experience is."
NOT_REAL = {
    "SYNTHETIC": "Everybody in it is invented: it must not be used as if it described real services.",
    "UNREVIEWED": "No person has checked the anonymisation yet: it must not leave the research team.",
}


def opening(analysis: Analysis) -> tuple[Block, ...]:
    """Title, stamp, question, summary, how to read it, contents."""
    warnings = [sentence for word, sentence in NOT_REAL.items() if word in analysis.stamp]
    return (
        Heading(1, analysis.title),
        *((Paragraph(" ".join(warnings), lead=f"{analysis.stamp}."),) if warnings else ()),
        Paragraph(analysis.question or analysis.codebook.question),
        Heading(2, "Summary"),
        *_summary(analysis),
        Paragraph(
            f"{TALK} The focus group is the unit, because people in one group are not independent: read groups before codings. "
            "Enablers and barriers are what speakers said helped or hindered. A barrier shows a need; it is not evidence against "
            "the theory. Behind each number stand ids of quotes, and an id opens at the turn where it was spoken. Where fewer than "
            "two groups, or fewer than two groups of an agency, spoke of something, the number is withheld.",
            refs(analysis, [q for b in _directed(analysis) for q in b.total.quote_ids[:1]], 2),
            lead="How to read it.",
        ),
        Contents(),
    )


def _summary(analysis: Analysis) -> tuple[Paragraph, ...]:
    total = frames.sample(analysis).iloc[-1]
    base = Paragraph(
        f"{plural(total['Groups'], 'focus group')} with {total['Speakers']} participants were anonymised, coded with codebook "
        f"{analysis.codebook.version} and read against the theory of change {analysis.theory.version}: "
        f"{plural(total['Codings'], 'coding')} by {plural(len({c.coder for c in analysis.codings}), 'coder')} on "
        f"{plural(len(analysis.quotes), 'quote')}. What two coders both saw in a turn counts once below.",
        everyone(analysis),
    )
    helps = _most(analysis, "What people said helps most widely:", [(b, b.enabler) for b in _directed(analysis)])
    hinders = _most(analysis, "What people said gets in the way most widely:", [(b, b.barrier) for b in _directed(analysis)])
    return (base, *hinders, *helps, *_theory_in_short(analysis))


def _directed(analysis: Analysis) -> list[Balance]:
    families = {f.id for f in analysis.codebook.families}
    shown = shown_codes(analysis) - families
    return [b for b in analysis.balances if not b.agency and b.code in shown]


def _most(analysis: Analysis, lead: str, counted: list[tuple[Balance, Count]]) -> tuple[Paragraph, ...]:
    """The three codes that most groups spoke of in one direction."""
    fit = [(b, c) for b, c in counted if c.groups >= MIN_GROUPS]
    best = sorted(fit, key=lambda pair: (-pair[1].groups, -pair[1].citations, pair[0].code))[:3]
    if not best:
        return ()
    named = names(analysis)
    text = "; ".join(
        f"{named[b.code]} ({c.groups} of {b.groups_possible} groups, {plural(c.citations, 'coding')})" for b, c in best
    )
    return (Paragraph(f"{text}.", refs(analysis, [q for _, c in best for q in c.quote_ids[:2]]), lead=lead),)


def _theory_in_short(analysis: Analysis) -> tuple[Paragraph, ...]:
    evidence = analysis.link_evidence
    if not evidence:
        return ()
    mechanism = sum(1 for e in evidence if e.mechanism.citations)
    counter = sum(1 for e in evidence if e.counter.citations)
    silent = sum(1 for e in evidence if not (e.counter.citations or e.need.citations or e.mechanism.citations))
    judged = sum(1 for link in analysis.theory.links if link.confidence)
    text = (
        f"Of {plural(len(evidence), 'link')} in the theory of change, {counter} meet counter evidence in the groups, {mechanism} "
        f"have somebody who saw the link work, and {silent} have no focus-group evidence. A person has judged {judged} so far."
    )
    found = [q for e in evidence for c in (e.counter, e.mechanism) for q in c.quote_ids[:1]]
    return (Paragraph(text, refs(analysis, found), lead="Theory of change."),)


def sample(analysis: Analysis) -> tuple[Block, ...]:
    """Groups and people by agency; nothing by group."""
    return (
        Heading(2, "The sample"),
        TableBlock("Focus groups by agency", frames.sample(analysis), (3, 1, 1.2, 1.8, 1, 1.2), everyone(analysis)),
        Paragraph("Figures of single groups are left out: groups hold few people, who could be recognised."),
    )
