"""Which codes a turn gets, from all evidence: a conditional logit over the codes of a turn, then trees that see its surroundings.

The logit's weights are shared by all codes, so a rare code gains from what is learned on common ones; each code has a small say of
its own. The trees look at the leading codes again, with what the group talks about around the turn and in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from csa_research.coding.suggesting.scene import Bools, Floats, Scene

SMALL = 0.005  # ridge on the logit's weights
OWN = 0.001  # ridge on each code's own constant
LEADING = 15  # codes of a turn that the trees look at
WINDOWS = (6, 12)  # participants' turns on either side
TREES_SHARE = 0.5


def choose(scene: Scene, features: Floats, marked: Bools, teach: Bools, *, seed: int) -> Floats:
    """Turns x codes: each code's share of belief, 1 in all over a turn, taught by the turns `teach`.

    Method: conditional logit (McFadden 1974), blended in logarithms with gradient boosted trees on the same evidence.
    """
    import numpy as np

    first = _logit(features, marked, teach)
    around = np.stack([first, np.log(first + 1e-6), *surroundings(scene, first)], axis=-1)
    second = _trees(np.concatenate([features, around], axis=-1), first, marked, teach & marked.any(axis=1), scene.speaks, seed)
    blend = np.log(first + 1e-9)
    blend[scene.speaks] = (1 - TREES_SHARE) * blend[scene.speaks] + TREES_SHARE * np.log(second + 1e-6)
    return shares(blend)


def surroundings(scene: Scene, believed: Floats) -> list[Floats]:
    """What is believed of the participants' turns around each turn, by window, and of its whole group (logarithm)."""
    import numpy as np

    near = [np.zeros_like(believed) for _ in WINDOWS]
    whole = np.zeros_like(believed)
    for group in np.unique(scene.groups):
        rows = np.flatnonzero(scene.groups == group)
        said = scene.speaks[rows].astype(float)[:, None]
        sums = np.vstack([np.zeros((1, believed.shape[1])), np.cumsum(believed[rows] * said, axis=0)])
        counts = np.vstack([[[0.0]], np.cumsum(said, axis=0)])
        at = np.arange(len(rows))
        for out, width in zip(near, WINDOWS, strict=True):
            low, high = np.maximum(at - width, 0), np.minimum(at + width + 1, len(rows))
            total = sums[high] - sums[low] - believed[rows] * said
            out[rows] = total / np.maximum(counts[high] - counts[low] - said, 1)
        whole[rows] = np.log(sums[-1] / max(counts[-1, 0], 1) + 1e-4)
    return [*near, whole]


def _logit(features: Floats, marked: Bools, teach: Bools) -> Floats:
    import numpy as np
    from scipy.optimize import minimize

    flat = features[teach].reshape(-1, features.shape[-1])
    table = (features - flat.mean(axis=0)) / (flat.std(axis=0) + 1e-9)
    coded = teach & marked.any(axis=1)
    codes, kinds = features.shape[1:]
    start = np.zeros(kinds + codes)
    best = minimize(_loss, start, args=(table[coded], marked[coded]), jac=True, method="L-BFGS-B").x
    return shares(table @ best[:kinds] + best[kinds:])


def _loss(weights: Floats, table: Floats, marked: Bools) -> tuple[float, Floats]:
    """Mean surprise that a right code is chosen, with its gradient; a little ridge keeps the weights small."""
    import numpy as np

    kinds = table.shape[-1]
    shared, own = weights[:kinds], weights[kinds:]
    believed = shares(table @ shared + own)
    right = believed * marked
    total = right.sum(axis=1, keepdims=True) + 1e-300
    gap = (believed - right / total) / len(table)
    gradient = np.concatenate([np.einsum("nc,ncd->d", gap, table) + 2 * SMALL * shared, gap.sum(axis=0) + 2 * OWN * own])
    return float(-np.log(total).mean() + SMALL * shared @ shared + OWN * own @ own), gradient


def _trees(features: Floats, first: Floats, marked: Bools, coded: Bools, wanted: Bools, seed: int) -> Floats:
    """Wanted turns x codes: the probability of each code, from trees taught by the leading codes of coded turns."""
    import numpy as np
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    order = np.argsort(-first, axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    table = np.concatenate([features, rank[..., None]], axis=-1)
    rows, leading = np.flatnonzero(coded)[:, None], order[coded][:, :LEADING]
    lessons, right = table[rows, leading].reshape(-1, table.shape[-1]), marked[rows, leading].ravel()
    asked = table[wanted].reshape(-1, table.shape[-1])
    if right.all() or not right.any():
        return first[wanted]
    with threadpool_limits(limits=1, user_api="openmp"):  # the same sums in the same order on every machine
        found: Floats = _boosted(seed).fit(lessons, right).predict_proba(asked)[:, 1]
    return found.reshape(int(wanted.sum()), -1)


def _boosted(seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=80, learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=40, l2_regularization=5.0, random_state=seed
    )


def shares(scores: Floats) -> Floats:
    """Scores as shares, 1 in all over a turn."""
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = raised / raised.sum(axis=1, keepdims=True)
    return result
