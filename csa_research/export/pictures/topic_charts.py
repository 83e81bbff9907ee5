"""Topics beside emotions and over the meeting, drawn: shades of grey with the numbers written in, so that no colour is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csa_research.export.pictures.charts import shown_codes
from csa_research.export.pictures.plotting import INK, SOFT, empty, wrapped
from csa_research.export.pictures.stability_charts import NO_TOPICS
from csa_research.export.public import MIN_GROUPS
from csa_research.export.tabular.tables import names, plural
from csa_research.export.tabular.topic_frames import emotion_rows, timeline_rows

if TYPE_CHECKING:
    from csa_research.analysis import Analysis
    from csa_research.findings.topic_emotions import TopicEmotion
    from csa_research.findings.topic_timeline import Moment
    from csa_research.records import Topic

NONE_SHOWN = "No topic is steady and spread enough to be shown, or no emotion was coded in two groups or more."
WRITTEN = 0.1
"""Least share of talk that is written above a column of the timeline."""


def guided_note(analysis: Analysis) -> str:
    """What must stand below topics that were guided by the codebook; "" where they were not."""
    from csa_research.topics.guided import GUIDED, is_guided

    return GUIDED if analysis.topics and is_guided(analysis.topics) else ""


def shown_topics(analysis: Analysis) -> tuple[Topic, ...]:
    """The topics that a figure may show."""
    return tuple(t for t in (analysis.topics.topics if analysis.topics else ()) if t.exportable)


def shown_emotions(analysis: Analysis) -> tuple[TopicEmotion, ...]:
    """The cells of the heat map: topics that may be shown by emotions that are not locked and not of a single group."""
    may, topics = shown_codes(analysis), {t.id for t in shown_topics(analysis)}
    return tuple(r for r in emotion_rows(analysis) if r.topic in topics and r.code in may)


def emotion_note() -> str:
    """What the cells of the heat map are, for below it."""
    from csa_research.findings.topic_emotions import INTERVAL

    return (
        "Large: share of the topic's coded turns that carry the emotion; small: the same less the share in all other coded turns, "
        f"in percentage points. Star: the {INTERVAL} of the difference leaves out nought; with so many cells some do by chance, "
        "and it is not a test. Uncoded talk is in neither share. Hatched: one group only, withheld."
    )


def draw_topic_emotions(axes: Any, analysis: Analysis) -> None:
    """Emotions by topics: share of a topic's coded turns with the emotion, and how far it is above or below the rest."""
    if not analysis.topics or not analysis.topics.topics:
        empty(axes, NO_TOPICS)
        return
    cells = shown_emotions(analysis)
    if not cells:
        empty(axes, NONE_SHOWN)
        return
    named, topics = names(analysis), shown_topics(analysis)
    codes = list(dict.fromkeys(r.code for r in cells))
    column, row = {c: i for i, c in enumerate(codes)}, {t.id: i for i, t in enumerate(topics)}
    most = max(0.2, *(r.share or 0.0 for r in cells))
    for cell in cells:
        _cell(axes, column[cell.code], row[cell.topic], cell, most)
    counted = {r.topic: r.coded for r in cells}
    told = [_called(t) + f"\n{plural(counted[t.id], 'coded turn')}" for t in topics]
    axes.set_yticks(range(len(topics)), told, fontsize=8)
    axes.set_xticks(range(len(codes)), [wrapped(f"{c} {named.get(c, '')}", 13) for c in codes], fontsize=7)
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(codes) - 0.5)
    axes.set_ylim(len(topics) - 0.5, -0.5)
    _bare(axes)


def _cell(axes: Any, x: int, y: int, cell: TopicEmotion, most: float) -> None:
    """A box, darker for a larger share, with share and difference written in; hatched and empty where it is withheld."""
    from matplotlib.patches import Rectangle

    at, size = (x - 0.48, y - 0.46), (0.96, 0.92)
    if 0 < cell.groups < MIN_GROUPS:
        axes.add_patch(Rectangle(at, *size, facecolor="white", edgecolor="#999999", hatch="////", linewidth=0.5))
        return
    share = cell.share or 0.0
    axes.add_patch(Rectangle(at, *size, facecolor=str(round(0.97 - 0.62 * share / most, 3)), edgecolor="#999999", linewidth=0.5))
    ink = "white" if share > 0.72 * most else INK
    if cell.share is None:
        axes.text(x, y, "-", ha="center", va="center", fontsize=8, color=SOFT)
        return
    axes.text(x, y - 0.12, f"{share:.0%}", ha="center", va="center", fontsize=8.5, color=ink)
    if cell.difference is not None and cell.turns:
        sure = cell.low is not None and cell.high is not None and (cell.low > 0 or cell.high < 0)
        star = "\N{BLACK STAR} " if sure else ""
        text = f"{star}{100 * cell.difference:+.0f}".replace("-", "\N{MINUS SIGN}")
        axes.text(x, y + 0.24, text, ha="center", va="center", fontsize=6.5, color=ink, weight="bold" if sure else "normal")


def timeline_note(analysis: Analysis) -> str:
    """What the columns of the timeline are, for below it."""
    cut = (
        "The guide's questions, found by the words of the facilitator's own; probes stay with the question before."
        if analysis.guide
        else "No guide is given in study.yaml (topics.guide), so each meeting is cut into tenths of its participants' words."
    )
    return (
        f"Height: share of talk, mean over the groups that spoke there, {WRITTEN:.0%} or more written above. {cut} "
        "Topics that may not be shown are left out. Where fewer than two groups spoke, nothing is drawn."
    )


def draw_topic_timeline(axes: Any, analysis: Analysis) -> None:
    """Topics over the meeting: each topic's share of talk under each of the guide's questions, or in each tenth."""
    topics = shown_topics(analysis)
    rows = {(r.topic, r.place): r for r in timeline_rows(analysis)}
    if not topics or not rows:
        empty(axes, NONE_SHOWN if analysis.topics and analysis.topics.topics else NO_TOPICS)
        return
    places = sorted({place for _, place in rows})
    most = max(0.1, *(r.share or 0.0 for r in rows.values() if r.topic in {t.id for t in topics}))
    for y, topic in enumerate(reversed(topics)):
        axes.axhline(y, color=INK, linewidth=0.7)
        for x, place in enumerate(places):
            _column(axes, x, y, rows[topic.id, place], 0.74 / most)
    axes.set_yticks([y + 0.3 for y in range(len(topics))], [_called(t) for t in reversed(topics)], fontsize=8)
    axes.set_ylim(0, len(topics))
    axes.set_xlim(-0.6, len(places) - 0.4)
    told = [_place(rows[topics[0].id, place], bool(analysis.guide)) for place in places]
    axes.set_xticks(range(len(places)), told, fontsize=7 if analysis.guide else 8)
    axes.set_xlabel("the guide's questions, in their order" if analysis.guide else "tenths of the meeting")
    _bare(axes)


def _column(axes: Any, x: int, y: int, moment: Moment, scale: float) -> None:
    if moment.share is None or moment.groups < MIN_GROUPS:
        return
    axes.bar(x, moment.share * scale, bottom=y, width=0.86, color="#8a8a8a", edgecolor=INK, linewidth=0.5)
    if moment.share >= WRITTEN:
        axes.text(x, y + moment.share * scale + 0.03, f"{moment.share:.0%}", ha="center", va="bottom", fontsize=7, color=INK)


def _called(topic: Topic) -> str:
    return wrapped(f"{topic.id}  {topic.own_label or ', '.join(topic.words[:4])}", 30)


def _place(moment: Moment, guide: bool) -> str:
    if not guide:
        return str(moment.place)
    return wrapped(f"{moment.place}. {moment.name}" if moment.place else moment.name, 17)


def _bare(axes: Any) -> None:
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
