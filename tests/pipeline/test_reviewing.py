"""Decisions of a person: taken once, taken back, counted."""

from pathlib import Path

import pytest

from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.pipeline.originals import reviewing
from csa_research.pipeline.runner import run_up_to
from csa_research.records import ReviewDecision
from csa_research.vault import contents

HEAD = "group,turn,text,action,type,label\n"


@pytest.fixture
def found(imported: Context) -> Context:
    run_up_to(imported, "detect")
    return imported


def written(path: Path, *rows: str) -> Path:
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_every_name_is_one_question_until_it_is_decided(found: Context, tmp_path: Path) -> None:
    assert reviewing.count_open(found) == 3
    file = written(tmp_path / "d.csv", ",,Tyler Zorbwick,mask,PERSON,Child", "CSC1,4,07700 900123,mask,,")
    lines = reviewing.take_decisions(found, file, by="anna", complete=False)
    assert lines == ("d.csv: 2 decisions, 2 of them new; 1 questions left.",)
    assert reviewing.count_open(found) == 1
    status = {i.text: i.status for i in contents.identifiers(found.vault(), "final")}
    assert status == {"Tyler Zorbwick": "mask", "07700 900123": "mask", "Quornby": "suggested"}


def test_the_same_file_twice_adds_nothing(found: Context, tmp_path: Path) -> None:
    file = written(tmp_path / "d.csv", ",,Quornby,keep,,")
    reviewing.take_decisions(found, file, by="anna", complete=False)
    lines = reviewing.take_decisions(found, file, by="anna", complete=False)
    assert lines == ("d.csv: 1 decisions, 0 of them new; 2 questions left.",)
    assert len(contents.decision_log(found.vault())) == 1


def test_undo_takes_back_the_last_answer_and_an_undone_file_can_be_taken_again(found: Context, tmp_path: Path) -> None:
    file = written(tmp_path / "d.csv", ",,Quornby,keep,,")
    reviewing.take_decisions(found, file, by="anna", complete=False)
    reviewing.undo(found, by="anna")
    assert reviewing.count_open(found) == 3
    reviewing.take_decisions(found, file, by="anna", complete=False)
    assert reviewing.count_open(found) == 2


def test_undo_with_nothing_to_undo_does_nothing(found: Context) -> None:
    reviewing.undo(found, by="anna")
    assert reviewing.count_open(found) == 3


def test_a_complete_review_keeps_what_it_does_not_mask_in_the_groups_it_names(found: Context, tmp_path: Path) -> None:
    file = written(tmp_path / "d.csv", "CSC1,1,Tyler Zorbwick,mask,PERSON,Child")
    reviewing.take_decisions(found, file, by="anna", complete=True)
    status = {i.text: i.status for i in contents.identifiers(found.vault(), "final")}
    assert status == {"Tyler Zorbwick": "mask", "07700 900123": "keep", "Quornby": "suggested"}
    assert reviewing.count_open(found) == 1


def test_a_complete_review_ends_when_the_transcript_changes(found: Context, tmp_path: Path) -> None:
    from csa_research.pipeline.originals.importing import import_files

    reviewing.take_decisions(found, written(tmp_path / "d.csv", "ED1,1,Quornby,mask,,"), by="anna", complete=True)
    path = tmp_path / "in" / "ed1.txt"
    path.write_text(path.read_text(encoding="utf-8") + "P2: And Zorbwick too.\n", encoding="utf-8")
    import_files(found, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    run_up_to(found, "detect")
    status = {(i.group, i.text): i.status for i in contents.identifiers(found.vault(), "final")}
    assert status["ED1", "Zorbwick"] == "suggested"


def test_words_that_are_not_there_are_named_by_place_only(found: Context, tmp_path: Path) -> None:
    file = written(tmp_path / "d.csv", "CSC1,0,Wimblethorpe,mask,,", "ED1,99,Quornby,mask,,")
    lines = reviewing.take_decisions(found, file, by="anna", complete=False)
    assert len(lines) == 3
    assert "decision 1 (mask, CSC1 turn 0)" in lines[1]
    assert "Wimblethorpe" not in "".join(lines)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("CSC1,1,Tyler,hide,,", "row 2, column action"),
        ("CSC1,one,Tyler,mask,,", "row 2, column turn"),
        ("CSC1,1,,mask,,", "row 2, column text"),
        (",1,Tyler,mask,,", "row 2, column group"),
        (",,Tyler,mask,HUMAN,", "row 2, column type"),
    ],
)
def test_a_wrong_file_changes_nothing(found: Context, tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        reviewing.take_decisions(found, written(tmp_path / "d.csv", row), by="anna", complete=True)
    assert contents.decision_log(found.vault()) == ()
    assert reviewing.count_open(found) == 3


def test_the_open_side_hears_how_many_never_what(found: Context) -> None:
    reviewing.take(found, [ReviewDecision("", None, None, "Quornby", "keep")], by="anna")
    assert [(e.who, e.action, e.subject) for e in found.store.journal()] == [("anna", "review", "1 decisions")]
    assert "Quornby" not in repr((found.store.journal(), found.store.stage_runs()))


def test_a_decision_changes_the_key_of_the_release_and_its_undoing_changes_it_back(found: Context) -> None:
    before = reviewing.recorded(found, reviewing.REVIEW)
    reviewing.take(found, [ReviewDecision("", None, None, "Quornby", "keep")], by="anna")
    assert reviewing.recorded(found, reviewing.REVIEW) != before
    reviewing.undo(found, by="anna")
    assert reviewing.recorded(found, reviewing.REVIEW) == before
    assert reviewing.recorded(found, "no such thing") == reviewing.recorded_summary(found, "no such thing") == ""
