"""Topics over the meeting, on windows that can be counted by hand."""

from __future__ import annotations

from csa_research.findings.topic_timeline import OPENING, asked, place_names, timeline
from csa_research.records import Topic, TopicModel, Window

GUIDE = ("What signs do you look for in a child?", "What gets in the way of asking?")


def window(name: str, group: str, words: int, question: str = "") -> Window:
    return Window(name, group, "", (), "word " * words, question=question)


def topic(number: int) -> Topic:
    return Topic(number, ("word",), f"topic {number}", (), 0.9, ("A",), 3, (), (), True)


def model(windows: tuple[Window, ...], assignment: tuple[int, ...]) -> TopicModel:
    return TopicModel((topic(0), topic(1)), windows, assignment, ())


def test_a_window_is_spread_over_the_tenths_that_it_lies_in() -> None:
    half = model((window("a", "A", 50), window("b", "A", 50)), (0, 1))
    assert [m.share for m in timeline(half) if m.topic == 0] == [1.0] * 5 + [0.0] * 5
    third = model((window("a", "A", 25), window("b", "A", 75)), (0, 1))
    assert [m.share for m in timeline(third) if m.topic == 0][:4] == [1.0, 1.0, 0.5, 0.0]
    assert [m.name for m in timeline(half)][:4] == ["1st tenth", "2nd tenth", "3rd tenth", "4th tenth"]


def test_the_group_is_the_unit_whatever_its_length() -> None:
    two = model((window("a", "A", 10), window("b", "B", 1000)), (0, 1))
    first = timeline(two, seed=1)[0]
    assert (first.share, first.groups, first.groups_raising, first.low, first.high) == (0.5, 2, 1, 0.0, 1.0)
    alone = timeline(model((window("a", "A", 10),), (0,)))[0]
    assert (alone.share, alone.low, alone.high) == (1.0, None, None)


def test_a_probe_stays_with_the_guides_question_before_it() -> None:
    said = ("", "So, which signs would you look for, with children?", "Really? Go on?", "And what gets in the way when asking?")
    windows = tuple(window(str(i), "A", 10, question) for i, question in enumerate(said))
    assert asked(windows, GUIDE) == (0, 1, 1, 2)


def test_the_guides_questions_are_the_places_and_one_that_nobody_reached_has_no_share() -> None:
    one = model((window("a", "A", 30, GUIDE[0]), window("b", "A", 10, "Mm?")), (0, 1))
    rows = timeline(one, GUIDE)
    assert [(m.topic, m.place, m.share, m.groups) for m in rows] == [
        (0, 1, 0.75, 1),
        (0, 2, None, 0),
        (1, 1, 0.25, 1),
        (1, 2, None, 0),
    ]
    assert place_names(one, GUIDE) == {1: GUIDE[0], 2: GUIDE[1]}
    early = model((window("a", "A", 30, "Who is here?"),), (0,))
    assert place_names(early, GUIDE)[0] == OPENING


def test_talk_without_a_topic_is_in_the_whole_and_no_topic_gives_no_row() -> None:
    assert timeline(model((window("a", "A", 30, GUIDE[0]), window("b", "A", 10)), (0, -1)), GUIDE)[0].share == 0.75
    assert timeline(TopicModel((), (), (), ())) == ()
