"""The matrix of codes that share words: as tables, as lines for a terminal and as a Word document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import replacing
from csa_research.coding.reliability.crossing import MEASURES, Crossed, Measure
from csa_research.export.documents.office import neutral
from csa_research.export.tabular.tables import table
from csa_research.export.text import carried

if TYPE_CHECKING:
    import pandas as pd

ABOUT = (
    "Codings: pairs of one coder's codings that share words; turns and groups: where there is such a pair. On the diagonal: the "
    "code's own codings."
)
NARROW = 16  # codes whose matrix fits a page or a terminal
PAIRS = ("Code", "Name", "With", "Its name", "Codings", "Turns", "Groups")


def matrix_frame(crossed: Crossed, names: Mapping[str, str], measure: Measure) -> pd.DataFrame:
    """A row and a column a code; 0 where two codes share no words."""
    cells = crossed.cells(measure)
    rows = [(a, names.get(a, ""), *(cells.get((a, b), 0) for b in crossed.codes)) for a in crossed.codes]
    return table(rows, ("Code", "Name", *crossed.codes))


def pairs_frame(crossed: Crossed, names: Mapping[str, str]) -> pd.DataFrame:
    """A row a pair of codes, most pairs of codings first."""
    rows = [
        (p.first, names.get(p.first, ""), p.second, names.get(p.second, ""), p.codings, p.turns, p.groups) for p in crossed.pairs
    ]
    return table(rows, PAIRS)


def stacked_frame(crossed: Crossed) -> pd.DataFrame:
    """The three matrices under one another, for a format that has one table; by codes alone."""
    import pandas as pd

    frames = [matrix_frame(crossed, {}, measure).drop(columns="Name") for measure in MEASURES]
    for frame, measure in zip(frames, MEASURES, strict=True):
        frame.insert(0, "Counted", measure)
    return pd.concat(frames, ignore_index=True)


def crossing_lines(crossed: Crossed, most: int) -> tuple[str, ...]:
    """The matrix of codings where it fits the terminal, and the pairs that share words most often."""
    lines = []
    if len(crossed.codes) <= NARROW:
        cells, wide = crossed.cells("codings"), max((len(code) for code in crossed.codes), default=4) + 1
        lines.append(" " * wide + "".join(f"{code:>{wide + 1}}" for code in crossed.codes))
        for a in crossed.codes:
            lines.append(f"{a:<{wide}}" + "".join(f"{cells.get((a, b), 0) or '.':>{wide + 1}}" for b in crossed.codes))
        lines.append("")
    for p in crossed.pairs[:most]:
        lines.append(f"{p.first:<6} {p.second:<6} {p.codings:>6} codings {p.turns:>6} turns {p.groups:>4} groups")
    return tuple(lines)


def write_crossing_docx(path: Path, title: str, crossed: Crossed, names: Mapping[str, str]) -> None:
    """A Word document: the matrix where it fits a page, and every pair of codes that share words."""
    import docx

    document = docx.Document()
    neutral(document.core_properties, title)
    document.add_heading(carried(title), level=1)
    document.add_paragraph(ABOUT)
    frames = [matrix_frame(crossed, names, "codings").drop(columns="Name")] if len(crossed.codes) <= NARROW else []
    for frame in (*frames, pairs_frame(crossed, names)):
        made = document.add_table(rows=1, cols=len(frame.columns), style="Light Grid Accent 1")
        for cell, name in zip(made.rows[0].cells, frame.columns, strict=True):
            cell.text = carried(str(name))
        for values in frame.itertuples(index=False):
            for cell, value in zip(made.add_row().cells, values, strict=True):
                cell.text = carried(str(value))
        document.add_paragraph()
    with replacing(path) as temporary:
        document.save(str(temporary))
