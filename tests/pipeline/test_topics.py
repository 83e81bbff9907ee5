"""Topics of a study: decisions of people kept through re-runs, agencies compared, gaps shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from csa_research.cli.app import app
from csa_research.errors import InputError, PersonNeeded
from csa_research.offsets import Span
from csa_research.pipeline import topic_decisions, topics
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import run_topics
from csa_research.records import Coding, Participant, Release
from csa_research.topics.decided import topic_turns
from tests.topics.conftest import by_first_words, talk


@pytest.fixture
def modelled(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> Context:
    """A study with released talk about four subjects and a topic model of it; BERTopic's slow import replaced."""
    monkeypatch.setattr("csa_research.topics.model.name_topics", by_first_words)
    monkeypatch.setattr("csa_research.topics.named.name_topics", by_first_words)
    for module in (topics, topic_decisions):
        monkeypatch.setattr(module, "run_up_to", lambda ctx, name: None)
    turns, groups = talk(groups=4)
    ctx.store.put_groups(groups)
    for group in groups:
        own = tuple(t for t in turns if t.group == group.group_id)
        people = tuple(Participant(group.group_id, f"[Participant {i}]") for i in (1, 2, 3))
        ctx.store.put_release(Release(group.group_id, own, people, 1, "A Lead", "2026-01-01T00:00:00Z", True))
    run_topics(ctx)
    return ctx


def test_a_label_is_kept_through_a_re_run_and_journalled(modelled: Context) -> None:
    line = topic_decisions.label_topic(modelled, 1, "  Being heard ", note="see memo", by="Ann")
    assert line == "Topic 1 is now called Being heard, here and in later runs."
    before = modelled.store.topics()
    run_topics(modelled)
    assert modelled.store.topics() == before
    assert before is not None
    assert (before.topics[1].label, before.topics[1].note) == ("Being heard", "see memo")
    entry = modelled.store.journal()[-1]
    assert (entry.who, entry.action, entry.subject) == ("Ann", "topic label", "topic 1")


def test_a_merge_and_a_split_are_kept_through_a_re_run(modelled: Context) -> None:
    first = modelled.store.topics()
    assert first is not None
    both = topic_turns(first, 0) | topic_turns(first, 1)
    topic_decisions.merge_topics(modelled, 0, 1, by="Ann")
    merged = modelled.store.topics()
    assert merged is not None
    assert topic_turns(merged, 0) == both
    topic_decisions.split_topic(modelled, 0, by="Ann")
    parted = modelled.store.topics()
    assert parted is not None
    assert len(parted.topics) == len(first.topics)
    run_topics(modelled)
    assert modelled.store.topics() == parted


def test_an_unknown_topic_is_named_with_where_to_look(modelled: Context) -> None:
    with pytest.raises(InputError, match="no topic 99"):
        topic_decisions.label_topic(modelled, 99, "x", note="", by="Ann")
    with pytest.raises(InputError, match="two different"):
        topic_decisions.merge_topics(modelled, 1, 1, by="Ann")
    with pytest.raises(InputError, match="what the topic is to be called"):
        topic_decisions.label_topic(modelled, 1, " ", note="", by="Ann")


def test_a_comparison_says_its_unit_and_what_its_interval_is(modelled: Context) -> None:
    body = json.loads(topics.comparison_text(modelled, "json"))
    assert body["unit"] == "focus group"
    assert "bootstrap over groups" in body["interval"]
    assert {a["agency"] for row in body["topics"] for a in row["agencies"]} == {"health", "police"}
    assert "Interval: 95%" in topics.comparison_text(modelled, "table")


def test_one_agency_alone_cannot_be_compared(modelled: Context) -> None:
    modelled.store.put_groups([replace(g, agency="health") for g in modelled.store.groups()])
    run_topics(modelled)
    with pytest.raises(InputError, match="Only one agency"):
        topics.comparison_text(modelled, "table")


def test_gaps_are_listed_with_quotes_once_something_is_coded(modelled: Context) -> None:
    with pytest.raises(PersonNeeded, match="Nothing is coded yet"):
        topics.gap_text(modelled)
    turns = [t for t in modelled.store.turns() if t.index < 6]
    modelled.store.add_codings(
        [Coding(f"{t.group}-{t.index}", t.group, t.index, Span(0, 4), t.text[:4], "X", "barrier", "a") for t in turns]
    )
    text = topics.gap_text(modelled)
    assert text.startswith("Talk that no code holds")
    assert "\n1. " in text
    assert " turn " in text


def test_the_list_shows_three_stability_figures(modelled: Context) -> None:
    lines = topics.topic_lines(modelled, None)
    assert lines[0].split() == ["topic", "windows", "stability", "subsample", "left", "out", "groups", "people", "shown", "words"]
    assert len(lines) == 1 + len(modelled.store.topics().topics)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "args", [["STUDY"], ["--topics", "8", "STUDY"], ["STUDY", "--topics", "8"], ["compare", "STUDY"], ["gaps", "STUDY"]]
)
def test_the_first_word_may_be_a_study_or_a_command(args: list[str], tmp_path: Path) -> None:
    args = [str(tmp_path / "nowhere") if a == "STUDY" else a for a in args]
    result = CliRunner().invoke(app, ["topics", *args])
    assert result.exception is not None
    assert "nowhere" in str(result.exception)  # "not a study folder", not "no such command"
