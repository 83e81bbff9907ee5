from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from csa_research.analysis import Analysis
from csa_research.export.pictures import method_charts
from csa_research.export.pictures.plotting import canvas


def test_only_topics_that_may_be_shown_stand_beside_codes(tiny: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        method_charts.draw_topic_codes(axes, tiny)
        assert [label.get_text() for label in axes.get_xticklabels()] == ["0  neglect"]


def test_a_topic_beside_codes_is_called_what_a_person_called_it(tiny: Analysis) -> None:
    assert tiny.topics is not None
    named = tuple(replace(topic, label="Being heard") for topic in tiny.topics.topics)
    with canvas(6, 4) as (_, axes):
        method_charts.draw_topic_codes(axes, replace(tiny, topics=replace(tiny.topics, topics=named)))
        assert [label.get_text() for label in axes.get_xticklabels()] == ["0  Being heard"]


def test_codes_and_topics_leave_out_locked_codes(tiny: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        method_charts.draw_topic_codes(axes, tiny)
        labels = [label.get_text() for label in axes.get_yticklabels()]
    assert "OR04 Naming it in records and categories" in labels
    assert not any(label.startswith("EM09") for label in labels)


def test_saturation_draws_the_curve(tiny: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        method_charts.draw_saturation(axes, tiny)
        assert axes.lines[0].get_ydata().tolist() == list(tiny.saturation[0].curve)


@pytest.mark.parametrize("draw", [method_charts.draw_saturation, method_charts.draw_topic_codes])
def test_a_study_without_words_is_no_error(draw: Any, unspoken: Analysis) -> None:
    with canvas(6, 4) as (_, axes):
        draw(axes, unspoken)
