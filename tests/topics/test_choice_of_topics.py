"""How many topics, in which spaces: the rule on tiny curves, and what the curve is the mean of."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from csa_research.topics import choice, consensus
from csa_research.topics.choice import Corpus, best_k, choose


def corpus() -> Corpus:
    """Sixty windows in four subjects that meaning tells apart."""
    rng = np.random.default_rng(0)
    subjects = np.arange(60) % 4
    vectors = np.eye(8, dtype=np.float32)[subjects] + rng.normal(0, 0.05, (60, 8)).astype(np.float32)
    docs = tuple(f"subject{s} word{s} item{i % 7}" for i, s in enumerate(subjects))
    return Corpus(docs, vectors, tuple(f"G{i // 20}" for i in range(60)))


def test_the_best_sum_of_ranks_wins_and_the_smaller_k_on_a_tie() -> None:
    assert best_k([(4, 0.9, 0.1), (5, 0.8, 0.3), (6, 0.7, 0.2)]) == 5
    assert best_k([(4, 0.9, 0.1), (5, 0.8, 0.2)]) == 4


def test_planted_subjects_give_their_number() -> None:
    assert choose(corpus(), (3, 4, 5), seed=0).k == 4


def test_the_curve_is_the_mean_over_five_subsamples() -> None:
    found = choose(corpus(), (3, 5), seed=0)
    spaces, whole = choice._tree(corpus(), found.kinds, (3, 5), 0)
    parts = choice.subsamples(corpus(), times=5, seed=0)
    trees = [choice._tree(corpus().part(rows), found.kinds, (3, 5), 1000 * i)[1] for i, rows in enumerate(parts, start=1)]
    for k, stable, apart in found.curve:
        labels = consensus.cut(whole, k)
        back = [adjusted_rand_score(labels[list(rows)], consensus.cut(tree, k)) for rows, tree in zip(parts, trees, strict=True)]
        assert stable == pytest.approx(np.mean(back), abs=1e-4)
        assert apart == consensus.separation(spaces, labels)


def test_only_the_chosen_spaces_are_fitted_on_the_last_two_subsamples(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted: list[tuple[str, ...]] = []
    real = choice._tree

    def tree(part: Corpus, kinds: choice.Kinds, ks: tuple[int, ...], seed: int) -> object:
        fitted.append(kinds)
        return real(part, kinds, ks, seed)

    monkeypatch.setattr(choice, "_tree", tree)
    kinds = choose(corpus(), (3, 4), seed=0).kinds
    assert fitted.count(kinds) == 1 + 5
    assert len(fitted) == 2 * (1 + 3) + 2
