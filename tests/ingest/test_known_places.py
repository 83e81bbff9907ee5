"""known_places.csv: what a study knows of its area."""

from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.ingest import read_known_places
from csa_research.records import RosterEntry


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "known_places.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_places_and_organisations_each_once(tmp_path: Path) -> None:
    path = written(tmp_path, "name,type\nQuornby,\nWimble Lane,PLACE\nZorbwick Primary,org\nQuornby,PLACE\n")
    assert read_known_places(path) == (
        RosterEntry("Quornby", "PLACE"),
        RosterEntry("Wimble Lane", "PLACE"),
        RosterEntry("Zorbwick Primary", "ORG"),
    )


def test_the_type_may_be_left_out(tmp_path: Path) -> None:
    assert read_known_places(written(tmp_path, "name\nQuornby\n")) == (RosterEntry("Quornby", "PLACE"),)


@pytest.mark.parametrize("text", ["name,type\n", "name\n\n"])
def test_no_file_and_no_rows_are_no_places(tmp_path: Path, text: str) -> None:
    assert read_known_places(tmp_path / "known_places.csv") == ()
    assert read_known_places(written(tmp_path, text)) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("place\nQuornby\n", "no column name"),
        ("name,type\n,ORG\n", "row 2, column name"),
        ("name,type\nQuornby,PERSON\n", "row 2, column type"),
        ("name,type\nQuornby,town\n", "row 2, column type"),
        ("", "empty"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_never_by_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FormatError, match=said) as caught:
        read_known_places(written(tmp_path, text))
    assert "Quornby" not in str(caught.value) or "columns are" in str(caught.value)
