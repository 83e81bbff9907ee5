"""The map of topics: circles as large as their share of talk, near each other where they use the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csa_research.export.pictures.plotting import INK, SOFT, empty, wrapped
from csa_research.export.pictures.stability_charts import NO_TOPICS

if TYPE_CHECKING:
    from csa_research.analysis import Analysis
    from csa_research.findings.topic_map import TopicMap

LARGEST, SMALLEST = 0.075, 0.03
"""Radii of circles, in widths of the map."""


def draw_topic_map(axes: Any, analysis: Analysis) -> None:
    """Topics as circles: area = share of talk, near = alike in words; a line joins each to the one most like it."""
    from matplotlib.patches import Circle

    placed = shown_map(analysis)
    if not placed.places:
        empty(axes, NO_TOPICS)
        return
    at = {place.topic: point for place, point in zip(placed.places, _square(placed), strict=True)}
    most = max(place.share for place in placed.places)
    for place in placed.places:
        if place.nearest in at:
            (x, y), (to_x, to_y) = at[place.topic], at[place.nearest]
            axes.plot([x, to_x], [y, to_y], color="#999999", linewidth=1, zorder=1)
    for place in sorted(placed.places, key=lambda one: -one.share):
        radius = max(SMALLEST, LARGEST * (place.share / most) ** 0.5)
        axes.add_patch(Circle(at[place.topic], radius, facecolor="#E4E4E4", edgecolor=INK, linewidth=0.9, zorder=2))
        axes.text(*at[place.topic], str(place.topic), ha="center", va="center", fontsize=9, weight="bold", color=INK, zorder=3)
    _legend(axes, analysis, placed)
    axes.set_aspect("equal")
    axes.set_xlim(-0.16, 1.95)
    axes.set_ylim(-0.16, 1.16)
    axes.set_axis_off()


def shown_map(analysis: Analysis) -> TopicMap:
    """The map of the topics that may be shown; what is marked has no place on it."""
    from csa_research.findings.topic_map import TopicMap, topic_map

    if not analysis.topics:
        return TopicMap((), 0.0)
    may = {topic.id for topic in analysis.topics.topics if topic.exportable}
    whole = topic_map(analysis.topics)
    return TopicMap(tuple(place for place in whole.places if place.topic in may), whole.shown)


def map_note(analysis: Analysis) -> str:
    """What the map can and cannot show, for below it."""
    shown = shown_map(analysis).shown
    return (
        "Area: share of talk. Near: the same telling words (c-TF-IDF, classical scaling); the line leads to the topic most like "
        f"it, if that may be shown. Two axes show {shown:.0%} of how the topics differ, so distances are rough; the axes mean "
        "nothing by themselves."
    )


def _square(placed: TopicMap) -> list[tuple[float, float]]:
    """The places within 0..1 both ways, in one scale."""
    xs, ys = [p.x for p in placed.places], [p.y for p in placed.places]
    wide = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    left, low = (min(xs) + max(xs) - wide) / 2, (min(ys) + max(ys) - wide) / 2
    return [((x - left) / wide, (y - low) / wide) for x, y in zip(xs, ys, strict=True)]


def _legend(axes: Any, analysis: Analysis, placed: TopicMap) -> None:
    share = {place.topic: place.share for place in placed.places}
    topics = [t for t in (analysis.topics.topics if analysis.topics else ()) if t.id in share]
    step = min(0.115, 1.3 / max(1, len(topics)))
    for line, topic in enumerate(topics):
        name = wrapped(topic.own_label or ", ".join(topic.words[:4]), 34).replace("\n", "\n     ")
        axes.text(1.22, 1.1 - line * step, f"{topic.id}  {name}", fontsize=8, va="top", color=INK)
        axes.text(1.2, 1.1 - line * step, f"{share[topic.id]:.0%}", fontsize=8, va="top", ha="right", color=SOFT)
