"""Consensus clustering: many seeded k-means runs in several spaces vote on which windows belong together.

Ensembles of runs are steadier and nearer to human categories than their members (Hoyle et al. 2022); co-association with
average linkage is evidence accumulation (Fred & Jain 2005). Beyond LANDMARKS windows the tree is built on evenly spread
landmarks and every window goes where its ballots agree most, so that time and memory grow with the windows, not their square.
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
    Scores = NDArray[np.float64]

LANDMARKS = 2_500
LEAST = 3
"""Fewest windows of a topic; smaller clusters join the one they voted with most."""


@dataclass(frozen=True, slots=True)
class Consensus:
    """Labels from 0 (largest) and how firmly each cluster, and each window, held together over the runs (0..1)."""

    labels: tuple[int, ...]
    cohesion: tuple[float, ...]  # per cluster
    membership: tuple[float, ...]  # per window


def votes(spaces: Sequence[Vectors], low: float, high: float, *, runs: int, seed: int) -> Labels:
    """Labels of `runs` k-means runs, shared out over the spaces, with K from `low` to `high`; shape (runs, windows)."""
    import numpy as np
    from sklearn.cluster import KMeans

    most = max(2, spaces[0].shape[0] // 2)
    out = []
    for number, space in enumerate(spaces):
        own = max(1, runs // len(spaces))
        for i, size in enumerate(np.linspace(low, high, own).round().astype(int).clip(2, most)):
            out.append(KMeans(n_clusters=int(size), n_init=1, random_state=seed + i * len(spaces) + number).fit(space).labels_)
    return np.stack(out).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Tree:
    """The merges of the landmarks, to be cut at any number of clusters."""

    ballots: Labels
    landmarks: Labels  # row numbers
    merges: Scores


def grow(ballots: Labels) -> Tree:
    """Average linkage of the landmarks (every window, where there are few enough) by the share of runs that joined them."""
    import numpy as np
    from scipy.cluster.hierarchy import linkage

    n = ballots.shape[1]
    marks = np.arange(n) if n <= LANDMARKS else np.linspace(0, n - 1, LANDMARKS).round().astype(np.int64)
    return Tree(ballots, marks, linkage(_apart(ballots[:, marks]), method="average"))


def _apart(ballots: Labels) -> Scores:
    """Condensed distances: share of runs that kept two windows apart."""
    import numpy as np

    n = ballots.shape[1]
    out = np.empty(n * (n - 1) // 2)
    by_window = np.ascontiguousarray(ballots.T.astype(np.int16))
    at = 0
    for i in range(n - 1):
        out[at : at + n - 1 - i] = (by_window[i + 1 :] != by_window[i]).mean(axis=1)
        at += n - 1 - i
    return out


def cut(tree: Tree, k: int) -> Labels:
    """The windows in `k` clusters of at least LEAST windows (fewer clusters where there are not so many), largest first."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster

    marked, large = np.zeros(len(tree.landmarks), dtype=np.int64), np.zeros(1, dtype=np.int64)
    for pieces in range(k, min(4 * k, len(marked)) + 1):
        cut_here = fcluster(tree.merges, t=pieces, criterion="maxclust") - 1
        enough = np.flatnonzero(np.bincount(cut_here) >= LEAST)
        if len(enough) > len(large):
            marked, large = cut_here, enough
        if len(large) >= k:
            break
    kept = np.isin(marked, large)
    seeds = np.searchsorted(large, marked[kept])
    labels = support(tree.ballots, tree.landmarks[kept], seeds).argmax(axis=1)
    return by_size(labels)


def support(ballots: Labels, rows: Labels, labels: Labels) -> Scores:
    """For every window and cluster, the mean share of runs in which the window met the cluster's `rows`."""
    import numpy as np

    k = int(labels.max()) + 1
    sizes = np.bincount(labels, minlength=k)
    out = np.zeros((ballots.shape[1], k))
    for ballot in ballots:
        met = np.zeros((int(ballot.max()) + 1, k))
        np.add.at(met, (ballot[rows], labels), 1)
        out += (met / sizes)[ballot]
    return out / len(ballots)


def by_size(labels: Labels) -> Labels:
    """The labels numbered from 0, largest cluster first; ties by place, so that a re-run numbers them alike."""
    import numpy as np

    names, first, counts = np.unique(labels, return_index=True, return_counts=True)
    rank = np.empty(len(names), dtype=np.int64)
    rank[np.lexsort((first, -counts))] = np.arange(len(names))
    return rank[np.searchsorted(names, labels)]


def judge(ballots: Labels, labels: Labels) -> Consensus:
    """The labels with cohesion: the mean share of runs in which two windows of a cluster met."""
    import numpy as np

    sizes = np.bincount(labels)
    own = support(ballots, np.arange(len(labels)), labels)[np.arange(len(labels)), labels]
    size = sizes[labels]
    member = np.where(size > 1, (own * size - 1) / np.maximum(size - 1, 1), 0.0)  # without itself; alone, nothing agrees
    cohesion = np.bincount(labels, weights=member) / sizes
    return Consensus(
        tuple(int(x) for x in labels),
        tuple(round(float(x), 4) for x in cohesion),
        tuple(round(float(x), 4) for x in member),
    )


def separation(spaces: Sequence[Vectors], labels: Labels) -> float:
    """The mean silhouette (cosine, on at most 2,000 windows) over the spaces; 0 where it is not defined."""
    import numpy as np
    from sklearn.metrics import silhouette_score

    rows = np.linspace(0, len(labels) - 1, min(len(labels), 2000)).round().astype(int)
    if not 1 < len(set(labels[rows])) < len(rows):
        return 0.0
    return round(float(np.mean([silhouette_score(s[rows], labels[rows], metric="cosine") for s in spaces])), 4)
