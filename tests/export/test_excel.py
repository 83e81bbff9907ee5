from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from csa_research.analysis import Analysis
from csa_research.export import frames
from csa_research.export.tabular import excel


def cells(path: Path) -> list[object]:
    return [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]


@pytest.fixture(scope="module")
def findings(tiny: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("excel") / "findings.xlsx"
    excel.write_findings(path, tiny)
    return path


def test_no_cell_is_a_formula_or_a_link(findings: Path) -> None:
    assert {cell.data_type for cell in cells(findings)} <= {"s", "n", "inlineStr"}  # type: ignore[attr-defined]
    assert not any(cell.hyperlink for cell in cells(findings))  # type: ignore[attr-defined]


def test_a_quote_that_looks_like_a_formula_stays_text(findings: Path) -> None:
    texts = [cell.value for cell in load_workbook(findings)["Quotes"]["F"]]
    assert "=SUM(A1:A9) is what my caseload feels like 😀" in texts


def test_numbers_are_those_of_the_tables(findings: Path, tiny: Analysis) -> None:
    for sheet, frame in (
        ("Balance by code", frames.balance(tiny)),
        ("Sample", frames.sample(tiny)),
        ("Emotions", frames.emotions(tiny)),
    ):
        rows = list(load_workbook(findings)[sheet].iter_rows(values_only=True))
        assert list(rows[0]) == list(frame.columns)
        assert [[v or 0 for v in row] for row in rows[1:]] == [[v or 0 for v in row] for row in frame.to_numpy().tolist()]


def test_the_first_sheet_says_what_it_is_and_bears_the_stamp(findings: Path) -> None:
    book = load_workbook(findings)
    assert book.sheetnames[0] == "About"
    lines = [cell.value for cell in book["About"]["A"]]
    assert lines[0] == "Tiny study & friends: findings"
    assert "SYNTHETIC" in lines
    assert excel.TEAM in lines


def test_sheets_can_be_filtered_under_a_frozen_head(findings: Path) -> None:
    sheet = load_workbook(findings)["Quotes"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:L16"


def test_properties_name_no_person_and_the_same_study_gives_the_same_bytes(findings: Path, tiny: Analysis, tmp_path: Path) -> None:
    assert load_workbook(findings).properties.creator == "csa_research"
    excel.write_findings(tmp_path / "findings.xlsx", tiny)
    first, second = (zipfile.ZipFile(p) for p in (findings, tmp_path / "findings.xlsx"))
    assert {n: first.read(n) for n in first.namelist()} == {n: second.read(n) for n in second.namelist()}


def test_missing_values_are_blank_and_long_texts_are_cut_where_excel_ends(tmp_path: Path) -> None:
    frame = pd.DataFrame({"A": [float("nan"), 1.5], "B": ["x" * 40_000, None], "C": [True, "@now"]})
    excel.write_book(tmp_path / "b.xlsx", ["About this"], {"A sheet with a name longer than thirty-one": frame})
    sheet = load_workbook(tmp_path / "b.xlsx").worksheets[1]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert (rows[0][0], rows[1][0], rows[1][1]) == (None, 1.5, None)
    assert len(rows[0][1]) == 32_000
    assert (rows[0][2], rows[1][2]) == ("True", "@now")


def test_theory_and_conference_books_open(tiny: Analysis, tmp_path: Path) -> None:
    excel.write_theory(tmp_path / "t.xlsx", tiny)
    excel.write_conference_quotes(tmp_path / "c.xlsx", tiny)
    assert "Links" in load_workbook(tmp_path / "t.xlsx").sheetnames
    shown = " ".join(str(cell.value) for cell in cells(tmp_path / "c.xlsx"))  # type: ignore[attr-defined]
    for inside in ("SC1", "HE2", "[Participant", "ada_l", "It happened to me"):
        assert inside not in shown


def test_a_study_without_codings_still_has_its_workbooks(uncoded: Analysis, unspoken: Analysis, tmp_path: Path) -> None:
    for analysis in (uncoded, unspoken):
        excel.write_findings(tmp_path / "f.xlsx", analysis)
        excel.write_theory(tmp_path / "t.xlsx", analysis)
        excel.write_conference_quotes(tmp_path / "c.xlsx", analysis)
        assert load_workbook(tmp_path / "f.xlsx").sheetnames[0] == "About"
