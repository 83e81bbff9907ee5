"""What files carry out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from csa_research.errors import FormatError
from csa_research.ingest import hidden_text

from . import writers


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


def test_a_damaged_comment_part_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    path = writers.rezip(writers.docx_plain(tmp_path, (("P1", "One."), ("P2", "Two."))), {"docProps/app.xml": b"<a><b></a>"})
    with pytest.raises(FormatError, match="properties or comments are damaged"):
        hidden_text(path)


def test_a_note_pinned_to_a_pdf_page_is_hidden_text(tmp_path: Path) -> None:
    from pypdf import PdfWriter
    from pypdf.annotations import Text

    writer = PdfWriter(clone_from=str(writers.pdf(tmp_path / "a.pdf", [["P1: One.", "P2: Two."]])))
    writer.add_annotation(0, Text(rect=(50, 550, 200, 650), text="ask Cora"))
    writer.write(str(tmp_path / "b.pdf"))
    assert "ask Cora" in hidden_text(tmp_path / "b.pdf")
