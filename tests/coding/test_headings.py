from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.coding.headings import delimiter, headings, meant
from csa_research.coding.sheets import read_codings
from csa_research.errors import InputError
from csa_research.records import IncomingCoding


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("File/case,Coder,Coded,Id,Codename,Coded_Memo,Category,Category", ["group", "coder", "quote", "id", "code", "memo"]),
        ("id,document,tag,content", ["id", "group", "code", "quote"]),
        ("Color,Comment,Document group,Document name,Code,Beginning,End,Weight score,Segment,Created by",
         ["color", "memo", "document_group", "group", "code", "beginning", "end", "weight_score", "quote", "coder"]),
        ("ID,Document,Quotation Content,Comment,Codes,Created by", ["id", "group", "quote", "memo", "code", "coder"]),
        ("Media Title,Excerpt Copy,Codes Applied Combined,Excerpt Creator", ["group", "quote", "code", "coder"]),
        ("TRANSCRIPT:, Speaker ,EXTRACT*,Theme", ["group", "speaker", "quote", "code"]),
        ("source,participant,Quote (verbatim),label,Initials", ["group", "speaker", "quote_verbatim", "code", "coder"]),
        ("Theme,Code,Transcript,Excerpt,Source", ["theme", "code", "group", "quote", "source"]),
    ],
)  # fmt: skip
def test_headings_of_programs_and_people_are_understood(given: str, wanted: list[str]) -> None:
    assert meant(given.split(","))[: len(wanted)] == wanted


def test_a_heading_that_stands_twice_or_is_missing_is_refused_with_its_row() -> None:
    with pytest.raises(InputError, match=r"row 3: more than one column for quote"):
        headings("c.csv", 3, ["group", "text", "quote", "code"])
    with pytest.raises(InputError, match=r"row 1: no column group or code"):
        headings("c.csv", 1, ["words", "quote"])
    assert headings("c.csv", 1, ["Quote", "Code"], ("quote", "code")) == ["quote", "code"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("above", ["", "Codings, of May; and June\n\n", "sep=;\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_tables_with_any_sign_between_cells_below_a_title_in_any_encoding(
    sign: str, above: str, encoding: str, tmp_path: Path
) -> None:
    lines = sign.join(["Document", "Theme", "Extract", "Participant"]) + "\r\n"
    lines += sign.join(["SC1", "KN01", '"so, it’s; late|café"', "P1"]) + "\r\n"
    (tmp_path / "c.tsv").write_bytes((above + lines).encode(encoding))
    (row,) = read_codings(tmp_path / "c.tsv")
    assert (row.group, row.code, row.quote, row.speaker) == ("SC1", "KN01", "so, it’s; late|café", "P1")


def test_what_is_no_table_of_codings_is_refused_by_its_first_row(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text("P1: We talked, and then some.\nP2: Yes.\n" * 20)
    with pytest.raises(InputError, match=r"c.txt: row 1: no column group or quote or code"):
        read_codings(tmp_path / "c.txt")
    assert delimiter("") == ","


def test_a_table_without_a_group_column_is_read_where_the_group_is_known(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("Code,Quote\nKN01,the signs\n")
    assert read_codings(tmp_path / "c.csv", required=("quote", "code")) == (IncomingCoding(2, "", None, "the signs", "KN01"),)
