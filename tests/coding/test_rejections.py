"""Rejected suggestions as examples of what a code is not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from csa_research.coding.suggesting.combine import combine
from csa_research.coding.suggesting.nearest import from_scores, likeness, similarity_scores
from csa_research.coding.suggesting.rejections import LIKE_REJECTED, LOWERED, lowered, not_rejected
from csa_research.coding.suggesting.scene import Scene, lay_out
from csa_research.coding.suggesting.suggest import suggest_all
from csa_research.records import Code, Codebook, Coding, Family, Span, Suggestion, Turn

BOOK = Codebook("b", "1", "", (Family("F", "F", ""),), tuple(Code(c, c.lower(), "F", "F", "") for c in ("TIME", "FORM")))
AXES = {"time": 0, "form": 1, "lunch": 2}
TURNS = [
    Turn("G1", 0, "[P]", "time time and again it is all about time"),
    Turn("G1", 1, "[P]", "time for lunch and lunch and lunch again there"),
    Turn("G2", 0, "[P]", "time for lunch is what we call a break"),
    Turn("G2", 1, "[P]", "time is what I never have with such a load"),
]
ACCEPTED = [Coding("c1", "G1", 0, Span(0, 4), "time", "TIME", "barrier", "ann")]


def vectors(texts: Sequence[str]) -> object:
    """How often each of three words is said, at unit length."""
    table = np.array([[text.lower().split().count(word) for word in AXES] for text in texts], dtype=float)
    return table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)


def laid(codings: Sequence[Coding] = ACCEPTED) -> tuple[Scene, np.ndarray, tuple[Suggestion, ...]]:
    scene = lay_out(TURNS, BOOK, codings, vectors)
    near = scene.nearness(scene.quote_vectors)
    return scene, near, from_scores(scene, similarity_scores(scene, likeness(scene), near), near, "nearest")


def at(found: Sequence[Suggestion], group: str, turn: int, code: str) -> Suggestion:
    return next(s for s in found if (s.group, s.turn, s.code) == (group, turn, code))


def test_what_is_more_like_a_rejected_passage_than_like_an_accepted_one_scores_less_and_says_so() -> None:
    scene, near, before = laid()
    after = lowered(scene, near, before, [("G1", 1, "TIME")])
    old, new = at(before, "G2", 0, "TIME"), at(after, "G2", 0, "TIME")
    assert new.score == round(old.score * LOWERED, 4)
    assert new.why == f"{LIKE_REJECTED} (G1 turn 1)"
    assert at(after, "G2", 1, "TIME") == at(before, "G2", 1, "TIME")  # nearer to what was accepted
    assert at(after, "G2", 0, "FORM") == at(before, "G2", 0, "FORM")  # another code


def test_best_first_holds_after_lowering() -> None:
    scene, near, before = laid()
    after = [s for s in lowered(scene, near, before, [("G1", 1, "TIME")]) if (s.group, s.turn) == ("G2", 0)]
    assert [s.score for s in after] == sorted((s.score for s in after), reverse=True)


def test_a_group_s_own_rejections_and_no_rejections_change_nothing() -> None:
    scene, near, before = laid()
    assert lowered(scene, near, before, ()) == before
    assert lowered(scene, near, before, [("G2", 1, "TIME"), ("G9", 0, "TIME")]) != ()
    own = lowered(scene, near, before, [("G2", 0, "TIME")])
    assert at(own, "G2", 0, "TIME") == at(before, "G2", 0, "TIME")


def test_the_combined_list_keeps_the_reason_and_never_shows_the_rejected_one_itself() -> None:
    found = suggest_all(TURNS, BOOK, ACCEPTED, embed=vectors, rejected=[("G1", 1, "TIME")])
    assert ("G1", 1, "TIME") not in {(s.group, s.turn, s.code) for s in found.combined}
    assert at(found.combined, "G2", 0, "TIME").why.startswith(LIKE_REJECTED)


def test_the_reason_that_it_was_rejected_comes_before_a_cue() -> None:
    lists = {
        "rules": [Suggestion("G", 0, "TIME", 0.5, "rules", "cue “time”")],
        "nearest": [Suggestion("G", 0, "TIME", 0.1, "nearest", f"{LIKE_REJECTED} (G1 turn 1)")],
    }
    assert combine(lists)[0].why == f"{LIKE_REJECTED} (G1 turn 1)"
    assert not_rejected(lists, [("G", 0, "TIME")]) == {"rules": (), "nearest": ()}
