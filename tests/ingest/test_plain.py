"""Plain text in its many layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.ingest import read_transcript


def _read(folder: Path, text: str, **options: str) -> list[tuple[str, str, float | None]]:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return [(t.speaker, t.text, t.start_s) for t in read_transcript(path, "G1", **options).turns]


def test_two_labelled_lines_of_one_speaker_stay_two_turns(tmp_path: Path) -> None:
    assert _read(tmp_path, "P1: One.\nP1: Two.\n") == [("P1", "One.", None), ("P1", "Two.", None)]


def test_a_line_without_a_label_goes_on_with_the_turn_before(tmp_path: Path) -> None:
    assert _read(tmp_path, "P1: One\n  and two\n\nand three.\nP2: Four.") == [
        ("P1", "One and two and three.", None),
        ("P2", "Four.", None),
    ]


@pytest.mark.parametrize(
    "line", ["00:01:02 Joy: Hi.", "[00:01:02] Joy: Hi.", "Joy (00:01:02): Hi.", "Joy [Acme NHS Trust] 1:02: Hi.",
             "- Joy 01:02: Hi.", "[1:02] [Joy]: Hi.", "00:01:02\tJoy\tHi."]
)  # fmt: skip
def test_times_stand_before_or_after_the_label(tmp_path: Path, line: str) -> None:
    assert _read(tmp_path, f"{line}\n{line}") == [("Joy", "Hi.", 62.0)] * 2


def test_badges_are_taken_off_and_kept_apart(tmp_path: Path) -> None:
    assert _read(tmp_path, "Joy Amber (External) (Guest): Hi.\nP2: Yes.")[0] == ("Joy Amber", "Hi.", None)


def test_a_label_alone_on_its_line_takes_the_lines_below(tmp_path: Path) -> None:
    text = "Joy\nHello there.\n\nBal\nYes.\nNo.\n\nJoy\nBal"
    assert _read(tmp_path, text) == [("Joy", "Hello there.", None), ("Bal", "Yes. No.", None), ("Joy", "Bal", None)]


def test_a_label_with_its_colon_alone_on_its_line_takes_the_lines_below(tmp_path: Path) -> None:
    assert _read(tmp_path, "P1:\nHello.\nP2:\nYes.") == [("P1", "Hello.", None), ("P2", "Yes.", None)]


def test_names_with_times_above_the_words_without_empty_lines(tmp_path: Path) -> None:
    text = (
        "Joy Amber started transcription\nJoy Amber   0:03\nHe came at 10:30\nBal   1:00:04\nYes.\nJoy Amber stopped transcription"
    )
    assert _read(tmp_path, text) == [("Joy Amber", "He came at 10:30", 3.0), ("Bal", "Yes.", 3604.0)]


def test_laughter_in_brackets_is_no_speaker(tmp_path: Path) -> None:
    text = "[Joy] Hi.\n[laughs] Well.\n[Bal] Yes.\n[inaudible] then.\n[Joy] No."
    assert [t[:2] for t in _read(tmp_path, text)] == [
        ("Joy", "Hi. [laughs] Well."),
        ("Bal", "Yes. [inaudible] then."),
        ("Joy", "No."),
    ]


def test_a_time_alone_above_a_label_is_its_time(tmp_path: Path) -> None:
    assert _read(tmp_path, "P1: One.\n\n00:05:00\n\nP2: Two.") == [("P1", "One.", None), ("P2", "Two.", 300.0)]


def test_a_name_with_a_time_behind_its_colon_is_a_header_where_the_words_stand_below(tmp_path: Path) -> None:
    text = "Joy: 0:01\nHi.\nBal: 0:02\nYes.\nJoy: 0:03\nNo."
    assert _read(tmp_path, text) == [("Joy", "Hi.", 1.0), ("Bal", "Yes.", 2.0), ("Joy", "No.", 3.0)]


def test_text_without_speakers_is_refused_with_advice_and_without_its_words(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"a\.txt: no turn with a speaker") as error:
        _read(tmp_path, "nobody is named here\nin these secret lines")
    assert "secret" not in str(error.value)


def test_labels_without_text_are_left_out_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("P1: One.\nP2:\nFacilitator: Three.", encoding="utf-8")
    transcript = read_transcript(path, "G1")
    assert [t.speaker for t in transcript.turns] == ["P1", "Facilitator"]
    assert transcript.warnings == ("1 label without any text left out",)
