"""The queue and what may be missed."""

from __future__ import annotations

import pytest

from csa_research.coding.queue import design_effect, estimate_missed, next_turns, random_order
from csa_research.records import Code, Codebook, Coding, Family, Span, Suggestion, Turn

TURNS = [
    Turn(f"G{g}", i, "[Participant 1]", "Some words.", "facilitator" if i == 0 else "participant")
    for g in range(4)
    for i in range(26)
]
UNITS = {(t.group, t.index) for t in TURNS if t.role == "participant"}
BOOK = Codebook("b", "1", "", (Family("F", "F", ""),), tuple(Code(i, i, "F", "F", "d") for i in ("A1", "A2")))


def coding(unit: tuple[str, int], code: str = "A1") -> Coding:
    return Coding(f"{unit}{code}", *unit, Span(0, 4), "Some", code, "barrier", "ann")


def test_one_turn_in_five_is_random_in_an_order_fixed_by_the_seed() -> None:
    found = [Suggestion(*u, code, score, "combined") for u in sorted(UNITS)[:60] for code, score in (("A1", 0.5), ("A2", 0.45))]
    queue = next_turns(TURNS, found, [], set(), most=25, seed=1)
    assert [q.kind for q in queue[:5]] == ["hunt", "uncertain", "hunt", "uncertain", "random"]
    assert sum(q.kind == "random" for q in queue) == 5
    assert len({(q.group, q.turn) for q in queue}) == 25
    order = random_order(UNITS, 1)
    assert queue[4].group, queue[4].turn == order[0]


def test_gaps_that_a_person_queued_come_first_and_leave_every_fifth_place_to_chance() -> None:
    gaps = {("G1", i): "rota: not explained" for i in range(6, 0, -1)} | {("G1", 0): "a facilitator's turn"}
    found = [Suggestion("G0", 1, "A1", 0.9, "combined")]
    queue = next_turns(TURNS, found, [], {("G1", 6)}, most=8, seed=1, gaps=gaps)
    assert [q.kind for q in queue] == ["gap", "gap", "gap", "gap", "random", "gap", "random", "hunt"]
    assert [(q.group, q.turn) for q in queue if q.kind == "gap"] == [("G1", i) for i in (5, 4, 3, 2, 1)]
    assert queue[0].why == "rota: not explained"


def test_rare_codes_are_hunted_first() -> None:
    found = [Suggestion("G0", 1, "A1", 0.9, "combined"), Suggestion("G0", 2, "A2", 0.2, "combined", "cue 'x'")]
    queue = next_turns(TURNS, found, [coding(("G3", 3))], set(), most=2, seed=1)
    assert (queue[0].turn, queue[0].why) == (2, "may be A2 (0 codings so far). cue 'x'")


def test_without_suggestions_all_is_random_and_what_was_read_is_not_asked_again() -> None:
    queue = next_turns(TURNS, [], [], set(list(UNITS)[:90]), most=50, seed=1)
    assert len(queue) == 10
    assert {q.kind for q in queue} == {"random"}
    assert next_turns(TURNS, [], [], UNITS, most=5, seed=1) == ()


def test_nothing_is_said_before_a_random_turn_is_read() -> None:
    order = random_order(UNITS, 1)
    row = estimate_missed(TURNS, BOOK, [], set(order[1:]), seed=1)[0]
    assert (row.sampled, row.at_most, row.unread) == (0, 1.0, 1)


def test_what_may_be_missed_follows_the_random_turns() -> None:
    order = random_order(UNITS, 1)
    read = set(order[:50])
    hits = [u for u in order[:50] if u[1] % 5 == 0]
    a1, a2 = estimate_missed(TURNS, BOOK, [coding(u) for u in hits], read, seed=1)
    assert (a1.found, a1.sampled, a1.in_sample, a1.unread) == (len(hits), 50, len(hits), 50)
    assert a1.missed == pytest.approx(100 * len(hits) / 50 - len(hits))
    assert a1.missed < a1.at_most <= 50
    # none in 50: Clopper-Pearson says at most 1 - 0.05 ** (1/50), widened by the usual design effect
    assert (a2.missed, a2.in_sample) == (0.0, 0)
    assert a2.at_most >= round(100 * (1 - 0.05 ** (1 / 50)), 1)


def test_when_all_is_read_nothing_is_missed() -> None:
    rows = estimate_missed(TURNS, BOOK, [coding(("G0", 1))], UNITS, seed=1)
    assert [(r.missed, r.at_most, r.unread) for r in rows] == [(0.0, 0.0, 0)] * 2


def test_turns_that_are_alike_within_groups_tell_less() -> None:
    sizes = {"a": 10, "b": 10}
    assert design_effect({"a": 5, "b": 5}, sizes) == 1.0
    assert design_effect({"a": 10, "b": 0}, sizes) == pytest.approx(40.0 / 2)
    assert design_effect({"a": 0}, sizes) is None
    assert design_effect({"a": 3}, {"a": 10}) is None
