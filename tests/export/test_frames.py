from __future__ import annotations

import pytest

from csa_research.analysis import Analysis
from csa_research.export import frames


def recount(analysis: Analysis, code: str, polarity: str = "") -> set[tuple[str, int]]:
    """The turns with a code, counted straight from the codings: in the tiny study, one citation a turn."""
    return {(c.group, c.turn) for c in analysis.codings if c.code == code and polarity in ("", c.polarity)}


def test_a_group_has_its_people_turns_words_and_codings(tiny: Analysis) -> None:
    rows = frames.corpus(tiny).set_index("Group")
    assert list(rows.columns) == ["Agency", "Date", "Attended", "Speakers", "Participants' turns", "Words", "Codings"]
    assert rows.loc["SC1"].tolist() == ["Social care", "2024-05-01", 3, 2, 4, 57, 5]


def test_agencies_add_up_to_all(tiny: Analysis) -> None:
    rows = frames.sample(tiny).set_index("Agency")
    assert list(rows.index) == ["Social care", "Health", "All"]
    assert rows.loc["All"].to_dict() == {"Groups": 4, "Speakers": 10, "Participants' turns": 16, "Words": 201, "Codings": 16}
    assert (rows.loc["Social care"] + rows.loc["Health"]).to_dict() == rows.loc["All"].to_dict()


def test_a_turn_that_two_coders_gave_one_code_is_one_citation(tiny: Analysis) -> None:
    row = frames.balance(tiny).set_index("Code").loc["KN01"]
    assert (row["Enabler"], row["Barrier"], row["Mixed"], row["Neutral"], row["Citations"]) == (2, 0, 1, 0, 3)
    assert (row["Participants"], row["Groups"], row["of"], row["Agencies"]) == (3, 3, 4, 2)
    assert len(row["Quotes"].split()) == 3


def test_every_count_of_a_code_is_a_recount_from_the_codings(tiny: Analysis) -> None:
    for row in frames.balance(tiny).to_dict("records"):
        for polarity in ("Enabler", "Barrier", "Mixed", "Neutral"):
            assert row[polarity] == len(recount(tiny, row["Code"], polarity.lower())), (row["Code"], polarity)
        assert row["Citations"] == len(recount(tiny, row["Code"]))
        assert row["Groups"] == len({group for group, _ in recount(tiny, row["Code"])})


def test_every_used_code_has_its_row(tiny: Analysis) -> None:
    assert set(frames.balance(tiny)["Code"]) == {c.code for c in tiny.codings}


def test_families_add_their_codes(tiny: Analysis) -> None:
    codes = frames.balance(tiny).set_index("Code")["Citations"]
    families = frames.balance(tiny, level="family").set_index("Code")["Citations"]
    assert families["KN"] == codes["KN01"] + codes["KN02"] == 4
    assert families.sum() == codes.sum() == 15


def test_agencies_split_the_groups_of_a_code(tiny: Analysis) -> None:
    rows = frames.balance_by_agency(tiny, level="code")
    kn01 = rows[rows["Code"] == "KN01"].set_index("Agency")["Groups"].to_dict()
    assert kn01 == {"Social care": 1, "Health": 2}


def test_a_cell_of_the_matrix_says_how_often_and_which_way(tiny: Analysis) -> None:
    rows = frames.matrix(tiny).set_index("Group")
    assert rows.loc["HE1", "KN01"] == "1 mixed"
    assert rows.loc["SC2", "KN01"] == "not asked"
    assert "KN05" not in rows.columns


def test_coded_cells_carry_all_their_quotes(tiny: Analysis) -> None:
    rows = frames.matrix_quotes(tiny)
    assert sum(len(cell.split()) for cell in rows["Quotes"]) == len(tiny.quotes) == 15
    assert len(rows) == len({(c.group, c.code) for c in tiny.codings})


def test_emotions_stand_with_their_stated_effects(tiny: Analysis) -> None:
    rows = frames.emotions(tiny).set_index("Code")
    assert rows.loc["EM09", ["Towards", "Away", "Both", "No effect stated"]].tolist() == [1, 1, 0, 0]
    assert rows.loc["EM07", ["Towards", "Away"]].tolist() == [0, 1]
    assert frames.emotions(tiny, agency="health").set_index("Code").loc["EM09", "Towards"] == 0


def test_the_quote_bank_says_what_is_locked(tiny: Analysis) -> None:
    rows = frames.quotes(tiny)
    assert len(rows) == 15
    assert (rows["Locked"] != "").sum() == 2
    assert rows[rows["Codes"] == "OR03"]["Text"].item() == "=SUM(A1:A9) is what my caseload feels like 😀"


def test_topics_and_their_codes(tiny: Analysis) -> None:
    shown = frames.topics(tiny)
    assert shown["Shown"].tolist() == ["yes", "no"]
    assert shown["Marked"].tolist() == ["", "below the stability floor; carried by one group; fewer than three people"]
    cover = frames.topic_codes(tiny).set_index("Topic")
    assert cover.loc[0, "Codes that cover it"].startswith("EM09 Own history and identification (100%); OR04 ")
    assert cover.loc[0, "Best cover"] == 1.0


@pytest.mark.parametrize("make", [
    frames.corpus, frames.sample, frames.balance, frames.balance_by_agency, frames.matrix, frames.matrix_quotes, frames.emotions,
    frames.co_occurrence, frames.saturation, frames.agreement, frames.quotes, frames.topics, frames.topic_codes,
    frames.agency_topics, frames.agency_words,
])  # fmt: skip
def test_a_study_without_codings_gives_tables_with_columns(make: object, uncoded: Analysis, unspoken: Analysis) -> None:
    for analysis in (uncoded, unspoken):
        assert len(make(analysis).columns) >= 2  # type: ignore[operator]
