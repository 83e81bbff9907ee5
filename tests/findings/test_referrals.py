from __future__ import annotations

import pytest

from csa_research.findings.disclosure import WITHHELD
from csa_research.findings.referrals import referral_tables, safe_referrals, wilson
from csa_research.records import WorkstreamRow

PLACES = {"South": (32, 34), "East": (26, 19), "North": (29, 43), "West": (39, 28), "(blank)": (13, 1)}


def row(n: int, place: str, measure: str, numerator: int, denominator: int, suppressed: str = "none") -> WorkstreamRow:
    values = (
        ("period_start", "2024-04-01"), ("period_end", "2025-02-18"), ("locality", place), ("measure", measure),
        ("numerator", str(numerator)), ("denominator", str(denominator)), ("suppressed", suppressed), ("note", "a cell of 1"),
    )  # fmt: skip
    return WorkstreamRow("referrals", f"referrals:{n}", n, values)


def rows(mark: str = "none") -> list[WorkstreamRow]:
    made: list[WorkstreamRow] = []
    for place, (yes, no) in PLACES.items():
        made.append(row(len(made), place, "csa_referrals", yes + no, 264))
        made.append(row(len(made), place, "strategy_discussion_yes", yes, yes + no, mark if place == "North" else "none"))
        made.append(row(len(made), place, "strategy_discussion_no", no, yes + no))
    made.append(row(len(made), "Grand Total", "strategy_discussion_yes", 139, 264))
    made.append(row(len(made), "Grand Total", "strategy_discussion_no", 125, 264))
    return made


def shown(made: tuple[WorkstreamRow, ...]) -> dict[tuple[str, str], str]:
    return {(r.get("locality"), r.get("measure")): r.get("numerator") for r in made}


def test_the_long_rows_withhold_what_the_table_withholds() -> None:
    numbers = shown(safe_referrals(rows()))
    hidden = {place for place, value in numbers.items() if value == WITHHELD}
    assert hidden == {(p, f"strategy_discussion_{a}") for p in ("(blank)", "East") for a in ("yes", "no")}


def test_subtracting_the_long_rows_gives_no_withheld_number_back() -> None:
    numbers = shown(safe_referrals(rows()))
    for answer, total in (("yes", 139), ("no", 125)):
        column = [numbers[place, f"strategy_discussion_{answer}"] for place in PLACES]
        assert column.count(WITHHELD) >= 2  # the column's total leaves a sum of two
        assert total == int(numbers["Grand Total", f"strategy_discussion_{answer}"])
    for place in PLACES:
        cells = [numbers[place, f"strategy_discussion_{answer}"] for answer in ("yes", "no")]
        assert cells.count(WITHHELD) in (0, 2)


def test_the_note_of_a_withheld_row_goes_too() -> None:
    for made in safe_referrals(rows()):
        assert (made.get("note") == WITHHELD) == (made.get("numerator") == WITHHELD)


def test_a_row_its_file_withholds_is_withheld_from_that_tier_only() -> None:
    assert shown(safe_referrals(rows("public"), tier="public"))["North", "strategy_discussion_yes"] == WITHHELD
    assert shown(safe_referrals(rows("public"), tier="partnership"))["North", "strategy_discussion_yes"] == "29"


def test_the_team_sees_every_number() -> None:
    table = referral_tables(rows("public"), tier="team")["2024-04-01 to 2025-02-18"]
    assert table.withheld == 0
    assert table.total == 264
    assert safe_referrals(rows(), tier="team") == tuple(rows())


def test_wilson_intervals_of_the_published_table() -> None:
    assert [round(100 * v, 1) for v in wilson(32, 66)] == [36.8, 60.3]
    assert [round(100 * v, 1) for v in wilson(13, 14)] == [68.5, 98.7]
    assert [round(100 * v, 1) for v in wilson(139, 264)] == [46.6, 58.6]
    with pytest.raises(ValueError, match="not a share"):
        wilson(3, 0)
