"""Findings as pandas tables: the one source of numbers for notebooks, workbooks and the report, so that they agree.

Columns have the words that a reader sees. Quote ids are joined with spaces; each opens at its turn in transcripts/.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from csa_research.export.tabular.agency_frames import agency_topics, agency_words
from csa_research.export.tabular.method_frames import agreement, compared, saturation, topic_codes, topics, untopical
from csa_research.export.tabular.tables import agency_label, ids, names, table
from csa_research.export.tabular.topic_frames import topic_emotions, topic_timeline

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.records import Balance

__all__ = (
    "agency_topics", "agency_words", "agreement", "balance", "balance_by_agency", "co_occurrence", "compared", "corpus",
    "emotions", "matrix", "matrix_quotes", "quotes", "sample", "saturation", "topic_codes", "topic_emotions", "topic_timeline",
    "topics", "untopical",
)  # fmt: skip

BALANCE_COLUMNS = (
    "Code", "Name", "Agency", "Enabler", "Barrier", "Mixed", "Neutral", "Citations", "Participants", "Groups", "of",
    "Agencies", "Quotes",
)  # fmt: skip
EFFECT_LABELS = {"towards": "Towards", "away": "Away", "both": "Both", "none_stated": "No effect stated"}
STATES = {"not_asked": "not asked", "asked_silent": "asked, silent", "not_endorsed": "not endorsed"}


def corpus(analysis: Analysis) -> pd.DataFrame:
    """A row a group: agency, date, people, turns and words. Team only (groups hold 3-8 people)."""
    spoken = [turn for turn in analysis.turns if turn.role == "participant"]
    turns = Counter(turn.group for turn in spoken)
    words: Counter[str] = Counter()
    for turn in spoken:
        words[turn.group] += len(turn.text.split())
    people = Counter(p.group for p in analysis.participants if p.role == "participant")
    coded = Counter(c.group for c in analysis.codings)
    rows = [
        (g.group_id, agency_label(analysis, g.agency), g.date, g.attended, people[g.group_id], turns[g.group_id],
         words[g.group_id], coded[g.group_id])
        for g in analysis.groups
    ]  # fmt: skip
    return table(rows, ("Group", "Agency", "Date", "Attended", "Speakers", "Participants' turns", "Words", "Codings"))


def sample(analysis: Analysis) -> pd.DataFrame:
    """A row an agency: groups, people, turns and words, with a total."""
    each = corpus(analysis)
    sums = ("Speakers", "Participants' turns", "Words", "Codings")
    rows: list[tuple[object, ...]] = []
    for label in analysis.agencies.values():
        own = each[each["Agency"] == label]
        rows.append((label, len(own), *(int(own[c].sum()) for c in sums)))
    rows.append(("All", len(each), *(int(each[c].sum()) for c in sums)))
    return table(rows, ("Agency", "Groups", *sums))


def _balance_row(analysis: Analysis, b: Balance, named: dict[str, str]) -> tuple[object, ...]:
    return (
        b.code, named.get(b.code, b.code), agency_label(analysis, b.agency), b.enabler.citations, b.barrier.citations,
        b.mixed.citations, b.neutral.citations, b.total.citations, b.total.participants, b.total.groups, b.groups_possible,
        b.total.agencies, ids(b.total),
    )  # fmt: skip


def balance(analysis: Analysis, *, agency: str = "", level: str = "code") -> pd.DataFrame:
    """A row a code (or, level "family", a family) that was used: enabler against barrier and the four counts."""
    families, named = {f.id for f in analysis.codebook.families}, names(analysis)
    rows = [
        _balance_row(analysis, b, named)
        for b in analysis.balances
        if b.agency == agency and (b.code in families) == (level == "family") and b.total.citations
    ]
    return table(rows, BALANCE_COLUMNS)


def balance_by_agency(analysis: Analysis, *, level: str = "family") -> pd.DataFrame:
    """A row a code or family that was used and agency. Team only: agencies with a single group are shown."""
    families, named = {f.id for f in analysis.codebook.families}, names(analysis)
    used = {b.code for b in analysis.balances if b.total.citations}
    rows = [
        _balance_row(analysis, b, named)
        for b in analysis.balances
        if b.agency and b.code in used and (b.code in families) == (level == "family")
    ]
    return table(rows, BALANCE_COLUMNS)


def matrix(analysis: Analysis) -> pd.DataFrame:
    """Groups by codes; a cell says how often and which way (e.g. "2 enabler, 1 barrier"), or asked/not asked. Team only."""
    used = {c.code for c in analysis.codings}
    rows: dict[str, dict[str, object]] = {
        g.group_id: {"Group": g.group_id, "Agency": agency_label(analysis, g.agency)} for g in analysis.groups
    }
    for cell in analysis.cells:
        if cell.code not in used:
            continue
        kinds = (("enabler", cell.enabler), ("barrier", cell.barrier), ("mixed", cell.mixed), ("neutral", cell.neutral))
        counts = ", ".join(f"{n} {kind}" for kind, n in kinds if n)
        rows[cell.group][cell.code] = cell.summary or counts or STATES.get(cell.state, "")
    return table(rows.values(), ("Group", "Agency", *(c.id for c in analysis.codebook.codes if c.id in used)))


def matrix_quotes(analysis: Analysis) -> pd.DataFrame:
    """A row a coded cell of the matrix with its counts and quote ids. Team only."""
    named = names(analysis)
    rows = [
        (c.group, c.code, named.get(c.code, ""), c.enabler, c.barrier, c.mixed, c.neutral, c.count.participants,
         ids(c.count, 100), c.summary)
        for c in analysis.cells
        if c.count.citations
    ]  # fmt: skip
    columns = ("Group", "Code", "Name", "Enabler", "Barrier", "Mixed", "Neutral", "Participants", "Quotes", "Summary")
    return table(rows, columns)


def emotions(analysis: Analysis, *, agency: str = "") -> pd.DataFrame:
    """A row an emotion: said to move practice towards, away, both ways, or no effect stated."""
    named = names(analysis)
    rows: dict[str, dict[str, object]] = {}
    for e in analysis.emotions:
        if e.agency == agency and e.effect in EFFECT_LABELS and e.count.citations:
            empty = {"Code": e.code, "Emotion": named.get(e.code, e.code), **dict.fromkeys(EFFECT_LABELS.values(), 0), "Quotes": ""}
            row = rows.setdefault(e.code, empty)
            row[EFFECT_LABELS[e.effect]] = e.count.citations
            row["Quotes"] = f"{row['Quotes']} {ids(e.count, 3)}".strip()
    return table(rows.values(), ("Code", "Emotion", *EFFECT_LABELS.values(), "Quotes"))


def co_occurrence(analysis: Analysis, most: int = 20) -> pd.DataFrame:
    """The pairs of codes that most often stand on the same turn."""
    named = names(analysis)
    rows = [
        (p.first, named.get(p.first, ""), p.second, named.get(p.second, ""), p.count.citations, p.count.groups, ids(p.count, 6))
        for p in analysis.pairs[:most]
    ]
    return table(rows, ("First", "First name", "Second", "Second name", "Turns", "Groups", "Quotes"))


def quotes(analysis: Analysis) -> pd.DataFrame:
    """The quote bank, a row a quote, with everything the team needs. Team only."""
    columns = (
        "Quote", "Group", "Agency", "Turn", "Speaker", "Text", "Codes", "Polarity", "Evidence role", "Flags",
        "Consented uses", "Locked",
    )  # fmt: skip
    rows = [
        (q.id, q.group, agency_label(analysis, q.agency), q.turn, q.speaker, q.text, " ".join(q.codes),
         " ".join(dict.fromkeys(q.polarities)), " ".join(dict.fromkeys(q.roles)), " ".join(q.flags), "; ".join(q.scope), q.locked)
        for q in analysis.quotes
    ]  # fmt: skip
    return table(rows, columns)
