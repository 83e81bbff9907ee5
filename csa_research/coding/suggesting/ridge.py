"""The lower layer of what is learned: ridge regression of every code at once on sums of kernels.

Trained on turns that people have read, on the quotes they coded and on the codebook's own words. What is predicted for a coded
group always comes from a model without that group, by exact deletion of its block from the solved system.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csa_research.coding.suggesting.scene import Scene

if TYPE_CHECKING:
    from csa_research.coding.suggesting.scene import Bools, Floats, Ints

PENALTY = 4.0
QUOTE_WEIGHT, CODEBOOK_WEIGHT = 0.5, 0.7  # beside 1 for a turn
CONTEXT = 0.3  # weight of the turn before, and of the question asked
LARGEST = 6000  # items of one system; beyond it quotes are left out, then turns sampled


@dataclass(frozen=True, slots=True, eq=False)
class Ridge:
    """Predictions, turns x (codes and, last, any code): from the whole turn, and from its most telling sentence."""

    turns: Floats
    sentences: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """What is trained on: turns, then quotes, then the codebook's words."""

    turns: Ints
    groups: Any  # of each item, "" for the codebook's words
    texts: tuple[str, ...]
    vectors: Floats
    weights: Floats
    targets: Floats  # items x (codes and any)


def ridge(scene: Scene, read: Bools, targets: Floats, *, seed: int) -> Ridge:
    """Predictions for every turn; `read` says which turns teach, `targets` what they hold."""
    import numpy as np

    items = _items(scene, read, targets, seed)
    turns, sentences, own = _kernels(scene, items)
    mean = targets[read].mean(axis=0)
    inverse = np.linalg.inv(own + np.diag(PENALTY / items.weights))
    whole = inverse @ (items.targets - mean)
    of_turns, of_parts = turns @ whole, sentences @ whole
    for group in np.unique(scene.groups[items.turns]):
        block = np.flatnonzero(items.groups == group)
        without = whole - inverse[:, block] @ np.linalg.solve(inverse[np.ix_(block, block)], whole[block])
        without[block] = 0.0
        rows = np.flatnonzero(scene.groups == group)
        parts = np.flatnonzero(scene.groups[scene.owner] == group)
        of_turns[rows], of_parts[parts] = turns[rows] @ without, sentences[parts] @ without
    best = of_turns.copy() if not len(of_parts) else np.full_like(of_turns, of_parts.min())
    np.maximum.at(best, scene.owner, of_parts)
    return Ridge(of_turns + mean, best + mean)


def _items(scene: Scene, read: Bools, targets: Floats, seed: int) -> Items:
    import numpy as np

    turns = np.flatnonzero(read)
    room = LARGEST - len(scene.prototypes)
    if len(turns) > room:
        turns = np.sort(np.random.default_rng(seed).choice(turns, room, replace=False))
    quotes = scene.quotes if len(turns) + len(scene.quotes) <= room else ()
    column = {code: at for at, code in enumerate(scene.codes)}
    extra = np.zeros((len(quotes) + len(scene.prototypes), targets.shape[1]))
    for at, code in enumerate([*(quote.code for quote in quotes), *(proto.code for proto in scene.prototypes)]):
        extra[at, column[code]] = extra[at, -1] = 1.0
    texts = [scene.turns[at].text for at in turns]
    texts += [quote.quote for quote in quotes] + [proto.text for proto in scene.prototypes]
    weights = [1.0] * len(turns) + [QUOTE_WEIGHT] * len(quotes) + [CODEBOOK_WEIGHT] * len(scene.prototypes)
    groups = [*scene.groups[turns], *(quote.group for quote in quotes), *("" for _ in scene.prototypes)]
    vectors = np.vstack([scene.vectors[turns], scene.quote_vectors[: len(quotes)], scene.prototype_vectors])
    return Items(
        turns, np.array(groups, dtype=np.str_), tuple(texts), vectors, np.array(weights), np.vstack([targets[turns], extra])
    )


def _kernels(scene: Scene, items: Items) -> tuple[Floats, Floats, Floats]:
    """Likeness to the items: of turns, of sentences, and of the items among themselves."""
    import numpy as np

    rows = [turn.text for turn in scene.turns]
    texts = (rows, scene.sentences, items.texts)
    vectors = (scene.vectors, scene.sentence_vectors, items.vectors)
    out = [part @ items.vectors.T for part in vectors]
    for likeness in _tfidf(rows, texts):
        out = [kernel + part for kernel, part in zip(out, likeness, strict=True)]
    count = len(items.turns)
    for around in (scene.before, scene.asked):
        context = CONTEXT * (scene.vectors[around] @ scene.vectors[around[items.turns]].T)
        out[0][:, :count] += context
        out[2][:count, :count] += context[items.turns]
    return np.asarray(out[0]), np.asarray(out[1]), np.asarray(out[2])


def _tfidf(fitted_on: Sequence[str], texts: Sequence[Sequence[str]]) -> list[list[Floats]]:
    """By words and by characters: the cosine of each part's texts with those of the last part."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    shared: dict[str, Any] = {"sublinear_tf": True, "min_df": 2 if len(fitted_on) > 50 else 1, "strip_accents": "unicode"}
    out: list[list[Floats]] = []
    for form in ({"ngram_range": (1, 2)}, {"analyzer": "char_wb", "ngram_range": (3, 5)}):
        vectorizer = TfidfVectorizer(**form, **shared).fit(fitted_on)
        tables = [vectorizer.transform(part) for part in texts]
        out.append([(table @ tables[-1].T).toarray() for table in tables])
    return out
