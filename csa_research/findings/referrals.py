"""The referrals table as it may leave the team: long rows of the workstream file with small cells made safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from csa_research.findings.disclosure import WITHHELD, SafeTable, Table, suppress
from csa_research.records import Tier, WorkstreamRow

TOTAL = "Grand Total"
REFERRALS, YES, NO = "csa_referrals", "strategy_discussion_yes", "strategy_discussion_no"
_TIERS: dict[str, frozenset[str]] = {
    "team": frozenset(),
    "partnership": frozenset({"partnership"}),
    "public": frozenset({"partnership", "public"}),
}


def referral_tables(rows: Sequence[WorkstreamRow], *, tier: Tier = "public", min_cell: int = 5) -> dict[str, SafeTable]:
    """For each period "start to end", localities by whether a strategy discussion followed, made safe for a tier.

    A cell that its file withholds from the tier is withheld as well as the small ones. For the team nothing is.
    """
    tables: dict[str, SafeTable] = {}
    for period in dict.fromkeys(_period(row) for row in rows if row.table == "referrals"):
        cells = {(row.get("locality"), row.get("measure")): row for row in rows if _period(row) == period}
        localities = [name for name in dict.fromkeys(place for place, _ in cells) if _complete(cells, name)]
        if not localities:
            continue
        values = tuple(tuple(int(cells[name, measure].get("numerator")) for measure in (YES, NO)) for name in localities)
        marked = [
            (r, c)
            for r, name in enumerate(localities)
            for c, measure in enumerate((YES, NO))
            if cells[name, measure].get("suppressed") in _TIERS[tier]
        ]
        table = Table(tuple(localities), ("Strategy discussion", "No strategy discussion"), values)
        tables[period] = suppress(table, min_cell=0 if tier == "team" else min_cell, also=marked)
    return tables


def safe_referrals(rows: Sequence[WorkstreamRow], *, tier: Tier = "public", min_cell: int = 5) -> tuple[WorkstreamRow, ...]:
    """The referral rows with every numerator, denominator and note that would tell a withheld number set to `withheld`."""
    mine = [row for row in rows if row.table == "referrals"]
    tables = referral_tables(mine, tier=tier, min_cell=min_cell)
    return tuple(_safe_row(row, tables.get(_period(row)), tier, min_cell) for row in mine)


def _safe_row(row: WorkstreamRow, table: SafeTable | None, tier: Tier, min_cell: int) -> WorkstreamRow:
    place, measure = row.get("locality"), row.get("measure")
    hidden: set[str] = set()
    if row.get("suppressed") in _TIERS[tier] or (tier != "team" and _small(row.get("numerator"), min_cell)):
        hidden.add("numerator")
    if table is not None:
        shown = _shown(table)
        of = (TOTAL, REFERRALS) if measure == REFERRALS else (place, REFERRALS)
        hidden |= {"numerator"} if shown.get((place, measure)) == WITHHELD else set()
        hidden |= {"denominator"} if shown.get(of) == WITHHELD else set()
    if not hidden:
        return row
    hidden.add("note")
    return replace(row, values=tuple((k, WITHHELD if k in hidden and v else v) for k, v in row.values))


def _shown(table: SafeTable) -> dict[tuple[str, str], int | str]:
    shown: dict[tuple[str, str], int | str] = {(TOTAL, REFERRALS): table.total}
    for name, values, total in zip(table.rows, table.values, table.row_totals, strict=True):
        shown |= {(name, YES): values[0], (name, NO): values[1], (name, REFERRALS): total}
    shown |= {(TOTAL, YES): table.column_totals[0], (TOTAL, NO): table.column_totals[1]}
    return shown


def _complete(cells: dict[tuple[str, str], WorkstreamRow], name: str) -> bool:
    both = [cells.get((name, measure)) for measure in (YES, NO)]
    return name != TOTAL and all(row is not None and row.get("numerator").isdecimal() for row in both)


def _small(value: str, min_cell: int) -> bool:
    return value.isdecimal() and int(value) < min_cell


def _period(row: WorkstreamRow) -> str:
    return f"{row.get('period_start')} to {row.get('period_end')}"


def wilson(numerator: int, denominator: int, *, z: float = 1.959963984540054) -> tuple[float, float]:
    """The Wilson (1927) 95% interval of a share, as two shares of one. Raises ValueError unless 0 <= numerator <= denominator."""
    if not 0 <= numerator <= denominator or denominator == 0:
        raise ValueError(f"{numerator} of {denominator} is not a share")
    share, z2 = numerator / denominator, z * z
    middle = (share + z2 / (2 * denominator)) / (1 + z2 / denominator)
    half = z * (share * (1 - share) / denominator + z2 / (4 * denominator**2)) ** 0.5 / (1 + z2 / denominator)
    return middle - half, middle + half
