"""Spaces: pieces of long windows, neighbours that count as much as talk stays on a subject, group means off."""

from __future__ import annotations

import numpy as np
import pytest

from csa_research.records import Window
from csa_research.topics.spaces import embed_windows, neighbour_weights, off_centre, smooth, unit, words_space


def test_a_long_window_is_the_mean_of_its_pieces_by_their_words() -> None:
    seen: list[str] = []

    def embed(texts: object) -> np.ndarray:
        seen.extend(texts)  # type: ignore[call-overload]
        return np.eye(2, dtype=np.float32)[[0, 1]]

    text = "One two three. " * 40 + "Four five six. " * 20  # 180 words
    rows = embed_windows([Window("W", "A", "", (0,), text.strip())], embed)
    assert [len(piece.split()) for piece in seen] == [150, 30]
    assert rows[0].tolist() == pytest.approx(unit(np.array([[150.0, 30.0]]))[0].tolist())


def test_smoothing_adds_neighbours_of_the_same_group_only() -> None:
    points = np.eye(3, dtype=np.float32)
    out = smooth(points, ["A", "A", "B"], weights=(0.5,))
    assert out[0].tolist() == pytest.approx(unit(np.array([[1, 0.5, 0]]))[0].tolist())
    assert out[2].tolist() == [0, 0, 1]


def test_talk_that_moves_on_at_once_is_not_smoothed() -> None:
    points = np.eye(2, dtype=np.float32)[[0, 1] * 10]
    assert neighbour_weights(points, ["A"] * 20) == ()


def test_talk_that_stays_on_a_subject_is_smoothed_less_with_distance() -> None:
    points = np.eye(4, dtype=np.float32)[np.repeat(np.arange(4), 6)]
    weights = neighbour_weights(points, ["A"] * 24)
    assert len(weights) == 4
    assert list(weights) == sorted(weights, reverse=True)


def test_windows_of_one_group_each_are_not_smoothed() -> None:
    assert neighbour_weights(np.eye(3, dtype=np.float32), ["A", "B", "C"]) == ()


def test_a_share_of_the_groups_mean_is_taken_off() -> None:
    out = off_centre(np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32), ["A", "A"], share=1.0)
    assert out[0].tolist() == pytest.approx([2**-0.5, -(2**-0.5)])


def test_a_corpus_of_hardly_any_words_still_has_a_space() -> None:
    assert words_space(["nothing"] * 12, ["A"] * 12, seed=0).shape[0] == 12
