"""Review decisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.ingest import read_decisions
from csa_research.records import ReviewDecision

HEADER = "group,turn,start,text,action,type,entity,label,by\n"


def _read(folder: Path, rows: str) -> tuple[ReviewDecision, ...]:
    (folder / "d.csv").write_text(HEADER + rows, encoding="utf-8")
    return read_decisions(folder / "d.csv")


def test_rows_become_decisions(tmp_path: Path) -> None:
    assert _read(tmp_path, "A,3,0,Joy,mask,PERSON,Joy Amber,Colleague,RA\n,,,Joy,KEEP,,,,RA\n") == (
        ReviewDecision("A", 3, 0, "Joy", "mask", "PERSON", "Joy Amber", "Colleague", "RA"),
        ReviewDecision("", None, None, "Joy", "keep", None, "", "", "RA"),
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A,1,0,Joy,delete,,,,\n", "row 2, column action"),
        ("A,1,0,,mask,,,,\n", "row 2, column text"),
        ("A,-1,0,Joy,mask,,,,\n", "row 2, column turn"),
        ("A,,5,Joy,mask,,,,\n", "row 2, column turn: a start needs its turn"),
        (",1,5,Joy,mask,,,,\n", "row 2, column group"),
        ("A,1,0,Joy,mask,HUMAN,,,\n", "row 2, column type"),
    ],
)
def test_errors_name_row_and_column_and_no_word(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(FormatError, match=message) as error:
        _read(tmp_path, row)
    assert "Joy" not in str(error.value)
