"""Consensus clustering on data whose clusters are known."""

from __future__ import annotations

import numpy as np
import pytest

from csa_research.topics import consensus
from csa_research.topics.consensus import by_size, cut, grow, judge, separation, support, votes

BALLOTS = np.array([[0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 1, 1]])


def planted(n: int, clusters: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Points around far-apart directions, and which is which."""
    rng = np.random.default_rng(seed)
    truth = np.arange(n) % clusters
    points = np.eye(clusters, 20)[truth] + rng.normal(0, 0.05, (n, 20))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32), truth


def same_partition(one: np.ndarray, two: np.ndarray) -> bool:
    return len(set(zip(one.tolist(), two.tolist(), strict=True))) == len(set(one.tolist())) == len(set(two.tolist()))


def test_labels_are_numbered_by_size_and_ties_by_place() -> None:
    assert by_size(np.array([7, 3, 3, 9, 9, 9])).tolist() == [2, 1, 1, 0, 0, 0]
    assert by_size(np.array([5, 2, 5, 2])).tolist() == [0, 1, 0, 1]


def test_windows_that_meet_in_most_runs_form_a_cluster() -> None:
    assert cut(grow(BALLOTS), 2).tolist() == [0, 0, 0, 1, 1, 1]


def test_cohesion_is_the_mean_share_of_runs_in_which_two_windows_of_a_cluster_met() -> None:
    found = judge(BALLOTS, np.array([0, 0, 0, 1, 1, 1]))
    # pairs of the first cluster met in 3, 2 and 2 of 3 runs; of the second always
    assert found.cohesion == (round(7 / 9, 4), 1.0)
    assert found.membership[2] == round(2 / 3, 4)


def test_support_counts_every_run_a_window_shares_with_a_cluster() -> None:
    shares = support(BALLOTS, np.arange(6), np.array([0, 0, 0, 1, 1, 1]))
    assert shares[2].tolist() == pytest.approx([7 / 9, 1 / 3])


def test_planted_clusters_come_back_exactly() -> None:
    points, truth = planted(120, 6)
    assert same_partition(cut(grow(votes((points,), 5, 8, runs=20, seed=1)), 6), truth)


def test_a_cluster_too_small_joins_the_one_it_voted_with_most() -> None:
    ballots = np.array([[0] * 5 + [1] * 5 + [2]] * 4 + [[0] * 5 + [1] * 6])
    assert cut(grow(ballots), 3).tolist() == [1] * 5 + [0] * 6


def test_the_linear_variant_finds_the_same_clusters(monkeypatch: pytest.MonkeyPatch) -> None:
    points, truth = planted(900, 6)
    ballots = votes((points,), 5, 8, runs=20, seed=1)
    monkeypatch.setattr(consensus, "LANDMARKS", 150)
    assert len(grow(ballots).landmarks) == 150
    assert same_partition(cut(grow(ballots), 6), truth)


@pytest.mark.slow
def test_thirty_thousand_windows_take_linear_memory() -> None:
    import tracemalloc

    points, truth = planted(30_000, 8)
    ballots = votes((points,), 8, 8, runs=6, seed=1)
    tracemalloc.start()
    labels = cut(grow(ballots), 8)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert same_partition(labels, truth)
    assert peak < 400e6


def test_two_runs_are_identical() -> None:
    points, _ = planted(80, 5)
    assert (votes((points,), 4, 7, runs=10, seed=3) == votes((points,), 4, 7, runs=10, seed=3)).all()


def test_separation_is_high_for_clusters_apart_and_none_for_a_single_one() -> None:
    points, truth = planted(60, 3)
    assert separation((points,), truth) > 0.9
    assert separation((points,), np.zeros(60, dtype=int)) == 0.0


def test_the_pairs_that_are_compared_do_not_grow_with_the_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    apart = consensus._apart
    monkeypatch.setattr(consensus, "_apart", lambda ballots: compared.append(ballots.shape[1]) or apart(ballots))
    monkeypatch.setattr(consensus, "LANDMARKS", 100)
    for n in (200, 400, 800):
        grow(votes((planted(n, 4)[0],), 4, 4, runs=2, seed=1))
    assert compared == [100, 100, 100]
