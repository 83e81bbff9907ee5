from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from csa_research.findings.disclosure import WITHHELD, SafeTable, Table, groups_mentioning, suppress
from csa_research.findings.prevalence import balance

from .tiny import AGENCIES, CODEBOOK, GROUPS, TURNS, coding


def attack(safe: SafeTable) -> dict[tuple[int, int], tuple[float, float]]:
    """What someone can work out of each withheld number from all the others: the least and the most it can be."""
    full = [[*row, total] for row, total in zip(safe.values, safe.row_totals, strict=True)]
    full.append([*safe.column_totals, safe.total])
    rows, columns = len(full), len(full[0])
    equations = []
    for r in range(rows):
        equations.append({(r, c): 1 if c < columns - 1 else -1 for c in range(columns)})
    for c in range(columns):
        equations.append({(r, c): 1 if r < rows - 1 else -1 for r in range(rows)})
    unknown = [(r, c) for r in range(rows) for c in range(columns) if full[r][c] == WITHHELD]
    matrix = np.array([[eq.get(u, 0) for u in unknown] for eq in equations], dtype=float)
    known = [-sum(k * int(full[r][c]) for (r, c), k in eq.items() if (r, c) not in unknown) for eq in equations]
    found = {}
    for i, place in enumerate(unknown):
        aim = np.zeros(len(unknown))
        aim[i] = 1
        low = linprog(aim, A_eq=matrix, b_eq=known, bounds=(0, None))
        high = linprog(-aim, A_eq=matrix, b_eq=known, bounds=(0, None))
        found[place] = (low.fun, -high.fun if high.status == 0 else float("inf"))
    return found


def test_a_table_of_large_cells_is_shown_whole() -> None:
    safe = suppress(Table(("a", "b"), ("x", "y"), ((10, 20), (30, 40))))
    assert (safe.values, safe.row_totals, safe.column_totals, safe.total) == (((10, 20), (30, 40)), (30, 70), (40, 60), 100)
    assert safe.withheld == 0


def test_the_referral_table_resists_subtraction() -> None:
    table = Table(
        ("Central and South", "East", "North", "West", "(blank)"), ("Yes", "No"), ((32, 34), (26, 19), (29, 43), (39, 28), (13, 1)),
    )  # fmt: skip
    safe = suppress(table)
    assert safe.values[4] == (WITHHELD, WITHHELD)
    assert safe.values[1] == (WITHHELD, WITHHELD)  # the cheapest companion row
    assert (safe.column_totals, safe.total, safe.withheld) == ((139, 125), 264, 4)
    assert attack(safe)[4, 1] == pytest.approx((0, 14))


def test_a_withheld_cell_is_never_zero_or_blank() -> None:
    safe = suppress(Table(("a", "b", "c"), ("x", "y", "z"), ((0, 20, 9), (30, 40, 8), (7, 7, 7))))
    assert safe.values[0][0] == WITHHELD
    assert all(value not in (0, "", None) for row in safe.values for value in row)


def test_one_cell_alone_takes_its_totals_with_it() -> None:
    safe = suppress(Table(("a",), ("x",), ((3,),)))
    assert (safe.values, safe.row_totals, safe.column_totals, safe.total) == (((WITHHELD,),), (WITHHELD,), (WITHHELD,), WITHHELD)


def test_what_a_person_withholds_cannot_be_worked_out_either() -> None:
    safe = suppress(Table(("a", "b"), ("x", "y"), ((10, 20), (30, 40))), also=[(0, 1)])
    low, high = attack(safe)[0, 1]
    assert high - low >= 1


@given(
    st.integers(1, 5).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 30), min_size=columns, max_size=columns).map(tuple), min_size=1, max_size=5
        )
    )
)
@settings(max_examples=30, deadline=None)
def test_no_small_cell_can_be_shown_to_be_small(values: list[tuple[int, ...]]) -> None:
    table = Table(tuple(map(str, range(len(values)))), tuple(map(str, range(len(values[0])))), tuple(values))
    safe = suppress(table)
    full = [[*row, sum(row)] for row in values]
    full.append([sum(row[c] for row in full) for c in range(len(values[0]) + 1)])
    bounds = attack(safe)
    for r, row in enumerate(full):
        for c, value in enumerate(row):
            if value < 5:
                assert bounds[r, c][1] >= 5 - 1e-6


def test_ragged_and_negative_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="each cell"):
        suppress(Table(("a",), ("x", "y"), ((1,),)))
    with pytest.raises(ValueError, match="negative"):
        suppress(Table(("a",), ("x",), ((-1,),)))


def test_groups_mentioning_hides_agencies_with_one_group_and_what_would_give_them_away() -> None:
    codings = [coding(g, 1, "KN01") for g in ("G1", "G2", "G3", "G4", "G5")] + [coding("G1", 1, "KN02")]
    rows = balance(codings, TURNS, GROUPS, CODEBOOK, AGENCIES)
    shown = groups_mentioning(rows, "KN01")
    assert shown.overall == "5 of 5"
    assert dict(shown.by_agency)["police"] == WITHHELD  # one group only
    assert [text for _, text in shown.by_agency].count(WITHHELD) >= 2  # else 5 - 2 - 2 gives it back
    assert groups_mentioning(rows, "KN02").overall == WITHHELD
