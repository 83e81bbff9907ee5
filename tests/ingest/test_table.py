"""One row a turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.ingest import read_transcript


def _csv(folder: Path, text: str) -> Path:
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return folder / "a.csv"


def test_columns_are_known_by_synonyms_in_any_order(tmp_path: Path) -> None:
    path = _csv(tmp_path, 'What,Timestamp,Participant\n"One, two",0:05,P1\nThree,65,P2\n')
    assert [(t.speaker, t.text, t.start_s) for t in read_transcript(path, "G").turns] == [
        ("P1", "One, two", 5.0),
        ("P2", "Three", 65.0),
    ]


def test_a_row_without_speaker_goes_on_and_a_title_above_is_no_turn(tmp_path: Path) -> None:
    path = _csv(tmp_path, 'SYNTHETIC,\nSpeaker,Text\nP1,"one\ntwo"\n,three\nP1,four\n')
    transcript = read_transcript(path, "G")
    assert [(t.speaker, t.text) for t in transcript.turns] == [("P1", "one two three"), ("P1", "four")]
    assert "1 line before the first speaker kept out of the turns" in transcript.warnings


def test_a_missing_header_names_the_columns_seen(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"a\.csv: row 1: no column for speaker and text .* columns are Sprecher, Aussage\."):
        read_transcript(_csv(tmp_path, "Sprecher,Aussage\nP1,ja\nP2,nein\n"), "G")


def test_a_first_row_that_is_already_a_turn_is_never_quoted(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"its columns are A, B\.") as error:
        read_transcript(_csv(tmp_path, "Joy,Secret words\nBal,ja\nJoy,nein\n"), "G")
    assert "Joy" not in str(error.value)


def test_semicolons_and_the_excel_separator_line_are_understood(tmp_path: Path) -> None:
    path = _csv(tmp_path, "sep=;\nSpeaker;Text\nP1;a, b\n")
    assert read_transcript(path, "G").turns[0].text == "a, b"


def test_a_quote_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="quote is not closed"):
        read_transcript(_csv(tmp_path, 'Speaker,Text\nP1,"' + "x" * 200_000), "G")


def test_workbooks_keep_times_numbers_and_formulas_as_written(tmp_path: Path) -> None:
    import datetime

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in [("Time", "Speaker", "Text"), (datetime.time(0, 1, 2), "P1", 12.0), (datetime.timedelta(seconds=70), "P2", "=- no")]:
        sheet.append(row)
    hidden = book.create_sheet("notes")
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    transcript = read_transcript(tmp_path / "a.xlsx", "G")
    assert [(t.start_s, t.text) for t in transcript.turns] == [(62.0, "12"), (70.0, "=- no")]
    assert "1 hidden sheet not read" in transcript.warnings
