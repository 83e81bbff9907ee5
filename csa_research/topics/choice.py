"""How many topics, and in which spaces: chosen by what comes back when a fifth of the windows is taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.topics import consensus
from csa_research.topics.spaces import meaning_space, seeds_space, words_space

if TYPE_CHECKING:
    from csa_research.topics.consensus import Labels, Tree, Vectors

NEAR = (0.8, 1.25)
"""K of the runs that vote on a consensus of K topics, as shares of it."""
RUNS_TO_CHOOSE = 40
RUNS_TO_CHECK = 16
KEPT = 0.8
PARTS, PARTS_FOR_SPACES = 5, 3
"""Subsamples on which K is chosen, and how many of them choose the spaces. On three alone K moved by chance, and topics with it."""

Kinds = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Windows as the clustering sees them: their topic words, their vectors (None = words only), their groups, how like seeds."""

    docs: tuple[str, ...]
    vectors: Vectors | None
    groups: tuple[str, ...]
    seeds: Vectors | None = None  # likeness to each code (columns) where topics are guided

    def part(self, rows: Sequence[int]) -> Corpus:
        """Only these windows."""
        vectors = None if self.vectors is None else self.vectors[list(rows)]
        seeds = None if self.seeds is None else self.seeds[list(rows)]
        return Corpus(tuple(self.docs[i] for i in rows), vectors, tuple(self.groups[i] for i in rows), seeds)

    def spaces(self, kinds: Kinds, *, seed: int) -> tuple[Vectors, ...]:
        """The spaces of these kinds, fitted on these windows alone."""
        out = []
        for kind in kinds:
            if kind == "meaning" and self.vectors is not None:
                out.append(meaning_space(self.vectors, self.groups))
            elif kind == "seeds" and self.seeds is not None:
                out.append(seeds_space(self.seeds, self.groups))
            else:
                out.append(words_space(self.docs, self.groups, seed=seed))
        return tuple(out)


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen number of topics and spaces, and the curve it was chosen on: K, stability, separation."""

    k: int
    kinds: Kinds
    curve: tuple[tuple[int, float, float], ...]


def subsamples(corpus: Corpus, *, times: int, seed: int) -> tuple[tuple[int, ...], ...]:
    """Row numbers of `times` random 80% subsamples, without replacement."""
    import numpy as np

    rng = np.random.default_rng(seed)
    n = len(corpus.docs)
    return tuple(tuple(int(i) for i in np.sort(rng.choice(n, round(KEPT * n), replace=False))) for _ in range(times))


def grid(windows: int) -> tuple[int, ...]:
    """The numbers of topics to try for so many windows: 4 to 60, at most one for 12 windows and 0.85 of their square root."""
    low = max(4, min(25, windows // 40))
    high = max(low + 1, min(60, windows // 12, round(0.85 * windows**0.5)))
    step = max(1, round((high - low) / 10))
    return tuple(range(low, high + 1, step))


def choose(corpus: Corpus, ks: Sequence[int], *, seed: int) -> Choice:
    """The spaces whose topics come back best on three subsamples and, in them, the K with the best stability and separation.

    Stability is over five subsamples.
    """
    both: tuple[Kinds, ...] = (("meaning",), ("words", "meaning")) if corpus.vectors is not None else (("words",),)
    if corpus.seeds is not None:
        both = tuple((*kinds, "seeds") for kinds in both)
    parts = tuple(enumerate(subsamples(corpus, times=PARTS, seed=seed), start=1))
    wholes = {kinds: _tree(corpus, kinds, ks, seed) for kinds in both}
    back = {kinds: _back(corpus, kinds, wholes[kinds][1], ks, parts[:PARTS_FOR_SPACES], seed) for kinds in both}
    kinds = max(both, key=lambda kinds: sum(sum(found) for found in back[kinds]))
    more = _back(corpus, kinds, wholes[kinds][1], ks, parts[PARTS_FOR_SPACES:], seed)
    curve = _curve(wholes[kinds], ks, [(*one, *other) for one, other in zip(back[kinds], more, strict=True)])
    return Choice(best_k(curve), kinds, curve)


def _back(
    corpus: Corpus, kinds: Kinds, whole: Tree, ks: Sequence[int], parts: Sequence[tuple[int, tuple[int, ...]]], seed: int
) -> list[tuple[float, ...]]:
    """For each K, how alike (adjusted Rand index) the topics of each numbered subsample are to those of everything."""
    from sklearn.metrics import adjusted_rand_score

    trees = [(list(rows), _tree(corpus.part(rows), kinds, ks, seed + 1000 * i)[1]) for i, rows in parts]
    labels = [(k, consensus.cut(whole, k)) for k in ks]
    return [tuple(float(adjusted_rand_score(own[rows], consensus.cut(tree, k))) for rows, tree in trees) for k, own in labels]


def _curve(
    whole: tuple[tuple[Vectors, ...], Tree], ks: Sequence[int], back: Sequence[Sequence[float]]
) -> tuple[tuple[int, float, float], ...]:
    spaces, tree = whole
    return tuple(
        (k, round(sum(found) / len(found), 4), consensus.separation(spaces, consensus.cut(tree, k)))
        for k, found in zip(ks, back, strict=True)
    )


def _tree(corpus: Corpus, kinds: Kinds, ks: Sequence[int], seed: int) -> tuple[tuple[Vectors, ...], Tree]:
    spaces = corpus.spaces(kinds, seed=seed)
    ballots = consensus.votes(spaces, NEAR[0] * min(ks), NEAR[1] * max(ks), runs=RUNS_TO_CHOOSE, seed=seed)
    return spaces, consensus.grow(ballots)


def best_k(curve: Sequence[tuple[int, float, float]]) -> int:
    """The K with the best sum of ranks in stability and separation; the smaller K on a tie.

    Stability alone prefers the trivial (three topics hold together best), separation alone the splintered.
    """
    stability = sorted(s for _, s, _ in curve)
    separation = sorted(s for _, _, s in curve)
    return max(curve, key=lambda c: (stability.index(c[1]) + separation.index(c[2]), -c[0]))[0]


def assign(corpus: Corpus, kinds: Kinds, k: int, *, runs: int, seed: int) -> tuple[Labels, Labels]:
    """The consensus in `k` topics, and the ballots it rests on."""
    ballots = consensus.votes(corpus.spaces(kinds, seed=seed), NEAR[0] * k, NEAR[1] * k, runs=runs, seed=seed)
    return consensus.cut(consensus.grow(ballots), k), ballots


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How well each topic comes back (best-match Jaccard, Hennig 2007): on 80% subsamples, and with one group left out."""

    subsample: tuple[float, ...]
    leave_out: tuple[float, ...]  # the mean over the left-out groups that hold the topic


MOST_LEFT_OUT = 20


def steadiness(corpus: Corpus, labels: Labels, kinds: Kinds, *, seed: int, times: int = 5) -> Steadiness:
    """Each topic's return when everything is fitted anew on less. Beyond 20 groups a seeded choice of them is left out."""
    import numpy as np

    k = int(labels.max()) + 1
    parts = subsamples(corpus, times=times, seed=seed + 7)
    names = tuple(dict.fromkeys(corpus.groups))
    if len(names) > MOST_LEFT_OUT:
        names = tuple(sorted(np.random.default_rng(seed).choice(names, MOST_LEFT_OUT // 2, replace=False)))
    without = [tuple(i for i, g in enumerate(corpus.groups) if g != name) for name in names] if len(names) > 1 else []
    back = np.array([_returns(corpus, rows, labels, k, kinds, seed + 1 + i) for i, rows in enumerate([*parts, *without])])
    first, rest = back[: len(parts)], back[len(parts) :]
    held = [sorted({corpus.groups[i] for i in np.flatnonzero(labels == t)}) for t in range(k)]
    left = [[rest[i, t] for i, name in enumerate(names) if name in held[t]] if len(rest) else [] for t in range(k)]
    return Steadiness(
        tuple(round(float(x), 4) for x in first.mean(axis=0)),
        tuple(round(float(np.mean(x)), 4) if x else 0.0 for x in left),
    )


def _returns(corpus: Corpus, rows: Sequence[int], labels: Labels, k: int, kinds: Kinds, seed: int) -> list[float]:
    import numpy as np

    again, _ = assign(corpus.part(rows), kinds, k, runs=RUNS_TO_CHECK, seed=seed)
    mine = labels[list(rows)]
    met = np.zeros((k, int(again.max()) + 1))
    np.add.at(met, (mine, again), 1)
    either = met.sum(axis=1, keepdims=True) + met.sum(axis=0, keepdims=True) - met
    return [float(x) for x in (met / np.maximum(either, 1)).max(axis=1)]
