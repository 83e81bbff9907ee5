"""The map of topics: near where they use the same words, the same at every run, and true for one, two and no topic."""

from __future__ import annotations

from math import dist

import pytest

from csa_research.findings.topic_map import TopicMap, topic_map
from csa_research.records import TopicModel, Window

COURT, LAW, SCHOOL = "court judge hearing witness", "court judge solicitor evidence", "pupil teacher classroom lesson"
WARD = "nurse ward doctor bed"


def model(*talk: tuple[str, int]) -> TopicModel:
    windows = tuple(Window(f"w{i}", "G1", "health", (i,), text) for i, (text, _) in enumerate(talk))
    return TopicModel((), windows, tuple(topic for _, topic in talk), ())


def test_topics_that_share_words_lie_nearer_and_know_each_other() -> None:
    made = topic_map(model(*[(COURT, 0), (LAW, 1)] * 2, *[(SCHOOL, 2), (WARD, 3)] * 4))
    at = {place.topic: (place.x, place.y) for place in made.places}
    assert dist(at[0], at[1]) < dist(at[0], at[2])
    assert [place.nearest for place in made.places][:2] == [1, 0]
    assert 0.5 < made.shown < 1  # four topics need three axes


def test_the_share_is_of_all_windows_those_without_a_topic_too() -> None:
    made = topic_map(model((COURT, 0), (LAW, 1), (SCHOOL, -1), (SCHOOL, -1)))
    assert [place.share for place in made.places] == [0.25, 0.25]


def test_two_topics_that_share_nothing_are_the_square_root_of_their_distance_apart() -> None:
    first, second = topic_map(model((COURT, 3), (COURT, 3), (SCHOOL, 7), (SCHOOL, 7))).places
    assert (first.topic, second.topic, first.nearest, second.nearest) == (3, 7, 7, 3)
    assert dist((first.x, first.y), (second.x, second.y)) == pytest.approx(1)


def test_one_topic_lies_in_the_middle_and_none_makes_an_empty_map() -> None:
    (only,) = topic_map(model((COURT, 0), (COURT, 0))).places
    assert (only.x, only.y, only.nearest) == (0, 0, -1)
    assert topic_map(model((COURT, -1))) == TopicMap((), 0.0)


def test_the_same_model_gives_the_same_map() -> None:
    talk = model((COURT, 0), (LAW, 1), (SCHOOL, 2), (LAW, 1), (SCHOOL, 2))
    assert topic_map(talk) == topic_map(talk)
