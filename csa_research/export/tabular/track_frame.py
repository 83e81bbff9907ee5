"""The suggesters' track record as a table: a row a suggester, code and agency, people's agreement beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from csa_research.coding.suggesting.track import Track
from csa_research.export.tabular.tables import table
from csa_research.records import Codebook

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "suggester", "code", "name", "agency", "groups", "turns", "positives", "prevalence", "proposed", "precision", "recall",
    "first proposed", "first precision", "first recall", "first positive agreement", "above guessing, lower bound", "verdict",
    "human positive agreement", "human kappa",
)  # fmt: skip


def track_frame(record: Sequence[Track], codebook: Codebook, agencies: Mapping[str, str]) -> pd.DataFrame:
    """The record in the order given; an empty cell is a figure that is not defined."""
    names = {code.id: code.name for code in codebook.codes}
    return table(
        (
            (
                t.suggester, t.code, names.get(t.code, ""), agencies.get(t.agency, t.agency) if t.agency else "All", t.groups,
                t.turns, t.positives, _cell(t.prevalence), t.proposed, _cell(t.precision), _cell(t.recall), t.first_proposed,
                _cell(t.first_precision), _cell(t.first_recall), _cell(t.agreement), _cell(t.above_guessing), t.verdict,
                _cell(t.human_agreement), _cell(t.human_kappa),
            )
            for t in record
        ),
        COLUMNS,
    )  # fmt: skip


def _cell(value: float | None) -> float | str:
    return "" if value is None else round(value, 3)
