from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from csa_research.analysis import Analysis, analyse
from csa_research.export.pictures import topic_charts
from csa_research.export.pictures.plotting import canvas

from .conftest import inputs


def in_two_groups(analysis: Analysis) -> Analysis:
    """Anger in both groups of the topic that may be shown, and in one group of the other."""
    places = (("SC2", 1), ("HE2", 2))
    more = [replace(c, id=f"{c.id}-em", code="EM05", effect="towards") for c in analysis.codings if (c.group, c.turn) in places]
    return analyse(replace(inputs(), codings=(*analysis.codings, *more)))


def test_a_cell_holds_its_share_and_difference_and_only_topics_that_may_be_shown(tiny: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        topic_charts.draw_topic_emotions(axes, in_two_groups(tiny))
        assert [label.get_text().split("\n") for label in axes.get_yticklabels()] == [["0  neglect", "8 coded turns"]]
        assert [label.get_text().split()[0] for label in axes.get_xticklabels()] == ["EM05"]
        assert [t.get_text() for t in axes.texts] == ["25%", "+11"]  # 2 of 8 against 1 of 7


def test_an_emotion_of_one_group_in_the_topic_is_hatched_and_bears_no_number(tiny: Analysis) -> None:
    study = in_two_groups(tiny)
    fewer = tuple(c for c in study.codings if not (c.code == "EM05" and c.group == "SC2"))
    with canvas(6, 4) as (_, axes):
        topic_charts.draw_topic_emotions(axes, replace(study, codings=fewer))
        assert [t.get_text() for t in axes.texts] == []
        assert [p.get_hatch() for p in axes.patches] == ["////"]


def test_no_locked_emotion_is_a_column(tiny: Analysis) -> None:
    assert not any(r.code == "EM09" for r in topic_charts.shown_emotions(tiny))


def test_the_timeline_writes_the_share_above_its_columns(tiny: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        topic_charts.draw_topic_timeline(axes, tiny)
        assert [t.get_text() for t in axes.texts] == ["50%"] * 10
        assert [label.get_text() for label in axes.get_xticklabels()] == [str(i) for i in range(1, 11)]


def test_a_place_where_one_group_spoke_has_no_column(tiny: Analysis) -> None:
    assert tiny.topics is not None
    windows = tuple(replace(w, question="What helps?") if w.group == "HE2" else w for w in tiny.topics.windows)
    with canvas(6, 4) as (_, axes):
        topic_charts.draw_topic_timeline(axes, replace(tiny, topics=replace(tiny.topics, windows=windows), guide=("What helps?",)))
        assert [t.get_text() for t in axes.texts] == ["33%"]


def test_guided_topics_say_that_they_show_nothing_of_the_codebook(tiny: Analysis) -> None:
    assert topic_charts.guided_note(tiny) == ""
    assert tiny.topics is not None
    guided = replace(tiny, topics=replace(tiny.topics, settings=(*tiny.topics.settings, ("guided", "2 codes"))))
    assert "cannot be used as evidence that the codebook is complete" in topic_charts.guided_note(guided)


@pytest.mark.parametrize("draw", [topic_charts.draw_topic_emotions, topic_charts.draw_topic_timeline])
def test_a_study_without_topics_is_said_to_have_none(draw: Any, unspoken: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        draw(axes, unspoken)
        assert "No topic model" in axes.texts[0].get_text()
