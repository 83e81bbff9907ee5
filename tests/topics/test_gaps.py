"""Gaps: subjects whose code was hidden come back as candidates."""

from __future__ import annotations

import numpy as np

from csa_research.offsets import Span
from csa_research.records import Coding, Turn
from csa_research.topics.gaps import find_gaps, spoken_turns
from tests.topics.conftest import SUBJECTS, talk


def coding(turn: Turn, code: str) -> Coding:
    return Coding(f"{turn.group}-{turn.index}", turn.group, turn.index, Span(0, 4), turn.text[:4], code, "barrier", "a")


def subject(turn: Turn) -> str:
    return max(SUBJECTS, key=lambda s: sum(turn.text.lower().count(w) for w in SUBJECTS[s].split()))


def vectors(turns: tuple[Turn, ...]) -> np.ndarray:
    """Word counts of the planted subjects as vectors."""
    words = sorted({w for s in SUBJECTS.values() for w in s.split()})
    rows = np.array([[t.text.lower().count(w) for w in words] for t in turns], dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_two_hidden_codes_are_the_two_gaps() -> None:
    turns = talk()[0]
    shown = [coding(t, subject(t)) for t in turns if subject(t) in ("supervision", "school")]
    found = find_gaps(turns, vectors(turns), shown, most=2)
    named = {subject(next(t for t in turns if (t.group, t.index) == gap.turns[0])) for gap in found}
    assert named == {"recording", "interpreter"}
    for gap in found:
        assert len({group for group, _ in gap.quotes}) == 3
        assert gap.participants >= 9


def test_where_all_is_coded_there_is_no_gap() -> None:
    turns = talk()[0]
    assert find_gaps(turns, vectors(turns), [coding(t, "X") for t in turns]) == ()


def test_gaps_are_the_same_every_time() -> None:
    turns = talk()[0]
    shown = [coding(t, "X") for t in turns[:70]]
    assert find_gaps(turns, vectors(turns), shown) == find_gaps(turns, vectors(turns), shown)


def test_a_candidate_without_topic_words_has_none() -> None:
    turns = tuple(Turn(f"G{g}", i, f"[Participant {i % 3}]", "Yes. No, I know.") for g in range(3) for i in range(8))
    rng = np.random.default_rng(1)
    found = find_gaps(turns, rng.normal(size=(24, 5)).astype(np.float32), [])
    assert found
    assert {gap.words for gap in found} == {()}


def test_short_turns_and_the_facilitators_are_not_asked_for_codes() -> None:
    turns = (Turn("A", 0, "F", "What helps you to consider it in your work?", "facilitator"), Turn("A", 1, "P", "Yes."))
    assert spoken_turns(turns) == ()


def test_small_talk_is_no_gap() -> None:
    turns = with_greetings()
    shown = [coding(t, subject(t)) for t in turns if t.index >= 6 and subject(t) in ("supervision", "school")]
    serious = np.array([[2.0 * (t.index >= 6)] for t in turns], dtype=np.float32)
    points = np.hstack([vectors(turns), serious])
    found = find_gaps(turns, points / np.linalg.norm(points, axis=1, keepdims=True), shown, most=4)
    held = {key for gap in found for key in gap.turns}
    assert len(held) >= 48  # of the 72 turns about what was hidden; four of six clusters are listed
    assert not [key for key in held if key[1] < 6]


def test_where_too_little_is_coded_to_learn_from_all_uncoded_talk_is_read() -> None:
    turns = talk()[0]
    shown = [coding(t, "X") for t in turns[:3]]
    assert {key for gap in find_gaps(turns, vectors(turns), shown) for key in gap.turns} >= {(t.group, t.index) for t in turns[3:9]}


def with_greetings() -> tuple[Turn, ...]:
    """The talk with six short greetings before each group's, made of words that the subjects share."""
    turns = talk()[0]
    out = []
    for name in sorted({t.group for t in turns}):
        own = [t for t in turns if t.group == name]
        out += [
            Turn(name, i, f"[Participant {i % 3 + 1}]", "Morning all, supervision school recording interpreter again then.")
            for i in range(6)
        ]
        out += [Turn(name, t.index + 6, t.speaker, t.text) for t in own]
    return tuple(out)
