"""Agencies over topics, as tables and drawn: the group is the unit, and nothing is told of an agency of one group."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csa_research.analysis import Analysis
from csa_research.export.pictures.agency_charts import NOTHING, agency_note, draw_agency_topics
from csa_research.export.pictures.plotting import canvas
from csa_research.export.tabular.agency_frames import agency_topics, agency_words, open_comparison
from csa_research.records import Topic, TopicModel, Window


def model(talk: dict[str, tuple[str, list[int]]], *, marked: tuple[int, ...] = ()) -> TopicModel:
    """A model of groups (agency, topic of each window); each topic has a word of its own."""
    rows = [(g, agency, i, t) for g, (agency, topics) in talk.items() for i, t in enumerate(topics)]
    windows = tuple(Window(f"{g}-{i}", g, agency, (i,), ("clinic", "custody", "family")[t], ("[P 1]",)) for g, agency, i, t in rows)
    topics = tuple(Topic(t, (f"word{t}",), f"word{t}", (), 0.9, ("a", "b"), 3, (), (), t not in marked) for t in range(3))
    return TopicModel(topics, windows, tuple(t for *_, t in rows), (("seed", "1"),))


TALK = {
    **{f"H{i}": ("health", [0, 0, 0, 2]) for i in range(4)},
    **{f"S{i}": ("social_care", [2, 1, 2, 1 if i else 2]) for i in range(4)},
}


@pytest.fixture
def planted(tiny: Analysis) -> Analysis:
    return replace(tiny, topics=model(TALK))


def test_the_table_has_a_row_a_topic_and_agency_with_its_interval(planted: Analysis) -> None:
    rows = agency_topics(planted).set_index(["Topic", "Agency"])
    health = rows.loc[(0, "Health")]
    assert health[["Groups raising it", "of", "Share", "Difference", "Interval low", "Interval high"]].tolist() == [
        4,
        4,
        0.75,
        0.75,
        0.75,
        0.75,
    ]
    assert (health["Raised only by"], health["Shown"]) == ("Health", "yes")
    assert rows.loc[(2, "Health"), "Raised only by"] == ""
    assert len(rows) == 6


def test_words_that_set_an_agency_apart_are_listed_by_agency(planted: Analysis) -> None:
    rows = agency_words(planted).set_index("Agency").iloc[:, 0]
    assert rows["Health"].startswith("clinic (")
    assert rows["Social care"].startswith("custody (")


def test_each_agency_has_its_shape_its_interval_and_its_groups_behind(planted: Analysis) -> None:
    with canvas(7, 5) as (_, axes):
        draw_agency_topics(axes, planted)
        marks = [line for line in axes.lines if len(line.get_xdata()) == 1 and line.get_markersize() > 6]
        behind = [line for line in axes.lines if line.get_markersize() < 4 and line.get_marker() != "None"]
        labels = [text.get_text() for text in axes.texts]
    assert {line.get_marker() for line in marks} == {"o", "s"}
    assert sorted(len(line.get_xdata()) for line in behind) == [4] * 6
    assert "Health  75% of talk, 4/4 groups" in labels
    assert "Social care  0% of talk, 0/4 groups" in labels


def test_what_differs_and_what_one_agency_alone_raises_is_written(planted: Analysis) -> None:
    with canvas(7, 5) as (_, axes):
        draw_agency_topics(axes, planted)
        names = {label.get_text()[0]: label.get_text() for label in axes.get_yticklabels()}
    assert names["0"] == "0  word0\n★ agencies differ, q = 0.025\n► only Health"
    assert "only Social care" in names["1"]
    assert "only" not in names["2"]
    assert "bootstrap over groups within each agency" in agency_note(planted)


def test_a_marked_topic_is_not_compared_in_the_open(planted: Analysis) -> None:
    hidden = replace(planted, topics=model(TALK, marked=(0,)))
    assert [row.topic for row in open_comparison(hidden)] == [1, 2]
    assert agency_topics(hidden).groupby("Topic")["Shown"].first().tolist() == ["no", "yes", "yes"]


def test_an_agency_of_one_group_is_left_out_and_so_is_its_talk(planted: Analysis) -> None:
    alone = replace(planted, topics=model({**TALK, "P0": ("police", [1, 1, 1, 1])}))
    assert open_comparison(alone)[0] == open_comparison(planted)[0]
    assert agency_note(alone).endswith("Left out, as only one group spoke: police.")
    assert "police" in set(agency_topics(alone)["Agency"])


def test_one_agency_gives_no_chart(planted: Analysis) -> None:
    one = replace(planted, topics=model({g: own for g, own in TALK.items() if own[0] == "health"}))
    with canvas(7, 5) as (_, axes):
        draw_agency_topics(axes, one)
        assert [text.get_text() for text in axes.texts] == [NOTHING]
