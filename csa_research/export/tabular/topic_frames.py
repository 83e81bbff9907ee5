"""Topics beside emotions and over the meeting, as pandas tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csa_research.export.tabular.agency_frames import seed_of
from csa_research.export.tabular.tables import SHOWN_IDS, names, table

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.findings.topic_emotions import TopicEmotion
    from csa_research.findings.topic_timeline import Moment

EMOTION_COLUMNS = (
    "Topic", "Label", "Code", "Emotion", "Turns", "Groups", "Participants", "Coded turns of the topic", "Share", "Share elsewhere",
    "Difference", "Interval low", "Interval high", "Shown", "Quotes",
)  # fmt: skip
TIMELINE_COLUMNS = (
    "Topic", "Label", "Place", "Name", "Groups raising it", "of", "Share", "Interval low", "Interval high", "Shown",
)  # fmt: skip


def emotion_rows(analysis: Analysis) -> tuple[TopicEmotion, ...]:
    """Every topic beside every emotion that was coded; () where there are no topics. Team only."""
    from csa_research.findings.topic_emotions import topic_emotions as compared

    model = analysis.topics
    if not model or not model.topics:
        return ()
    return compared(model, analysis.codings, analysis.turns, analysis.groups, analysis.codebook, seed=seed_of(model))


def timeline_rows(analysis: Analysis) -> tuple[Moment, ...]:
    """Every topic at every place of the meeting; () where there are no topics. Team only."""
    from csa_research.findings.topic_timeline import timeline

    return timeline(analysis.topics, analysis.guide, seed=seed_of(analysis.topics)) if analysis.topics else ()


def topic_emotions(analysis: Analysis) -> pd.DataFrame:
    """A row a topic and emotion: turns, groups, people, share of the topic's coded turns beside that elsewhere. Team only."""
    named, shown = names(analysis), _shown(analysis)
    rows = [
        (r.topic, r.label, r.code, named.get(r.code, r.code), r.turns, r.groups, r.participants, r.coded, r.share, r.elsewhere,
         r.difference, r.low, r.high, shown[r.topic], _ids(r.quote_ids))
        for r in emotion_rows(analysis)
    ]  # fmt: skip
    return table(rows, EMOTION_COLUMNS).round(3)


def topic_timeline(analysis: Analysis) -> pd.DataFrame:
    """A row a topic and place of the meeting (the guide's questions, or tenths): mean share of talk over groups. Team only."""
    shown = _shown(analysis)
    rows = [
        (r.topic, r.label, r.place, r.name, r.groups_raising, r.groups, r.share, r.low, r.high, shown[r.topic])
        for r in timeline_rows(analysis)
    ]
    return table(rows, TIMELINE_COLUMNS).round(3)


def _shown(analysis: Analysis) -> dict[int, str]:
    return {t.id: "yes" if t.exportable else "no" for t in (analysis.topics.topics if analysis.topics else ())}


def _ids(quote_ids: tuple[str, ...]) -> str:
    more = len(quote_ids) - SHOWN_IDS
    return " ".join(quote_ids[:SHOWN_IDS]) + (f" +{more}" if more > 0 else "")
