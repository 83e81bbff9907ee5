from __future__ import annotations

from csa_research.analysis import Analysis
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


def test_only_the_most_covering_codes_are_named(tiny: Analysis) -> None:
    assert "; " not in method_frames.topic_codes(tiny, most=1).loc[0, "Codes that cover it"]
