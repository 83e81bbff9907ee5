"""The coding sheet with a row a turn, and the codebook beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from csa_research.coding.turn_sheet import COLUMNS
from csa_research.export.tabular.tables import table
from csa_research.records import Codebook, Turn

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.coding.turn_sheet import Unit

HOW = (
    "Fill the column code of every row: a code of the sheet Codebook; several with semicolons, or copy the row; a dash (-) where "
    "no code applies. An empty cell means that you have not decided yet.",
    "polarity: enabler, barrier, mixed, neutral. effect (EM codes only): towards, away, both, none_stated. role: need, mechanism, "
    "counter, none. quote: the words that matter, copied from the turn; empty = the whole turn.",
)


def turn_sheet(turns: Sequence[Turn], units: Collection[Unit], notes: Mapping[Unit, str] | None = None) -> pd.DataFrame:
    """A row a turn, in reading order, with the question that it answers; `notes` say beside each why it is there."""
    wanted, question, rows = set(units), "", []
    for turn in sorted(turns, key=lambda t: (t.group, t.index)):
        if turn.role == "facilitator":
            question = f"{turn.group}\n{turn.text}"
        if (turn.group, turn.index) in wanted:
            asked = question.partition("\n")[2] if question.startswith(f"{turn.group}\n") else ""
            own = {"group": turn.group, "turn": turn.index, "speaker": turn.speaker, "question": asked, "words": turn.text}
            rows.append({**dict.fromkeys(COLUMNS, ""), **own, "why": (notes or {}).get((turn.group, turn.index), "")})
    return table(rows, COLUMNS if notes is None else (*COLUMNS, "why"))


def codebook_sheet(codebook: Codebook) -> pd.DataFrame:
    """A row a code that can be applied: what it means, when to use it and when not."""
    rows = [(c.id, c.name, c.definition, c.include_when, c.exclude_when, c.polarity) for c in codebook.codes if c.codable]
    return table(rows, ("Code id", "Name", "Definition", "Use when", "Not when", "Polarity"))
