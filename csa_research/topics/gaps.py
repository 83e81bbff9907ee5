"""Where the codebook is blind: talk that no code holds, gathered into a few candidates with quotes, for a person to read.

Greetings and jokes are uncoded too, and rightly so. Which uncoded turns are like coded ones is learned from the other groups, in
two rounds, as one learns from positives and unlabelled examples (Liu et al. 2003): the first takes every uncoded turn for
small talk, the second only those that the first found unlike coded talk. What is like coded talk is clustered by consensus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.records import Coding, Turn
from csa_research.topics import choice, consensus
from csa_research.topics.spaces import unit
from csa_research.topics.words import BLANK, documents, key_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from csa_research.topics.consensus import Labels, Vectors

MIN_WORDS = 8
MIN_TURNS = 12
RUNS = 60
SPARE = 1.4
"""Clusters for each candidate that is listed, so that what fits nowhere has somewhere to go."""
LEAST_A_CLUSTER = 5
MIN_TAUGHT = 20
FOLDS = 14
UNLIKE = 0.4
LIKE = 0.5
"""Below UNLIKE in the first round an uncoded turn teaches the second what small talk is; from LIKE on it may be a gap."""
PENALTY = 0.2
SHAPE = 0.3
EARLY = 0.12


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
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    coded = {(c.group, c.turn) for c in codings}
    is_coded = np.array([(t.group, t.index) in coded for t in turns], dtype=bool)
    likeness = _like_coded(turns, vectors, is_coded)
    rows = np.flatnonzero(~is_coded & (likeness >= LIKE))
    if len(rows) < MIN_TURNS:  # nothing is like coded talk, or it could not be learned: whatever is uncoded
        rows = np.flatnonzero(~is_coded)
    if len(rows) < MIN_TURNS:
        return ()
    points = unit(vectors[rows])
    k = max(2, min(round(SPARE * most), len(rows) // LEAST_A_CLUSTER))
    with threadpool_limits(limits=1):  # sums in one order, as in the topic model
        ballots = consensus.votes((points,), choice.NEAR[0] * k, choice.NEAR[1] * k, runs=RUNS, seed=seed)
    labels = consensus.cut(consensus.grow(ballots), k)
    found = _gaps([turns[int(i)] for i in rows], points, labels, consensus.judge(ballots, labels).cohesion, likeness[rows])
    return found[:most]


def _like_coded(turns: Sequence[Turn], vectors: Vectors, coded: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How likely each turn would be coded, learned from other groups; 0.5 where there is too little to learn from."""
    import numpy as np

    facts = np.hstack([vectors, SHAPE * _shape(turns)])
    fold = np.unique([t.group for t in turns], return_inverse=True)[1] % FOLDS
    first = _learned(facts, coded, fold, np.ones(len(turns), dtype=bool))
    return _learned(facts, coded, fold, coded | (first < UNLIKE))


def _shape(turns: Sequence[Turn]) -> Vectors:
    """How long each turn is and where in its meeting it comes, scaled: introductions come early and greetings are short."""
    import numpy as np

    last = {t.group: t.index for t in sorted(turns, key=lambda t: t.index)}
    place = np.array([t.index / max(last[t.group], 1) for t in turns])
    rows = np.stack([np.log([max(len(t.text.split()), 1) for t in turns]), place, place < EARLY], axis=1)
    scaled: Vectors = ((rows - rows.mean(axis=0)) / np.maximum(rows.std(axis=0), 1e-9)).astype(np.float32)
    return scaled


def _learned(facts: Vectors, coded: NDArray[np.bool_], fold: NDArray[np.int64], use: NDArray[np.bool_]) -> NDArray[np.float64]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    out = np.full(len(coded), 0.5)
    for own in (fold == number for number in range(int(fold.max()) + 1)):
        taught = use & ~own
        if min(coded[taught].sum(), (~coded[taught]).sum()) >= MIN_TAUGHT:
            model = LogisticRegression(C=PENALTY, class_weight="balanced", max_iter=1000).fit(facts[taught], coded[taught])
            out[own] = model.predict_proba(facts[own])[:, 1]
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
            tuple((t.group, t.index) for t in typical), tuple(word for word in words[number] if word != BLANK),
            tuple((t.group, t.index) for t in list(quotes.values())[:3]), tuple(sorted(quotes)),
            len({(t.group, t.speaker) for t in typical}), cohesion[number], round(float(like[own].mean()), 4),
        )  # fmt: skip
        rows.append((-cohesion[number] * float(like[own].sum()), gap))
    return tuple(gap for _, gap in sorted(rows, key=lambda row: row[0]))
