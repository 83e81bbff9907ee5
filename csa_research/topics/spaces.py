"""The spaces in which windows are clustered: what their words are (TF-IDF + SVD) and what they mean (MiniLM), side by side.

Where topics are guided, a third: which of the codebook's codes they are like.

Neighbouring windows of a group lend each other weight, since talk stays on a subject for a while; a share of each group's own
mean is taken off, so that a topic is not merely a group's way of talking. Both serve assignment only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from csa_research.records import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

WORD_DIMENSIONS = 100
MEANING_DIMENSIONS = 50
WINDOWS_A_DIMENSION = 20
"""A space of many dimensions in few windows is noise, and noise makes unsteady topics."""
REACH = 4
STICKINESS = 5.0
"""Weight of a neighbour for its excess likeness over windows of the same group in general; measured, see docs/topics.md."""
CENTRING = 0.15
PIECE_WORDS = 150
"""MiniLM reads about 200 words; longer windows are embedded in pieces and averaged."""


def embed_windows(windows: Sequence[Window], embed: Callable[[Sequence[str]], Vectors]) -> Vectors:
    """One unit row a window: the mean of its pieces' vectors, weighted by their words."""
    import numpy as np

    pieces = [(i, piece) for i, window in enumerate(windows) for piece in _pieces(window.text)]
    rows = embed([piece for _, piece in pieces])
    out = np.zeros((len(windows), rows.shape[1]), dtype=np.float32)
    for (i, piece), row in zip(pieces, rows, strict=True):
        out[i] += len(piece.split()) * row
    return unit(out)


def _pieces(text: str) -> list[str]:
    out: list[list[str]] = [[]]
    held = 0
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        words = len(sentence.split())
        if held and held + words > PIECE_WORDS:
            out.append([])
            held = 0
        out[-1].append(sentence)
        held += words
    return [" ".join(sentences) for sentences in out]


def words_space(docs: Sequence[str], groups: Sequence[str], *, seed: int) -> Vectors:
    """What the windows' words are, fitted on these windows alone, ready to cluster."""
    return settle(_words(docs, seed), groups)


def meaning_space(vectors: Vectors, groups: Sequence[str]) -> Vectors:
    """What the windows mean, from their sentence vectors, ready to cluster."""
    return settle(_principal(vectors), groups)


def seeds_space(likeness: Vectors, groups: Sequence[str]) -> Vectors:
    """Which codes the windows are like, above what is usual for each code in these windows, ready to cluster."""
    import numpy as np

    spread = likeness.std(axis=0)
    return settle(unit((likeness - likeness.mean(axis=0)) / np.where(spread > 1e-6, spread, 1.0)), groups)


def settle(space: Vectors, groups: Sequence[str]) -> Vectors:
    """The space smoothed as far as talk here stays on a subject, and a little off each group's own mean."""
    return off_centre(smooth(space, groups, weights=neighbour_weights(space, groups)), groups)


def neighbour_weights(space: Vectors, groups: Sequence[str]) -> tuple[float, ...]:
    """Weights for windows 1, 2, ... apart: how much more alike they are than windows of one group in general.

    In committee meetings an item lasts many windows and neighbours count almost fully; in a focus group talk moves on within
    two windows and wide smoothing would find the groups again instead of topics.
    """
    import numpy as np

    number = np.unique(np.asarray(groups), return_inverse=True)[1]
    sizes = np.bincount(number)
    sums = np.zeros((len(sizes), space.shape[1]))
    np.add.at(sums, number, space)
    alone = float((space**2).sum())
    pairs = float((sizes * (sizes - 1)).sum())
    usual = (float((sums**2).sum()) - alone) / pairs if pairs else 0.0
    out: list[float] = []
    for apart in range(1, min(REACH, len(number) - 1) + 1):
        same = number[apart:] == number[:-apart]
        likeness = (space[apart:] * space[:-apart]).sum(axis=1)[same]
        weight = STICKINESS * (float(likeness.mean()) - usual) if same.any() else 0.0
        if weight < 0.05:
            break
        out.append(round(min(weight, 1.0, out[-1] if out else 1.0), 2))
    return tuple(out)


def _words(docs: Sequence[str], seed: int) -> Vectors:
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    least = 3 if len(docs) >= 300 else 2
    try:
        counts = TfidfVectorizer(sublinear_tf=True, min_df=least, max_df=0.4, token_pattern=r"\S+").fit_transform(docs)
    except ValueError:  # hardly a word is shared
        counts = TfidfVectorizer(token_pattern=r"\S+").fit_transform(docs)
    rank = min(_dimensions(len(docs), WORD_DIMENSIONS), min(counts.shape) - 1)
    if rank < 2:
        return unit(counts.toarray())
    return unit(TruncatedSVD(n_components=rank, random_state=seed).fit_transform(counts))


def _principal(vectors: Vectors) -> Vectors:
    from sklearn.decomposition import PCA

    n = min(_dimensions(len(vectors), MEANING_DIMENSIONS), vectors.shape[0] - 1, vectors.shape[1])
    return unit(PCA(n_components=n, svd_solver="full").fit_transform(vectors))


def _dimensions(windows: int, most: int) -> int:
    return min(most, max(10, windows // WINDOWS_A_DIMENSION))


def smooth(vectors: Vectors, groups: Sequence[str], *, weights: Sequence[float]) -> Vectors:
    """Each window's vector with its neighbours of the same group added; for assignment only."""
    import numpy as np

    out = vectors.copy()
    names = np.unique(np.asarray(groups), return_inverse=True)[1]
    for apart, weight in enumerate(weights, start=1):
        same = weight * (names[apart:] == names[:-apart]).astype(np.float32)[:, None]
        out[apart:] += same * vectors[:-apart]
        out[:-apart] += same * vectors[apart:]
    return unit(out)


def off_centre(vectors: Vectors, groups: Sequence[str], *, share: float = CENTRING) -> Vectors:
    """The vectors with `share` of their group's mean taken off."""
    import numpy as np

    number = np.unique(np.asarray(groups), return_inverse=True)[1]
    sums = np.zeros((int(number.max()) + 1, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, number, vectors)
    means = sums / np.bincount(number)[:, None]
    return unit(vectors - share * means[number])


def unit(vectors: NDArray[np.floating[Any]]) -> Vectors:
    """The rows at length one, float32; a row of zeros stays one."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return rows
