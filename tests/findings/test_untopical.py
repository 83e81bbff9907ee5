"""Codes with no topic, counted by hand."""

from __future__ import annotations

from csa_research.findings.untopical import UntopicalCode, untopical_codes
from csa_research.offsets import Span
from csa_research.records import Coding, Topic, TopicModel, Window

WINDOWS = tuple(Window(f"w{i}", "A", "health", (i,), "talk", ("[Participant 1]",)) for i in range(12))


def topic(number: int, *own: int) -> Topic:
    return Topic(number, ("a",), "a", tuple(f"w{i}" for i in own), 0.9, ("A", "B"), 3, (), (), True)


MODEL = TopicModel(
    (topic(0, 0, 1, 2, 3, 4, 5), topic(1, 6, 7, 8), topic(2, 9, 10, 11)), WINDOWS, (0,) * 6 + (1,) * 3 + (2,) * 3, ()
)


def coded(code: str, *turns: int) -> list[Coding]:
    return [Coding(f"{code}{t}", "A", t, Span(0, 4), "talk", code, "barrier", "a") for t in turns]


def test_a_code_that_lies_in_one_topic_has_one_and_one_that_is_spread_has_none() -> None:
    codings = [*coded("IN1", 6, 7, 8), *coded("ALL", 0, 1, 2, 6, 9, 10)]
    assert untopical_codes(MODEL, codings) == (UntopicalCode("ALL", 6, 2, 0.3333, 0.25),)


def test_a_third_of_the_windows_and_twice_the_size_are_both_needed() -> None:
    assert [c.code for c in untopical_codes(MODEL, coded("BIG", 0, 1, 2, 3, 6))] == ["BIG"]  # 80% of it, where 50% would lie
    assert untopical_codes(MODEL, coded("HALF", 0, 1, 9, 10)) == ()  # 50% of it, where 25% would lie


def test_a_code_in_two_windows_is_not_judged() -> None:
    assert untopical_codes(MODEL, coded("FEW", 0, 9)) == ()
