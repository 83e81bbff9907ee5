"""Codes with no topic, counted by hand."""

from __future__ import annotations

from csa_research.findings.untopical import UntopicalCode, untopical_codes
from csa_research.offsets import Span
from csa_research.records import Coding, Topic, TopicModel, Window

SIZES = (40, 20, 20)
WINDOWS = tuple(Window(f"w{i}", "A", "health", (i,), "talk", ("[Participant 1]",)) for i in range(80))
ASSIGNMENT = tuple(topic for topic, size in enumerate(SIZES) for _ in range(size))
MODEL = TopicModel(
    tuple(
        Topic(t, ("a",), "a", tuple(f"w{i}" for i in range(80) if ASSIGNMENT[i] == t), 0.9, ("A", "B"), 3, (), (), True)
        for t in range(3)
    ),
    WINDOWS, ASSIGNMENT, (),
)  # fmt: skip


def coded(code: str, *numbers: int) -> list[Coding]:
    """The code on so many windows of each topic."""
    turns = [sum(SIZES[:topic]) + i for topic, n in enumerate(numbers) for i in range(n)]
    return [Coding(f"{code}{t}", "A", t, Span(0, 4), "talk", code, "barrier", "a") for t in turns]


def test_a_code_that_is_spread_has_no_topic_and_the_closest_is_told() -> None:
    assert untopical_codes(MODEL, coded("ALL", 4, 2, 3)) == (UntopicalCode("ALL", 9, 2, 0.3333, 0.25),)


def test_a_code_in_a_fifth_of_a_topic_has_one() -> None:
    assert untopical_codes(MODEL, coded("FIFTH", 7, 4, 3)) == ()
    assert [c.code for c in untopical_codes(MODEL, coded("LESS", 7, 3, 3))] == ["LESS"]


def test_a_small_code_has_the_topic_that_holds_a_third_of_it_and_twice_what_size_would_give() -> None:
    assert untopical_codes(MODEL, coded("IN1", 1, 3, 0)) == ()
    assert [c.code for c in untopical_codes(MODEL, coded("BIG", 7, 1, 0))] == ["BIG"]  # 88% of it, where 50% would lie


def test_a_code_in_two_windows_is_not_judged() -> None:
    assert untopical_codes(MODEL, coded("FEW", 1, 1, 0)) == ()


def test_the_most_used_come_first() -> None:
    found = untopical_codes(MODEL, [*coded("B", 4, 2, 3), *coded("A", 4, 2, 3), *coded("C", 6, 3, 3)])
    assert [c.code for c in found] == ["C", "A", "B"]
