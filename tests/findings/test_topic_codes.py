from __future__ import annotations

from dataclasses import replace

import pytest

from csa_research.errors import InputError
from csa_research.findings.topic_codes import gaps, topic_codes
from csa_research.records import Topic, TopicModel, Window

from .tiny import coding

WINDOWS = tuple(Window(f"w{i}", "G1", "social_care", (i, i + 1), "") for i in (1, 3, 5))


def topic(number: int, *windows: str) -> Topic:
    return Topic(number, ("word",), f"topic {number}", windows, 0.9, ("G1",), 3, (), (), True)


MODEL = TopicModel((topic(0, "w1", "w3"), topic(1, "w5")), WINDOWS, (0, 0, 1), ())


def test_the_share_of_a_topics_windows_that_carry_a_code() -> None:
    rows = topic_codes(MODEL, [coding("G1", 1, "KN01"), coding("G1", 2, "KN01"), coding("G1", 4, "KN01"), coding("G1", 4, "KN02")])
    assert [(r.topic, r.code, r.windows, r.share) for r in rows] == [(0, "KN01", 2, 1.0), (0, "KN02", 1, 0.5)]
    assert rows[0].quote_ids == ("G1.1.0-9", "G1.2.0-9", "G1.4.0-9")


def test_topics_that_codes_hardly_cover_are_gaps() -> None:
    (gap,) = gaps(MODEL, [coding("G1", 1, "KN01"), coding("G2", 5, "KN01")])
    assert (gap.topic, gap.windows, gap.covered, gap.share) == (1, 1, 0, 0.0)
    assert [g.topic for g in gaps(MODEL, [coding("G1", 1, "KN01")], floor=0.9)] == [1, 0]


def test_gaps_are_refused_in_guided_topics() -> None:
    guided = replace(MODEL, settings=(("guided", "3 codes, 2 decided quotes"),))
    with pytest.raises(InputError, match="cannot be used as evidence that the codebook is complete"):
        gaps(guided, [coding("G1", 1, "KN01")])
    assert gaps(replace(MODEL, settings=(("guided", "no"),)), [coding("G1", 1, "KN01")])
