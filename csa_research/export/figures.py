"""The figures as files, and for notebooks. They are the same for the team and for readers outside, so they are safe to show.

Every chart says how many groups could have spoken, and that counts describe talk.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.export.pictures.agency_charts import agency_note, agency_rows, draw_agency_topics
from csa_research.export.pictures.charts import directed, draw_agencies, draw_balance, draw_emotions, spread
from csa_research.export.pictures.method_charts import draw_saturation, draw_topic_codes
from csa_research.export.pictures.plotting import canvas, note, png, save
from csa_research.export.pictures.stability_charts import draw_topic_curve, draw_topics
from csa_research.export.pictures.theory_drawing import theory_svg, write_theory_drawing
from csa_research.export.pictures.topic_charts import (
    draw_topic_emotions,
    draw_topic_timeline,
    emotion_note,
    guided_note,
    shown_topics,
    timeline_note,
)  # fmt: skip
from csa_research.export.pictures.topic_map import draw_topic_map, map_note

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

__all__ = (
    "agency_note", "agency_rows", "draw_agencies", "draw_agency_topics", "draw_balance", "draw_emotions", "draw_saturation",
    "draw_topic_codes", "draw_topic_curve", "draw_topic_emotions", "draw_topic_map", "draw_topic_timeline", "draw_topics",
    "emotion_note", "map_note", "show", "theory_svg", "timeline_note", "write_findings_figures", "write_theory_drawing",
)  # fmt: skip

TALK = "Counts describe talk in these groups, not how common something is."
Chart = tuple[str, float, float, Callable[..., None], tuple[str, ...]]
"""Name of the file, width and height in inches, what draws it, what is written below."""


def write_findings_figures(folder: Path, analysis: Analysis) -> None:
    """balance, emotions, agencies, saturation, and seven of topics, as .svg and .png. Raises CsaError."""
    for name, width, height, draw, lines in charts(analysis):
        with canvas(width, height) as (figure, axes):
            draw(axes, analysis)
            note(figure, *lines, TALK, analysis.stamp)
            save(figure, folder, name)


def charts(analysis: Analysis) -> tuple[Chart, ...]:
    """The charts that this study can have, as high as their rows need."""
    groups = f"{len(analysis.groups)} groups."
    found: list[Chart] = [
        ("balance", 7.3, 2.1 + 0.27 * len(directed(analysis)), draw_balance, (f"{groups} Emotions have their own figure.",)),
        ("emotions", 7.3, 4.3, draw_emotions, (f"{groups} Effects are only those that a speaker stated.",)),
        ("agencies", 7.3, 2.2 + 0.3 * len(spread(analysis)), draw_agencies, (
            "Groups that spoke of it, of the agency's groups; codes of all groups, or of one, are left out. Withheld: fewer than "
            "two groups, or a number that would give such a one away. Not a test of difference.",)),
    ]  # fmt: skip
    if analysis.saturation:
        found.append(("saturation", 7.3, 4, draw_saturation, analysis.saturation[0].warnings[:1]))
    return (*found, *_topic_charts(analysis))


def _topic_charts(analysis: Analysis) -> tuple[Chart, ...]:
    if not analysis.topics or not analysis.topics.topics:
        return ()
    all_of_them, shown, guided = len(analysis.topics.topics), len(shown_topics(analysis)), guided_note(analysis)
    agencies = 2.4 + len(agency_rows(analysis)) * (0.25 + 0.17 * len(analysis.agencies))
    cover = guided or "Pale columns are talk that the codebook explains little."
    return (
        ("topics", 7.3, 1.9 + 0.5 * all_of_them, draw_topics, (
            "Candidate patterns, not themes. Marked ones are not findings.", guided)),
        ("topics_map", 8.5, 6.0, draw_topic_map, (map_note(analysis), guided)),
        ("topics_curve", 7.3, 4.6, draw_topic_curve, ("Stability alone prefers few large topics.", guided)),
        ("topics_agencies", 7.3, agencies, draw_agency_topics, (agency_note(analysis), guided)),
        ("topics_codes", 9.5, 7.2, draw_topic_codes, (cover,)),
        ("topics_emotions", 9.5, 2.6 + 0.55 * shown, draw_topic_emotions, (emotion_note(), guided)),
        ("topics_timeline", 9.0, 2.4 + 0.65 * shown, draw_topic_timeline, (timeline_note(analysis), guided)),
    )  # fmt: skip


def show(
    draw: Callable[..., None], analysis: Analysis, *, width: float = 9, height: float = 5.5, below: str = "", **options: object
) -> Any:
    """A chart for a notebook: the picture that one of the `draw_` functions makes, with its purpose as alternative text."""
    from IPython.display import HTML  # untyped

    with canvas(width, height) as (figure, axes):
        draw(axes, analysis, **options)
        note(figure, below, TALK, analysis.stamp)
        picture = base64.b64encode(png(figure, dpi=110)).decode("ascii")
    about = html.escape((draw.__doc__ or "chart").splitlines()[0])
    return HTML(  # type: ignore[no-untyped-call]
        f'<img alt="{about}" style="max-width:100%" src="data:image/png;base64,{picture}">'
    )
