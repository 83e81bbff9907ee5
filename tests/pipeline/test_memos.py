"""Memos on codes, transcripts and the study, as a team writes, lists, undoes, merges and cleans them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from csa_research.errors import InputError, LeakError
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import analysis_inputs, export_inputs
from csa_research.pipeline.originals.late_redaction import Request, redact, survey
from csa_research.pipeline.originals.withdrawal import withdraw
from csa_research.pipeline.team.codings import export_codebook_book, export_codings, import_codings
from csa_research.pipeline.team.memos import (
    About,
    about,
    carry_memos,
    coding_memo_lines,
    history_of,
    list_memos,
    memo_lines,
    write_memo_on,
)
from csa_research.pipeline.team.merging import merge_study
from csa_research.pipeline.team.undoing import undo_last, write_memo
from csa_research.records import Memo
from pipeline.care_study import everything_in
from pipeline.test_merging import copy_of, copy_of_folder, working

CODE, GROUP, STUDY = About("code", "OR01"), About("group", "CSC1"), About("study", "")


def texts(ctx: Context) -> dict[tuple[str, str], str]:
    return {(m.kind, m.subject): m.text for m in ctx.store.memos()}


def test_a_memo_is_added_shown_changed_taken_away_and_brought_back(coded: Context) -> None:
    said = [write_memo_on(coded, CODE, text, by="anna").split(".")[0] for text in ("one", " two ", "two", "")]
    assert said == [
        "Memo of code OR01 added", "Memo of code OR01 changed", "The memo of code OR01 was so already",
        "Memo of code OR01 taken away",
    ]  # fmt: skip
    assert memo_lines(coded, CODE) == ("No memo of code OR01 yet.",)
    assert "(memos on codes, transcripts or the study changed: 1)" in undo_last(coded, by="x")
    head, text = memo_lines(coded, CODE)
    assert head.startswith("code OR01 (anna, 2")
    assert text == "two"
    lines = history_of(coded, CODE)
    assert [line.split()[1] for line in lines] == ["memo", "memo", "memo", "memo", "a"]
    assert not any("two" in line or "one" in line for line in lines)


def test_codings_and_memos_go_back_in_one_history(coded: Context) -> None:
    first = coded.store.codings()[0].id
    write_memo_on(coded, STUDY, "whole", by="anna")
    write_memo(coded, first, "part", by="anna")
    write_memo_on(coded, GROUP, "group", by="anna")
    undo_last(coded, by="x")
    assert texts(coded) == {("study", ""): "whole"}
    undo_last(coded, by="x")
    assert coded.store.codings()[0].memo == ""
    undo_last(coded, by="x")
    assert texts(coded) == {}
    assert "4 added" in undo_last(coded, by="x")


def test_what_a_memo_is_on_is_found_whatever_the_case_and_refused_where_there_is_none(coded: Context) -> None:
    assert about(coded, code="or01") == CODE
    assert about(coded, code="or") == About("code", "OR")
    assert about(coded, group=" csc1 ") == GROUP
    assert about(coded, study=True) == STUDY
    with pytest.raises(InputError, match="'XX99' is no code of the codebook"):
        about(coded, code="XX99")
    with pytest.raises(InputError, match=r"'XX' is no group of the study\. There are: CSC1, ED1"):
        about(coded, group="XX")
    for wrong in ({}, {"code": "OR01", "study": True}):
        with pytest.raises(InputError, match="one thing"):
            about(coded, **wrong)  # type: ignore[arg-type]


def test_every_memo_is_listed_in_a_line(coded: Context) -> None:
    assert next(iter(list_memos(coded))).startswith("No memos yet.")
    first = coded.store.codings()[0]
    write_memo(coded, first.id, "on a coding", by="anna")
    write_memo_on(coded, CODE, "two\n\nlines", by="anna")
    write_memo_on(coded, STUDY, "whole", by="ben")
    coded.store.put_memos([Memo("code", "ZZ9", "old", "ann", "t")], "ann")
    lines = [line.split(": ", 1) for line in list_memos(coded)]
    assert [line[1] for line in lines] == ["whole", "two / lines", "old", "on a coding"]
    assert lines[0][0].startswith("the study (ben, 2")
    assert lines[2][0] == "code ZZ9 (no longer in the codebook) (ann, t)"
    assert lines[3][0] == f"coding {first.id} (OR01, CSC1 turn 1, anna)"
    assert coding_memo_lines(coded, first.id) == (lines[3][0], "on a coding")


def test_a_name_leaves_every_memo_and_every_earlier_one(coded: Context) -> None:
    for on in (CODE, GROUP, STUDY):
        write_memo_on(coded, on, f"as Fearghus Tolliver told {on.kind}", by="anna")
        write_memo_on(coded, on, f"and fearghus again, {on.kind}", by="anna")
    request = Request("Fearghus Tolliver", "A Lead")
    found = survey(coded, request)
    assert found.notes == 6
    done = redact(coded, request, found)
    assert done.notes == 6
    assert not done.left_in_store
    assert texts(coded)["code", "OR01"] == f"and {done.pseudonym} again, code"
    held = everything_in(coded.study.folder).lower()
    assert b"fearghus" not in held
    assert b"tolliver" not in held
    undo_last(coded, by="x")
    assert texts(coded)["study", ""] == f"as {done.pseudonym} told study"


def test_the_words_of_who_withdrew_leave_the_memos(coded: Context) -> None:
    said = coded.store.turns("CSC1")[5]
    write_memo_on(coded, CODE, f"strong: {said.text} so it was", by="anna")
    write_memo_on(coded, CODE, "shorter", by="anna")
    write_memo_on(coded, GROUP, f"see {said.text}", by="anna")
    used = withdraw(coded, "CSC1", said.speaker, by="A Lead")
    assert used.notes == 2
    assert b"I just froze" not in everything_in(coded.study.folder)
    assert texts(coded)["code", "OR01"] == "shorter"


def test_two_copies_come_together_and_two_memos_on_one_thing_are_both_kept(coded: Context, tmp_path: Path) -> None:
    write_memo_on(coded, GROUP, "before", by="anna")
    one, two = copy_of(coded, tmp_path / "one"), copy_of(coded, tmp_path / "two")
    for ctx in working(one):
        ctx.store.put_memos([Memo("code", "OR01", "mine", "anna", "2030-01-01T00:00:00Z")], "anna")
        write_memo_on(ctx, GROUP, "after", by="anna")
    for ctx in working(two):
        ctx.store.put_memos([Memo("code", "OR01", "yours", "ben", "2030-01-02T00:00:00Z")], "ben")
        write_memo_on(ctx, STUDY, "only here", by="ben")
    here, there = copy_of_folder(one, tmp_path / "one2"), copy_of_folder(two, tmp_path / "two2")
    for ctx in working(one):
        lines = merge_study(ctx, two, tmp_path / "c.xlsx", by="x")
        assert lines[1] == "2 memos on codes, transcripts or the study came or changed."
        assert lines[2].startswith("1 conflicts: both versions of a memo were kept, one after the other, both are in")
        first = ctx.store.memos()
        merge_study(ctx, two, None, by="x")
        assert ctx.store.memos() == first
    assert [(m.kind, m.text, m.who) for m in first] == [
        ("study", "only here", "ben"), ("group", "after", "anna"), ("code", "mine\n\nyours", "ben"),
    ]  # fmt: skip
    rows = list(load_workbook(tmp_path / "c.xlsx")["Conflicts"].iter_rows(values_only=True))
    assert rows[1][:2] == ("memo", "code OR01")
    assert rows[1][3] == "mine (anna, 2030-01-01T00:00:00Z) / yours (ben, 2030-01-02T00:00:00Z)"
    for ctx in working(there):
        merge_study(ctx, here, None, by="x")
        assert ctx.store.memos() == first
        undo_last(ctx, by="x")
        assert texts(ctx) == {("study", ""): "only here", ("group", "CSC1"): "before", ("code", "OR01"): "yours"}


def test_memos_go_with_their_codes_to_another_codebook(coded: Context) -> None:
    for code in ("OR01", "OR02", "OR03", "KN01"):
        write_memo_on(coded, About("code", code), f"of {code}", by="anna")
    carry_memos(coded, {"OR01": ["OR09"], "OR02": ["OR09"], "OR03": ["retire"], "KN01": ["KN01", "KN02"]}, "retire", by="x")
    assert texts(coded) == {
        ("code", "OR09"): "of OR01\n\nof OR02", ("code", "OR03"): "of OR03", ("code", "KN01"): "of KN01",
        ("code", "KN02"): "of KN01",
    }  # fmt: skip


def test_memos_leave_with_the_project_and_come_home_once(coded: Context, tmp_path: Path) -> None:
    two = copy_of(coded, tmp_path / "two")
    for on in (CODE, GROUP, STUDY):
        write_memo_on(coded, on, f"of {on}", by="anna")
    export_codings(coded, "qdpx", tmp_path / "p.qdpx")
    held = texts(coded)
    write_memo_on(coded, STUDY, "changed since", by="anna")
    assert not any("memos" in line for line in import_codings(coded, tmp_path / "p.qdpx", coder="", by="x").lines())
    assert texts(coded) == {**held, ("study", ""): "changed since"}
    for ctx in working(two):
        write_memo_on(ctx, GROUP, "here already", by="ben")
        done = import_codings(ctx, tmp_path / "p.qdpx", coder="", by="x")
        assert any("transcripts or the study: 3 came" in line for line in done.lines())
        assert texts(ctx) == {**held, ("group", "CSC1"): "here already\n\nof group CSC1"}
        undo_last(ctx, by="x")
        assert texts(ctx) == {("group", "CSC1"): "here already"}


def test_a_name_in_a_memo_stops_the_project_from_leaving(coded: Context, tmp_path: Path) -> None:
    write_memo_on(coded, CODE, "as Tyler Zorbwick knew", by="anna")
    with pytest.raises(LeakError):
        export_codings(coded, "qdpx", tmp_path / "p.qdpx")
    with pytest.raises(LeakError):
        export_codebook_book(coded, tmp_path / "book.xlsx")
    assert not list(tmp_path.glob("*.qdpx")) + list(tmp_path.glob("book.xlsx"))


def test_the_codebook_as_a_workbook_has_the_codes_memos_in_a_sheet_of_their_own(coded: Context, tmp_path: Path) -> None:
    export_codebook_book(coded, tmp_path / "plain.xlsx")
    assert "Memos" not in load_workbook(tmp_path / "plain.xlsx").sheetnames
    for code in ("OR01", "KN01", "OR"):
        write_memo_on(coded, About("code", code), f"of {code}", by="anna")
    write_memo_on(coded, STUDY, "whole", by="anna")
    coded.store.put_memos([Memo("code", "ZZ9", "old", "ann", "2030-01-01T00:00:00Z")], "ann")
    export_codebook_book(coded, tmp_path / "book.xlsx")
    rows = list(load_workbook(tmp_path / "book.xlsx")["Memos"].iter_rows(values_only=True))
    assert [(row[0], row[2]) for row in rows[1:]] == [("KN01", "of KN01"), ("OR", "of OR"), ("OR01", "of OR01"), ("ZZ9", "old")]
    assert rows[4][1] == "(no longer in the codebook)"


def test_only_the_export_is_made_anew_for_a_memo(coded: Context) -> None:
    before = export_inputs(coded)
    assert before == analysis_inputs(coded)
    write_memo_on(coded, CODE, "x", by="anna")
    assert export_inputs(coded) != before
    assert analysis_inputs(coded) == before
