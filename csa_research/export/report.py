"""What the report says, as blocks that Word and HTML both render: one text, one set of numbers.

Every sentence with a number carries the ids of the quotes behind it; each id opens at its turn in transcripts/.
Attribution is the agency only, and groups by agency are shown as disclosure control allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.export import frames, theory_frames
from csa_research.findings.disclosure import groups_mentioning
from csa_research.records import Balance, Quote

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis

TALK = "Counts of codes describe talk, not how common an experience is."
MOST_REFS = 8


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `refs` are the quote ids (or groups, as "group:CSC1") behind its numbers."""

    text: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Somebody's words, with their agency and id."""

    quote: Quote
    agency: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    caption: str
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure made elsewhere, by the path of its file in the output folder."""

    caption: str
    file: str
    refs: tuple[str, ...] = ()


Block = Heading | Paragraph | Citation | TableBlock | FigureBlock


def build(analysis: Analysis) -> tuple[Block, ...]:
    """The whole report."""
    return (
        *_opening(analysis),
        *_sample(analysis),
        *_families(analysis),
        *_emotions(analysis),
        *_topics(analysis),
        *_theory(analysis),
        *_recommendations(analysis),
        *_evaluation(analysis),
        *_quality(analysis),
    )


def everyone(analysis: Analysis) -> tuple[str, ...]:
    """References to every group's transcript, for numbers about the sample."""
    return tuple(f"group:{g.group_id}" for g in analysis.groups)


def _refs(ids: Sequence[str], most: int = MOST_REFS) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))[:most]


def _opening(analysis: Analysis) -> tuple[Block, ...]:
    stamp = (
        (Paragraph(f"{analysis.stamp}. This document must not be used as if it described real services."),)
        if analysis.stamp
        else ()
    )
    total = frames.sample(analysis).iloc[-1]
    strongest = [b for b in analysis.balances if not b.agency and b.code not in {f.id for f in analysis.codebook.families}]
    strongest = sorted(strongest, key=lambda b: (-b.total.groups, -b.total.citations, b.code))[:3]
    names = {c.id: c.name for c in analysis.codebook.codes}
    first = "; ".join(
        f"{names[b.code]} ({groups_mentioning(analysis.balances, b.code).overall} groups, {b.total.citations} codings)"
        for b in strongest
    )
    return (
        Heading(1, analysis.title),
        *stamp,
        Paragraph(analysis.question or analysis.codebook.question),
        Paragraph(
            f"{total['Groups']} focus groups with {total['Speakers']} participants were anonymised, coded with codebook "
            f"{analysis.codebook.version} and read against the theory of change {analysis.theory.version}. "
            f"{total['Codings']} codings stand on {len(analysis.quotes)} quotes.",
            everyone(analysis),
        ),
        Paragraph(f"Spoken of in most groups: {first}.", _refs([q for b in strongest for q in b.total.quote_ids[:3]])),
        Paragraph(
            f"How to read it. {TALK} The focus group is the unit, because people in one group are not independent: read groups "
            "before citations. Enablers and barriers are what speakers said helped or hindered. A barrier shows a need; it is not "
            "evidence against the theory. Behind each number stand the ids of quotes; an id opens at the turn it was spoken."
        ),
    )


def _sample(analysis: Analysis) -> tuple[Block, ...]:
    table = frames.sample(analysis)
    return (
        Heading(2, "The sample"),
        TableBlock("Focus groups by agency", table),
        Paragraph("Numbers of people in a single group are left out: groups hold three to eight people.", ()),
    )


def _sentence(analysis: Analysis, b: Balance, name: str) -> Paragraph:
    mentions = groups_mentioning(analysis.balances, b.code)
    shown = [f"{analysis.agencies.get(a, a)} {value}" for a, value in mentions.by_agency if value != "withheld"]
    by_agency = f" ({'; '.join(shown)})" if shown else ""
    text = (
        f"{b.code} {name}: spoken of in {mentions.overall} groups{by_agency}; {b.total.citations} codings: "
        f"{b.enabler.citations} as an enabler, {b.barrier.citations} as a barrier, {b.mixed.citations} mixed, "
        f"{b.neutral.citations} without direction."
    )
    return Paragraph(text, _refs(b.total.quote_ids))


def _families(analysis: Analysis) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(2, "Enablers and barriers"),
        FigureBlock(
            "Enablers and barriers by code, ordered by the number of groups that spoke of them.",
            "findings/balance.png",
            _refs([q for b in analysis.balances if not b.agency for q in b.total.quote_ids[:1]]),
        ),
        FigureBlock(
            "Groups that spoke of each family, by agency.",
            "findings/agencies.png",
            _refs([q for b in analysis.balances if b.agency for q in b.total.quote_ids[:1]]),
        ),
    ]
    by_code = {b.code: b for b in analysis.balances if not b.agency}
    used: set[str] = set()
    for family in analysis.codebook.families:
        whole = by_code.get(family.id)
        if whole is None or not whole.total.citations or family.id == "EM":
            continue
        blocks += [Heading(3, family.name), Paragraph(family.definition), _sentence(analysis, whole, family.name)]
        codes = [c for c in analysis.codebook.codes if c.family == family.id and c.id in by_code and by_code[c.id].total.citations]
        for code in sorted(codes, key=lambda c: (-by_code[c.id].total.groups, -by_code[c.id].total.citations, c.id)):
            blocks.append(_sentence(analysis, by_code[code.id], code.name))
            blocks += _citations(analysis, code.id, used)
    return tuple(blocks)


def _citations(analysis: Analysis, code: str, used: set[str], *, most: int = 2) -> list[Block]:
    """Up to two quotes of a code that may be reported, from different agencies and not shown before; strong ones first."""
    fit = [q for q in analysis.quotes if code in q.codes and not q.locked and "report" in q.scope and q.id not in used]
    fit.sort(key=lambda q: ("strong_quote" not in q.flags, "case_vignette" in q.flags, not 60 <= len(q.text) <= 320, q.id))
    out: list[Block] = []
    agencies: set[str] = set()
    for quote in fit:
        if len(out) < most and quote.agency not in agencies:
            agencies.add(quote.agency)
            used.add(quote.id)
            out.append(Citation(quote, analysis.agencies.get(quote.agency, quote.agency)))
    return out


def _emotions(analysis: Analysis) -> tuple[Block, ...]:
    table = frames.emotions(analysis)
    if not len(table):
        return ()
    names = {c.id: c.name for c in analysis.codebook.codes}
    locked = {c.id for c in analysis.codebook.codes if c.locked}
    blocks: list[Block] = [
        Heading(2, "Emotions and what they did to practice"),
        Paragraph("Only feelings that a speaker named or described, and only effects that the speaker stated, are counted."),
        FigureBlock(
            "Emotions by their stated effect on noticing, asking and acting.",
            "findings/emotions.png",
            _refs([q for e in analysis.emotions if not e.agency for q in e.count.quote_ids[:1]]),
        ),
    ]
    used: set[str] = set()
    by_code = {b.code: b for b in analysis.balances if not b.agency}
    effects = {(e.code, e.effect): e.count for e in analysis.emotions if not e.agency}
    for row in table.itertuples():
        counts = {x: effects[row.Code, x].citations for x in ("towards", "away", "both", "none_stated") if (row.Code, x) in effects}
        mentions = groups_mentioning(analysis.balances, row.Code)
        text = (
            f"{row.Code} {names[row.Code]}: {mentions.overall} groups, {by_code[row.Code].total.citations} codings; moved people "
            f"towards acting in {counts.get('towards', 0)}, away in {counts.get('away', 0)}, both ways in {counts.get('both', 0)}; "
            f"no effect was stated in {counts.get('none_stated', 0)}."
        )
        blocks.append(Paragraph(text, _refs(by_code[row.Code].total.quote_ids)))
        if row.Code not in locked:
            blocks += _citations(analysis, row.Code, used)
    return tuple(blocks)


def _topics(analysis: Analysis) -> tuple[Block, ...]:
    if not analysis.topics or not analysis.topics.topics:
        return ()
    shown = [t for t in analysis.topics.topics if t.exportable]
    table = frames.topics(analysis)
    covered = frames.topic_codes(analysis)
    keep = {t.id for t in shown}
    table = table[table["Topic"].isin(keep)][["Topic", "Words", "Stability", "Groups"]]
    covered = covered[covered["Topic"].isin(keep)][["Topic", "Codes that cover it"]]
    quotes = {(q.group, q.turn): q.id for q in analysis.quotes}
    refs = [quotes[place] for t in shown for place in t.typical_turns if place in quotes]
    return (
        Heading(2, "Candidate patterns from the topic model"),
        Paragraph(
            f"The model proposed {len(analysis.topics.topics)} topics; {len(shown)} are steady and spread enough to be shown. They "
            "are candidates for a person to name or dismiss, not themes.",
            _refs(refs) or everyone(analysis),
        ),
        FigureBlock("Stability of the topics.", "findings/topics.png", _refs(refs) or everyone(analysis)),
        TableBlock("Topics that may be shown", table),
        TableBlock("Codes that cover them; low cover points to talk that the codebook misses", covered),
    )


def _theory(analysis: Analysis) -> tuple[Block, ...]:
    labels = {n.id: n.label for n in analysis.theory.nodes}
    blocks: list[Block] = [
        Heading(2, "Theory of change"),
        Paragraph(
            "Views in focus groups are evidence of belief and of how people think things work; they are not proof that a link works. "
            "Counter evidence is shown first. 'Silent' means that a source could have spoken and did not; 'not asked' means that it "
            "could not have. Neither means that there is no barrier."
        ),
        FigureBlock("The theory of change with its evidence.", "theory/theory_of_change.png", _refs(_theory_quotes(analysis))),
    ]
    by_id = {link.id: link for link in analysis.theory.links}
    for e in analysis.link_evidence:
        link = by_id[e.link]
        sources = "; ".join(f"{kind.replace('_', ' ')} {state.replace('_', ' ')}" for kind, state, _ in e.sources)
        text = (
            f"{link.id} {labels[link.source]} → {labels[link.target]}. {link.why} Counter: {theory_frames.four(e.counter)}. "
            f"Need: {theory_frames.four(e.need)}. Mechanism: {theory_frames.four(e.mechanism)}. Sources: {sources}. "
            f"Confidence: {link.confidence or 'not yet judged by a person'}."
        )
        refs = _refs([*e.counter.quote_ids[:4], *e.mechanism.quote_ids[:3], *e.need.quote_ids[:3]])
        blocks.append(Paragraph(text, refs or everyone(analysis)))
    silent = [e.link for e in analysis.link_evidence if not (e.counter.citations or e.need.citations or e.mechanism.citations)]
    if silent:
        blocks.append(Paragraph(f"Links without focus-group evidence: {', '.join(silent)}.", everyone(analysis)))
    return tuple(blocks)


def _theory_quotes(analysis: Analysis) -> list[str]:
    return [q for e in analysis.link_evidence for c in (e.counter, e.mechanism, e.need) for q in c.quote_ids[:1]]


def _recommendations(analysis: Analysis) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(2, "The six local recommendations")]
    for r in analysis.coverage:
        missing = f" Not asked, because the sample has no such group: {', '.join(r.not_asked)}." if r.not_asked else ""
        sources = "; ".join(f"{kind.replace('_', ' ')} {state.replace('_', ' ')}" for kind, state, _ in r.sources)
        text = (
            f"Recommendation {r.rec_id}: {r.summary}. Status: {r.status.replace('_', ' ')}. Focus groups: {theory_frames.four(r.count)}. "
            f"Sources: {sources}.{missing}"
        )
        blocks.append(Paragraph(text, _refs(r.count.quote_ids) or everyone(analysis)))
    return tuple(blocks)


def _evaluation(analysis: Analysis) -> tuple[Block, ...]:
    table = theory_frames.evaluation(analysis)
    columns = ["Id", "Outcome", "Question", "Indicator", "Baseline", "Target", "Source", "Frequency", "Caution", "Quotes"]
    return (
        Heading(2, "Logic model and evaluation framework"),
        TableBlock("Logic model", theory_frames.logic_model(analysis)),
        TableBlock("Evaluation framework", table[columns]),
    )


def _quality(analysis: Analysis) -> tuple[Block, ...]:
    made = "; ".join(f"{k}: {v}" for k, v in analysis.provenance.items())
    blocks: list[Block] = [Heading(2, "How it was made, and what cannot be claimed")]
    if analysis.agreement:
        both = _refs([q.id for q in analysis.quotes if q.group in _double_coded(analysis)])
        overall = next(a for a in analysis.agreement if a.code == "*")
        figure = "not defined" if overall.kappa is None else f"{overall.kappa:.2f}"
        blocks.append(
            Paragraph(
                f"{len(overall.coders)} coders shared {overall.units} turns; pooled Cohen's kappa {figure}. Agreement is for systematic "
                "work and discussion; it is not truth. The sheet Agreement has each code with its interval and verdict.",
                both,
            )
        )
    for s in analysis.saturation[:1]:
        reached = f"after {s.reached_at} groups" if s.reached_at else "not reached"
        blocks.append(
            Paragraph(
                f"Saturation of codes with polarity (Guest, Namey and Chen 2020; base {s.base}, run {s.run}, {s.threshold:.0%}): {reached} "
                f"in interview order; not reached in {s.not_reached:.0%} of random orders. {' '.join(s.warnings)}",
                everyone(analysis),
            )
        )
    blocks.append(
        Paragraph(
            "Not claimed: how frequent anything is in the workforce; a difference between agencies as a test result; an effect of "
            "training or supervision; anything about agencies that are not in the sample. Nothing here ranks people, teams or stations."
        )
    )
    blocks.append(Paragraph(f"Made with {made}.", everyone(analysis)))
    return tuple(blocks)


def _double_coded(analysis: Analysis) -> set[str]:
    coders: dict[str, set[str]] = {}
    for coding in analysis.codings:
        coders.setdefault(coding.group, set()).add(coding.coder)
    return {group for group, names in coders.items() if len(names) > 1}


def target(analysis: Analysis, ref: str) -> tuple[str, str]:
    """What a reference shows and where it leads, relative to the report's folder."""
    if ref.startswith("group:"):
        group = ref.removeprefix("group:")
        return group, f"../transcripts/{group}.html"
    quote = analysis.quote(ref)
    return ref, f"../transcripts/{quote.group}.html#t{quote.turn}"
