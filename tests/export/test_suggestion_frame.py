from __future__ import annotations

from dataclasses import replace

from csa_research.analysis import Analysis
from csa_research.coding.suggesting.polarity import suggest_polarities
from csa_research.export.tabular.suggestion_frame import suggestion_frame
from csa_research.records import Suggestion


def test_suggestions_stand_in_reading_order_best_first_with_room_to_decide(tiny: Analysis) -> None:
    suggestions = (
        Suggestion("SC2", 1, "OR04", 0.5, "rules", "why"),
        Suggestion("SC1", 2, "OR03", 0.2, "rules"),
        Suggestion("SC1", 2, "KN01", 0.9, "rules"),
        Suggestion("SC1", 99, "KN01", 0.9, "rules"),
    )
    rows = suggestion_frame(tiny.turns, tiny.codebook, suggestions, {})
    assert rows[["group", "turn", "code"]].to_numpy().tolist() == [["SC1", 2, "KN01"], ["SC1", 2, "OR03"], ["SC2", 1, "OR04"]]
    assert rows.loc[2, ["name", "why", "polarity", "coder"]].tolist() == ["Naming it in records and categories", "why", "", ""]
    assert rows.loc[0, "quote"] == tiny.turn("SC1", 2).text


def test_no_suggestions_give_the_empty_sheet(tiny: Analysis) -> None:
    rows = suggestion_frame(tiny.turns, tiny.codebook, (), {})
    assert len(rows) == 0
    assert list(rows.columns)[:5] == ["group", "turn", "speaker", "quote", "code"]


def test_a_polarity_is_proposed_beside_the_column_that_stays_empty(tiny: Analysis) -> None:
    text = "We had no time, nobody asked, and too many cases."
    turn = next(t for t in tiny.turns if t.role == "participant")
    turns = tuple(replace(t, text=text) if t == turn else t for t in tiny.turns)
    found = (Suggestion(turn.group, turn.index, "KN01", 0.9, "rules"),)
    rows = suggestion_frame(turns, tiny.codebook, found, suggest_polarities(turns, tiny.codebook, found))
    assert rows.loc[0, ["suggested polarity", "polarity"]].tolist() == ["barrier", ""]
    assert rows.loc[0, "its cue words"] == "barrier: too many, no time (missing), nobody (missing)"
