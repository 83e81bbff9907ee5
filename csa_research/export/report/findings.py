"""The report's findings: enablers and barriers by family, emotions and what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csa_research.export import frames
from csa_research.export.pictures.charts import directed, spread
from csa_research.export.public import MIN_GROUPS, locked_codes
from csa_research.export.report.blocks import Block, Citation, FigureBlock, Heading, Paragraph, refs
from csa_research.export.tabular.tables import names, plural
from csa_research.findings.disclosure import WITHHELD, groups_mentioning
from csa_research.findings.emotions import EMOTIONS
from csa_research.records import Balance, Code, Quote

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

HIDDEN = "The numbers are withheld, as they would give a small one away."
READABLE = (40, 320)
"""Characters of a quote that says enough and is still read."""


def families(analysis: Analysis) -> tuple[Block, ...]:
    """A section a family: what it is, its numbers, then each code with its numbers and up to two quotes."""
    whole = {b.code: b for b in analysis.balances if not b.agency}
    blocks: list[Block] = [Heading(2, "Enablers and barriers"), *_figures(analysis)]
    used: set[str] = set()
    for family in analysis.codebook.families:
        if family.id != EMOTIONS and family.id in whole and whole[family.id].total.citations:
            blocks += [
                Heading(3, family.name),
                Paragraph(family.definition),
                _sentence(analysis, whole[family.id], "The whole family."),
            ]
            blocks += _codes(analysis, [c for c in analysis.codebook.codes if c.family == family.id], whole, used)
    return tuple(blocks)


def _figures(analysis: Analysis) -> tuple[Block, ...]:
    """The figures that have something to show."""
    ways = FigureBlock(
        "Enablers and barriers by code, ordered by the number of groups that spoke of them.",
        "findings/balance.png",
        refs(analysis, [q for b in analysis.balances if not b.agency for q in b.total.quote_ids[:1]]),
    )
    agencies = FigureBlock(
        "Groups that spoke of a code, by agency: codes that some groups spoke of and others did not.",
        "findings/agencies.png",
        refs(analysis, [q for b in analysis.balances if b.agency for q in b.total.quote_ids[:1]]),
    )
    return (*((ways,) if len(directed(analysis)) else ()), *((agencies,) if spread(analysis) else ()))


def _codes(analysis: Analysis, codes: list[Code], whole: dict[str, Balance], used: set[str]) -> list[Block]:
    locked = locked_codes(analysis)
    spoken = [c for c in codes if c.id in whole and whole[c.id].total.citations and c.id not in locked]
    wide = [c for c in spoken if whole[c.id].total.groups >= MIN_GROUPS]
    blocks: list[Block] = []
    for code in sorted(wide, key=lambda c: (-whole[c.id].total.groups, -whole[c.id].total.citations, c.id)):
        blocks.append(_sentence(analysis, whole[code.id], f"{code.name}."))
        blocks += citations(analysis, code.id, used)
    return [*blocks, *_in_one_group([c for c in spoken if c not in wide])]


def _in_one_group(codes: list[Code]) -> tuple[Paragraph, ...]:
    """Codes that only one group spoke of, without a number."""
    if not codes:
        return ()
    return (Paragraph(f"Spoken of in too few groups to describe: {'; '.join(code.name for code in codes)}."),)


def _sentence(analysis: Analysis, b: Balance, lead: str) -> Paragraph:
    mentions = groups_mentioning(analysis.balances, b.code)
    shown = [f"{analysis.agencies.get(a, a)} {value}" for a, value in mentions.by_agency if value != WITHHELD]
    left = any(value == WITHHELD for _, value in mentions.by_agency)
    by_agency = "; ".join([*shown, *(["others withheld"] if left else [])]) if shown else "by agency withheld"
    ways = (
        (b.enabler.citations, "as an enabler"),
        (b.barrier.citations, "as a barrier"),
        (b.mixed.citations, "mixed"),
        (b.neutral.citations, "without direction"),
    )
    split = ", ".join(f"{n} {way}" for n, way in ways if n)
    text = f"Spoken of in {mentions.overall} groups ({by_agency}). {plural(b.total.citations, 'coding')}: {split}."
    if mentions.overall == WITHHELD:
        text = HIDDEN
    return Paragraph(text, refs(analysis, b.total.quote_ids), lead=lead)


def citations(analysis: Analysis, code: str, used: set[str], *, most: int = 2) -> list[Citation]:
    """Up to two quotes of a code that may be reported, from different agencies and not shown before; strong ones first."""
    fit = [q for q in analysis.quotes if code in q.codes and may_be_reported(q) and q.id not in used]
    fit.sort(key=lambda q: (not READABLE[0] <= len(q.text) <= READABLE[1], "strong_quote" not in q.flags, q.id))
    out: list[Citation] = []
    agencies: set[str] = set()
    for quote in fit:
        if len(out) < most and quote.agency not in agencies:
            agencies.add(quote.agency)
            used.add(quote.id)
            out.append(Citation(quote, analysis.agencies.get(quote.agency, quote.agency)))
    return out


def may_be_reported(quote: Quote) -> bool:
    """Whether its group consented to the report, nothing locks it, and it tells no case story that a person must check."""
    return not quote.locked and "report" in quote.scope and "case_vignette" not in quote.flags


def emotions(analysis: Analysis) -> tuple[Block, ...]:
    """Each emotion with what speakers said it did to practice."""
    locked = locked_codes(analysis)
    whole = {b.code: b for b in analysis.balances if not b.agency}
    found = frames.emotions(analysis)
    rows = [row for row in found.to_dict("records") if row["Code"] not in locked]
    if not rows:
        return ()
    named = names(analysis)
    blocks: list[Block] = [
        Heading(2, "Emotions and what they did to practice"),
        Paragraph("Only feelings that a speaker named or described, and only effects that the speaker stated, are counted."),
    ]
    if any(whole[row["Code"]].total.groups >= MIN_GROUPS for row in rows):
        behind = refs(analysis, [q for row in rows for q in whole[row["Code"]].total.quote_ids[:1]])
        caption = "Emotions by their stated effect on noticing, asking and acting."
        blocks.append(FigureBlock(caption, "findings/emotions.png", behind))
    used: set[str] = set()
    few: list[str] = []
    for row in sorted(rows, key=lambda r: (-whole[r["Code"]].total.groups, r["Code"])):
        if whole[row["Code"]].total.groups < MIN_GROUPS:
            few.append(named[row["Code"]])
            continue
        blocks += [_emotion(analysis, whole[row["Code"]], row, named[row["Code"]]), *citations(analysis, row["Code"], used)]
    if few:
        blocks.append(Paragraph(f"Spoken of in too few groups to describe: {'; '.join(few)}."))
    if locked:
        blocks.append(Paragraph("Talk of people's own history is kept by the research team and is not part of this report."))
    return tuple(blocks)


def _emotion(analysis: Analysis, b: Balance, row: dict[str, object], name: str) -> Paragraph:
    overall = groups_mentioning(analysis.balances, b.code).overall
    text = (
        f"Spoken of in {overall} groups. {plural(b.total.citations, 'coding')}: moved people towards acting in {row['Towards']}, "
        f"away from it in {row['Away']}, both ways in {row['Both']}; no effect was stated in {row['No effect stated']}."
    )
    if overall == WITHHELD:
        text = HIDDEN
    return Paragraph(text, refs(analysis, b.total.quote_ids), lead=f"{name}.")
