"""What every table of findings is made with: pandas frames, names of codes and agencies, quote ids in a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.records import Count

SHOWN_IDS = 12
"""Quote ids shown in one cell; the rest are counted."""


def table(rows: Iterable[Sequence[object] | dict[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """A frame with these columns, from rows of values in the columns' order or by name. Raises ValueError on a wrong length."""
    import pandas as pd

    named = [row if isinstance(row, dict) else dict(zip(columns, row, strict=True)) for row in rows]
    return pd.DataFrame(named, columns=list(columns))


def ids(count: Count, most: int = SHOWN_IDS) -> str:
    """The quote ids of a count, the first few by name, joined with spaces."""
    more = len(count.quote_ids) - most
    return " ".join(count.quote_ids[:most]) + (f" +{more}" if more > 0 else "")


def agency_label(analysis: Analysis, agency: str) -> str:
    """An agency's name as readers know it; "All" for ""."""
    return analysis.agencies.get(agency, agency) if agency else "All"


def names(analysis: Analysis) -> dict[str, str]:
    """The name of every family and code by its id."""
    return {f.id: f.name for f in analysis.codebook.families} | {c.id: c.name for c in analysis.codebook.codes}


def plural(number: int, one: str, more: str = "") -> str:
    """The number with its noun: "1 group", "3 groups", "2 people"."""
    return f"{number} {one if number == 1 else more or one + 's'}"
