from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csa_research.coding import sheets
from csa_research.coding.sheets import read_codings, write_codings_csv, write_codings_xlsx
from csa_research.errors import InputError
from csa_research.records import Coding, IncomingCoding, Span


def coding(quote: str = "Nobody asked.", memo: str = "", flags: tuple[str, ...] = ()) -> Coding:
    return Coding("C1", "G1", 4, Span(0, len(quote)), quote, "KN01", "barrier", "ann", "", "need", memo, flags, "QAAAAAAA")


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_codings(path)
    return str(caught.value)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-what", "@home", "\tgap", "'=a", "''+b", "'tis", "plain", 'a "b", c\nd;', "007", "http://x"]
)
def test_every_text_comes_back_exactly(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"c{suffix}"
    write = write_codings_csv if suffix == ".csv" else write_codings_xlsx
    write(path, [coding(text, memo=text, flags=("dissent", "strong_quote"))])
    assert read_codings(path) == (
        IncomingCoding(2 if suffix == ".xlsx" else read_codings(path)[0].row, "G1", 4, text, "KN01", "barrier", "", "need", "ann",
                       text, ("dissent", "strong_quote"), Span(0, len(text))),
    )  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1).filter(str.strip))
def test_any_quote_comes_back_from_csv(tmp_path: Path, quote: str) -> None:
    path = tmp_path / "c.csv"
    write_codings_csv(path, [coding(quote)])
    assert read_codings(path)[0].quote == quote


def test_no_cell_of_the_csv_starts_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    write_codings_csv(path, [coding("=cmd|' /C calc'!A0", memo="@x")])
    text = path.read_text(encoding="utf-8-sig")
    assert ",'=cmd" in text
    assert ",'@x" in text


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    write_codings_xlsx(path, [coding("=HYPERLINK(1)", memo="http://example.org")])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()


def test_a_failed_write_leaves_the_old_file_and_no_crumbs(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(Exception):  # noqa: B017, PT011
        write_codings_xlsx(path, [object()])  # type: ignore[list-item]
    assert [p.name for p in tmp_path.iterdir()] == ["c.xlsx"]
    assert path.read_bytes() == b"old"


def test_other_names_for_the_columns_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Document Name;Coded segment;Code ID;Coded by;Comment\nG1;a; KN01 ;ann;m\n;;;;\n", encoding="utf-8")
    assert read_codings(path) == (IncomingCoding(2, "G1", None, "a", "KN01", coder="ann", memo="m"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_detected(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes("group,turn,quote,code\nG1,3,it’s café,KN01\n".encode(encoding))
    assert read_codings(path)[0].quote == "it’s café"


def test_a_bad_turn_is_said_of_its_row_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "group,turn,quote,code\n" + "".join(f"G1,{turn},a,KN01\n" for turn in ("two", "-1", "1.5", "4", "")), encoding="utf-8"
    )
    bad = "the turn must be a whole number counted from 0, or empty"
    found = [(c.row, c.turn, c.trouble) for c in read_codings(path)]
    assert found == [(2, None, bad), (3, None, bad), (4, None, bad), (5, 4, ""), (6, None, "")]


def test_complaints_name_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("group,turn,words,code\n", encoding="utf-8")
    assert "row 1: no column quote; the columns are group, turn, words, code" in refused(path)
    path.write_text("group,text,quote,code\n", encoding="utf-8")
    assert "more than one column for quote" in refused(path)
    path.write_text("group,quote,code\nG1,a,KN01,more\n", encoding="utf-8")
    assert "row 2 has more cells than headings" in refused(path)
    path.write_text('group,quote,code\nG1,"a,KN01\n', encoding="utf-8")
    assert "not readable as CSV" in refused(path)


@pytest.mark.parametrize(
    ("name", "data"), [("c.xlsx", b"no"), ("c.xlsx", b"PK\x03\x04"), ("c.csv", b""), ("c.csv", b"a\0b"), ("c.doc", b"x")]
)
def test_files_that_cannot_be_read_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name).startswith(name)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "c.csv") == "c.csv: there is no such file."


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 4_000_000)
    path = tmp_path / "c.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(4_100_000))
    assert "unpacks to over 4 MB" in refused(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "x")
    assert "not a readable Excel workbook" in refused(path)
