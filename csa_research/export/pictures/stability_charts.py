"""How steady the topics are, drawn: three figures a topic side by side, and the curve on which their number was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csa_research.export.pictures.charts import BARRIER, ENABLER
from csa_research.export.pictures.plotting import INK, SOFT, empty, wrapped
from csa_research.export.tabular.method_frames import steadiness, unmeasured

if TYPE_CHECKING:
    from csa_research.analysis import Analysis
    from csa_research.records import Topic, TopicModel

NO_TOPICS = "No topic model has been run, or there is too little talk for one."
GIVEN = "The number of topics was given, not chosen: there is no curve."
LOOKS = (("over seeded runs", "#0072B2", ""), ("on 80% subsamples", "#BBBBBB", "////"), ("one group left out", "#FFFFFF", "...."))
"""Name, fill and hatch of the figures of STEADINESS: dark, grey and hatched, white and dotted, told apart without colour."""
THICK = 0.27


def draw_topics(axes: Any, analysis: Analysis) -> None:
    """Three stability figures of each candidate topic; a topic that may not be shown has no words but says why it is marked."""
    model = analysis.topics
    if not model or not model.topics:
        empty(axes, NO_TOPICS)
        return
    topics = tuple(reversed(model.topics))
    for i, (name, fill, hatch) in enumerate(LOOKS):
        bars = [(y + THICK * (1 - i), figure) for y, t in enumerate(topics) if (figure := steadiness(t)[i]) is not None]
        at, long = zip(*bars, strict=True) if bars else ((), ())
        axes.barh(at, long, height=THICK, color=fill, hatch=hatch, edgecolor=INK, linewidth=0.6, label=name)
    for y, topic in enumerate(topics):
        for words in unmeasured(topic):
            axes.text(0.01, y, words, va="center", fontsize=7.5, color=SOFT)
    floor = float(dict(model.settings).get("floor", 0.5))
    axes.plot([floor, floor], [-0.55, len(topics) - 0.5], color=BARRIER, linewidth=1.1, linestyle="--")
    axes.text(floor, len(topics) - 0.45, f"floor for the first figure: {floor:g}", fontsize=7.5, ha="center", va="bottom")
    axes.set_yticks(range(len(topics)), [_name(model, t) for t in topics], fontsize=8)
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.55, len(topics) - 0.1)
    axes.set_xlabel(wrapped("1 = always together, or always found again", 60))
    axes.figure.legend(loc="outside upper right", ncols=3, frameon=False, fontsize=8)


def _name(model: TopicModel, topic: Topic) -> str:
    from csa_research.topics.model import marks

    if topic.exportable:
        return wrapped(f"{topic.id}  {topic.own_label or ', '.join(topic.words[:4])}", 34)
    return wrapped(f"{topic.id}  not shown: {', '.join(marks(model, topic))}", 34)


def draw_topic_curve(axes: Any, analysis: Analysis) -> None:
    """Stability (above) and separation (below) over the number of topics, with the number that was chosen."""
    model = analysis.topics
    if not model or not model.topics:
        empty(axes, NO_TOPICS)
        return
    if len(model.curve) < 2:
        empty(axes, GIVEN)
        return
    chosen = chosen_number(model)
    ks = [k for k, _, _ in model.curve]
    axes.set_axis_off()
    shown = (
        ("stability: adjusted Rand index with\n80% subsamples, all fitted anew", [s for _, s, _ in model.curve], "o"),
        ("separation: mean silhouette", [s for _, _, s in model.curve], "s"),
    )
    for place, (what, values, shape) in zip(((0.1, 0.56, 0.88, 0.42), (0.1, 0.06, 0.88, 0.42)), shown, strict=True):
        part = axes.inset_axes(place)
        part.plot(ks, values, marker=shape, color=ENABLER, markerfacecolor="white", linewidth=1.2)
        part.axvline(chosen, color=INK, linewidth=0.9, linestyle="--", zorder=0)
        at = ks.index(chosen) if chosen in ks else 0
        part.plot([ks[at]], [values[at]], marker=shape, color=INK, markersize=8)
        part.annotate(f"{values[at]:.2f}", (ks[at], values[at]), (6, 6), textcoords="offset points", fontsize=8)
        part.set_ylabel(what, fontsize=8)
        part.set_xticks(ks)
        part.margins(y=0.25)
    part.set_xlabel(f"number of topics; chosen: {chosen}, the best sum of ranks in both")


def chosen_number(model: TopicModel) -> int:
    """The number of topics that the curve chose; a person's merges and splits may have changed it since."""
    said = dict(model.settings).get("topics", "")
    return int(said) if said.isdecimal() else len(model.topics)
