"""Consensus clustering: many seeded k-means runs vote on which windows belong together.

Ensembles of runs are steadier and nearer to human categories than their members (Hoyle et al. 2022); co-association with
average linkage is evidence accumulation (Fred & Jain 2005). scikit-learn and scipy are imported here only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

LINEAR_BEYOND = 20_000
"""Windows beyond which the pairwise matrix (quadratic) gives way to k-means on the stacked votes (linear)."""


@dataclass(frozen=True, slots=True)
class Consensus:
    """Labels from 0 (largest) and how firmly each cluster, and each window, held together over the runs (0..1)."""

    labels: tuple[int, ...]
    cohesion: tuple[float, ...]  # per cluster
    membership: tuple[float, ...]  # per window
    separation: float  # mean silhouette, cosine


def smooth(vectors: Vectors, groups: Sequence[str], *, weight: float = 0.5) -> Vectors:
    """Each window's vector with its two neighbours of the same group added at `weight`; for assignment only."""
    import numpy as np

    out = vectors.copy()
    same = np.array([a == b for a, b in zip(groups, groups[1:], strict=False)], dtype=np.float32)[:, None]
    out[1:] += weight * same * vectors[:-1]
    out[:-1] += weight * same * vectors[1:]
    return _unit(out)


def reduce(vectors: Vectors, *, seed: int, dimensions: int = 50) -> Vectors:
    """The vectors in at most `dimensions` principal components, each row of length one."""
    from sklearn.decomposition import PCA

    n = min(dimensions, vectors.shape[0] - 1, vectors.shape[1])
    return _unit(PCA(n_components=n, svd_solver="full", random_state=seed).fit_transform(vectors))


def _unit(vectors: Vectors) -> Vectors:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit


def votes(points: Vectors, k: int, *, runs: int, seed: int) -> Labels:
    """Labels of `runs` k-means runs with K from 0.8 to 1.6 of `k`; shape (runs, windows)."""
    import numpy as np
    from sklearn.cluster import KMeans

    most = max(2, points.shape[0] // 2)
    sizes = np.linspace(0.8 * k, 1.6 * k, runs).round().astype(int).clip(2, most)
    return np.stack(
        [
            KMeans(n_clusters=int(size), n_init=1, random_state=seed + i).fit(points).labels_.astype(np.int64)
            for i, size in enumerate(sizes)
        ]
    )


def cluster(points: Vectors, k: int, *, runs: int, seed: int) -> Consensus:
    """The consensus of the runs in `k` clusters, with its cohesion. Deterministic for a seed."""
    ballots = votes(points, k, runs=runs, seed=seed)
    joined = _linear(ballots, k, seed) if points.shape[0] > LINEAR_BEYOND else _pairwise(ballots, k)
    return judge(points, _by_size(joined), ballots)


def _pairwise(ballots: Labels, k: int) -> Labels:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    apart = 1.0 - _association(ballots)
    tree = linkage(squareform(apart, checks=False), method="average")
    labels: Labels = fcluster(tree, t=k, criterion="maxclust").astype("int64")
    return labels


def _association(ballots: Labels) -> NDArray[np.float64]:
    import numpy as np

    together = np.zeros((ballots.shape[1],) * 2)
    for ballot in ballots:
        together += ballot[:, None] == ballot[None, :]
    together /= ballots.shape[0]
    return together


def _linear(ballots: Labels, k: int, seed: int) -> Labels:
    import numpy as np
    from scipy.sparse import csr_array, hstack
    from sklearn.cluster import MiniBatchKMeans

    rows = np.arange(ballots.shape[1])
    stacked = hstack([csr_array((np.ones(len(b), dtype=np.float32), (rows, b))) for b in ballots], format="csr")
    labels: Labels = MiniBatchKMeans(n_clusters=k, n_init=3, random_state=seed).fit(stacked).labels_.astype(np.int64)
    return labels


def _by_size(labels: Labels) -> Labels:
    import numpy as np

    names, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -counts))  # ties by place, so that a re-run numbers them alike
    rank = {int(names[i]): r for r, i in enumerate(order)}
    return np.array([rank[int(label)] for label in labels], dtype=np.int64)


def judge(points: Vectors, labels: Labels, ballots: Labels) -> Consensus:
    """The labels with cohesion (mean share of runs in which two windows of a cluster met) and separation."""
    import numpy as np
    from sklearn.metrics import silhouette_score

    k = int(labels.max()) + 1
    sizes = np.bincount(labels, minlength=k)
    member = np.zeros(len(labels))
    for ballot in ballots:
        met = np.zeros((k, int(ballot.max()) + 1))
        np.add.at(met, (labels, ballot), 1)
        member += (met[labels, ballot] - 1) / np.maximum(sizes[labels] - 1, 1)
    member /= len(ballots)
    member[sizes[labels] == 1] = 0.0  # nothing to agree with
    cohesion = np.bincount(labels, weights=member, minlength=k) / np.maximum(sizes, 1)
    distinct = 1 < k < len(labels)
    separation = (
        float(silhouette_score(points, labels, metric="cosine", sample_size=min(len(labels), 3000), random_state=0))
        if distinct
        else 0.0
    )
    return Consensus(
        tuple(int(x) for x in labels),
        tuple(round(float(x), 4) for x in cohesion),
        tuple(round(float(x), 4) for x in member),
        round(separation, 4),
    )


def grid(windows: int) -> tuple[int, ...]:
    """The numbers of topics to try for so many windows: about 15 to 45 windows a topic, at most 40 topics."""
    low, high = max(3, windows // 45), max(4, min(40, windows // 15))
    step = max(1, (high - low) // 9)
    return tuple(range(low, high + 1, step))


def choose(curve: Sequence[tuple[int, float, float]]) -> int:
    """The K with the best sum of ranks in stability and separation; the smaller K on a tie.

    Stability alone prefers the trivial (three topics hold together best), separation alone the splintered.
    """
    stability = sorted(s for _, s, _ in curve)
    separation = sorted(s for _, _, s in curve)
    return max(curve, key=lambda c: (stability.index(c[1]) + separation.index(c[2]), -c[0]))[0]
