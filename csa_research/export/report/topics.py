"""The report's section on the topic model: candidates that are steady and spread enough, and how far agencies differ in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from csa_research.export import frames
from csa_research.export.pictures.agency_charts import FALSE_DISCOVERY
from csa_research.export.pictures.topic_charts import guided_note, shown_emotions
from csa_research.export.public import MIN_GROUPS, locked_codes
from csa_research.export.report.blocks import Block, FigureBlock, Heading, Paragraph, TableBlock, refs
from csa_research.export.tabular.agency_frames import open_comparison
from csa_research.export.tabular.method_frames import STEADINESS
from csa_research.export.tabular.tables import agency_label, names, plural

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.records import Topic

STEADY = (
    "Three figures from 0 to 1 say how steady each is: how often its windows met over seeded runs, how well it comes back when "
    "everything is fitted anew on 80% of the talk, and when one of its groups is left out. A topic below the floor on the first, "
    "of one group, or of fewer than three people is marked and no finding."
)

STEADY_COLUMN = "Steadiness: seeds / 80% / left out"
LOW_COVER = "Low cover points to talk that the codebook misses."
FIGURE = "How much more or less of its talk each agency gives a topic than the others do, with intervals."


def topics(analysis: Analysis) -> tuple[Block, ...]:
    """The topics that are steady and spread enough, with the codes that cover them and the agencies that raise them."""
    if not analysis.topics or not analysis.topics.topics:
        return ()
    shown = [t for t in analysis.topics.topics if t.exportable]
    ids = {(q.group, q.turn): q.id for q in analysis.quotes}
    behind = refs(analysis, [ids[place] for t in shown for place in t.typical_turns if place in ids])
    table = _table(analysis)
    return (
        Heading(2, "Candidate patterns from the topic model"),
        Paragraph(
            f"The model proposed {plural(len(analysis.topics.topics), 'topic')}; {len(shown)} are steady and spread enough to be "
            f"shown{_by_people(shown)}. They are candidates for a person to name or dismiss, not themes. "
            f"{guided_note(analysis) or LOW_COVER} {STEADY}",
            behind,
        ),
        FigureBlock("Steadiness of the topics, three figures each.", "findings/topics.png", behind),
        *((TableBlock("Topics that may be shown", table, (1.5, 2.1, 1.6, 1.7, 1.0, 2.8), behind),) if len(table) else ()),
        *_agencies(analysis, behind),
        *_emotions(analysis, behind),
        *_meeting(analysis, behind),
    )


def _table(analysis: Analysis) -> pd.DataFrame:
    covered = frames.topic_codes(analysis, without=locked_codes(analysis))
    table = frames.topics(analysis).merge(covered[["Topic", "Codes that cover it"]], on="Topic")
    shown = table[table["Shown"] == "yes"].copy()
    shown[STEADY_COLUMN] = [_figures(row) for row in shown[list(STEADINESS)].itertuples(index=False)]
    called = {topic.id: topic.own_label for topic in analysis.topics.topics} if analysis.topics else {}
    shown["Topic"] = [f"{number} {called.get(number, '')}".strip() for number in shown["Topic"]]
    return shown[["Topic", "Words", "Phrases", STEADY_COLUMN, "Groups", "Codes that cover it"]].astype(object)


def _figures(three: Iterable[float]) -> str:
    """The three figures in a cell narrow enough for a page; words where a person made the topic."""
    from pandas import isna

    return "not measured" if any(isna(figure) for figure in three) else " / ".join(f"{figure:.2f}" for figure in three)


def _by_people(shown: Sequence[Topic]) -> str:
    made = sum(bool(topic.unmeasured) for topic in shown)
    return f" (of {made} of these, merged or split by a person, the steadiness is not measured)" if made else ""


def _agencies(analysis: Analysis, behind: tuple[str, ...]) -> tuple[Block, ...]:
    """What the comparison of agencies may say: which topics differ, which one agency alone raises, the figure, the words."""
    rows = open_comparison(analysis)
    if not rows:
        return ()
    differ = [str(row.topic) for row in rows if row.q_value <= FALSE_DISCOVERY]
    alone = [f"{row.topic} ({agency_label(analysis, row.only)})" for row in rows if row.only]
    text = (
        f"Agencies differ in {plural(len(differ), 'topic')} after control of false discoveries (q of {FALSE_DISCOVERY} or less)"
        f"{': ' + ', '.join(differ) if differ else ''}. Raised by one agency only: {', '.join(alone) or 'none'}. The focus group "
        "is the unit; with so few groups only large differences could show, and no difference shown is not no difference."
    )
    words = frames.agency_words(analysis)
    caption = "Words that set each agency's talk apart (log-odds with an informative prior; a way into the talk, not a test)"
    return (
        Paragraph(text, behind, lead="Agencies."),
        FigureBlock(FIGURE, "findings/topics_agencies.png", behind),
        *((TableBlock(caption, words, (1.5, 6.0), behind),) if len(words) else ()),
    )


def _emotions(analysis: Analysis, behind: tuple[str, ...]) -> tuple[Block, ...]:
    """Which emotions stand out in which topic, and the heat map; () where no emotion may be shown."""
    cells = shown_emotions(analysis)
    if not cells:
        return ()
    named = names(analysis)
    out = [
        f"{named.get(c.code, c.code)} in topic {c.topic} ({c.share:.0%} of its coded turns against {c.elsewhere:.0%} elsewhere, "
        f"{plural(c.groups, 'group')})"
        for c in cells
        if c.groups >= MIN_GROUPS and c.low is not None and c.low > 0
    ]
    text = (
        "Share of a topic's coded turns that carry an emotion, beside that share in all other coded turns; intervals are "
        f"bootstrapped over groups. Spoken of more inside a topic than elsewhere: {'; '.join(out) or 'none that stands out'}. With "
        "so many pairs some stand out by chance."
    )
    quoted = [q for c in cells if c.groups >= MIN_GROUPS and c.low is not None and c.low > 0 for q in c.quote_ids]
    known = {q.id for q in analysis.quotes}
    return (
        Paragraph(text, refs(analysis, [q for q in quoted if q in known]) or behind, lead="Emotions."),
        FigureBlock(
            "Emotions in the topics: share of coded turns, and difference from the rest.", "findings/topics_emotions.png", behind
        ),
    )


def _meeting(analysis: Analysis, behind: tuple[str, ...]) -> tuple[Block, ...]:
    """How the topics' share of talk moves through the meeting, as a figure."""
    if not any(t.exportable for t in (analysis.topics.topics if analysis.topics else ())):
        return ()
    by = "the guide's questions" if analysis.guide else "tenths of each meeting, as no topic guide is given"
    text = f"The share of talk in each topic over {by}; means over groups. People speak of what they are asked."
    return (
        Paragraph(text, behind, lead="Over the meeting."),
        FigureBlock("Topics over the meeting: mean share of talk.", "findings/topics_timeline.png", behind),
    )
