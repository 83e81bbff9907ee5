"""Codings as a table to read, and as a Word document with every quote under its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import replacing
from csa_research.export.documents.office import neutral
from csa_research.export.tabular.tables import table
from csa_research.export.text import carried
from csa_research.records import Codebook, Coding, Group, Turn

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "Group", "Agency", "Turn", "Speaker", "Quote", "Code", "Name", "Polarity", "Effect", "Role", "Flags", "Coder", "Memo",
    "Quote id", "Coding id",
)  # fmt: skip


def coding_frame(
    codings: Sequence[Coding], codebook: Codebook, groups: Sequence[Group], speakers: Mapping[tuple[str, int], str]
) -> pd.DataFrame:
    """A row a coding, in the order given. Team only."""
    named, agency = {c.id: c.name for c in codebook.codes}, {g.group_id: g.agency for g in groups}
    rows = [
        (c.group, agency.get(c.group, ""), c.turn, speakers.get((c.group, c.turn), ""), c.quote, c.code, named.get(c.code, ""),
         c.polarity, c.effect, c.role, "; ".join(c.flags), c.coder, c.memo, c.quote_id, c.id)
        for c in codings
    ]  # fmt: skip
    return table(rows, COLUMNS)


def speakers_of(turns: Sequence[Turn]) -> dict[tuple[str, int], str]:
    """The released label of who spoke each turn."""
    return {(turn.group, turn.index): turn.speaker for turn in turns}


def write_quotes_docx(path: Path, title: str, frame: pd.DataFrame) -> None:
    """A Word document of the table: a heading a code, under it each quote with who, where and how it was judged."""
    import docx

    document = docx.Document()
    neutral(document.core_properties, title)
    document.add_heading(carried(title), level=1)
    ordered = sorted(frame.to_dict("records"), key=lambda row: str(row["Code"]))
    for code, rows in groupby(ordered, key=lambda row: (row["Code"], row["Name"])):
        own = list(rows)
        document.add_heading(carried(f"{code[0]} {code[1]} ({len(own)})"), level=2)
        for row in own:
            document.add_paragraph(carried(f"“{row['Quote']}”"), style="Intense Quote")
            judged = ", ".join(str(row[name]) for name in ("Polarity", "Effect", "Role", "Flags") if row[name])
            where = f"{row['Speaker']}, {row['Group']} ({row['Agency']}), turn {row['Turn']}"
            document.add_paragraph(carried(f"{where}; {judged}; {row['Coder']}; {row['Quote id']}"))
            if row["Memo"]:
                document.add_paragraph(carried(f"Memo: {row['Memo']}"))
    with replacing(path) as temporary:
        document.save(str(temporary))
