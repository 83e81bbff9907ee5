"""Findings as pandas tables: the one source of numbers for notebooks, workbooks and the report, so that they agree.

Columns have the words that a reader sees. Quote ids are joined with spaces; each opens at its turn in transcripts/.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.records import Balance, Count

SHOWN_IDS = 12
"""Quote ids shown in one cell; the rest are counted."""


def _frame(rows: list[dict[str, object]], columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=columns)


def ids(count: Count, most: int = SHOWN_IDS) -> str:
    """The quote ids of a count, the first few by name."""
    more = len(count.quote_ids) - most
    return " ".join(count.quote_ids[:most]) + (f" +{more}" if more > 0 else "")


def agency_label(analysis: Analysis, agency: str) -> str:
    """An agency's name as readers know it; "All" for ""."""
    return analysis.agencies.get(agency, agency) if agency else "All"


def corpus(analysis: Analysis) -> pd.DataFrame:
    """A row a group: agency, date, people, turns and words. Team only (groups hold 3-8 people)."""
    words: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    for turn in analysis.turns:
        if turn.role == "participant":
            turns[turn.group] += 1
            words[turn.group] += len(turn.text.split())
    people = Counter(p.group for p in analysis.participants if p.role == "participant")
    coded = Counter(c.group for c in analysis.codings)
    columns = ["Group", "Agency", "Date", "Attended", "Speakers", "Participants' turns", "Words", "Codings"]
    rows: list[dict[str, object]] = [
        dict(
            zip(
                columns,
                (
                    g.group_id,
                    agency_label(analysis, g.agency),
                    g.date,
                    g.attended,
                    people[g.group_id],
                    turns[g.group_id],
                    words[g.group_id],
                    coded[g.group_id],
                ),
                strict=True,
            )
        )
        for g in analysis.groups
    ]
    return _frame(rows, columns)


def sample(analysis: Analysis) -> pd.DataFrame:
    """A row an agency: groups, people, turns and words, with a total."""
    table = corpus(analysis)
    columns = ["Agency", "Groups", "Speakers", "Participants' turns", "Words", "Codings"]
    rows: list[dict[str, object]] = []
    for label in analysis.agencies.values():
        own = table[table["Agency"] == label]
        rows.append({"Agency": label, "Groups": len(own), **{c: int(own[c].sum()) for c in columns[2:]}})
    rows.append({"Agency": "All", "Groups": len(table), **{c: int(table[c].sum()) for c in columns[2:]}})
    return _frame(rows, columns)


def _names(analysis: Analysis) -> dict[str, str]:
    return {f.id: f.name for f in analysis.codebook.families} | {c.id: c.name for c in analysis.codebook.codes}


def _balance_row(analysis: Analysis, b: Balance, names: dict[str, str]) -> dict[str, object]:
    return {
        "Code": b.code,
        "Name": names.get(b.code, b.code),
        "Agency": agency_label(analysis, b.agency),
        "Enabler": b.enabler.citations,
        "Barrier": b.barrier.citations,
        "Mixed": b.mixed.citations,
        "Neutral": b.neutral.citations,
        "Citations": b.total.citations,
        "Participants": b.total.participants,
        "Groups": b.total.groups,
        "of": b.groups_possible,
        "Agencies": b.total.agencies,
        "Quotes": ids(b.total),
    }


BALANCE_COLUMNS = [
    "Code", "Name", "Agency", "Enabler", "Barrier", "Mixed", "Neutral", "Citations", "Participants", "Groups", "of",
    "Agencies", "Quotes",
]  # fmt: skip


def balance(analysis: Analysis, *, agency: str = "", level: str = "code") -> pd.DataFrame:
    """A row a code (or, level "family", a family) that was used: enabler against barrier and the four counts."""
    families = {f.id for f in analysis.codebook.families}
    names = _names(analysis)
    rows = [
        _balance_row(analysis, b, names)
        for b in analysis.balances
        if b.agency == agency and (b.code in families) == (level == "family") and b.total.citations
    ]
    return _frame(rows, BALANCE_COLUMNS)


def balance_by_agency(analysis: Analysis, *, level: str = "family") -> pd.DataFrame:
    """A row a code or family and agency."""
    families = {f.id for f in analysis.codebook.families}
    names = _names(analysis)
    rows = [_balance_row(analysis, b, names) for b in analysis.balances if b.agency and (b.code in families) == (level == "family")]
    return _frame(rows, BALANCE_COLUMNS)


def matrix(analysis: Analysis) -> pd.DataFrame:
    """Groups by codes; a cell says how often and which way (e.g. "2 enabler, 1 barrier"), or asked/not asked. Team only."""
    words = {"not_asked": "not asked", "asked_silent": "asked, silent", "not_endorsed": "not endorsed"}
    agencies = {g.group_id: agency_label(analysis, g.agency) for g in analysis.groups}
    used = {c.code for c in analysis.codings}
    rows: dict[str, dict[str, object]] = {
        g.group_id: {"Group": g.group_id, "Agency": agencies[g.group_id]} for g in analysis.groups
    }
    for cell in analysis.cells:
        if cell.code not in used:
            continue
        kinds = (("enabler", cell.enabler), ("barrier", cell.barrier), ("mixed", cell.mixed), ("neutral", cell.neutral))
        counts = ", ".join(f"{n} {kind}" for kind, n in kinds if n)
        rows[cell.group][cell.code] = cell.summary or counts or words.get(cell.state, "")
    order = [c.id for c in analysis.codebook.codes if c.id in used]
    return _frame(list(rows.values()), ["Group", "Agency", *order])


def matrix_quotes(analysis: Analysis) -> pd.DataFrame:
    """A row a coded cell of the matrix with its counts and quote ids. Team only."""
    names = _names(analysis)
    columns = ["Group", "Code", "Name", "Enabler", "Barrier", "Mixed", "Neutral", "Participants", "Quotes", "Summary"]
    rows: list[dict[str, object]] = [
        dict(
            zip(
                columns,
                (c.group, c.code, names.get(c.code, ""), c.enabler, c.barrier, c.mixed, c.neutral, c.count.participants,
                 ids(c.count, 100), c.summary),
                strict=True,
            )
        )
        for c in analysis.cells
        if c.state == "coded"
    ]  # fmt: skip
    return _frame(rows, columns)


def emotions(analysis: Analysis, *, agency: str = "") -> pd.DataFrame:
    """A row an emotion: said to move practice towards, away, both ways, or no effect stated."""
    names = _names(analysis)
    labels = {"towards": "Towards", "away": "Away", "both": "Both", "none_stated": "No effect stated"}
    columns = ["Code", "Emotion", *labels.values(), "Quotes"]
    rows: dict[str, dict[str, object]] = {}
    for e in analysis.emotions:
        if e.agency == agency and e.effect in labels:
            row = rows.setdefault(
                e.code,
                {"Code": e.code, "Emotion": names.get(e.code, e.code), **dict.fromkeys(labels.values(), 0), "Quotes": ""},
            )
            row[labels[e.effect]] = e.count.citations
            row["Quotes"] = f"{row['Quotes']} {ids(e.count, 3)}".strip()
    return _frame([r for r in rows.values() if any(r[x] for x in labels.values())], columns)


def co_occurrence(analysis: Analysis, most: int = 20) -> pd.DataFrame:
    """The pairs of codes that most often stand on the same turn."""
    names = _names(analysis)
    columns = ["First", "First name", "Second", "Second name", "Turns", "Groups", "Quotes"]
    rows: list[dict[str, object]] = [
        {
            "First": p.first,
            "First name": names.get(p.first, ""),
            "Second": p.second,
            "Second name": names.get(p.second, ""),
            "Turns": p.count.citations,
            "Groups": p.count.groups,
            "Quotes": ids(p.count, 6),
        }
        for p in analysis.pairs[:most]
    ]
    return _frame(rows, columns)


def saturation(analysis: Analysis) -> pd.DataFrame:
    """Guest, Namey & Chen's saturation for each base, run length and threshold."""
    columns = [
        "Unit", "Base groups", "Run length", "Threshold", "Reached after (interview order)", "Median of random orders",
        "5th percentile", "95th percentile", "Orders not reached",
    ]  # fmt: skip
    rows: list[dict[str, object]] = [
        dict(
            zip(
                columns,
                (s.unit, s.base, s.run, f"{s.threshold:.0%}", s.reached_at if s.reached_at else "not reached", s.median, s.low,
                 s.high, f"{s.not_reached:.0%}"),
                strict=True,
            )
        )
        for s in analysis.saturation
    ]  # fmt: skip
    return _frame(rows, columns)


def agreement(analysis: Analysis) -> pd.DataFrame:
    """A row a code: prevalence, percent, positive agreement, kappa with interval, AC1, alpha, verdict."""
    names = _names(analysis) | {"*": "All codes together"}
    columns = [
        "Code", "Name", "Turns", "Positives", "Prevalence", "Percent", "Positive agreement", "Kappa", "Kappa low",
        "Kappa high", "AC1", "Alpha", "Verdict",
    ]  # fmt: skip
    rows: list[dict[str, object]] = [
        dict(
            zip(
                columns,
                (a.code, names.get(a.code, ""), a.units, " / ".join(map(str, a.positives)), a.prevalence, a.percent,
                 a.positive_agreement, a.kappa, a.kappa_low, a.kappa_high, a.ac1, a.alpha, a.verdict),
                strict=True,
            )
        )
        for a in analysis.agreement
    ]  # fmt: skip
    return _frame(rows, columns).round(3)


def quotes(analysis: Analysis) -> pd.DataFrame:
    """The quote bank, a row a quote, with everything the team needs. Team only."""
    columns = [
        "Quote", "Group", "Agency", "Turn", "Speaker", "Text", "Codes", "Polarity", "Evidence role", "Flags",
        "Consented uses", "Locked",
    ]  # fmt: skip
    rows: list[dict[str, object]] = [
        dict(
            zip(
                columns,
                (q.id, q.group, agency_label(analysis, q.agency), q.turn, q.speaker, q.text, " ".join(q.codes),
                 " ".join(dict.fromkeys(q.polarities)), " ".join(dict.fromkeys(q.roles)), " ".join(q.flags),
                 "; ".join(q.scope), q.locked),
                strict=True,
            )
        )
        for q in analysis.quotes
    ]  # fmt: skip
    return _frame(rows, columns)


def topics(analysis: Analysis) -> pd.DataFrame:
    """A row a candidate topic: words, stability, spread. Topics that may not be shown carry the reason."""
    columns = ["Topic", "Label", "Words", "Windows", "Stability", "Groups", "Participants", "Agencies", "Shown"]
    rows: list[dict[str, object]] = [
        {
            "Topic": t.id,
            "Label": t.label,
            "Words": ", ".join(t.words),
            "Windows": len(t.windows),
            "Stability": t.stability,
            "Groups": len(t.groups),
            "Participants": t.participants,
            "Agencies": ", ".join(f"{agency_label(analysis, a)} {n}" for a, n in t.agencies),
            "Shown": "yes" if t.exportable else "no: weak, one group, or under three people",
        }
        for t in (analysis.topics.topics if analysis.topics else ())
    ]
    return _frame(rows, columns)


def topic_codes(analysis: Analysis, *, most: int = 3) -> pd.DataFrame:
    """A row a topic: the codes that cover most of its windows, and the share that no code reaches is a gap."""
    names = _names(analysis)
    by_topic: dict[int, list[tuple[float, str]]] = {}
    for tc in analysis.topic_codes:
        by_topic.setdefault(tc.topic, []).append((tc.share, tc.code))
    rows: list[dict[str, object]] = []
    for topic in analysis.topics.topics if analysis.topics else ():
        best = sorted(by_topic.get(topic.id, []), key=lambda pair: (-pair[0], pair[1]))[:most]
        rows.append(
            {
                "Topic": topic.id,
                "Label": topic.label,
                "Codes that cover it": "; ".join(f"{code} {names.get(code, '')} ({share:.0%})" for share, code in best),
                "Best cover": best[0][0] if best else 0.0,
            }
        )
    return _frame(rows, ["Topic", "Label", "Codes that cover it", "Best cover"])
