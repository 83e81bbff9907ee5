"""Topics beside emotions, on counts that can be done by hand."""

from __future__ import annotations

from dataclasses import replace

from csa_research.findings.topic_emotions import TopicEmotion, topic_emotions
from csa_research.records import Topic, TopicModel, Window

from .tiny import CODEBOOK, GROUPS, TURNS, coding

WINDOWS = tuple(
    Window(f"{g}-{a}", g, "", turns, "") for g in ("G1", "G2", "G3", "G4") for a, turns in (("a", (1, 2, 3)), ("b", (4, 5, 6)))
)


def topic(number: int) -> Topic:
    own = tuple(w.id for w in WINDOWS if w.id.endswith("ab"[number]))
    return Topic(number, ("word",), f"topic {number}", own, 0.9, ("G1",), 3, (), (), True)


MODEL = TopicModel((topic(0), topic(1)), WINDOWS, (0, 1) * 4, ())


def rows(*codings: object) -> tuple[TopicEmotion, ...]:
    return topic_emotions(MODEL, codings, TURNS, GROUPS, CODEBOOK, seed=1)  # type: ignore[arg-type]


def test_the_share_of_a_topics_coded_turns_stands_beside_the_share_elsewhere() -> None:
    first, second = rows(
        coding("G1", 1, "EM01"), coding("G1", 2, "KN01"), coding("G2", 1, "EM01"), coding("G2", 2, "KN01"),
        coding("G1", 4, "KN01"), coding("G2", 4, "EM01"), coding("G2", 5, "KN01"), coding("G2", 6, "KN01"),
    )  # fmt: skip
    assert (first.topic, first.code, first.turns, first.groups, first.participants, first.coded) == (0, "EM01", 2, 2, 2, 4)
    assert (first.share, first.elsewhere, first.difference) == (0.5, 0.25, 0.25)
    assert (second.share, second.elsewhere, second.difference) == (0.25, 0.5, -0.25)
    assert first.quote_ids == ("G1.1.0-9", "G2.1.0-9")


def test_the_interval_resamples_groups_and_is_exact_where_all_groups_are_alike() -> None:
    alike = [c for g in ("G1", "G2", "G3", "G4") for c in (coding(g, 1, "EM01"), coding(g, 2, "KN01"), coding(g, 4, "KN01"))]
    first = rows(*alike)[0]
    assert (first.difference, first.low, first.high) == (0.5, 0.5, 0.5)
    mixed = [*(c for c in alike if c.group != "G4"), coding("G4", 1, "KN01"), coding("G4", 2, "KN01"), coding("G4", 4, "EM01")]
    first = rows(*mixed)[0]
    # three draws or more of four are the odd group in 5% of samples: (1 / 8) - (3 / 4); none of it in 32%: 1/2 - 0
    assert (first.difference, first.low, first.high) == (0.125, -0.625, 0.5)
    assert rows(*mixed) == rows(*reversed(mixed))


def test_one_group_alone_gives_no_interval_and_no_coded_talk_no_share() -> None:
    alone = rows(coding("G1", 1, "EM01"), coding("G1", 4, "KN01"))
    assert (alone[0].share, alone[0].elsewhere, alone[0].difference, alone[0].low, alone[0].high) == (1.0, 0.0, 1.0, None, None)
    bare = rows(coding("G1", 1, "EM01"))
    assert (bare[1].turns, bare[1].coded, bare[1].share, bare[1].elsewhere, bare[1].difference) == (0, 0, None, 1.0, None)


def test_a_turn_counts_once_however_many_coders_and_a_facilitators_never() -> None:
    two = (coding("G1", 1, "EM01"), coding("G1", 1, "EM01", coder="coder_b"), coding("G1", 0, "EM01"), coding("G1", 4, "KN01"))
    assert (rows(*two)[0].turns, rows(*two)[0].coded) == (1, 1)


def test_turns_outside_every_topic_are_elsewhere_and_emotions_never_coded_have_no_row() -> None:
    first = replace(MODEL, topics=MODEL.topics[:1], assignment=(0, -1) * 4)
    found = topic_emotions(first, (coding("G1", 1, "EM01"), coding("G2", 4, "EM01")), TURNS, GROUPS, CODEBOOK)
    assert [(r.code, r.share, r.elsewhere) for r in found] == [("EM01", 1.0, 1.0)]
    assert rows() == ()
