from __future__ import annotations

from dataclasses import replace

from csa_research.analysis import Analysis
from csa_research.coding.reliability.machine import LESS, MACHINE
from csa_research.export.tabular import method_frames


def test_saturation_has_a_row_for_each_rule(tiny: Analysis) -> None:
    rows = method_frames.saturation(tiny)
    assert rows[["Base groups", "Run length", "Threshold"]].to_numpy().tolist() == [[4, 2, "5%"], [4, 3, "5%"], [6, 3, "0%"]]
    assert set(rows["Reached after (interview order)"]) == {"not reached"}


def test_agreement_names_all_codes_together_last(tiny: Analysis) -> None:
    rows = method_frames.agreement(tiny).set_index("Code")
    assert rows.loc["*", "Name"] == "All codes together"
    assert rows.loc["KN01", "Positives"] == "1 / 1"
    assert rows.loc["KN01", "Kappa"] == 1.0


def test_the_machine_stands_under_the_people_of_each_code_and_is_said_to_be_accepted_by_nobody(tiny: Analysis) -> None:
    one, whole = (next(a for a in tiny.agreement if a.code == code) for code in ("KN01", "*"))
    machine = tuple(replace(a, coders=("bob_m", MACHINE), kappa=0.25, verdict=LESS) for a in (whole, one))
    rows = method_frames.agreement(replace(tiny, machine=machine))
    assert rows[rows["Code"].isin(["KN01", "*"])][["Code", "Compared", "Kappa"]].to_numpy().tolist() == [
        ["KN01", "people", 1.0], ["KN01", "suggestions that nobody accepted beside bob_m", 0.25],
        ["*", "people", round(whole.kappa or 0, 3)], ["*", "suggestions that nobody accepted beside bob_m", 0.25],
    ]  # fmt: skip
    assert set(method_frames.agreement(tiny)["Compared"]) == {"people"}


def test_only_the_most_covering_codes_are_named(tiny: Analysis) -> None:
    assert "; " not in method_frames.topic_codes(tiny, most=1).loc[0, "Codes that cover it"]
