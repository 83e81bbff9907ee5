"""Taking back, and the story of a coding."""

from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import rejected
from csa_research.pipeline.team.codings import import_codings
from csa_research.pipeline.team.undoing import history_lines, undo_last, write_memo


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


def reject(ctx: Context, folder: Path, *rows: str) -> None:
    """A sheet in which these suggestions (group,turn,code) are rejected."""
    lines = [f"{row.rsplit(',', 1)[0]},any words,{row.rsplit(',', 1)[1]},reject,ann" for row in rows]
    (folder / "no.csv").write_text("group,turn,quote,code,decision,coder\n" + "\n".join(lines) + "\n", encoding="utf-8")
    import_codings(ctx, folder / "no.csv", coder="", by="ann")


def test_rejections_codings_and_memos_go_back_in_one_history_the_last_first(coded: Context, tmp_path: Path) -> None:
    first = coded.store.codings()[0]
    reject(coded, tmp_path, "CSC1,4,OR02", "CSC1,5,OR02")
    for memo in ("a first thought", "a second thought", ""):
        coded.store.put_judgements([replace(first, memo=memo)], "anna")
    reject(coded, tmp_path, "ED1,1,KN01", "CSC1,4,OR02")
    assert rejected(coded) == {("CSC1", 4, "OR02"), ("CSC1", 5, "OR02"), ("ED1", 1, "KN01")}
    assert "(suggestions rejected: 1)" in undo_last(coded, by="x")
    assert rejected(coded) == {("CSC1", 4, "OR02"), ("CSC1", 5, "OR02")}
    memos = []
    for _ in range(3):
        assert "(memos changed: 1)" in undo_last(coded, by="x")
        memos.append(coded.store.codings()[0].memo)
    assert memos == ["a second thought", "a first thought", ""]
    assert "(suggestions rejected: 2)" in undo_last(coded, by="x")
    assert rejected(coded) == frozenset()
    assert "(4 added)" in undo_last(coded, by="x")
    assert coded.store.codings() == ()


def test_a_rejection_taken_back_can_be_made_again(coded: Context, tmp_path: Path) -> None:
    reject(coded, tmp_path, "CSC1,4,OR02")
    undo_last(coded, by="x")
    reject(coded, tmp_path, "CSC1,4,OR02")
    assert rejected(coded) == {("CSC1", 4, "OR02")}


def test_a_story_tells_that_a_memo_changed_but_not_what_it_said(coded: Context) -> None:
    first = coded.store.codings()[0]
    coded.store.put_judgements([replace(first, memo="zorb"), replace(coded.store.codings()[1], memo="")], "anna")
    coded.store.put_judgements([replace(first, memo="quorn", polarity="barrier")], "anna")
    lines = history_lines(coded, first.id)
    assert [line.split()[1] for line in lines[:-1]] == ["added", "memo", "changed", "memo"]
    assert not any("zorb" in line or "quorn" in line for line in lines)
    undo_last(coded, by="x")
    assert (coded.store.codings()[0].memo, coded.store.codings()[0].polarity) == ("zorb", "enabler")


def test_earlier_memos_are_gone_through_with_people_s_other_notes(coded: Context) -> None:
    first = coded.store.codings()[0]
    coded.store.put_judgements([replace(first, memo="as Zorbwick said")], "anna")
    coded.store.put_judgements([replace(first, memo="")], "anna")
    assert coded.store.rewrite_notes(lambda text: text.replace("Zorbwick", "[Colleague 1]")) == 1
    undo_last(coded, by="x")
    assert coded.store.codings()[0].memo == "as [Colleague 1] said"


def test_a_memo_is_added_changed_and_taken_away(coded: Context) -> None:
    first = coded.store.codings()[0].id
    said = [write_memo(coded, first, memo, by="anna").split(".")[0] for memo in ("one", " two ", "two", "")]
    assert said == [
        f"Memo of {first} added", f"Memo of {first} changed", f"The memo of {first} was so already", f"Memo of {first} taken away"
    ]  # fmt: skip
    undo_last(coded, by="x")
    assert coded.store.codings()[0].memo == "two"
    with pytest.raises(InputError, match="There is no coding C9"):
        write_memo(coded, "C9", "x", by="anna")
