"""Agencies compared topic by topic, drawn: the agency's difference with its interval, its single groups behind it.

Agencies are told apart by shape, shade and their name beside the row, so that no colour is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csa_research.export.pictures.plotting import INK, SOFT, empty, wrapped
from csa_research.export.tabular.agency_frames import FEWEST, open_comparison
from csa_research.export.tabular.tables import agency_label
from csa_research.records import label_from

if TYPE_CHECKING:
    from csa_research.analysis import Analysis
    from csa_research.topics.compare import AgencyShare, AgencyTopic

SHAPES = (
    ("o", "#0072B2"), ("s", "#E69F00"), ("^", "#1a1a1a"), ("D", "#FFFFFF"), ("v", "#009E73"), ("P", "#999999"), ("X", "#D55E00"),
)  # fmt: skip
"""Shape and fill by the agency's place in study.yaml: Okabe & Ito (2008), each of another lightness than the one before."""
FALSE_DISCOVERY = 0.05
MOST = 12
NOTHING = "Fewer than two agencies have two groups or more with talk, or no topic is steady and spread enough to be shown."


def agency_rows(analysis: Analysis, *, most: int = MOST) -> tuple[AgencyTopic, ...]:
    """The topics of the chart, those whose agencies differ most first."""
    return tuple(sorted(open_comparison(analysis), key=lambda row: (row.q_value, row.p_value, -row.spread, row.topic))[:most])


def agency_note(analysis: Analysis) -> str:
    """What the chart's marks are and what its interval is, for below it."""
    from csa_research.topics.compare import INTERVAL

    left = _left_out(analysis)
    return (
        "Large mark: the agency's mean share of talk in the topic less the mean of all other groups; small marks: its single "
        f"groups, less the same. Line: {INTERVAL}; with three or four groups an agency it is rough and too narrow. The group is "
        "the unit. q: agencies dealt out to the groups at random, after Benjamini and Hochberg; a star where it is "
        f"{FALSE_DISCOVERY} or less." + (f" Left out, as only one group spoke: {left}." if left else "")
    )


def _left_out(analysis: Analysis) -> str:
    groups: dict[str, set[str]] = {}
    for window in analysis.topics.windows if analysis.topics else ():
        groups.setdefault(window.agency, set()).add(window.group)
    return ", ".join(agency_label(analysis, a) for a, own in sorted(groups.items()) if len(own) < FEWEST)


def draw_agency_topics(axes: Any, analysis: Analysis, *, most: int = MOST) -> None:
    """Topics by agency: how much more or less of its talk each agency gives a topic than the others, with intervals."""
    rows = agency_rows(analysis, most=most)
    if not rows:
        empty(axes, NOTHING)
        return
    step = 1.0 / (max(len(row.agencies) for row in rows) + 1.2)
    words = {t.id: t.words for t in (analysis.topics.topics if analysis.topics else ())}
    singles = _single_groups(analysis)
    drawn = [x for row in rows for a in row.agencies for x in (a.difference, a.low, a.high, *_points(singles, row, a))]
    reach = max(abs(x) for x in drawn if x is not None)
    axes.axvline(0, color=INK, linewidth=0.8, zorder=1)
    for at, row in enumerate(reversed(rows)):
        axes.axhline(at - 0.5, color="#dddddd", linewidth=0.6, zorder=0)
        for i, side in enumerate(sorted(row.agencies, key=lambda a: _place(analysis, a.agency))):
            y = at + 0.5 - step * (i + 1.1)
            _agency(axes, analysis, side, y, _points(singles, row, side))
            label = f"{agency_label(analysis, side.agency)}  {side.share:.0%} of talk, {side.groups_raising}/{side.groups} groups"
            axes.text(1.02, y, label, transform=axes.get_yaxis_transform(), va="center", fontsize=7, color=INK)
    names = [_name(analysis, row, words[row.topic]) for row in reversed(rows)]
    axes.set_yticks(range(len(rows)), names, fontsize=8)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.5, len(rows) - 0.5)
    axes.set_xlim(-reach * 1.08, reach * 1.08)
    axes.xaxis.set_major_formatter(lambda x, _: f"{100 * x:+.0f}" if round(100 * x) else "0")
    axes.set_xlabel("percentage points of the agency's talk above or below the other agencies' groups")


def _agency(axes: Any, analysis: Analysis, side: AgencyShare, y: float, groups: list[float]) -> None:
    shape, fill = SHAPES[_place(analysis, side.agency) % len(SHAPES)]
    low = [y - 0.05] * len(groups)  # a little below, so that no single group hides behind the line
    axes.plot(groups, low, shape, markersize=3.4, markerfacecolor="#cccccc", markeredgecolor=SOFT, markeredgewidth=0.6, zorder=2)
    axes.plot([side.low, side.high], [y, y], color=INK, linewidth=1.1, zorder=3)
    axes.plot(
        [side.difference], [y], shape, markersize=6.5, markerfacecolor=fill, markeredgecolor=INK, markeredgewidth=0.9, zorder=4
    )


def _place(analysis: Analysis, agency: str) -> int:
    return [*analysis.agencies, agency].index(agency)


def _single_groups(analysis: Analysis) -> dict[tuple[str, int], list[float]]:
    """By agency and topic, the share of talk of each of the agency's groups."""
    from csa_research.topics.compare import group_shares

    model = analysis.topics
    if model is None:
        return {}
    agency = {w.group: w.agency for w in model.windows}
    shares = group_shares(model, list(agency))
    out: dict[tuple[str, int], list[float]] = {}
    for own, row in zip(agency.values(), shares, strict=True):
        for topic, share in zip(model.topics, row, strict=True):
            out.setdefault((own, topic.id), []).append(float(share))
    return out


def _points(singles: dict[tuple[str, int], list[float]], row: AgencyTopic, side: AgencyShare) -> list[float]:
    return [share - (side.share - side.difference) for share in singles[side.agency, row.topic]]


def _name(analysis: Analysis, row: AgencyTopic, words: tuple[str, ...]) -> str:
    """The topic's name, and what is to be known of it: that agencies differ, or that only one raises it."""
    own = row.label != label_from(words)
    lines = [wrapped(f"{row.topic}  {row.label if own else ', '.join(words[:4])}", 30)]
    sure = f"agencies differ, q = {row.q_value:.3f}" if row.q_value <= FALSE_DISCOVERY else f"q = {row.q_value:.2f}"
    lines.append(f"★ {sure}" if row.q_value <= FALSE_DISCOVERY else sure)
    if row.only:
        of = " (of those shown)" if _left_out(analysis) else ""
        lines.append(wrapped(f"► only {agency_label(analysis, row.only)}{of}", 30))
    return "\n".join(lines)
