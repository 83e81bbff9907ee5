"""The map drawn: a circle for each topic that may be shown, with its number, and a list of names beside it."""

from __future__ import annotations

from csa_research.analysis import Analysis
from csa_research.export.pictures.plotting import canvas
from csa_research.export.pictures.topic_map import draw_topic_map, map_note, shown_map


def test_only_topics_that_may_be_shown_are_circles_with_their_numbers(tiny: Analysis) -> None:
    assert tiny.topics is not None
    may = {topic.id for topic in tiny.topics.topics if topic.exportable}
    assert {place.topic for place in shown_map(tiny).places} == may
    with canvas(8, 6) as (_, axes):
        draw_topic_map(axes, tiny)
        assert len(axes.patches) == len(may)
        written = [text.get_text() for text in axes.texts]
    assert {str(number) for number in may} <= set(written)
    hidden = [word for topic in tiny.topics.topics if not topic.exportable for word in topic.words]
    assert not any(word in text for word in hidden for text in written)


def test_a_study_without_topics_says_so(unspoken: Analysis) -> None:
    with canvas(8, 6) as (_, axes):
        draw_topic_map(axes, unspoken)
        assert [text.get_text() for text in axes.texts] == ["No topic model has been run, or there is too little talk for one."]


def test_the_note_says_how_much_two_axes_can_show(tiny: Analysis) -> None:
    assert f"{shown_map(tiny).shown:.0%} of how the topics differ" in map_note(tiny)
