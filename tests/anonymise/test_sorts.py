"""Sorts of numbers and stems of words, for lines that show like things together."""

import pytest
from made import made

from csa_research.anonymise.asking.net import net_questions, suspects
from csa_research.anonymise.asking.sorts import AMOUNT, CLOCK, TIME, number_sort, stem


@pytest.mark.parametrize(
    ("said", "sort"),
    [
        ("two weeks", TIME),
        ("forty-five minutes", TIME),
        ("thirty year", TIME),
        ("nine o'clock", CLOCK),
        ("ten past nine", CLOCK),
        ("six pages", AMOUNT),
        ("three of us", AMOUNT),
        ("forty percent", AMOUNT),
        ("nine children", "nine"),
        ("three aunties", "three"),
        ("two grandsons", "two"),
        ("eleven.", "eleven"),
        ("sixty-three, parked", "sixty-three"),
        ("one-armed chaps", "one-armed"),
        ("seven zorbwicks", "seven"),
    ],
)
def test_numbers_of_families_and_numbers_by_themselves_are_no_amounts(said: str, sort: str) -> None:
    transcript, _ = made("G", f"P1: I had {said}")
    first = min(net_questions(suspects((transcript,)), (transcript,)), key=lambda q: q.snippets[0].span.start)
    assert number_sort(first) == sort


@pytest.mark.parametrize(
    "words",
    [
        ("tiptoe", "tiptoeing", "Tiptoes"),
        ("GP", "GPs", "GP's"),
        ("Friday", "Fridays"),
        ("blart", "blarted"),
        ("cousins'", "cousin"),
    ],
)
def test_inflected_forms_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize("words", [("Miss", "Mist"), ("red", "r"), ("sing", "s"), ("e", "ed"), ("bus", "busy")])
def test_short_words_and_other_words_keep_their_own(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == len(words)
