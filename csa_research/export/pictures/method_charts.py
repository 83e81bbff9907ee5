"""Charts of how sure the findings are: saturation, and the codes that cover the topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csa_research.export.pictures.charts import ENABLER
from csa_research.export.pictures.plotting import empty, wrapped
from csa_research.export.pictures.stability_charts import NO_TOPICS
from csa_research.export.public import locked_codes
from csa_research.export.tabular.tables import names

if TYPE_CHECKING:
    from csa_research.analysis import Analysis


def draw_saturation(axes: Any, analysis: Analysis) -> None:
    """Codes with polarity seen after each further group, in interview order."""
    curve = analysis.saturation[0].curve if analysis.saturation else ()
    if not curve:
        empty(axes, "Saturation was not measured.")
        return
    groups = range(1, len(curve) + 1)
    axes.plot(groups, curve, marker="o", color=ENABLER)
    axes.set_xticks(list(groups))
    axes.set_ylim(0, max(1, *curve) * 1.08)
    axes.set_xlabel("focus groups, in the order of groups.csv")
    axes.set_ylabel("codes with polarity seen so far")


def draw_topic_codes(axes: Any, analysis: Analysis, *, most: int = 24) -> None:
    """Codes by topics that may be shown: share of a topic's windows with the code, written in where it is a fifth or more."""
    import numpy as np

    topics = [t for t in (analysis.topics.topics if analysis.topics else ()) if t.exportable]
    weight: dict[str, float] = {}
    locked, place = locked_codes(analysis), {t.id: i for i, t in enumerate(topics)}
    for tc in (tc for tc in analysis.topic_codes if tc.code not in locked and tc.topic in place):
        weight[tc.code] = weight.get(tc.code, 0.0) + tc.share
    codes = sorted(sorted(weight, key=lambda c: (-weight[c], c))[:most])
    if not topics or not codes:
        empty(axes, NO_TOPICS if not analysis.topics else "No topic is steady and spread enough to be shown, or none has a code.")
        return
    shares = np.zeros((len(codes), len(topics)))
    for tc in analysis.topic_codes:
        if tc.code in codes and tc.topic in place:
            shares[codes.index(tc.code), place[tc.topic]] = tc.share
    most_shown = max(0.3, float(shares.max()))
    image = axes.imshow(shares, cmap="Greys", vmin=0, vmax=most_shown, aspect="auto")
    for (y, x), share in np.ndenumerate(shares):
        if share >= 0.2:
            ink = "white" if share > 0.55 * most_shown else "black"
            axes.text(x, y, f"{share:.0%}", ha="center", va="center", fontsize=7, color=ink)
    named = names(analysis)
    axes.set_yticks(range(len(codes)), [f"{c} {named.get(c, '')}" for c in codes], fontsize=7.5)
    called = [wrapped(f"{t.id}  {t.own_label or ', '.join(t.words[:3])}", 34) for t in topics]
    axes.set_xticks(range(len(topics)), called, rotation=60, ha="right", fontsize=7.5)
    axes.figure.colorbar(image, ax=axes, label="share of the topic's windows with the code", shrink=0.6)
