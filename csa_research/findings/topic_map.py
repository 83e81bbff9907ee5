"""Where topics lie beside each other: near where they use the same telling words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.records import TopicModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TopicPlace:
    """One topic on the map: two coordinates of no unit, its share of all windows (0..1), and the topic most like it (-1 = none)."""

    topic: int
    x: float
    y: float
    share: float
    nearest: int


@dataclass(frozen=True, slots=True)
class TopicMap:
    """The places of all topics, and how much of the distances two axes can show (0..1)."""

    places: tuple[TopicPlace, ...]
    shown: float


def topic_map(model: TopicModel) -> TopicMap:
    """Every topic in the plane: classical scaling of one less the cosine of the topics' c-TF-IDF words.

    Same model, same map: an axis points to where its largest coordinate is positive. Fewer than three topics lie on a line.
    Source: Torgerson (1952), Multidimensional scaling, Psychometrika 17; c-TF-IDF: Grootendorst (2022).
    """
    import numpy as np

    ids = sorted({topic for topic in model.assignment if topic >= 0})
    if not ids:
        return TopicMap((), 0.0)
    alike = _cosines(model, ids)
    spread, shown = _scaled(1 - alike)
    near = alike - 2 * np.eye(len(ids))
    windows = [sum(topic == one for topic in model.assignment) for one in ids]
    places = tuple(
        TopicPlace(one, float(spread[i, 0]), float(spread[i, 1]), windows[i] / len(model.assignment),
                   ids[int(near[i].argmax())] if len(ids) > 1 else -1)
        for i, one in enumerate(ids)
    )  # fmt: skip
    return TopicMap(places, shown)


def _cosines(model: TopicModel, ids: list[int]) -> NDArray[np.float64]:
    """How alike the topics' words are, 0..1."""
    import numpy as np

    from csa_research.topics.named import class_weights
    from csa_research.topics.words import documents, vocabulary

    kept = [i for i, topic in enumerate(model.assignment) if topic >= 0]
    docs = documents([model.windows[i].text for i in kept])
    weights = class_weights(docs, [ids.index(model.assignment[i]) for i in kept], vocabulary(docs))
    length = np.linalg.norm(weights, axis=1, keepdims=True)
    unit = weights / np.where(length > 0, length, 1)
    cosines: NDArray[np.float64] = np.clip(unit @ unit.T, 0, 1)
    np.fill_diagonal(cosines, 1)
    return cosines


def _scaled(distance: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Two coordinates each, and the share of the positive eigenvalues that they hold."""
    import numpy as np

    size = len(distance)
    centre = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-centre @ distance**2 @ centre / 2)
    order = np.argsort(values)[::-1]
    values, vectors = np.clip(values[order], 0, None), vectors[:, order]
    axes = np.zeros((size, 2))
    for i in range(min(2, size)):
        axis = vectors[:, i] * np.sqrt(values[i])
        axes[:, i] = axis * (1 if axis[int(np.abs(np.round(axis, 9)).argmax())] >= 0 else -1)
    total = float(values.sum())
    return axes, float(values[:2].sum()) / total if total > 0 else 1.0
