"""roster.csv."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.ingest import read_roster
from csa_research.records import RosterEntry


def _read(folder: Path, text: str) -> tuple[RosterEntry, ...]:
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    return read_roster(folder / "roster.csv")


def test_a_row_becomes_an_entry(tmp_path: Path) -> None:
    text = "name,type,aliases,label,group,note\nJoy Amber,person,Joy; JA;Joy,Colleague,CSC1,a note\nOak School,ORG,,,,\n"
    assert _read(tmp_path, text) == (
        RosterEntry("Joy Amber", "PERSON", ("Joy", "JA"), "Colleague", "CSC1", "a note"),
        RosterEntry("Oak School", "ORG"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,type\nJoy Amber,human\n", r"row 2, column type: must be one of PERSON"),
        ("name,type,note\n,PERSON,x\n", r"row 2, column name: is empty"),
        ("person,type\nJoy Amber,PERSON\n", r"no column name"),
        ("name,type,name\nJoy Amber,PERSON,x\n", r"column name is there twice"),
    ],
)
def test_errors_name_row_and_column_and_no_name(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message) as error:
        _read(tmp_path, text)
    assert "Joy" not in str(error.value)
