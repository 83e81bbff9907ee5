"""What people's codings teach: a model of every code from words, meaning, the question asked and the turns around.

Two layers. Below, ridge regression on sums of kernels (TF-IDF words, TF-IDF characters, MiniLM, MiniLM of the turn before and of
the question), trained on coded turns, on their quotes and on the codebook's own words; predictions for a coded group always
come from a model without that group (exact block deletion). Above, a conditional logit for all codes weighs that evidence with
rules, likeness and neighbours, and a logistic regression says whether a turn is codable at all; both are fitted on those
out-of-group predictions, so that what they promise holds for the next group.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csa_research.coding.nearest import Likeness
from csa_research.coding.scene import Scene

if TYPE_CHECKING:
    from csa_research.coding.scene import Bools, Floats, Ints

GROUPS = 3  # groups with codings that are needed at all
POSITIVES = 100  # coded turns that are needed at all
RIDGE = 4.0
QUOTE_WEIGHT, CODEBOOK_WEIGHT = 0.5, 0.7  # beside 1 for a coded turn
CONTEXT = 0.3
LOST = 0.03  # share of coded turns that may be left silent
SMALL = 0.001  # ridge on the weights of the upper layer
LARGEST = 6000  # items of one kernel; beyond it quotes are left out, then turns sampled


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What is believed of every turn; for the groups that are coded, by what the other groups teach."""

    codes: Floats  # turns x codes: shares of belief, 1 in all over a turn
    any: Floats  # turns: probability of any code at all
    silent_below: float  # P(any) under which a turn is better left without suggestions
    read: Bools  # turns that a person had read (coded groups, up to the last coded turn)


@dataclass(frozen=True, slots=True, eq=False)
class _Items:
    """What the ridge is trained on: turns, then quotes, then the codebook's words."""

    turns: Ints
    groups: Any  # of each item, "" for the codebook's words
    weights: Floats
    targets: Floats  # items x (codes + any)


def learn(scene: Scene, rules: Floats, alike: Likeness, quotes: Floats, *, seed: int) -> Learned | None:
    """What the codings teach, or None where they are too few to teach anything (3 groups, 100 coded turns).

    `rules`, `alike` and `quotes` are the other suggesters' scores, turns x codes. Method: exact leave-one-group-out by block
    deletion of the kernel system; stacking after Wolpert (1992).
    """
    import numpy as np

    marked = _marked(scene)
    read = _read(scene, marked)
    coded = [group for group in np.unique(scene.groups) if marked[scene.groups == group].any()]
    if len(coded) < GROUPS or int(marked.any(axis=1).sum()) < POSITIVES:
        return None
    targets = np.column_stack([marked, marked.any(axis=1)]).astype(float)
    base = _ridge(scene, read, targets, seed)
    features = _features(scene, base, rules, alike, quotes, targets[read].mean(axis=0))
    anything = _codable(scene, base, rules, marked, read)
    return Learned(_choose(features, marked, read), anything, _silence(anything, marked, read), read)


def _marked(scene: Scene) -> Bools:
    import numpy as np

    place = {(turn.group, turn.index): at for at, turn in enumerate(scene.turns)}
    column = {code: at for at, code in enumerate(scene.codes)}
    marked = np.zeros((len(scene.turns), len(scene.codes)), dtype=bool)
    for quote in scene.quotes:
        at = place.get((quote.group, quote.turn))
        if at is not None and scene.speaks[at]:
            marked[at, column[quote.code]] = True
    return marked


def _read(scene: Scene, marked: Bools) -> Bools:
    """Participants' turns that a coder has passed: in each coded group, those up to the last coded one."""
    import numpy as np

    last: dict[str, int] = defaultdict(lambda: -1)
    for at in np.flatnonzero(marked.any(axis=1)):
        last[scene.turns[at].group] = max(last[scene.turns[at].group], scene.turns[at].index)
    passed = np.array([turn.index <= last[turn.group] for turn in scene.turns], dtype=bool)
    result: Bools = passed & scene.speaks
    return result


# ---- the lower layer -----------------------------------------------------------------------------------------------------


def _ridge(scene: Scene, read: Bools, targets: Floats, seed: int) -> Floats:
    """Turns x (codes + any): ridge predictions, for coded groups from a model without the group."""
    import numpy as np

    items = _items(scene, read, targets, seed)
    kernel = _kernel(scene, items)
    n = len(scene.turns)
    own = np.concatenate([items.turns, np.arange(n, n + len(items.groups) - len(items.turns))])
    mean = targets[read].mean(axis=0)
    system = kernel[np.ix_(own, own)] + np.diag(RIDGE / items.weights)
    inverse = np.linalg.inv(system)
    dual = inverse @ (items.targets - mean)
    out: Floats = kernel[:n, own] @ dual + mean
    for group in np.unique(scene.groups[items.turns]):
        block = np.flatnonzero(items.groups == group)
        without = dual - inverse[:, block] @ np.linalg.solve(inverse[np.ix_(block, block)], dual[block])
        without[block] = 0.0
        rows = np.flatnonzero(scene.groups == group)
        out[rows] = kernel[np.ix_(rows, own)] @ without + mean
    return out


def _items(scene: Scene, read: Bools, targets: Floats, seed: int) -> _Items:
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
    weights = [1.0] * len(turns) + [QUOTE_WEIGHT] * len(quotes) + [CODEBOOK_WEIGHT] * len(scene.prototypes)
    groups = [*scene.groups[turns], *(quote.group for quote in quotes), *("" for _ in scene.prototypes)]
    return _Items(turns, np.array(groups, dtype=np.str_), np.array(weights), np.vstack([targets[turns], extra]))


def _kernel(scene: Scene, items: _Items) -> Floats:
    """Likeness of all turns, and after them the quotes and the codebook's words among the items."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    n = len(scene.turns)
    with_quotes = len(items.groups) > len(items.turns) + len(scene.prototypes)
    quotes = scene.quotes if with_quotes else ()
    texts = [turn.text for turn in scene.turns]
    every = texts + [quote.quote for quote in quotes] + [proto.text for proto in scene.prototypes]
    vectors = np.vstack([scene.vectors, scene.quote_vectors[: len(quotes)], scene.prototype_vectors])
    kernel: Floats = vectors @ vectors.T
    shared: dict[str, Any] = {"sublinear_tf": True, "min_df": 2 if n > 50 else 1, "strip_accents": "unicode"}
    for make in (
        TfidfVectorizer(ngram_range=(1, 2), **shared),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), **shared),
    ):
        table = make.fit(texts).transform(every)
        kernel += (table @ table.T).toarray()
    for around in (scene.before, scene.asked):
        kernel[:n, :n] += CONTEXT * (scene.vectors[around] @ scene.vectors[around].T)
    return kernel


# ---- the upper layer -----------------------------------------------------------------------------------------------------


def _features(scene: Scene, base: Floats, rules: Floats, alike: Likeness, quotes: Floats, share: Floats) -> Floats:
    """Turns x codes x evidence."""
    import numpy as np

    codes, anything = base[:, :-1], base[:, -1:]
    before, after = scene.before, scene.after
    wide = np.ones_like(codes)
    parts = [
        codes, np.sqrt(np.clip(codes, 0, 1)), codes - codes.max(axis=1, keepdims=True),
        codes[before], codes[after], codes[before[before]], codes[after[after]],
        quotes, quotes - quotes.max(axis=1, keepdims=True),
        alike.definition, alike.definition[scene.asked], alike.include,
        alike.cue, alike.cue[before], alike.cue[after], alike.cue - alike.cue.max(axis=1, keepdims=True),
        rules, wide * np.log(share[:-1] + 1e-3), wide * anything, wide * np.log1p(scene.lengths)[:, None],
    ]  # fmt: skip
    return np.stack(parts, axis=-1)


def _choose(features: Floats, marked: Bools, read: Bools) -> Floats:
    """Turns x codes: each code's share of belief, from a conditional logit over the codes of a turn (McFadden 1974).

    Fitted on coded turns to put one of the right codes first; weights are shared by all codes, so a rare code gains from
    what is learned on common ones.
    """
    import numpy as np
    from scipy.optimize import minimize

    flat = features[read].reshape(-1, features.shape[-1])
    scale = flat.std(axis=0) + 1e-9
    table = (features - flat.mean(axis=0)) / scale
    coded = read & marked.any(axis=1)
    best = minimize(_loss, np.zeros(features.shape[-1]), args=(table[coded], marked[coded]), jac=True, method="L-BFGS-B")
    return _shares(table @ best.x)


def _loss(weights: Floats, table: Floats, marked: Bools) -> tuple[float, Floats]:
    """Mean surprise that a right code is chosen, with its gradient; a little ridge keeps the weights small."""
    import numpy as np

    shares = _shares(table @ weights)
    right = shares * marked
    total = right.sum(axis=1, keepdims=True) + 1e-300
    gradient = np.einsum("nc,ncd->d", shares - right / total, table) / len(table)
    return float(-np.log(total).mean() + SMALL * weights @ weights), gradient + 2 * SMALL * weights


def _shares(scores: Floats) -> Floats:
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = raised / raised.sum(axis=1, keepdims=True)
    return result


def _codable(scene: Scene, base: Floats, rules: Floats, marked: Bools, read: Bools) -> Floats:
    """Turns: the probability that a person would put any code there."""
    import numpy as np

    lengths = np.log1p(scene.lengths)
    evidence = [base[:, -1], lengths, lengths[scene.before], base[:, :-1].max(axis=1), rules.max(axis=1)]
    table = np.column_stack([*evidence, base[scene.before, -1], base[scene.after, -1]])
    model = _logistic().fit(table[read], marked[read].any(axis=1))
    result: Floats = model.predict_proba(table)[:, 1]
    return result


def _logistic() -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000))


def _silence(anything: Floats, marked: Bools, read: Bools) -> float:
    """The probability under which only LOST of the turns that people coded lie."""
    import numpy as np

    return float(np.quantile(anything[read & marked.any(axis=1)], LOST))
