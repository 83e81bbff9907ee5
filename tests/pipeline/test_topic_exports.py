"""The topic model to take away: marked topics only as marks, never with words or quotes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.errors import PersonNeeded
from csa_research.findings.topic_emotions import TopicEmotion
from csa_research.offsets import Span
from csa_research.pipeline.context import Context
from csa_research.pipeline.topical import topic_exports
from csa_research.records import Coding, Topic, TopicModel, Window

WINDOWS = tuple(Window(f"w{i}", "AB"[i % 2], "health", (i,), "talk", ("[Participant 1]",)) for i in range(4))
SHOWN = Topic(
    0,
    ("signs", "look"),
    "Signs",
    ("w0", "w1"),
    0.91,
    ("A", "B"),
    4,
    (("health", 2),),
    (("A", 0),),
    True,
    0.8,
    0.7,
    "a note",
    phrases=("shared sign",),
)
WEAK = Topic(1, ("ward", "secretword"), "secretword", ("w2", "w3"), 0.31, ("B",), 2, (("health", 2),), (("A", 2),), False, 0.2, 0.1)
MODEL = TopicModel((SHOWN, WEAK), WINDOWS, (0, 0, 1, 1), (("floor", "0.5"),), ((2, 0.6, 0.2),))


def coding(group: str, turn: int, quote: str) -> Coding:
    return Coding(quote, group, turn, Span(0, 4), "talk", "KN01", "barrier", "a", quote_id=quote)


CODINGS = (coding("B", 1, "Q2"), coding("A", 0, "Q1"), coding("A", 2, "Q3"), coding("A", 0, "Q1"))


def test_a_topic_that_may_be_shown_comes_with_figures_groups_people_and_quotes() -> None:
    (topic,) = topic_exports.topics_body(MODEL, CODINGS)["topics"]  # type: ignore[misc]
    assert topic == {
        "topic": 0, "label": "Signs", "note": "a note", "words": ["signs", "look"], "phrases": ["shared sign"],
        "stability": 0.91, "subsample_stability": 0.8, "leave_out_stability": 0.7, "unmeasured": "",
        "windows": 2, "groups": ["A", "B"], "people": 4, "agencies": {"health": 2}, "shown": True,
        "typical_turns": [{"group": "A", "turn": 0}], "quote_ids": ["Q1", "Q2"], "emotions": [],
    }  # fmt: skip


def test_a_marked_topic_comes_with_its_marks_and_without_words_or_quotes() -> None:
    body = topic_exports.topics_body(MODEL, CODINGS)
    assert body["marked"] == [
        {
            "topic": 1, "marks": ["below the stability floor", "carried by one group", "fewer than three people"],
            "windows": 2, "groups": ["B"], "people": 2,
            "stability": 0.31, "subsample_stability": 0.2, "leave_out_stability": 0.1, "unmeasured": "",
        }
    ]  # fmt: skip
    assert "secretword" not in json.dumps(body)
    assert "Q3" not in json.dumps(body)


def test_a_topic_comes_with_the_emotions_that_are_in_it() -> None:
    felt = TopicEmotion(0, "Signs", "EM05", 2, 2, 2, 8, 0.25, 0.1, 0.15, 0.01, 0.3, ("Q1",))
    (topic,) = topic_exports.topics_body(MODEL, CODINGS, (felt, replace(felt, turns=0), replace(felt, topic=1)))["topics"]  # type: ignore[misc]
    assert topic["emotions"] == [
        {
            "code": "EM05", "turns": 2, "groups": 2, "participants": 2, "coded": 8, "share": 0.25, "elsewhere": 0.1,
            "difference": 0.15, "low": 0.01, "high": 0.3,
        }
    ]  # fmt: skip


def test_guided_topics_say_what_they_are_no_evidence_of() -> None:
    assert topic_exports.topics_body(MODEL, ())["guided"] is False
    body = topic_exports.topics_body(replace(MODEL, settings=(("guided", "3 codes, 2 decided quotes"),)), ())
    assert body["guided"] is True
    assert "cannot be used as evidence that the codebook is complete" in str(body["note"])


def test_a_merged_topic_has_no_figures_but_says_why() -> None:
    merged = replace(MODEL, topics=(replace(SHOWN, unmeasured="merged by a person"),))
    (topic,) = topic_exports.topics_body(merged, ())["topics"]  # type: ignore[misc]
    assert (topic["stability"], topic["leave_out_stability"], topic["unmeasured"]) == (None, None, "merged by a person")


def test_before_there_are_topics_the_lists_are_empty() -> None:
    assert topic_exports.topics_body(None, ()) == {"topics": [], "marked": [], "curve": [], "settings": {}}


def test_a_bertopic_has_the_shown_topics_and_the_rest_without_a_topic(
    released: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    monkeypatch.setattr("csa_research.topics.named.save_bertopic", lambda folder, *rest: given.append(rest))
    monkeypatch.setattr("csa_research.embed.resolve_model", lambda name: "lsa")
    second = replace(SHOWN, id=2, label="Look")
    model = replace(MODEL, topics=(SHOWN, WEAK, second), assignment=(0, 2, 1, 1))
    topic_exports.write_bertopic(released, model, tmp_path / "b")
    docs, labels, names, vectors = given[0]  # type: ignore[misc]
    assert labels == [0, 2, -1, -1]
    assert names == {0: "Signs", 2: "Look"}
    assert len(docs) == len(vectors) == 4
    with pytest.raises(PersonNeeded, match="Fewer than two topics"):
        topic_exports.write_bertopic(released, MODEL, tmp_path / "c")
