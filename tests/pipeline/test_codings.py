"""Codings in and out."""

import csv
import io
from pathlib import Path

import pytest

from csa_research.errors import CsaError, InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.team.codings import export_codebook, export_codings, import_codings
from pipeline.conftest import CODINGS


def test_nothing_can_be_coded_before_a_release(imported: Context, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(CODINGS, encoding="utf-8")
    with pytest.raises(PersonNeeded, match="Nothing has been released yet"):
        import_codings(imported, tmp_path / "c.csv", coder="", by="x")


def test_codings_are_placed_on_their_words_and_journalled(coded: Context) -> None:
    texts = {(t.group, t.index): t.text for t in coded.store.turns()}
    for coding in coded.store.codings():
        assert texts[coding.group, coding.turn][coding.span.start : coding.span.end] == coding.quote
    entry = coded.store.journal()[-1]
    assert (entry.who, entry.action, entry.subject) == ("A Lead", "code import", "4 codings")


def test_the_same_file_twice_adds_nothing(coded: Context, tmp_path: Path) -> None:
    before = coded.store.codings()
    done = import_codings(coded, tmp_path / "codings.csv", coder="", by="x")
    assert (done.rows, done.placed, done.new) == (4, 4, 0)
    assert coded.store.codings() == before


def test_what_cannot_be_placed_is_listed_without_its_words_and_the_rest_is_taken(coded: Context, tmp_path: Path) -> None:
    rows = (
        "group,turn,quote,code,polarity,effect,role,coder,memo\n"
        "CSC1,5,I just froze,EM01,barrier,away,need,anna,\n"
        "CSC1,2,Wimblethorpe said so,OR01,enabler,,,anna,\n"
        "CSC1,1,Supervision,ZZ99,enabler,,,anna,\n"
        "XX9,1,Supervision,OR01,enabler,,,anna,\n"
        "CSC1,77,a word of nobody here,OR01,enabler,,,anna,\n"
        "ED1,2,more confident,OR01,sideways,,,anna,\n"
    )
    (tmp_path / "c.csv").write_text(rows, encoding="utf-8")
    done = import_codings(coded, tmp_path / "c.csv", coder="", by="x")
    assert (done.rows, done.new) == (6, 1)
    assert [u.row for u in done.unplaced] == [3, 4, 5, 6, 7]
    said = "\n".join(done.lines())
    assert said.startswith("c.csv: 1 of 6 codings placed (1 new), 5 could not be placed.")
    assert "Wimblethorpe" not in said


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_bad_turn_number_is_listed_by_its_row_and_the_rest_is_taken(coded: Context, tmp_path: Path, ending: str) -> None:
    from openpyxl import Workbook

    rows = [
        ["group", "turn", "quote", "code", "polarity", "effect", "role", "coder", "decision"],
        ["CSC1", "five", "I just froze", "EM01; OR01", "barrier", "away", "need", "anna", ""],
        ["CSC1", "999999999", "I just froze", "EM01", "barrier", "away", "need", "anna", ""],
        ["CSC1", "77", "I just froze", "EM01", "barrier", "away", "need", "anna", ""],
        ["CSC1", "one", "Supervision", "OR01", "", "", "", "anna", "no"],
        ["CSC1", "5", "I just froze", "EM01", "barrier", "away", "need", "anna", ""],
    ]
    path = tmp_path / f"c.{ending}"
    if ending == "csv":
        path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    else:
        book = Workbook()
        for row in rows:
            book.active.append(row)  # type: ignore[union-attr]
        book.save(path)
    done = import_codings(coded, path, coder="", by="x")
    assert (done.rows, done.placed, done.new) == (5, 1, 1)
    bad = "the turn must be a whole number counted from 0, or empty"
    assert [(u.row, u.reason) for u in done.unplaced if u.row != 4] == [(2, bad), (3, bad), (5, bad)]
    assert done.unplaced[2].reason.startswith("the group has no turn 77; its turns are")
    said = "\n".join(done.lines())
    assert said.startswith(f"c.{ending}: 1 of 5 codings placed (1 new), 4 could not be placed.")
    assert f"  row 2, CSC1, EM01; OR01: {bad}" in said


def test_a_coder_given_by_name_stands_in_where_the_file_names_none(released: Context, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("group,turn,quote,code,polarity\nCSC1,1,Supervision helps,OR01,enabler\n", encoding="utf-8")
    import_codings(released, tmp_path / "c.csv", coder="cleo", by="x")
    assert [c.coder for c in released.store.codings()] == ["cleo"]


def test_codings_go_out_and_come_back_the_same(coded: Context, tmp_path: Path) -> None:
    out = export_codings(coded, "csv", tmp_path / "o.csv")
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert sorted(r["quote"] for r in rows) == sorted(c.quote for c in coded.store.codings())
    done = import_codings(coded, out, coder="", by="x")
    assert (done.placed, done.new) == (4, 0)


@pytest.mark.parametrize("format", ["csv", "xlsx", "qdpx"])
def test_every_format_is_written_into_the_outputs(coded: Context, format: str) -> None:
    out = export_codings(coded, format, None)
    assert out == coded.study.outputs / f"codings.{format}"
    assert out.stat().st_size > 100


def test_there_have_to_be_codings(released: Context) -> None:
    with pytest.raises(InputError, match="There are no codings yet"):
        export_codings(released, "csv", None)


@pytest.mark.parametrize("format", ["qdc", "xlsx"])
def test_the_codebook_goes_out_without_a_vault(ctx: Context, tmp_path: Path, format: str) -> None:
    out = export_codebook(ctx.study, format, tmp_path / "new" / f"book.{format}")
    assert out.stat().st_size > 1000
    assert not ctx.has_vault()
    with pytest.raises(CsaError, match="is a folder"):
        export_codebook(ctx.study, format, tmp_path)


def test_many_rows_with_one_reason_share_a_line_that_names_every_row() -> None:
    from csa_research.pipeline.team.codings import listed
    from csa_research.records import Unplaced

    far = [Unplaced(row, "G9", row, "KN01", "the group is not in the released text") for row in (2, 3, 4, 9, 10)]
    near = [Unplaced(20, "G1", 7, "KN02", "the quote is not in the turn's released text")]
    assert list(listed([*far, *near])) == [
        "  5 rows of G9: the group is not in the released text (rows 2-4, 9-10)",
        "  row 20, G1 turn 7, KN02: the quote is not in the turn's released text",
    ]


def test_a_quote_of_nothing_but_replaced_words_is_listed_and_counted(released: Context, tmp_path: Path) -> None:
    path = tmp_path / "replaced.csv"
    path.write_text("group,turn,quote,code,polarity,coder\nCSC1,1,Tyler Zorbwick,OR01,enabler,anna\n", encoding="utf-8")
    head, *lines = import_codings(released, path, coder="", by="x").lines()
    assert head == "replaced.csv: 1 of 1 codings placed (1 new), 0 could not be placed, 1 to be checked."
    assert lines == ["  row 2, CSC1 turn 1, OR01: placed on the only replacement in the turn: check"]
