"""People's decisions on topics follow their topics through re-runs."""

from __future__ import annotations

from dataclasses import replace

from csa_research.records import JournalEntry, Topic, TopicModel, Window
from csa_research.topics.decided import TopicDecision, decide, decisions, to_detail, topic_turns
from tests.topics.conftest import by_first_words

WINDOWS = tuple(Window(f"{g}-W{i:04d}", g, "health", (i,), "talk", (f"[Participant {i}]",), "", i) for g in "AB" for i in range(6))


def model(*assignment: int) -> TopicModel:
    topics = tuple(
        Topic(t, (f"word{t}", "b", "c"), f"word{t} · b · c", (), 0.6 + t / 10, ("A", "B"), 6, (), (), True)
        for t in sorted(set(assignment))
    )
    return TopicModel(topics, WINDOWS, assignment, ())


BEFORE = model(0, 0, 0, 1, 1, 2, 0, 0, 0, 1, 1, 2)
AFTER = model(2, 2, 2, 0, 0, 1, 2, 2, 0, 0, 0, 1)  # numbered anew, one window moved


def test_a_label_follows_its_topic_through_a_re_run() -> None:
    made = TopicDecision("topic label", topic_turns(BEFORE, 0), label="Being listened to", note="see memo")
    found = decide(AFTER, [made], floor=0.5)
    assert [(t.id, t.label, t.note) for t in found.model.topics if t.note] == [(2, "Being listened to", "see memo")]
    assert found.waiting == 0


def test_a_decision_whose_topic_is_gone_waits() -> None:
    made = TopicDecision("topic label", topic_turns(BEFORE, 0), label="Being listened to")
    found = decide(model(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2), [made], floor=0.5)
    assert found.waiting == 1
    assert found.model == model(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2)


def test_a_merge_is_applied_again_and_its_steadiness_is_called_not_measured() -> None:
    made = TopicDecision("topic merge", topic_turns(BEFORE, 1), topic_turns(BEFORE, 2))
    found = decide(AFTER, [made], floor=0.5, name=by_first_words).model
    assert found.assignment == (2, 2, 2, 0, 0, 0, 2, 2, 0, 0, 0, 0)
    assert [(t.id, t.unmeasured, t.participants) for t in found.topics] == [(0, "merged by a person", 7), (2, "", 6)]


def test_a_merge_alone_neither_fails_nor_passes_the_floor() -> None:
    made = TopicDecision("topic merge", topic_turns(BEFORE, 1), topic_turns(BEFORE, 2))
    shown = [decide(AFTER, [made], floor=floor, name=by_first_words).model.topics[0].exportable for floor in (0.65, 0.75)]
    assert shown == [True, False]  # the parts have 0.6 and 0.7


def test_both_halves_of_a_split_are_called_not_measured() -> None:
    first = frozenset({("A", 0), ("A", 1), ("A", 2)})
    made = TopicDecision("topic split", first, topic_turns(BEFORE, 0) - first)
    found = decide(AFTER, [made], floor=0.5, name=by_first_words).model
    assert [t.unmeasured for t in found.topics] == ["", "", "split by a person", "split by a person"]


def test_halves_of_a_named_topic_do_not_share_its_name_and_a_third_part_takes_the_next_number() -> None:
    whole = topic_turns(BEFORE, 0)
    second, third = frozenset({("A", 2), ("B", 0), ("B", 1)}), frozenset({("B", 0), ("B", 1)})
    made = [
        TopicDecision("topic label", whole, label="Being heard"),
        TopicDecision("topic split", whole - second, second),
        TopicDecision("topic split", second - third, third),
    ]
    found = decide(BEFORE, made, floor=0.5, name=by_first_words)
    assert found.waiting == 0
    assert [found.model.topics[i].label for i in (0, 3, 4)] == ["Being heard", "Being heard (2)", "Being heard (3)"]
    assert found.model == decide(BEFORE, made, floor=0.5, name=by_first_words).model


def test_a_split_is_applied_again_by_its_turns() -> None:
    first = frozenset({("A", 0), ("A", 1), ("A", 2)})
    made = TopicDecision("topic split", first, topic_turns(BEFORE, 0) - first)
    found = decide(AFTER, [made], floor=0.5, name=by_first_words).model
    assert found.assignment == (2, 2, 2, 0, 0, 1, 3, 3, 0, 0, 0, 1)
    assert [(t.id, t.exportable) for t in found.topics][2:] == [(2, False), (3, False)]


def test_a_persons_label_survives_new_words() -> None:
    label = TopicDecision("topic label", topic_turns(BEFORE, 1), label="Recording")
    merge = TopicDecision("topic merge", topic_turns(BEFORE, 1), topic_turns(BEFORE, 2))
    assert decide(BEFORE, [label, merge], floor=0.5, name=by_first_words).model.topics[1].label == "Recording"


def test_decisions_come_back_from_the_journal_and_unreadable_lines_are_passed_over() -> None:
    made = TopicDecision("topic merge", topic_turns(BEFORE, 1), topic_turns(BEFORE, 2), note="both “forms”")
    journal = [
        JournalEntry("", "Ann", "topic merge", "topic 1", to_detail(made)),
        JournalEntry("", "Ann", "topic label", "topic 1", "not JSON"),
        JournalEntry("", "Ann", "topic label", "topic 1", "[]"),
        JournalEntry("", "Ann", "summary", "A", "{}"),
    ]
    assert decisions(journal) == (made,)
    assert decisions([replace(journal[0], detail='{"turns": {"A": ["x"]}, "second": {}, "label": "", "note": ""}')]) == ()
