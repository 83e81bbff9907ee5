"""Steadiness drawn: three bars a topic, what is not measured said in words, and the curve with the number chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from csa_research.analysis import Analysis
from csa_research.export.pictures.plotting import canvas
from csa_research.export.pictures.stability_charts import GIVEN, NO_TOPICS, draw_topic_curve, draw_topics


def with_topics(tiny: Analysis, **changed: Any) -> Analysis:
    assert tiny.topics is not None
    return replace(tiny, topics=replace(tiny.topics, **changed))


def test_three_figures_stand_side_by_side_told_apart_by_hatch(tiny: Analysis) -> None:
    assert tiny.topics is not None
    steady = replace(tiny.topics.topics[0], subsample_stability=0.7, leave_out_stability=0.6)
    with canvas(6, 4) as (figure, axes):
        draw_topics(axes, with_topics(tiny, topics=(steady,)))
        assert [round(bar.get_width(), 2) for bar in axes.patches] == [0.91, 0.7, 0.6]
        assert [bar.get_hatch() for bar in axes.patches] == ["", "////", "...."]
        names = [text.get_text() for text in figure.legends[0].get_texts()]
    assert names == ["over seeded runs", "on 80% subsamples", "one group left out"]


def test_a_marked_topic_has_no_words_but_says_why(tiny: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        draw_topics(axes, tiny)
        labels = [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]
    assert labels == [
        "1  not shown: below the stability floor, carried by one group, fewer than three people",
        "0  neglect",
    ]


def test_a_merged_topic_has_no_bars_but_says_that_it_is_not_measured(tiny: Analysis) -> None:
    assert tiny.topics is not None
    merged = replace(tiny.topics.topics[0], unmeasured="merged by a person")
    with canvas(6, 4) as (_, axes):
        draw_topics(axes, with_topics(tiny, topics=(merged,)))
        assert len(axes.patches) == 0
        assert "stability not measured (merged by a person)" in [text.get_text() for text in axes.texts]


def test_the_curve_marks_the_number_that_was_chosen(tiny: Analysis) -> None:
    curve = ((4, 0.5, 0.1), (5, 0.6, 0.2), (6, 0.4, 0.3))
    with canvas(6, 4) as (_, axes):
        draw_topic_curve(axes, with_topics(tiny, curve=curve, settings=(("topics", "5"),)))
        upper, lower = axes.child_axes
        assert upper.lines[0].get_ydata().tolist() == [0.5, 0.6, 0.4]
        assert lower.lines[0].get_ydata().tolist() == [0.1, 0.2, 0.3]
        assert upper.lines[2].get_xdata().tolist() == [5]
        assert lower.get_xlabel() == "number of topics; chosen: 5, the best sum of ranks in both"


def test_a_number_that_was_given_has_no_curve(tiny: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        draw_topic_curve(axes, tiny)
        assert [text.get_text() for text in axes.texts] == [GIVEN]


@pytest.mark.parametrize("draw", [draw_topics, draw_topic_curve])
def test_a_study_without_topics_says_so(draw: Any, uncoded: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        draw(axes, uncoded)
        assert [text.get_text() for text in axes.texts] == [NO_TOPICS]
