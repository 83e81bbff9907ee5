"""What people's codings teach: a model of every code from words, meaning, the question asked and the turns around.

Two layers. Below, ridge regression on sums of kernels (TF-IDF words, TF-IDF characters, MiniLM, MiniLM of the turn before and of
the question), trained on coded turns, on their quotes and on the codebook's own words; predictions for a coded group always
come from a model without that group (exact block deletion). Above, a choice among all codes (choice.py) weighs that evidence
with rules, likeness and neighbours, and a logistic regression says whether a turn is codable at all; both are taught by those
out-of-group predictions, and what they say of a coded group comes from a fit without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csa_research.coding.suggesting.choice import choose
from csa_research.coding.suggesting.nearest import Likeness
from csa_research.coding.suggesting.ridge import Ridge, ridge
from csa_research.coding.suggesting.scene import Scene

if TYPE_CHECKING:
    from csa_research.coding.suggesting.scene import Bools, Floats

GROUPS = 3  # groups with codings that are needed at all
POSITIVES = 100  # coded turns that are needed at all
LOST = 0.03  # share of coded turns that may be left silent
FOLDS = 10  # parts into which coded groups fall; what is said of a part comes from the others


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What is believed of every turn; for the groups that are coded, by what the other groups teach."""

    codes: Floats  # turns x codes: shares of belief, 1 in all over a turn
    any: Floats  # turns: probability of any code at all
    silent_below: float  # P(any) under which a turn is better left without suggestions
    read: Bools  # turns that a person had read (coded groups, up to the last coded turn)


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
    base = ridge(scene, read, targets, seed=seed)
    codes, anything = np.zeros(marked.shape), np.zeros(len(marked))
    for rows, teach in _folds(scene, coded, read):
        features = _features(scene, base, rules, alike, quotes, targets[teach].mean(axis=0))
        codes[rows] = choose(scene, features, marked, teach, seed=seed)[rows]
        anything[rows] = _codable(scene, base.turns, rules, marked, teach)[rows]
    return Learned(codes, anything, _silence(anything, marked, read), read)


def _folds(scene: Scene, coded: Sequence[str], read: Bools) -> Iterator[tuple[Bools, Bools]]:
    """(Turns to speak of, turns that teach): every part of the coded groups by the others, uncoded groups by all."""
    import numpy as np

    parts = [coded[at :: min(FOLDS, len(coded))] for at in range(min(FOLDS, len(coded)))]
    for part in parts:
        rows = np.isin(scene.groups, part)
        yield rows, read & ~rows
    rest = ~np.isin(scene.groups, coded)
    if rest.any():
        yield rest, read


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


# ---- the upper layer -----------------------------------------------------------------------------------------------------


def _features(scene: Scene, base: Ridge, rules: Floats, alike: Likeness, quotes: Floats, share: Floats) -> Floats:
    """Turns x codes x evidence."""
    import numpy as np

    codes, anything, said = base.turns[:, :-1], base.turns[:, -1:], base.sentences[:, :-1]
    before, after, asked = scene.before, scene.after, scene.asked
    family = _family(scene)
    wide = np.ones_like(codes)
    parts = [
        codes, _root(codes), _behind(codes), scene.standardised(codes), codes @ family,
        codes[before], codes[after], codes[before[before]], codes[after[after]],
        said, _root(said), _behind(said), scene.standardised(said), said @ family, said[asked], said[before], said[after],
        quotes, _behind(quotes), scene.standardised(quotes),
        alike.definition, alike.definition[asked], alike.include,
        alike.cue, alike.cue[before], alike.cue[after], _behind(alike.cue),
        rules, wide * np.log(share[:-1] + 1e-3), wide * anything, wide * np.log1p(scene.lengths)[:, None],
    ]  # fmt: skip
    return np.stack(parts, axis=-1)


def _root(scores: Floats) -> Floats:
    import numpy as np

    result: Floats = np.sqrt(np.clip(scores, 0, 1))
    return result


def _behind(scores: Floats) -> Floats:
    """How far each code is behind the turn's best."""
    result: Floats = scores - scores.max(axis=1, keepdims=True)
    return result


def _family(scene: Scene) -> Floats:
    """Codes x codes: takes a code's score to the mean of its family."""
    import numpy as np

    same = np.array([[float(a == b) for b in scene.families] for a in scene.families])
    result: Floats = same / same.sum(axis=0)
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
