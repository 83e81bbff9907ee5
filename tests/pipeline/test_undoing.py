"""Taking back, and the story of a coding."""

from pathlib import Path

import pytest

from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.codings import import_codings
from csa_research.pipeline.context import Context
from csa_research.pipeline.undoing import history_lines, undo_last


def test_an_import_is_taken_back_and_can_be_made_again(coded: Context, tmp_path: Path) -> None:
    before = coded.store.codings()
    said = undo_last(coded, by="A Lead")
    assert "4 added" in said
    assert said.endswith("Codings now: 0.")
    assert coded.store.journal()[-1].action == "undo"
    assert import_codings(coded, tmp_path / "codings.csv", coder="", by="x").new == 4
    assert coded.store.codings() == before


def test_steps_go_back_one_by_one_and_then_there_is_nothing(coded: Context) -> None:
    first = coded.store.codings()[0]
    coded.store.withdraw_coding(first.id, "anna")
    assert "1 withdrawn" in undo_last(coded, by="x")
    assert coded.store.codings()[0] == first
    assert "4 added" in undo_last(coded, by="x")
    with pytest.raises(PersonNeeded, match="nothing to take back"):
        undo_last(coded, by="x")


def test_what_a_person_withdrew_does_not_come_back_with_the_file(coded: Context, tmp_path: Path) -> None:
    first = coded.store.codings()[0]
    coded.store.withdraw_coding(first.id, "anna")
    assert import_codings(coded, tmp_path / "codings.csv", coder="", by="x").new == 0
    assert first not in coded.store.codings()


def test_a_codings_story_is_told(coded: Context) -> None:
    first = coded.store.codings()[0]
    coded.store.withdraw_coding(first.id, "anna")
    undo_last(coded, by="ben")
    lines = history_lines(coded, first.id)
    assert [line.split()[1] for line in lines[:3]] == ["added", "withdrawn", "restored"]
    assert "(undo of step 2)" in lines[2]
    assert lines[-1].startswith("now: decided; OR01 enabler, by anna; CSC1 turn 1")
    with pytest.raises(InputError, match="There is no coding C9"):
        history_lines(coded, "C9")
