"""Where the codebook is blind: talk that no code holds, gathered into a few candidates with quotes, for a person to read.

Uncoded turns are clustered by consensus. A candidate ranks by how firmly it holds together and by how much its turns resemble
turns that people do code: greetings and jokes are uncoded too, and rightly so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.records import Coding, Turn
from csa_research.topics import choice, consensus
from csa_research.topics.spaces import unit
from csa_research.topics.words import documents, key_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from csa_research.topics.consensus import Labels, Vectors

MIN_WORDS = 8
MIN_TURNS = 12
RUNS = 60
DIMENSIONS = 25
SPARE = 1.3
"""Clusters for each candidate that is listed, so that small talk has somewhere to go."""
MIN_TAUGHT = 20


@dataclass(frozen=True, slots=True)
class CodeGap:
    """Uncoded turns that belong together: a candidate for a new code, or for a wider definition of an old one."""

    turns: tuple[tuple[str, int], ...]  # most typical first
    words: tuple[str, ...]
    quotes: tuple[tuple[str, int], ...]  # up to three, from different groups where there are as many
    groups: tuple[str, ...]
    participants: int
    cohesion: float  # 0..1, over seeded runs
    like_coded: float  # 0..1, mean likeness of its turns to coded ones


def spoken_turns(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The participants' turns long enough to hold a code."""
    return tuple(t for t in turns if t.role == "participant" and len(t.text.split()) >= MIN_WORDS)


def find_gaps(
    turns: Sequence[Turn], vectors: Vectors, codings: Sequence[Coding], *, most: int = 10, seed: int = 0
) -> tuple[CodeGap, ...]:
    """At most `most` candidates, strongest first; () where nearly all is coded. `vectors` has a row for each of `turns`."""
    import numpy as np

    coded = {(c.group, c.turn) for c in codings}
    is_coded = np.array([(t.group, t.index) in coded for t in turns], dtype=bool)
    open_rows = np.flatnonzero(~is_coded)
    if len(open_rows) < MIN_TURNS:
        return ()
    like = _like_coded(vectors, is_coded, [t.group for t in turns])[open_rows]
    points = _points(vectors)[open_rows]
    k = max(2, min(round(SPARE * most), len(open_rows) // consensus.LEAST))
    ballots = consensus.votes((points,), choice.NEAR[0] * k, choice.NEAR[1] * k, runs=RUNS, seed=seed)
    labels = consensus.cut(consensus.grow(ballots), k)
    found = _gaps([turns[int(i)] for i in open_rows], points, labels, consensus.judge(ballots, labels).cohesion, like)
    return found[:most]


def _points(vectors: Vectors) -> Vectors:
    from sklearn.decomposition import PCA

    return unit(PCA(n_components=min(DIMENSIONS, len(vectors) - 1, vectors.shape[1]), svd_solver="full").fit_transform(vectors))


def _like_coded(vectors: Vectors, coded: NDArray[np.bool_], groups: Sequence[str]) -> NDArray[np.float64]:
    """How likely each turn would be coded, learned from the other groups; 0.5 where there is too little to learn from."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    out = np.full(len(coded), 0.5)
    names = np.asarray(groups)
    for name in sorted(set(groups)):
        own = names == name
        if min(coded[~own].sum(), (~coded[~own]).sum()) >= MIN_TAUGHT:
            learned = LogisticRegression(C=30.0, class_weight="balanced", max_iter=500).fit(vectors[~own], coded[~own])
            out[own] = learned.predict_proba(vectors[own])[:, 1]
    return out


def _gaps(
    turns: Sequence[Turn], points: Vectors, labels: Labels, cohesion: Sequence[float], like: NDArray[np.float64]
) -> tuple[CodeGap, ...]:
    import numpy as np

    words = key_words(documents([t.text for t in turns]), labels.tolist())
    rows = []
    for number in range(len(cohesion)):
        own = np.flatnonzero(labels == number)
        nearest = own[np.argsort(-(points[own] @ points[own].mean(axis=0)), kind="stable")]
        typical = [turns[int(i)] for i in nearest]
        quotes: dict[str, Turn] = {}
        for turn in typical:
            quotes.setdefault(turn.group, turn)
        gap = CodeGap(
            tuple((t.group, t.index) for t in typical), words[number],
            tuple((t.group, t.index) for t in list(quotes.values())[:3]), tuple(sorted(quotes)),
            len({(t.group, t.speaker) for t in typical}), cohesion[number], round(float(like[own].mean()), 4),
        )  # fmt: skip
        rows.append((-cohesion[number] * float(like[own].sum()), gap))
    return tuple(gap for _, gap in sorted(rows, key=lambda row: row[0]))
