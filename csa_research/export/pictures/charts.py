"""Charts of what was said: readable in greyscale and by colour-blind readers, safe to show outside the team.

Locked codes and codes of a single group are not in them; groups by agency are withheld as disclosure control says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csa_research.export import frames
from csa_research.export.pictures.plotting import INK, empty, wrapped
from csa_research.export.public import MIN_GROUPS, locked_codes
from csa_research.findings.disclosure import WITHHELD, groups_mentioning
from csa_research.findings.emotions import EMOTIONS

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis

ENABLER, BARRIER, MIXED, NEUTRAL = "#0072B2", "#D55E00", "#999999", "#DDDDDD"  # Okabe & Ito (2008) and greys
HATCH = {ENABLER: "", BARRIER: "///", MIXED: "...", NEUTRAL: ""}
NOTHING = "Nothing has been coded yet, or too few groups spoke of it."
EFFECTS = (("Towards", ENABLER), ("Both", MIXED), ("Away", BARRIER), ("No effect stated", NEUTRAL))


def shown_codes(analysis: Analysis) -> frozenset[str]:
    """Codes that a figure may show: not locked, and spoken of in as many groups as may be told."""
    wide = {b.code for b in analysis.balances if not b.agency and b.total.groups >= MIN_GROUPS} - locked_codes(analysis)
    return frozenset(code for code in wide if groups_mentioning(analysis.balances, code).overall != WITHHELD)


def directed(analysis: Analysis, *, agency: str = "", most: int = 18) -> pd.DataFrame:
    """The rows of the balance chart, lowest first: codes with a direction, emotions apart, most groups first."""
    table = frames.balance(analysis, agency=agency)
    family = {c.id: c.family for c in analysis.codebook.codes}
    fit = table["Code"].isin(shown_codes(analysis)) & (table["Code"].map(family) != EMOTIONS)
    fit &= (table["Enabler"] + table["Barrier"] + table["Mixed"]) > 0
    if agency:
        fit &= table["Groups"] >= MIN_GROUPS
    return table[fit].sort_values(["Groups", "Citations", "Code"], ascending=[True, True, False]).tail(most).reset_index(drop=True)


def draw_balance(axes: Any, analysis: Analysis, *, agency: str = "", most: int = 18) -> None:
    """Enablers to the right, barriers to the left, a row a code, ordered by the number of groups that spoke of it."""
    table = directed(analysis, agency=agency, most=most)
    if not len(table):
        empty(axes, NOTHING)
        return
    rows = range(len(table))
    axes.barh(rows, table["Enabler"], color=ENABLER, label="Enabler")
    axes.barh(rows, -table["Barrier"], color=BARRIER, hatch=HATCH[BARRIER], edgecolor="white", label="Barrier")
    grey = {"color": MIXED, "hatch": HATCH[MIXED], "edgecolor": "white"}
    axes.barh(rows, table["Mixed"], left=table["Enabler"], label="Mixed (on both sides)", **grey)
    axes.barh(rows, -table["Mixed"], left=-table["Barrier"], **grey)
    axes.set_yticks(list(rows), [wrapped(f"{r.Code} {r.Name}", 34) for r in table.itertuples()], fontsize=8)
    axes.axvline(0, color=INK, linewidth=0.8)
    reach = max(1, *(table["Enabler"] + table["Mixed"]), *(table["Barrier"] + table["Mixed"]))
    axes.set_xlim(-reach * 1.08, reach * 1.28)
    for y, row in enumerate(table.itertuples()):
        axes.text(reach * 1.26, y, f"{row.Groups}/{row.of}", ha="right", va="center", fontsize=8)
    axes.text(reach * 1.26, len(table) - 0.4, "groups", ha="right", va="bottom", fontsize=8)
    axes.set_ylim(-0.6, len(table) + 0.2)
    axes.xaxis.set_major_formatter(lambda x, _: f"{abs(x):.0f}")
    axes.set_xlabel("codings: barriers to the left, enablers to the right")
    axes.figure.legend(loc="outside upper right", ncols=3, frameon=False, fontsize=8)


def draw_emotions(axes: Any, analysis: Analysis, *, agency: str = "") -> None:
    """A row an emotion: what people said it did to practice."""
    table = frames.emotions(analysis, agency=agency)
    table = table[table["Code"].isin(shown_codes(analysis))]
    if not len(table):
        empty(axes, NOTHING)
        return
    total = table[[name for name, _ in EFFECTS]].sum(axis=1)
    table = table.assign(total=total).sort_values(["total", "Code"], ascending=[True, False]).reset_index(drop=True)
    left = [0.0] * len(table)
    for name, colour in EFFECTS:
        axes.barh(range(len(table)), table[name], left=left, color=colour, hatch=HATCH[colour], edgecolor="white", label=name)
        left = [a + b for a, b in zip(left, table[name], strict=True)]
    axes.set_yticks(range(len(table)), [wrapped(f"{r.Code} {r.Emotion}", 34) for r in table.itertuples()], fontsize=8)
    axes.set_xlabel("codings, by what the speaker said the feeling did")
    axes.figure.legend(loc="outside upper right", ncols=4, frameon=False, fontsize=8)


def spread(analysis: Analysis, *, most: int = 16) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The rows of the agency chart: code, and by agency "2 of 4" or "withheld". Codes of all groups or of one are left out."""
    whole = [b for b in analysis.balances if not b.agency and b.code in shown_codes(analysis)]
    families = {f.id for f in analysis.codebook.families}
    some = [b for b in whole if b.code not in families and b.total.groups < b.groups_possible]
    best = sorted(some, key=lambda b: (-b.total.groups, -b.total.citations, b.code))[:most]
    return tuple((b.code, groups_mentioning(analysis.balances, b.code).by_agency) for b in best)


def draw_agencies(axes: Any, analysis: Analysis) -> None:
    """Codes by agency: how many of an agency's groups spoke of it; an empty hatched mark where that is withheld."""
    rows = spread(analysis)
    if not rows:
        empty(axes, NOTHING)
        return
    if all(value == "withheld" for _, shares in rows for _, value in shares):
        empty(axes, "Nothing may be said of any agency: every number is of fewer than two groups, or would give such a one away.")
        return
    names = {c.id: c.name for c in analysis.codebook.codes}
    agencies = list(analysis.agencies)
    for y, (_, shares) in enumerate(reversed(rows)):
        for agency, value in shares:
            _mark(axes, agencies.index(agency), y, value)
    axes.set_xticks(range(len(agencies)), [wrapped(analysis.agencies[a], 16) for a in agencies])
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(rows)), [wrapped(f"{code} {names[code]}", 34) for code, _ in reversed(rows)], fontsize=8)
    axes.set_xlim(-0.5, len(agencies) - 0.5)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _mark(axes: Any, x: int, y: int, value: str) -> None:
    """A box, darker for a larger share with the share written in; hatched and empty where it is withheld."""
    from matplotlib.patches import Rectangle

    at = (x - 0.42, y - 0.4)
    if value == WITHHELD:
        axes.add_patch(Rectangle(at, 0.84, 0.8, facecolor="white", edgecolor="#999999", hatch="////", linewidth=0.6))
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        axes.text(x, y, WITHHELD, ha="center", va="center", fontsize=7.5, bbox=paper)
        return
    groups, possible = (int(part) for part in value.split(" of "))
    share = groups / possible
    axes.add_patch(Rectangle(at, 0.84, 0.8, facecolor=str(round(0.95 - 0.6 * share, 3)), edgecolor="#666666", linewidth=0.6))
    axes.text(x, y, value, ha="center", va="center", fontsize=8, color="white" if share > 0.7 else INK)
