"""Which beginnings of lines are labels."""

from __future__ import annotations

import pytest

from csa_research.ingest.labels import is_known, is_name, is_short, reads_as_speech
from csa_research.ingest.plain import parse_lines, to_lines


def _said(text: str) -> list[tuple[str, str]]:
    return [(u.speaker, u.text) for u in parse_lines(to_lines(text.split("\n"))).utterances]


@pytest.mark.parametrize(
    "label",
    ["P1", "p 2", "Participant A", "Speaker 3", "FAC", "Interviewer", "Attendance officer", "Family therapist", "CAMHS nurse",
     "College tutor", "Early years lead", "DC Hope", "Dr. Patel", "Female 2", "Unknown speaker", "I"],
)  # fmt: skip
def test_known_shapes_are_labels_even_once(label: str) -> None:
    assert is_known(label)
    assert not reads_as_speech(label)


@pytest.mark.parametrize(
    "words",
    ["Honestly", "So the question is", "What I said", "The thing is", "Because", "No", "She goes", "Well", "And then he said"],
)
def test_beginnings_of_sentences_are_no_labels(words: str) -> None:
    assert reads_as_speech(words)


@pytest.mark.parametrize("label", ["Yvonne St Hilaire", "Bernie C", "O'Neill, Joy", "Ludwig van Loon", "李明", "JOY"])
def test_names_are_recognised_as_names(label: str) -> None:
    assert is_name(label)
    assert is_short(label)


@pytest.mark.parametrize(
    "words", ["", "we went there. then", "[laughs]", "one two three four five six seven", "10", "yes?", "x" * 61]
)
def test_what_has_sentence_marks_or_many_words_is_no_label(words: str) -> None:
    assert not is_short(words)


def test_speech_with_a_colon_at_the_start_of_a_wrapped_line_stays_speech() -> None:
    text = "Joy: I thought about it and\nHonestly: no.\nBal: Right.\nSo the question is: who rings?\nJoy: Me.\nBal: Good."
    assert _said(text) == [
        ("Joy", "I thought about it and Honestly: no."),
        ("Bal", "Right. So the question is: who rings?"),
        ("Joy", "Me."),
        ("Bal", "Good."),
    ]


def test_a_label_seen_once_counts_where_nearly_every_line_has_one() -> None:
    lines = [f"P{i % 3 + 1}: line" for i in range(12)]
    assert ("Winston", "hello") in _said("\n".join([*lines, "Winston: hello"]))


def test_a_name_seen_once_inside_wrapped_text_stays_speech_and_is_reported() -> None:
    text = "P1: we rang and rang and\nMarlon: he never\nanswered, did he\nP2: No.\nand then\nit rang"
    reading = parse_lines(to_lines(text.split("\n")))
    assert [u.speaker for u in reading.utterances] == ["P1", "P2"]
    assert reading.warnings == (
        "line 2: a name with a colon seen only once was kept as speech; if it is a speaker, write the label the same way twice",
    )


def test_title_lines_above_are_preamble_even_with_colons() -> None:
    text = "Title: Group CSC1\nDate: 3 March\nSYNTHETIC - made up\n\nP1: Hello.\nP2: Yes.\nP1: So."
    reading = parse_lines(to_lines(text.split("\n")))
    assert reading.preamble == ("Title: Group CSC1", "Date: 3 March", "SYNTHETIC - made up")
    assert len(reading.utterances) == 3
