from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.coding.suggesting.words import sentences, stem, words_of


def stems(text: str) -> list[str]:
    return [word.stem for word in words_of(text)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("missed the signs", "misses the sign"),
        ("didn't believe her", "didnt believe her"),
        ("we’d stopped", "we would stop"),
        ("they're worried", "theyre worry"),
        ("children told", "child tell"),
        ("he's writing", "he's wrote"),
        ("can't cope", "cannot coped"),
    ],
)
def test_inflected_and_contracted_words_meet(first: str, second: str) -> None:
    assert stems(first) == stems(second)


def test_each_word_keeps_its_place() -> None:
    text = "I didn't ask [Child 3]."
    assert [(word.stem, text[word.span.start : word.span.end]) for word in words_of(text)] == [
        ("i", "I"), ("do", "didn't"), ("not", "didn't"), ("ask", "ask"), ("[child 3]", "[Child 3]"),
    ]  # fmt: skip


def test_short_words_and_endings_that_belong_stay() -> None:
    assert [stem(word) for word in ("his", "bus", "loss", "crisis", "virus")] == ["his", "bus", "loss", "crisis", "virus"]


def test_sentences_of_a_turn() -> None:
    text = "Nobody asked. Did we? No… not “then.” Well"
    assert [text[s.start : s.end] for s in sentences(text)] == ["Nobody asked.", "Did we?", "No…", "not “then.”", "Well"]


def test_speech_without_punctuation_is_cut_into_overlapping_stretches() -> None:
    text = " ".join(f"w{i}" for i in range(50))
    pieces = [text[s.start : s.end].split() for s in sentences(text)]
    assert [(piece[0], piece[-1]) for piece in pieces] == [("w0", "w25"), ("w18", "w43"), ("w36", "w49")]


@given(st.text(max_size=200))
def test_sentences_and_words_lie_in_the_text_whatever_it_is(text: str) -> None:
    spans = [*sentences(text), *(word.span for word in words_of(text))]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    covered = {at for span in sentences(text) for at in range(span.start, span.end)}
    assert all(word.span.start in covered for word in words_of(text))
