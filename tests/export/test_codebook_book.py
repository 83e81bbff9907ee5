from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from csa_research.analysis import Analysis
from csa_research.export.documents.codebook_book import write_codebook_xlsx


def test_every_code_and_rule_has_its_row(tiny: Analysis, tmp_path: Path) -> None:
    write_codebook_xlsx(tmp_path / "codebook.xlsx", tiny.codebook)
    book = load_workbook(tmp_path / "codebook.xlsx")
    assert book.sheetnames == ["About", "Codes", "Pair rules"]
    rows = list(book["Codes"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [code.id for code in tiny.codebook.codes]
    assert book["Pair rules"].max_row == 1 + len(tiny.codebook.pair_rules)
    assert tiny.codebook.version in book["About"]["A1"].value
