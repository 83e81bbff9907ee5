from __future__ import annotations

from csa_research.findings.prevalence import balance, enabling, hindering
from csa_research.records import Balance

from .tiny import AGENCIES, CODEBOOK, GROUPS, TURNS, coding

CODINGS = (
    coding("G1", 1, "KN01", "enabler"),
    coding("G1", 2, "KN01", "mixed"),
    coding("G3", 1, "KN01", "barrier"),
    coding("G3", 2, "KN02", "neutral"),
)


def rows() -> dict[tuple[str, str], Balance]:
    return {(r.code, r.agency): r for r in balance(CODINGS, TURNS, GROUPS, CODEBOOK, AGENCIES)}


def test_mixed_adds_to_each_side_and_once_to_the_total() -> None:
    row = rows()["KN01", ""]
    assert (enabling(row), hindering(row), row.mixed.citations, row.total.citations) == (2, 2, 1, 3)
    assert row.groups_possible == 5


def test_each_agency_has_its_own_row_and_its_own_number_of_groups() -> None:
    row = rows()["KN01", "social_care"]
    assert (row.total.citations, row.total.groups, row.groups_possible) == (2, 1, 2)
    assert rows()["KN01", "police"].total.citations == 0


def test_a_family_counts_all_its_codes() -> None:
    assert rows()["KN", ""].total.citations == 4
    assert rows()["KN", "health"].neutral.citations == 1


def test_headings_have_no_row_and_every_code_has_one_for_each_agency() -> None:
    made = rows()
    assert len(made) == (2 + 4) * 4
    assert ("KN99", "") not in made
