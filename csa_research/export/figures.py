"""Figures in SVG and PNG, readable in greyscale and by colour-blind readers. The only file that imports matplotlib.

Every chart says how many groups could have spoken, and that counts describe talk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.export import frames

if TYPE_CHECKING:
    from csa_research.analysis import Analysis
    from csa_research.theory.layout import Drawing

ENABLER, BARRIER, MIXED, NEUTRAL = "#0072B2", "#D55E00", "#999999", "#DDDDDD"
HATCH = {ENABLER: "", BARRIER: "///", MIXED: "...", NEUTRAL: ""}
TALK = "Counts describe talk in these groups, not how common something is."


@contextmanager
def _plot(width: float, height: float) -> Iterator[tuple[Any, Any]]:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    settings = {"svg.hashsalt": "csa", "svg.fonttype": "none", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False}
    with plt.rc_context(settings):
        figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
        try:
            yield figure, axes
        finally:
            plt.close(figure)


def _save(figure: Any, folder: Path, name: str) -> None:
    figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": "csa_research"})
    figure.savefig(folder / f"{name}.png", dpi=150, metadata={"Software": "csa_research"})


def _caption(axes: Any, analysis: Analysis, *lines: str) -> None:
    text = "\n".join(line for line in (*lines, TALK, analysis.stamp) if line)
    axes.annotate(text, (0, 0), (0, -34), xycoords="axes fraction", textcoords="offset points", va="top", fontsize=7, color="#444")


def draw_balance(axes: Any, analysis: Analysis, *, agency: str = "", most: int = 22) -> None:
    """Enablers to the right, barriers to the left, a row a code, ordered by the number of groups that spoke of it."""
    table = frames.balance(analysis, agency=agency)
    table = table.sort_values(["Groups", "Citations", "Code"], ascending=[True, True, False]).tail(most).reset_index(drop=True)
    rows = range(len(table))
    axes.barh(rows, table["Enabler"], color=ENABLER, label="Enabler")
    axes.barh(rows, -table["Barrier"], color=BARRIER, hatch=HATCH[BARRIER], edgecolor="white", label="Barrier")
    axes.barh(rows, table["Mixed"], left=table["Enabler"], color=MIXED, label="Mixed (on both sides)")
    axes.barh(rows, -table["Mixed"], left=-table["Barrier"], color=MIXED)
    labels = [f"{r.Code} {r.Name}  ({r.Groups} of {r.of} groups)" for r in table.itertuples()]
    axes.set_yticks(list(rows), labels)
    axes.axvline(0, color="black", linewidth=0.8)
    reach = max(1, *(table["Enabler"] + table["Mixed"]), *(table["Barrier"] + table["Mixed"])) if len(table) else 1
    axes.set_xlim(-reach * 1.05, reach * 1.05)
    axes.xaxis.set_major_formatter(lambda x, _: f"{abs(x):.0f}")
    axes.set_xlabel("codings: barriers to the left, enablers to the right")
    axes.legend(loc="lower right", frameon=False, fontsize=8)


def draw_emotions(axes: Any, analysis: Analysis, *, agency: str = "") -> None:
    """A row an emotion: what people said it did to practice."""
    table = frames.emotions(analysis, agency=agency)
    parts = (("Towards", ENABLER), ("Both", MIXED), ("Away", BARRIER), ("No effect stated", NEUTRAL))
    total = table[[name for name, _ in parts]].sum(axis=1)
    table = table.assign(total=total).sort_values(["total", "Code"], ascending=[True, False]).reset_index(drop=True)
    left = [0.0] * len(table)
    for name, colour in parts:
        axes.barh(range(len(table)), table[name], left=left, color=colour, hatch=HATCH[colour], edgecolor="white", label=name)
        left = [a + b for a, b in zip(left, table[name], strict=True)]
    axes.set_yticks(range(len(table)), [f"{r.Code} {r.Emotion}" for r in table.itertuples()])
    axes.set_xlabel("codings, by what the speaker said the feeling did to noticing, asking or acting")
    axes.legend(frameon=False, fontsize=8, loc="lower right")


def draw_agencies(axes: Any, analysis: Analysis) -> None:
    """Families by agency: share of an agency's groups that spoke of it (filled) with the count written in."""
    table = frames.balance_by_agency(analysis)
    agencies = list(analysis.agencies.values())
    families = [f for f in analysis.codebook.families if f.id in set(table["Code"])]
    for y, family in enumerate(reversed(families)):
        for x, agency in enumerate(agencies):
            row = table[(table["Code"] == family.id) & (table["Agency"] == agency)]
            groups, of = (int(row["Groups"].iloc[0]), int(row["of"].iloc[0])) if len(row) else (0, 0)
            shade = groups / of if of else 0
            axes.scatter(x, y, s=60 + 900 * shade, color=str(0.92 - 0.55 * shade), edgecolor="#333")
            axes.annotate(
                f"{groups}/{of}", (x, y), ha="center", va="center", fontsize=8, color="black" if shade < 0.75 else "white"
            )
    axes.set_xticks(range(len(agencies)), [_wrap(a, 16) for a in agencies])
    axes.set_yticks(range(len(families)), [f"{f.id} {f.name}" for f in reversed(families)])
    axes.set_xlim(-0.6, len(agencies) - 0.4)
    axes.set_ylim(-0.6, len(families) - 0.4)


def draw_saturation(axes: Any, analysis: Analysis) -> None:
    """Codes with polarity seen after each further group, in interview order."""
    for s in analysis.saturation[:1]:
        axes.plot(range(1, len(s.curve) + 1), s.curve, marker="o", color=ENABLER)
        axes.set_xticks(range(1, len(s.curve) + 1))
        axes.set_ylim(0, max(s.curve, default=1) * 1.08)
    axes.set_xlabel("focus groups, in the order of groups.csv")
    axes.set_ylabel("different codes with polarity seen so far")


def draw_topics(axes: Any, analysis: Analysis) -> None:
    """Stability of each candidate topic; hollow where it may not be shown outside the team."""
    topics = list(reversed(analysis.topics.topics if analysis.topics else ()))
    colours = [ENABLER if t.exportable else "white" for t in topics]
    axes.barh(range(len(topics)), [t.stability for t in topics], color=colours, edgecolor=ENABLER)
    axes.set_yticks(range(len(topics)), [f"{t.id}  {', '.join(t.words[:4])}" for t in topics])
    axes.set_xlim(0, 1)
    axes.set_xlabel("stability: how often its windows met over seeded runs (1 = always); hollow = too weak or too few voices")


def draw_topic_codes(axes: Any, analysis: Analysis, *, most: int = 24) -> None:
    """Topics by codes: share of a topic's windows with a coding of the code."""
    import numpy as np

    topics = list(analysis.topics.topics if analysis.topics else ())
    weight: dict[str, float] = {}
    for tc in analysis.topic_codes:
        weight[tc.code] = weight.get(tc.code, 0.0) + tc.share
    codes = sorted(sorted(weight, key=lambda c: (-weight[c], c))[:most])
    shares = np.zeros((len(topics), max(1, len(codes))))
    place = {t.id: i for i, t in enumerate(topics)}
    for tc in analysis.topic_codes:
        if tc.code in codes and tc.topic in place:
            shares[place[tc.topic], codes.index(tc.code)] = tc.share
    image = axes.imshow(shares, cmap="Greys", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(codes)), codes, rotation=90)
    axes.set_yticks(range(len(topics)), [f"{t.id}  {', '.join(t.words[:3])}" for t in topics])
    axes.figure.colorbar(image, ax=axes, label="share of the topic's windows with the code")


def _wrap(text: str, width: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, width))


def write_findings_figures(folder: Path, analysis: Analysis) -> None:
    """balance, emotions, agencies, saturation, topics and topics-by-codes as .svg and .png."""
    charts: list[tuple[str, float, float, Any, str]] = [
        ("balance", 10, 7.5, draw_balance, f"{len(analysis.groups)} groups."),
        ("emotions", 9, 5, draw_emotions, f"{len(analysis.groups)} groups. Effects are only those that a speaker stated."),
        ("agencies", 8, 5.5, draw_agencies, "Groups that spoke of it, out of the agency's groups. Not a test of difference."),
    ]
    if analysis.saturation:
        charts.append(("saturation", 7, 4, draw_saturation, *analysis.saturation[0].warnings[:1]))  # type: ignore[arg-type]
    if analysis.topics and analysis.topics.topics:
        charts.append(("topics", 8.5, 5.5, draw_topics, "Candidate patterns, not themes."))
        charts.append(("topics_codes", 10, 6, draw_topic_codes, "Pale rows are talk that the codebook explains little."))
    for name, width, height, draw, note in charts:
        with _plot(width, height) as (figure, axes):
            draw(axes, analysis)
            _caption(axes, analysis, note)
            _save(figure, folder, name)


def show(draw: Any, analysis: Analysis, *, width: float = 9, height: float = 5.5, **options: object) -> Any:
    """A chart for a notebook: the figure that one of the `draw_` functions makes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    draw(figure.subplots(), analysis, **options)
    return figure


def write_theory_drawing(folder: Path, analysis: Analysis) -> None:
    """The theory of change as theory_of_change.svg and .png, from one layout."""
    from csa_research.atomic import write_text
    from csa_research.theory.drawing import svg
    from csa_research.theory.layout import layout

    drawing = layout(analysis.theory, analysis.node_evidence, analysis.link_evidence, stamp=analysis.stamp)
    write_text(folder / "theory_of_change.svg", svg(drawing))
    draw_theory(folder / "theory_of_change.png", drawing)


def draw_theory(path: Path, drawing: Drawing) -> None:
    """The drawing as PNG with the same coordinates as the SVG."""
    raise NotImplementedError


__all__: Sequence[str] = (
    "draw_agencies",
    "draw_balance",
    "draw_emotions",
    "draw_saturation",
    "draw_topic_codes",
    "draw_topics",
    "show",
)
