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
from csa_research.pipeline import opened
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import run_topics, topics_summary
from csa_research.pipeline.runner import key_of
from csa_research.pipeline.stages import stage
from csa_research.pipeline.team import gap_queue
from csa_research.pipeline.team.queueing import write_queue
from csa_research.pipeline.topical import topic_decisions, topic_gaps, topic_tables, topics
from csa_research.records import Coding, Participant, Release, StageRun
from csa_research.topics.decided import topic_turns
from tests.topics.conftest import by_first_words, talk


@pytest.fixture
def modelled(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> Context:
    """A study with released talk about four subjects and a topic model of it; BERTopic's slow import replaced."""
    monkeypatch.setattr("csa_research.topics.model.name_topics", by_first_words)
    monkeypatch.setattr("csa_research.topics.named.name_topics", by_first_words)
    monkeypatch.setattr("csa_research.topics.phrases.parser_folder", lambda wanted: None)
    for module in (topics, topic_decisions, topic_gaps, topic_tables):
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


def test_topics_made_by_people_are_counted_as_not_measured_and_one_waiting_decision_is_one(modelled: Context) -> None:
    model = modelled.store.topics()
    assert model is not None
    before = topics_summary(model, 0, guided=False)
    good = sum(t.exportable for t in model.topics)
    assert before == (
        f"{len(model.topics)} candidate topics in {len(model.windows)} windows, {good} steady and spread enough to show"
    )
    made = replace(model, topics=(replace(model.topics[0], exportable=True, unmeasured="merged by a person"), *model.topics[1:]))
    rest = sum(t.exportable for t in model.topics[1:])
    line = topics_summary(made, 1, guided=False)
    assert line.endswith(
        f", {rest} steady and spread enough to show, 1 not measured (merged or split by a person)"
        "; 1 earlier decision on topics fits none of these and waits"
    )
    assert topics_summary(model, 2, guided=False).endswith("; 2 earlier decisions on topics fit none of these and wait")


def test_the_stage_says_what_a_merge_made_of_its_topics(modelled: Context) -> None:
    step, done = stage("topics"), {run.stage: run for run in modelled.store.stage_runs()}
    modelled.store.put_stage_run(StageRun("topics", key_of(modelled, step, done), "", 0.0, "old; 2 earlier decisions wait"))
    topic_decisions.merge_topics(modelled, 0, 1, by="Ann")
    [now] = [run.summary for run in modelled.store.stage_runs() if run.stage == "topics"]
    assert "1 not measured (merged or split by a person); 2 earlier decisions wait" in now


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


def coded_in_part(ctx: Context) -> Context:
    turns = [t for t in ctx.store.turns() if t.index < 6]
    ctx.store.add_codings(
        [Coding(f"{t.group}-{t.index}", t.group, t.index, Span(0, 4), t.text[:4], "X", "barrier", "a") for t in turns]
    )
    return ctx


def test_gaps_are_listed_with_quotes_once_something_is_coded(modelled: Context) -> None:
    with pytest.raises(PersonNeeded, match="Nothing is coded yet"):
        topic_gaps.gap_text(modelled)
    text = topic_gaps.gap_text(coded_in_part(modelled))
    assert text.startswith("Talk that no code holds")
    assert "\n1. " in text
    assert " turn " in text
    assert "Codes with no topic" in text


def test_a_candidate_is_shown_in_full_by_its_number(modelled: Context) -> None:
    first = topic_gaps.code_gaps(coded_in_part(modelled))[0]
    text = topic_gaps.gap_text(modelled, [1])
    assert text.count(" turn ") == len(first.turns)
    assert "\n2. " not in text
    with pytest.raises(InputError, match="no candidate 99"):
        topic_gaps.gap_text(modelled, [99])


def test_candidates_go_to_the_coding_queue_in_one_step_come_first_and_can_be_taken_back(
    modelled: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csa_research.pipeline.outputs.refuse_leaks", lambda ctx, folder: None)  # this study has no vault
    gaps = topic_gaps.code_gaps(coded_in_part(modelled))
    size = len(gaps[0].turns) + len(gaps[1].turns)
    words = f"{', '.join(gaps[0].words[:4])}; {', '.join(gaps[1].words[:4])}"
    assert gap_queue.queue_gaps(modelled, gaps, [1, 2], by="Ann") == f"Queued {size} turns of: {words}."
    assert f"; {len(gaps[0].turns)} in the coding queue)" in topic_gaps.gap_text(modelled)
    lines = write_queue(modelled, "cleo", "csv", tmp_path / "q.csv", most=5, stop=5)
    assert "5 turns (4 gap, 0 hunt, 0 uncertain, 1 random)" in lines[0]
    again = gap_queue.queue_gaps(modelled, gaps, [2, 1, 1], by="Ann")
    assert again.startswith("Queued 0 turns of: ")
    assert again.endswith(f" {size} stood in the queue already.")
    assert gap_queue.take_back(modelled, by="Ann") == f"Taken out of the queue: {size} turns of {words}."
    assert gap_queue.queued_gaps(modelled.store.journal()) == {}
    with pytest.raises(PersonNeeded, match="nothing to take back"):
        gap_queue.take_back(modelled, by="Ann")


def test_the_list_shows_three_stability_figures(modelled: Context) -> None:
    lines = topics.topic_lines(modelled, None)
    assert lines[0].split() == ["topic", "windows", "stability", "subsample", "left", "out", "groups", "people", "shown", "words"]
    assert len(lines) == 1 + len(modelled.store.topics().topics)  # type: ignore[union-attr]


ASKED = (
    "STUDY", "--topics 8 STUDY", "STUDY --topics 8", "compare STUDY", "gaps STUDY", "gaps STUDY --queue 1 3", "gaps STUDY --undo",
    "STUDY --guided", "--unguided STUDY", "emotions STUDY", "timeline STUDY --format json",
)  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
def test_the_first_word_may_be_a_study_or_a_command(asked: str, tmp_path: Path) -> None:
    args = [str(tmp_path / "nowhere") if a == "STUDY" else a for a in asked.split()]
    result = CliRunner().invoke(app, ["topics", *args])
    assert result.exception is not None
    assert "nowhere" in str(result.exception)  # "not a study folder", not "no such command"


def felt(ctx: Context, groups: tuple[str, ...] = ("G0", "G1")) -> None:
    """The first turn of these groups coded with an emotion, the next with something else."""
    turns = [t for t in ctx.store.turns() if t.group in groups and t.index < 2]
    codes = ("EM05", "KN01")
    ctx.store.add_codings(
        [Coding(f"{t.group}-{t.index}", t.group, t.index, Span(0, 4), t.text[:4], codes[t.index], "barrier", "a") for t in turns]
    )


def test_emotions_stand_beside_topics_once_something_is_coded(modelled: Context) -> None:
    with pytest.raises(PersonNeeded, match="Nothing is coded yet"):
        topic_tables.emotion_text(modelled, "table")
    felt(modelled)
    body = json.loads(topic_tables.emotion_text(modelled, "json"))
    assert sum(row["turns"] for row in body["rows"]) == 2
    assert {row["code"] for row in body["rows"]} == {"EM05"}
    assert "bootstrap over groups" in body["interval"]
    rows = [row for row in body["rows"] if row["turns"]]
    topic_decisions.label_topic(modelled, rows[0]["topic"], "Being heard", note="", by="Ann")
    head, *lines = topic_tables.emotion_text(modelled, "table").splitlines()[2:]
    name = next(c.name for c in modelled.study.codebook().codes if c.id == "EM05")
    assert lines[0][: head.index("emotion")].split() == [str(rows[0]["topic"]), "Being", "heard"]
    assert lines[0][head.index("emotion") : head.index("turns")].strip() == f"EM05  {name}"
    assert lines[0][head.index("turns") :].split()[0] == str(rows[0]["turns"])


def test_the_timeline_follows_tenths_and_says_that_no_guide_is_given(modelled: Context) -> None:
    text = topic_tables.timeline_text(modelled, "table")
    assert "no guide in study.yaml" in text
    assert len(json.loads(topic_tables.timeline_text(modelled, "json"))["rows"]) == 10 * len(modelled.store.topics().topics)  # type: ignore[union-attr]


def test_guided_topics_are_made_once_and_say_what_they_are_no_evidence_of(
    modelled: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, key = modelled.store.topics(), opened.topics_inputs(modelled)
    monkeypatch.setattr(topics, "run_stage", lambda ctx, name, force: run_topics(ctx))
    lines = topics.topic_lines(modelled, None, True)
    assert sum("cannot be used as evidence that the codebook is complete" in line for line in lines) == 1
    guided = modelled.store.topics()
    assert guided is not None
    assert before is not None
    assert dict(guided.settings)["guided"].endswith("codes, 0 decided quotes")
    assert dict(before.settings)["guided"] == "no"
    assert run_topics(modelled).split(";")[0].split(" in ")[0].endswith("guided topics (no evidence on the codebook)")
    assert modelled.store.topics() == guided
    first = opened.topics_inputs(modelled)
    assert first != key
    felt(modelled)
    assert opened.topics_inputs(modelled) != first  # quotes guide, so new ones make guided topics stale
    assert "not looked for" in topic_gaps.gap_text(modelled)


def test_codings_do_not_make_unguided_topics_stale(modelled: Context) -> None:
    key = opened.topics_inputs(modelled)
    felt(modelled)
    assert opened.topics_inputs(modelled) == key
