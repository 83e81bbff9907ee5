"""Gaps sent to the coding queue: what stands there follows the journal."""

from __future__ import annotations

import json

import pytest

from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.pipeline.team.gap_queue import QUEUED, TAKEN_BACK, queue_gaps, queued_gaps, take_back
from csa_research.records import JournalEntry
from csa_research.topics.gaps import CodeGap

ONE = CodeGap((("A", 3), ("B", 1)), ("rota", "shift", "nights", "handover", "fifth"), (("A", 3),), ("A", "B"), 4, 0.8, 0.5)
TWO = CodeGap((("B", 1), ("B", 2)), ("bus", "route"), (("B", 2),), ("B",), 2, 0.7, 0.4)


def entry(action: str, *gaps: tuple[str, list[list[object]]], who: str = "Ann") -> JournalEntry:
    return JournalEntry("", who, action, "", json.dumps([{"words": words, "turns": turns} for words, turns in gaps]))


def test_what_was_queued_stands_in_its_order_until_it_is_taken_back() -> None:
    first, second = entry(QUEUED, ("rota", [["A", 3], ["A", 1]])), entry(QUEUED, ("bus", [["A", 1], ["B", 2]]), who="")
    assert queued_gaps([first, second]) == {
        ("A", 3): "rota: not explained by the codebook, queued by Ann",
        ("A", 1): "rota: not explained by the codebook, queued by Ann",
        ("B", 2): "bus: not explained by the codebook, queued by somebody",
    }
    assert list(queued_gaps([first, second, entry(TAKEN_BACK)])) == [("A", 3), ("A", 1)]
    assert queued_gaps([entry(TAKEN_BACK), first, entry(TAKEN_BACK), entry(TAKEN_BACK)]) == {}


@pytest.mark.parametrize(
    "detail", ["", "not JSON", "{}", "[1]", '[{"words": "x"}]', '[{"words": "x", "turns": [["A", "b"]]}]', "null"]
)
def test_a_line_that_cannot_be_read_is_passed_over(detail: str) -> None:
    assert queued_gaps([JournalEntry("", "Ann", QUEUED, "", detail)]) == {}


def test_a_turn_of_two_candidates_is_queued_once(ctx: Context) -> None:
    assert queue_gaps(ctx, (ONE, TWO), [1], by="Ann") == "Queued 2 turns of: rota, shift, nights, handover."
    assert queue_gaps(ctx, (ONE, TWO), [2], by="Ann") == "Queued 1 turn of: bus, route. 1 stood in the queue already."
    assert list(queued_gaps(ctx.store.journal())) == [("A", 3), ("B", 1), ("B", 2)]
    assert take_back(ctx, by="Ann") == "Taken out of the queue: 1 turn of bus, route."
    assert [(e.who, e.action, e.subject) for e in ctx.store.journal()] == [
        ("Ann", QUEUED, "2 turns"), ("Ann", QUEUED, "1 turn"), ("Ann", TAKEN_BACK, "1 turn"),
    ]  # fmt: skip


def test_a_candidate_without_words_has_a_name(ctx: Context) -> None:
    bare = CodeGap((("A", 3),), (), (("A", 3),), ("A",), 1, 0.8, 0.5)
    assert queue_gaps(ctx, (bare,), [1], by="Ann") == "Queued 1 turn of: talk with no words in common."


def test_two_candidates_that_share_a_turn_are_queued_together_without_doubling(ctx: Context) -> None:
    assert queue_gaps(ctx, (ONE, TWO), [1, 2], by="Ann") == (
        "Queued 3 turns of: rota, shift, nights, handover; bus, route. 1 stood in the queue already."
    )


@pytest.mark.parametrize(
    ("numbers", "said"), [([], "Say which candidates"), ([0, 3], "There is no candidate 0, 3"), ([-1], "no candidate -1")]
)
def test_a_number_that_is_not_there_is_said(ctx: Context, numbers: list[int], said: str) -> None:
    with pytest.raises(InputError, match=said):
        queue_gaps(ctx, (ONE, TWO), numbers, by="Ann")
    assert ctx.store.journal() == ()
