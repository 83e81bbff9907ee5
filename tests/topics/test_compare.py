"""Agencies compared with the group as the unit: quiet where nothing differs, loud where something was planted."""

from __future__ import annotations

import numpy as np
import pytest

from csa_research.records import Topic, TopicModel, Window
from csa_research.topics.compare import adjust, agency_words, compare_agencies, permutation_test

AGENCIES = np.repeat([0, 1, 2, 3], [4, 4, 3, 3])


def model(talk: dict[str, tuple[str, list[int]]], texts: dict[int, str] | None = None) -> TopicModel:
    """A model of groups (agency, topic of each window)."""
    windows, assignment = [], []
    for group, (agency, topics) in talk.items():
        for i, topic in enumerate(topics):
            text = (texts or {}).get(topic, "talk")
            windows.append(Window(f"{group}-W{i:04d}", group, agency, (i,), text, ("[Participant 1]",)))
            assignment.append(topic)
    topics = tuple(
        Topic(t, ("word",), "word", (), 0.9, (), 3, (), (), True) for t in sorted({t for _, own in talk.values() for t in own})
    )
    return TopicModel(topics, tuple(windows), tuple(assignment), ())


PLANTED = model({
    **{f"H{i}": ("health", [0, 0, 0, 1]) for i in range(4)},
    **{f"P{i}": ("police", [2, 1, 2, 1]) for i in range(4)},
})  # fmt: skip


def test_a_planted_difference_is_found_with_its_size_and_interval() -> None:
    first = compare_agencies(PLANTED, permutations=500, draws=200)[0]
    health = first.agencies[0]
    assert (health.agency, health.share, health.difference, health.groups, health.groups_raising) == ("health", 0.75, 0.75, 4, 4)
    assert health.low == health.high == 0.75
    assert first.p_value < 0.06
    assert first.q_value < 0.1


def test_a_topic_that_one_agency_raises_is_named() -> None:
    assert [row.only for row in compare_agencies(PLANTED, permutations=50, draws=50)] == ["health", "", "police"]


def test_an_agency_of_one_group_has_no_interval() -> None:
    rows = compare_agencies(model({"H": ("health", [0, 1]), "P": ("police", [0, 1])}), permutations=50, draws=50)
    assert rows[0].agencies[0].low is None
    assert rows[0].p_value == 1.0


def null_table(rng: np.random.Generator) -> np.ndarray:
    """Topic shares of 14 groups that differ from each other, but not by agency."""
    return rng.dirichlet(np.full(12, 0.4), size=14)


def test_false_positives_under_the_null_are_near_five_per_cent() -> None:
    rng = np.random.default_rng(11)
    p = [permutation_test(null_table(rng), AGENCIES, permutations=199, seed=draw)[1] for draw in range(200)]
    assert 0.03 <= np.mean(np.array(p) <= 0.05) <= 0.07


@pytest.mark.parametrize(("lift", "low", "high"), [(0.0, 0.0, 0.12), (0.3, 0.6, 1.0), (0.6, 0.95, 1.0)])
def test_power_grows_with_the_planted_difference(lift: float, low: float, high: float) -> None:
    rng = np.random.default_rng(5)
    found = []
    for draw in range(60):
        table = rng.dirichlet(np.full(12, 2.0), size=14)
        table[AGENCIES == 0, 0] += lift
        found.append(permutation_test(table, AGENCIES, permutations=199, seed=draw)[1][0] <= 0.05)
    assert low <= np.mean(found) <= high


def test_q_values_follow_benjamini_and_hochberg() -> None:
    assert adjust([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])


def test_words_that_set_an_agency_apart_are_said_in_two_of_its_groups() -> None:
    texts = {0: "paediatrician ward clinic", 1: "family family family", 2: "sergeant custody station"}
    words = agency_words(model({
        "H0": ("health", [0, 1]), "H1": ("health", [0, 1]), "P0": ("police", [2, 1]), "P1": ("police", [2, 1]),
    }, texts))  # fmt: skip
    assert {w.word for w in words if w.agency == "health"} == {"paediatrician", "ward", "clinic"}
    assert {w.word for w in words if w.agency == "police"} == {"sergeant", "custody", "station"}
    assert all(w.groups == 2 for w in words)


def test_the_only_word_that_is_said_sets_nobody_apart() -> None:
    assert agency_words(model({"H0": ("health", [0]), "P0": ("police", [0])}, {0: "custody"})) == ()


def test_the_comparison_is_the_same_every_time() -> None:
    assert compare_agencies(PLANTED, seed=4) == compare_agencies(PLANTED, seed=4)
