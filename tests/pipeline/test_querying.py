"""Questions put to the codings."""

import csv
import io
import json
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from csa_research.coding.query import Query
from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.pipeline.team.querying import SAVED, answer, ask, save_query, saved_query


def codes(ctx: Context, **asked: object) -> list[str]:
    return [c.code for c in ask(ctx, Query(**asked), None).codings]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["OR01", "EM01", "BE01", "OR03"]),
        ({"code": ("or01",)}, ["OR01"]),
        ({"code": ("OR",)}, ["OR01", "OR03"]),
        ({"code": ("OR01", "EM+sub")}, ["OR01", "EM01"]),
        ({"polarity": ("barrier",)}, ["EM01", "OR03"]),
        ({"agency": ("education",)}, ["BE01", "OR03"]),
        ({"agency": ("education",), "group": ("CSC1",)}, []),
        ({"group": ("csc1",), "role": ("need",)}, ["EM01"]),
        ({"coder": ("ben",)}, ["BE01"]),
        ({"effect": ("away",)}, ["EM01"]),
        ({"text": "supervis*"}, ["OR01"]),
        ({"text": '"not enough time"'}, ["OR03"]),
        ({"text": "( *"}, []),
        ({"near": ("EM01",), "reach": 1}, ["OR01"]),
        ({"near": ("EM01",), "reach": 0}, []),
        ({"near": ("OR03",), "reach": 2}, ["BE01"]),
        ({"flag": ("strong_quote",)}, []),
    ],
)
def test_everything_that_is_given_has_to_hold(coded: Context, asked: dict[str, object], expected: list[str]) -> None:
    assert codes(coded, **asked) == expected


def test_an_unknown_name_is_refused_with_the_nearest(coded: Context) -> None:
    with pytest.raises(InputError, match=r"--code OR0x: there is none of that name\. Did you mean OR0"):
        codes(coded, code=("OR0x",))
    with pytest.raises(InputError, match=r"--code OR0l: .*Did you mean OR01\?"):
        codes(coded, code=("OR0l",))
    with pytest.raises(InputError, match=r"--agency educaton.*Did you mean education"):
        codes(coded, agency=("educaton",))
    with pytest.raises(InputError, match=r"--coder zz.*Known: anna, ben"):
        codes(coded, coder=("zz",))


def test_a_table_shows_so_many_and_says_how_many_there_are(coded: Context) -> None:
    lines = answer(coded, Query(), "table", None, 2)
    assert len(lines) == 3
    assert lines[-1] == "2 of 4 codings: everything"
    assert "OR01" in lines[0]


def test_files_hold_the_same_codings(coded: Context, tmp_path: Path) -> None:
    asked = Query(polarity=("barrier",))
    for kind in ("csv", "xlsx", "docx", "json"):
        assert answer(coded, asked, kind, tmp_path / f"q.{kind}", None)[0].endswith("2 of 2 codings: --polarity barrier")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "q.csv").read_text(encoding="utf-8-sig"))))
    assert [row["code"] for row in rows] == ["EM01", "OR03"]
    assert load_workbook(tmp_path / "q.xlsx")["Codings"].max_row == 3
    assert [c["code"] for c in json.loads((tmp_path / "q.json").read_text(encoding="utf-8"))["codings"]] == ["EM01", "OR03"]
    text = "\n".join(p.text for p in docx.Document(str(tmp_path / "q.docx")).paragraphs)
    assert "“I felt frightened”" in text
    assert "[Participant 2], CSC1 (social_care), turn 2" in text


def test_a_query_is_kept_by_name_and_narrowed_when_asked_again(coded: Context) -> None:
    save_query(coded, "fear", Query(polarity=("barrier",)))
    assert saved_query(coded, "fear", Query(group=("ED1",))) == Query(polarity=("barrier",), group=("ED1",))
    with pytest.raises(InputError, match=r"There is no saved query 'hope'. Saved: fear"):
        saved_query(coded, "hope", Query())
    with pytest.raises(InputError, match="needs a name"):
        save_query(coded, " ", Query())
    (coded.study.folder / SAVED).write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match="is damaged"):
        saved_query(coded, "fear", Query())


def crossed_study(coded: Context, tmp_path: Path) -> Context:
    from csa_research.pipeline.team.codings import import_codings

    rows = "CSC1,1,Supervision helps me,EM01,enabler,towards,none,anna,\nED1,3,Thresholds are too high,OR01,barrier,,need,anna,\n"
    (tmp_path / "more.csv").write_text("group,turn,quote,code,polarity,effect,role,coder,memo\n" + rows, encoding="utf-8")
    assert import_codings(coded, tmp_path / "more.csv", coder="", by="x").new == 2
    return coded


def test_codes_that_share_words_are_shown_as_a_matrix_and_written_in_every_format(coded: Context, tmp_path: Path) -> None:
    ctx = crossed_study(coded, tmp_path)
    lines = answer(ctx, Query(crossed=True), "table", None, None)
    assert lines[-1] == "1 pair of 4 codes shares words: --co-occurrence"
    assert lines[-2].split() == ["EM01", "OR01", "1", "codings", "1", "turns", "1", "groups"]
    answer(ctx, Query(crossed=True), "csv", tmp_path / "c.csv", None)
    table = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text(encoding="utf-8-sig"))))
    assert [(r["Counted"], r["OR01"], r["EM01"]) for r in table if r["Code"] == "EM01"] == [
        ("codings", "1", "2"), ("turns", "1", "2"), ("groups", "1", "1"),
    ]  # fmt: skip
    answer(ctx, Query(crossed=True), "xlsx", tmp_path / "c.xlsx", None)
    assert {"Codings", "Turns", "Groups", "Pairs"} <= set(load_workbook(tmp_path / "c.xlsx").sheetnames)
    answer(ctx, Query(crossed=True), "docx", tmp_path / "c.docx", None)
    matrix, pairs = docx.Document(str(tmp_path / "c.docx")).tables
    assert len(matrix.columns) == 5
    assert [cell.text for cell in pairs.rows[1].cells][::2] == ["EM01", "OR01", "1", "1"]
    answer(ctx, Query(crossed=True), "json", tmp_path / "c.json", None)
    assert json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["pairs"][0]["codings"] == 1


def test_a_matrix_is_of_the_codings_asked_for_and_can_be_kept(coded: Context, tmp_path: Path) -> None:
    ctx = crossed_study(coded, tmp_path)
    asked = Query(group=("ED1",), near=("OR03",), crossed=True, rolled=True)
    assert answer(ctx, asked, "table", None, None)[-1].startswith("0 pairs of 2 codes share words: --group ED1")
    save_query(ctx, "beside", asked)
    assert saved_query(ctx, "beside", Query()) == asked
