"""What files carry out of sight."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment

from csa_research.ingest import hidden_text


def test_comments_hidden_sheets_and_properties_of_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(("Speaker", "Text"))
    sheet.append(("P1 (Acme Trust)", "Secret words."))
    sheet["B2"].comment = Comment("ask Cora", "Rev Iewer")
    other = book.create_sheet("key")
    other.sheet_state = "hidden"
    other["A1"] = "P1 = Joy Amber"
    book.properties.creator = "Ann Author"
    book.save(tmp_path / "a.xlsx")
    hidden = hidden_text(tmp_path / "a.xlsx")
    assert {"ask Cora", "Rev Iewer", "P1 = Joy Amber", "Ann Author", "Acme Trust"} <= set(hidden)
    assert "Secret words." not in hidden


def test_lines_before_the_first_speaker_are_hidden_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Present - Joy Amber\n\nP1: One.\nP2: Two.\n", encoding="utf-8")
    assert hidden_text(path) == ("Present - Joy Amber",)
