"""Agencies compared topic by topic, as pandas tables, with the focus group as the unit; and what each agency's words are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csa_research.export.tabular.tables import agency_label, table

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.records import TopicModel
    from csa_research.topics.compare import AgencyTopic

FEWEST = 2
"""Groups of an agency below which nothing can be said of it that is not said of one group."""


def seed_of(model: TopicModel) -> int:
    """The seed that the model was made with."""
    return int(dict(model.settings).get("seed", "0"))


def comparison(analysis: Analysis) -> tuple[AgencyTopic, ...]:
    """Every topic over every agency; () where fewer than two agencies spoke. Team only."""
    return _compared(analysis.topics)


def open_comparison(analysis: Analysis) -> tuple[AgencyTopic, ...]:
    """The topics that may be shown, over the agencies of two groups or more: the others' talk is not even in the sums."""
    model = analysis.topics
    if not model:
        return ()
    groups: dict[str, set[str]] = {}
    for window in model.windows:
        groups.setdefault(window.agency, set()).add(window.group)
    kept = [(w, t) for w, t in zip(model.windows, model.assignment, strict=True) if len(groups[w.agency]) >= FEWEST]
    part = replace(model, windows=tuple(w for w, _ in kept), assignment=tuple(t for _, t in kept))
    shown = {t.id for t in model.topics if t.exportable}
    return tuple(row for row in _compared(part) if row.topic in shown)


def _compared(model: TopicModel | None) -> tuple[AgencyTopic, ...]:
    from csa_research.topics.compare import compare_agencies

    if not model or len({w.agency for w in model.windows}) < 2:
        return ()
    return compare_agencies(model, seed=seed_of(model))


def agency_topics(analysis: Analysis) -> pd.DataFrame:
    """A row a topic and agency: share of talk, difference from the others with its interval, p and q of the topic. Team only."""
    shown = {t.id: "yes" if t.exportable else "no" for t in (analysis.topics.topics if analysis.topics else ())}
    rows = [
        (row.topic, row.label, agency_label(analysis, a.agency), a.groups_raising, a.groups, a.share, a.difference, a.low, a.high,
         row.p_value, row.q_value, agency_label(analysis, row.only) if row.only else "", shown[row.topic])
        for row in comparison(analysis)
        for a in row.agencies
    ]  # fmt: skip
    columns = (
        "Topic", "Label", "Agency", "Groups raising it", "of", "Share", "Difference", "Interval low", "Interval high", "p", "q",
        "Raised only by", "Shown",
    )  # fmt: skip
    return table(rows, columns).round(3)


def agency_words(analysis: Analysis) -> pd.DataFrame:
    """A row an agency: the words that set its talk apart, strongest first, each said in two of its groups or more."""
    from csa_research.topics.compare import agency_words as find

    found = find(analysis.topics) if analysis.topics else ()
    rows = [
        (agency_label(analysis, agency), ", ".join(f"{w.word} ({w.score:.1f})" for w in found if w.agency == agency))
        for agency in dict.fromkeys(w.agency for w in found)
    ]
    return table(rows, ("Agency", "Words (log-odds, in standard errors)"))
