"""Captions to turns: how cues are joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.errors import FormatError
from csa_research.ingest import hidden_text, read_transcript
from csa_research.ingest.captions import ends_sentence


def _vtt(folder: Path, *cues: tuple[float, float, str]) -> Path:
    def clock(s: float) -> str:
        return f"00:{int(s) // 60:02}:{s % 60:06.3f}"

    body = "\n\n".join(f"{i}\n{clock(a)} --> {clock(b)}\n{text}" for i, (a, b, text) in enumerate(cues))
    path = folder / "a.vtt"
    path.write_text(f"WEBVTT\n\nNOTE made up\nby Nan Other\n\n{body}\n", encoding="utf-8")
    return path


def _said(path: Path) -> list[tuple[str, str]]:
    return [(t.speaker, t.text) for t in read_transcript(path, "G1").turns]


def test_a_sentence_cut_over_cues_is_one_turn(tmp_path: Path) -> None:
    path = _vtt(tmp_path, (0, 2, "<v Joy>We rang and</v>"), (9, 11, "<v Joy>nobody came.</v>"), (20, 21, "<v Bal>No.</v>"))
    assert _said(path) == [("Joy", "We rang and nobody came."), ("Bal", "No.")]
    assert read_transcript(path, "G1").turns[0].end_s == 11.0


def test_sentences_of_one_speaker_are_one_turn_when_close_and_two_when_apart(tmp_path: Path) -> None:
    close = _vtt(tmp_path, (0, 2, "<v Joy>One.</v>"), (3.4, 5, "<v Joy>Two.</v>"))
    assert _said(close) == [("Joy", "One. Two.")]
    apart = _vtt(tmp_path, (0, 2, "<v Joy>One.</v>"), (3.5, 5, "<v Joy>Two.</v>"))
    assert _said(apart) == [("Joy", "One."), ("Joy", "Two.")]


def test_two_voices_in_a_cue_are_two_turns(tmp_path: Path) -> None:
    assert _said(_vtt(tmp_path, (0, 2, "<v Joy>One.</v> <v.loud Bal (Guest)>A &lt; B &amp; <i>C</i>.</v>"))) == [
        ("Joy", "One."),
        ("Bal", "A < B & C."),
    ]


def test_zoom_names_and_cues_without_one(tmp_path: Path) -> None:
    path = _vtt(tmp_path, (0, 2, "Joy Amber: One."), (9, 11, "still Joy"), (12, 13, "Bal: Two."), (14, 15, "Joy Amber: Three."))
    assert _said(path) == [("Joy Amber", "One. still Joy"), ("Bal", "Two."), ("Joy Amber", "Three.")]


def test_a_name_seen_once_in_the_middle_of_a_cue_is_reported(tmp_path: Path) -> None:
    path = _vtt(tmp_path, (0, 2, "P1: One\nBal: two."), (9, 11, "three"), (12, 13, "four"), (14, 15, "P2: Five."))
    assert _said(path) == [("P1", "One Bal: two. three four"), ("P2", "Five.")]
    assert read_transcript(path, "G1").warnings[0].startswith("line 1: a name with a colon")


def test_an_srt_whose_last_line_is_a_number_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nP1: How many?\n\n2\n00:00:03,000 --> 00:00:04,000\nP2: I think\n12\n", encoding="utf-8"
    )
    assert _said(path) == [("P1", "How many?"), ("P2", "I think 12")]


def test_captions_without_speakers_are_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="do not say who speaks"):
        _said(_vtt(tmp_path, (0, 2, "hello"), (3, 4, "there")))


def test_a_vtt_that_does_not_begin_as_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text("hello\n", encoding="utf-8")
    with pytest.raises(FormatError, match="WEBVTT"):
        _said(tmp_path / "a.vtt")


def test_notes_and_badges_are_hidden_text(tmp_path: Path) -> None:
    assert hidden_text(_vtt(tmp_path, (0, 2, "<v Joy (Acme Trust)>One.</v>"))) == ("made up by Nan Other", "Acme Trust")


@pytest.mark.parametrize(
    ("text", "ends"), [("One.", True), ('"One?"', True), ("(one!)", True), ("one…", True), ("past—", False), ("and", False)]
)
def test_sentences_end_with_their_marks(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends
