"""What a topic is called: a vocabulary fixed on windows, phrases that truly collocate, ten words that differ between topics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from csa_research.topics.windows import WORD, silent_words, topic_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = NDArray[np.float64]

TOP = 10
CANDIDATES = 40
SHARED = 0.2
"""A word stands for a topic where it is at least this share as strong as in the topic that it fits best."""
STRENGTH = 0.5
COMPANY = 3.0
"""Powers of a candidate's own strength, and of how much it is said together with the words before it."""
LEAST_SPREAD = 0.06
"""Least share of a topic's windows that hold a word for it to stand for the topic."""
COLLOCATION = 0.45
"""Least normalised pointwise mutual information (Bouma 2009) of a phrase's two words."""
_BREAK = re.compile(r"[^\w\s'’-]+")
BLANK = "nothing"
"""Stands for a text without a topic word, so that no document is empty."""


def documents(texts: Sequence[str]) -> list[str]:
    """Each text as its topic words in a row, words that collocate joined by "_": no fillers, no stop words."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    silent = silent_words(frozenset(ENGLISH_STOP_WORDS))
    runs = [[_words(run, silent) for run in _BREAK.split(text)] for text in texts]
    phrases = _phrases([run for text in runs for run in text])
    return [" ".join(_joined((word for run in text for word in (*run, "")), phrases)) or BLANK for text in runs]


def _words(run: str, silent: frozenset[str]) -> list[str]:
    """The topic words of a stretch without punctuation, "" wherever another word stood between them."""
    return [(topic_words(word, silent) or [""])[0] for word in WORD.findall(run)]


def _phrases(runs: Sequence[Sequence[str]]) -> frozenset[tuple[str, str]]:
    single = Counter(word for run in runs for word in run if word)
    pairs = Counter((a, b) for run in runs for a, b in pairwise(run) if a and b and a != b)
    total = max(sum(single.values()), 2)
    least = 3 if total < 50_000 else 5
    return frozenset(
        (a, b)
        for (a, b), n in pairs.items()
        if n >= least and log(n * total / (single[a] * single[b])) / -log(n / total) >= COLLOCATION
    )


def _joined(words: Iterator[str] | Sequence[str], phrases: frozenset[tuple[str, str]]) -> Iterator[str]:
    held = ""
    for word in words:
        if held and (held, word) in phrases:
            yield f"{held}_{word}"
            held = ""
            continue
        if held:
            yield held
        held = word
    if held:
        yield held


def vocabulary(docs: Sequence[str]) -> list[str]:
    """Words in at least two windows (more where there are many) and at most 40% of them, in order."""
    from sklearn.feature_extraction.text import CountVectorizer

    least = 2 if len(docs) < 300 else 3 if len(docs) < 1000 else 5
    try:
        return sorted(CountVectorizer(token_pattern=r"\S+", min_df=least, max_df=0.4).fit(docs).vocabulary_)
    except ValueError:  # hardly a word is shared
        return sorted(CountVectorizer(token_pattern=r"\S+").fit(docs).vocabulary_)


def choose_words(weights: Weights, terms: Sequence[str], docs: Sequence[str], labels: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Ten words a topic from its row of c-TF-IDF `weights`: widespread in the topic, apt to be said together, rarely another's."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    said = CountVectorizer(vocabulary=list(terms), token_pattern=r"\S+", binary=True).transform(docs).tocsc()
    number = np.asarray(labels)
    everywhere = np.asarray(said.sum(axis=0)).ravel()
    strength = np.zeros_like(weights)
    for topic in range(weights.shape[0]):
        own = said[np.flatnonzero(number == topic)]
        spread = np.asarray(own.sum(axis=0)).ravel()
        inside, outside = (spread + 0.5) / (own.shape[0] + 1), (everywhere - spread + 0.5) / (len(docs) - own.shape[0] + 1)
        keyness = np.log(inside / outside).clip(0, None)
        strength[topic] = (
            weights[topic].clip(0, None)
            * np.sqrt(spread / max(own.shape[0], 1))
            * (spread >= max(2, LEAST_SPREAD * own.shape[0]))
            * keyness
        )
    best = strength.max(axis=0)
    out = {}
    for topic in range(weights.shape[0]):
        ranked = [int(j) for j in np.argsort(-strength[topic], kind="stable")[:CANDIDATES] if strength[topic, j] > 0]
        ours = [j for j in ranked if strength[topic, j] >= SHARED * best[j]]
        names = _distinct([terms[j] for j in _together(ours or ranked, strength[topic], said)])
        out[topic] = names or tuple(terms[int(j)].replace("_", " ") for j in np.argsort(-weights[topic], kind="stable")[:3])
    return out


def key_words(docs: Sequence[str], labels: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Ten words a cluster (numbered from 0) by class-based TF-IDF alone; for lists too short for a topic model."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    terms = vocabulary(docs)
    counts = CountVectorizer(vocabulary=terms, token_pattern=r"\S+").transform(docs)
    number = np.asarray(labels)
    table = np.stack([np.asarray(counts[np.flatnonzero(number == t)].sum(axis=0)).ravel() for t in range(int(number.max()) + 1)])
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    weights = np.sqrt(share) * np.log1p(table.sum(axis=1).mean() / np.maximum(table.sum(axis=0), 1))
    return choose_words(weights, terms, docs, labels)


def _together(ranked: Sequence[int], strength: Weights, said) -> list[int]:  # type: ignore[no-untyped-def]
    """The candidates again, each next one being strong and also said in the same windows as those before it."""
    import numpy as np

    if not ranked:
        return []
    table = said[:, list(ranked)].astype(np.float64)
    both = np.asarray((table.T @ table).todense()) / table.shape[0]
    alone = np.diag(both)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(both > 0, np.log(both / np.outer(alone, alone)) / -np.log(both), -1.0)
    share = strength[list(ranked)] / strength[ranked[0]]
    company = npmi[0].copy()
    chosen = [0]
    while len(chosen) < len(ranked):
        worth = share**STRENGTH * (0.3 + company / len(chosen)).clip(0.01) ** COMPANY
        worth[chosen] = -1.0
        chosen.append(int(worth.argmax()))
        company += npmi[chosen[-1]]
    return [ranked[i] for i in chosen]


def _distinct(words: Sequence[str]) -> tuple[str, ...]:
    """The first ten that share no stem with an earlier one, so that "child" and "children" do not take two places."""
    out: list[str] = []
    stems: set[str] = set()
    for word in words:
        parts = {part[:5] for part in word.split("_")}
        if not parts & stems:
            out.append(word.replace("_", " "))
            stems |= parts
    return tuple(out[:TOP])
