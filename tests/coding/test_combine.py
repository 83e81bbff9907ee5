from __future__ import annotations

from csa_research.coding.suggesting.combine import combine
from csa_research.records import Suggestion


def s(code: str, score: float, suggester: str, why: str = "", turn: int = 0) -> Suggestion:
    return Suggestion("G1", turn, code, score, suggester, why)


def test_evidence_of_rules_and_likeness_adds_up() -> None:
    rules = [s("A", 0.9, "rules", "cue “a”")]
    nearest = [s("B", 1.0, "nearest", "like b"), s("A", 0.5, "nearest", "like a"), s("C", 0.1, "nearest", "like c")]
    found = combine({"rules": rules, "nearest": nearest})
    # A: -log 0.1 + log 0.5 = 1.61; B: 0; C: -2.30
    assert [(f.code, f.score, f.why) for f in found] == [("A", 1.0, "cue “a”"), ("B", 0.2, "like b"), ("C", 0.02, "like c")]
    assert {f.suggester for f in found} == {"combined"}


def test_at_most_so_many_a_turn_best_first() -> None:
    nearest = [s(c, 1 - i / 10, "nearest") for i, c in enumerate("ABCDEFG")]
    assert [f.code for f in combine({"nearest": nearest})] == list("ABCDE")
    assert [f.code for f in combine({"nearest": nearest}, most=2)] == ["A", "B"]


def test_the_learned_order_stands_where_it_speaks() -> None:
    lists = {
        "rules": [s("A", 0.99, "rules", "cue “a”"), s("A", 0.99, "rules", "cue “a”", turn=1)],
        "learned": [s("B", 0.6, "learned", "like b"), s("A", 0.2, "learned", "like a")],
    }
    found = combine(lists)
    assert [(f.turn, f.code, f.score, f.why) for f in found] == [
        (0, "B", 0.6, "like b"), (0, "A", 0.2, "cue “a”"), (1, "A", 1.0, "cue “a”"),
    ]  # fmt: skip


def test_silent_turns_get_none() -> None:
    nearest = [s("A", 1.0, "nearest"), s("A", 1.0, "nearest", turn=1)]
    assert [f.turn for f in combine({"nearest": nearest}, silent={("G1", 0)})] == [1]


def test_nothing_in_nothing_out() -> None:
    assert combine({}) == ()
