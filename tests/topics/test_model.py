"""The topic model on planted talk: the subjects come back, with their words, people and steadiness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from csa_research.errors import InputError
from csa_research.records import Topic, TopicModel
from csa_research.topics.model import fit_topics, marks, may_leave
from csa_research.topics.windows import make_windows
from tests.topics.conftest import SUBJECTS, talk


@pytest.mark.slow
def test_planted_subjects_come_back_with_their_words(planted: TopicModel) -> None:
    for words in SUBJECTS.values():
        best = max(planted.topics, key=lambda t: len(set(t.words) & set(words.split())))
        assert len(set(best.words) & set(words.split())) >= 5


@pytest.mark.slow
def test_planted_topics_are_steady_spread_and_may_be_shown(planted: TopicModel) -> None:
    assert len(planted.topics) == 4
    for topic in planted.topics:
        assert topic.exportable
        assert topic.stability > 0.8
        assert topic.subsample_stability > 0.7
        assert topic.leave_out_stability > 0.8
        assert len(topic.groups) == 6
        assert len({group for group, _ in topic.typical_turns}) == 3


@pytest.mark.slow
def test_every_window_has_a_topic_and_the_curve_says_how_k_was_chosen(planted: TopicModel) -> None:
    assert len(planted.assignment) == len(planted.windows)
    assert set(planted.assignment) == {t.id for t in planted.topics}
    assert len(planted.topics) in {k for k, _, _ in planted.curve}
    assert dict(planted.settings)["spaces"] == "words"


def test_two_runs_are_identical(quick_names: Callable[..., object]) -> None:
    turns, groups = talk(groups=3)
    windows = make_windows(turns, groups)
    assert fit_topics(windows, seed=3, runs=5) == fit_topics(windows, seed=3, runs=5)


def test_a_fixed_number_of_topics_is_kept(quick_names: Callable[..., object]) -> None:
    turns, groups = talk(groups=3)
    assert len(fit_topics(make_windows(turns, groups), seed=3, topics=3, runs=5).topics) == 3


def test_too_little_talk_is_refused_with_what_to_do() -> None:
    turns, groups = talk(groups=1, per_group=3)
    with pytest.raises(InputError, match="at least 12 windows"):
        fit_topics(make_windows(turns, groups))


def test_a_topic_of_one_group_of_two_people_or_unsteady_may_not_leave() -> None:
    assert may_leave(("A", "B"), 3, 0.5, 0.5)
    assert not may_leave(("A",), 9, 0.9, 0.5)
    assert not may_leave(("A", "B"), 2, 0.9, 0.5)
    assert not may_leave(("A", "B"), 9, 0.49, 0.5)


def test_a_marked_topic_says_every_reason_and_a_shown_one_none() -> None:
    topic = Topic(0, ("a",), "a", (), 0.31, ("HE1",), 2, (), (), False)
    model = TopicModel((topic,), (), (), (("floor", "0.5"),))
    assert marks(model, topic) == ("below the stability floor", "carried by one group", "fewer than three people")
    assert marks(model, replace(topic, stability=0.5, groups=("A", "B"))) == ("fewer than three people",)
    assert marks(model, replace(topic, groups=("A", "B"), participants=3, unmeasured="merged by a person")) == (
        "below the stability floor before it was merged by a person",
    )
    assert marks(model, replace(topic, exportable=True)) == ()
