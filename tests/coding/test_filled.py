"""Sheets of ours that people filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from csa_research.coding.suggesting.filled import read_filled
from csa_research.coding.turn_sheet import filled_turns
from csa_research.errors import InputError

NEEDED = ("group", "turn", "code")


def test_rows_are_found_below_notes_by_the_names_of_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("a note of mine\n\nGroup;Turn;Code;My column\nG1;3;A1;x\n;;;\nG1;4;-;\n", encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(";", ","), encoding="utf-8")
    assert read_filled(path, NEEDED) == (
        (4, {"group": "G1", "turn": "3", "code": "A1", "my_column": "x"}),
        (6, {"group": "G1", "turn": "4", "code": "-", "my_column": ""}),
    )  # fmt: skip


def test_a_workbook_is_read_past_the_sheet_that_explains_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "s.xlsx")) as book:
        book.add_worksheet("About").write(0, 0, "How to fill this")
        book.add_worksheet("Turns").write_row(0, 0, NEEDED)
        book.get_worksheet_by_name("Turns").write_row(1, 0, ["G1", 3, "A1"])
    assert read_filled(tmp_path / "s.xlsx", NEEDED) == ((2, {"group": "G1", "turn": "3", "code": "A1"}),)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("a,b\n" * 40, encoding="utf-8")
    (tmp_path / "s.xlsx").write_bytes(b"PK no zip")
    (tmp_path / "s.txt").write_text("x", encoding="utf-8")
    for name in ("s.csv", "s.xlsx", "s.txt", "none.csv"):
        with pytest.raises(InputError, match=name):
            read_filled(tmp_path / name, NEEDED)


def test_a_turn_is_read_once_it_has_a_code_or_a_dash() -> None:
    texts = {("G1", i): f"Words of {i}" for i in (1, 2, 3)}
    rows = (
        (2, {"group": "G1", "turn": "1", "code": "A1; A2", "polarity": "barrier", "flags": "dissent, vignette"}),
        (3, {"group": "G1", "turn": "2", "code": "–"}),
        (4, {"group": "G1", "turn": "3", "code": " "}),
    )
    found = filled_turns("s.csv", rows, "ann", texts, texts)
    assert [(c.code, c.quote, c.coder, c.flags) for c in found.incoming] == [
        ("A1", "Words of 1", "ann", ("dissent", "vignette")), ("A2", "Words of 1", "ann", ("dissent", "vignette")),
    ]  # fmt: skip
    assert (found.read, found.open) == ({("G1", 1), ("G1", 2)}, (("G1", 3),))
    with pytest.raises(InputError, match="row 2: its group and turn are not of this sheet"):
        filled_turns("s.csv", ((2, {"group": "G1", "turn": "x", "code": "A1"}),), "ann", texts, texts)
