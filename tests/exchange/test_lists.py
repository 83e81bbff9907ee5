"""Remarks, Taguette's page, QualCoder's table, the line that carries judgements, names of coders."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.coding.place import place
from csa_research.errors import FormatError
from csa_research.exchange.carried import Judgement, of_mark, read_lines, write_line
from csa_research.exchange.columns import is_by_columns, read_columns
from csa_research.exchange.marked import land_marked
from csa_research.exchange.names import Coders, code_names, initials, is_neutral
from csa_research.exchange.remarks import read_remark
from csa_research.exchange.taguette import read_highlights

from .homes import BOOK, home, turns

NAMES = code_names(BOOK, {"G1": "KN01"})
LINES = ["P1: You learn the signs & more.", "P2: One day of training."]


@pytest.mark.parametrize(
    ("text", "found", "memo"),
    [
        ("KN01", [("KN01", "")], ""),
        ("kn01, OR01 barrier", [("KN01", "barrier"), ("OR01", "barrier")], ""),
        ("KN01 barrier; TM01 enabler", [("KN01", "barrier"), ("TM01", "enabler")], ""),
        ("KN01: Signs, barrier", [("KN01", "barrier")], ""),
        ("Supervision", [("TM01", "")], ""),
        ("supervision (enabler)", [("TM01", "enabler")], ""),
        ("Supervision, Training\npolarity: mixed", [("TM01", "mixed"), ("OR01", "mixed")], ""),
        ("KN01 - nobody had told her", [("KN01", "")], "nobody had told her"),
        ("Supervisions were mixed", [], "Supervisions were mixed"),
        ("", [], ""),
    ],
)
def test_remarks_are_read_as_people_write_them(text: str, found: list[tuple[str, str]], memo: str) -> None:
    judgements, rest = read_remark(text, NAMES)
    assert [(j.code, j.polarity) for j in judgements] == found
    assert rest == memo


@given(st.text(max_size=80))
def test_any_remark_is_read(text: str) -> None:
    read_remark(text, NAMES)


@given(st.text(max_size=12), st.lists(st.text("ab;=,% é", min_size=1).map(str.strip).filter(bool), max_size=3))
def test_a_judgement_comes_back_from_its_line(role: str, flags: list[str]) -> None:
    role = " ".join(role.split())
    made = Judgement("KN01", "Coder 1", "barrier", "", role, tuple(flags))
    assert read_lines("before\n" + write_line(made) + "\nafter") == ((made,), "before\nafter")


def test_a_judgement_belongs_to_code_and_coder() -> None:
    one, two = Judgement("KN01", "A", "barrier"), Judgement("KN01", "B", "enabler")
    assert of_mark((one, two), "KN01", "B") == two
    assert of_mark((one,), "KN01", "C") == one
    assert of_mark((one, two), "KN01", "C") is None
    assert read_lines("csa: nonsense; polarity = mixed")[0] == (Judgement("", "", "mixed"),)


PAGE = """<!DOCTYPE html><html><head><meta charset="UTF-8"><title>Taguette highlights</title><style>h1 {}</style></head><body>
<h1>Taguette highlights</h1>
<p>You learn <b>the signs</b> &amp; more.</p>
<p>
  <strong>Document:</strong> SC1
  <strong>Tags:</strong>
    KN01 Signs,
    Training
</p><hr>
<p>One day</p><p><strong>Document:</strong> SC1 <strong>Tags:</strong> No such</p></body></html>"""


def test_a_page_of_taguette_gives_a_coding_a_tag(tmp_path: Path) -> None:
    (tmp_path / "all_tags.html").write_text(PAGE, encoding="utf-8")
    landed = land_marked(read_highlights(tmp_path / "all_tags.html"), home(turns(LINES)))
    placed = place(landed.rows, turns(LINES), BOOK, coder="ada")
    assert [(c.turn, c.quote, c.code) for c in placed.codings] == [
        (0, "You learn the signs & more.", "KN01"),
        (0, "You learn the signs & more.", "OR01"),
    ]
    assert [(u.row, u.code, u.reason) for u in landed.unplaced] == [(2, "No such", "its tag is no code of the codebook")]


def test_another_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<p>hello</p>", encoding="utf-8")
    with pytest.raises(FormatError, match="no highlights of Taguette"):
        read_highlights(tmp_path / "x.html")


def test_a_table_with_a_column_a_code_is_read() -> None:
    rows = [(1, ["Signs", "OR01 Training"]), (2, ["the signs\nSC1", "One day\nSC1 fid:3"]), (3, ["", "x"])]
    assert is_by_columns(rows[0][1], NAMES)
    assert not is_by_columns(["group", "quote", "code"], NAMES)
    assert [(m.number, m.source, m.quote, m.code) for m in read_columns(rows)] == [
        (2, "SC1", "the signs", "Signs"),
        (2, "SC1", "One day", "OR01 Training"),
    ]


def test_codes_are_known_by_id_name_or_guid() -> None:
    found = [
        NAMES.find(n, g)
        for n, g in (("KN01", ""), ("kn01: x", ""), ("signs", ""), ("Knowing::Signs", ""), ("renamed", "G1"), ("y", ""))
    ]
    assert found == ["KN01", "KN01", "KN01", "KN01", "KN01", ""]


def test_coders_are_known_by_name_or_initials_and_full_names_are_never_taken_over() -> None:
    coders = Coders(("anna", "BX"), {"Cleo Example": "cleo"})
    assert coders.find("Anna") == "anna"
    assert coders.find("Ben Xample") == "BX"
    assert coders.find("somebody", "bx") == "BX"
    assert coders.find("cleo example") == "cleo"
    assert [coders.find("Dora Example"), coders.find("Dan Example"), coders.find("Dora Example")] == ["DE", "DE2", "DE"]
    assert coders.find("Coder 2") == "Coder 2"
    assert coders.find("dlogin") == "DLO"
    assert coders.find("", "") == ""


def test_neutral_names_are_initials_and_numbers() -> None:
    assert all(map(is_neutral, ("AB", "JB2", "coder_a", "Coder 12", "rater1")))
    assert not any(map(is_neutral, ("amy", "Ann", "ada_l", "Anna Example", "coder_anna", "")))
    assert initials("Ada B. Example") == "ABE"
