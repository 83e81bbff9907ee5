"""Suggestions by meaning: a turn's nearness to what each code says of itself, and to quotes that people have coded.

Quotes of the turn's own group never count, so that what is measured on coded groups holds for the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.coding.suggesting.scene import Embed, Scene, lay_out
from csa_research.records import Codebook, Coding, Suggestion, Turn

if TYPE_CHECKING:
    from csa_research.coding.suggesting.scene import Floats

MOST = 12  # suggestions a turn; `combine` keeps the best
TOP = 3  # nearest neighbours that are averaged
ASKED, BEFORE, AFTER = 0.3, 0.2, 0.2  # what a turn takes from the question it answers and from its neighbours
QUOTES_SHARE = 2.0  # weight of coded quotes beside the three kinds of the codebook's own words
SHOWN = 70  # characters of a quote in a reason


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """How near each turn (row) is to each codable code (column) by the codebook's words; standardised."""

    definition: Floats
    cue: Floats
    include: Floats

    def together(self) -> Floats:
        """The three kinds as one score."""
        return self.definition + self.cue + self.include


def suggest_by_similarity(
    turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], *, embed: Embed
) -> tuple[Suggestion, ...]:
    """Suggestions for participants' turns by likeness to codes and to coded quotes of other groups; best first in a turn."""
    scene = lay_out(turns, codebook, codings, embed)
    near = scene.nearness(scene.quote_vectors)
    return from_scores(scene, similarity_scores(scene, likeness(scene), near), near, "nearest")


def likeness(scene: Scene) -> Likeness:
    """The likeness of every turn to every code, by definition, by cues and example, and by the clauses of "include when"."""
    near = scene.nearness(scene.prototype_vectors)
    return Likeness(**{kind: scene.standardised(_by_kind(scene, near, kind)) for kind in ("definition", "cue", "include")})


def _by_kind(scene: Scene, near: Floats, kind: str) -> Floats:
    import numpy as np

    out = np.zeros((len(scene.turns), len(scene.codes)))
    for at, code in enumerate(scene.codes):
        columns = [i for i, proto in enumerate(scene.prototypes) if proto.code == code and proto.kind == kind]
        if columns:
            top = 1 if kind == "definition" else TOP
            out[:, at] = np.sort(near[:, columns], axis=1)[:, -top:].mean(axis=1)
    return out


def quote_scores(scene: Scene, near: Floats) -> Floats:
    """Turns x codes: the mean cosine of the nearest quotes of the code in other groups, 0 where there are none."""
    import numpy as np

    out = np.zeros((len(scene.turns), len(scene.codes)))
    codes = np.array([quote.code for quote in scene.quotes], dtype=np.str_)
    groups = np.array([quote.group for quote in scene.quotes], dtype=np.str_)
    for group in np.unique(scene.groups):
        rows = np.flatnonzero(scene.groups == group)
        for at, code in enumerate(scene.codes):
            columns = np.flatnonzero((codes == code) & (groups != group))
            if len(columns):
                out[rows, at] = np.sort(near[np.ix_(rows, columns)], axis=1)[:, -TOP:].mean(axis=1)
    return out


def similarity_scores(scene: Scene, alike: Likeness, near: Floats) -> Floats:
    """Turns x codes: likeness to the codebook, to coded quotes where there are some, and a share of the neighbours'."""
    scores = alike.together()
    if scene.quotes:
        scores = scores + QUOTES_SHARE * scene.standardised(quote_scores(scene, near))
    return in_context(scene, scores)


def in_context(scene: Scene, scores: Floats) -> Floats:
    """Scores with a share of those of the question asked and of the turns before and after."""
    result: Floats = scores + ASKED * scores[scene.asked] + BEFORE * scores[scene.before] + AFTER * scores[scene.after]
    return result


def from_scores(scene: Scene, scores: Floats, near: Floats, suggester: str) -> tuple[Suggestion, ...]:
    """The best codes of every participant's turn as suggestions, scores 0..1 by rank-preserving softmax."""
    import numpy as np

    out: list[Suggestion] = []
    for row in np.flatnonzero(scene.speaks):
        values = scores[row]
        share = np.exp(values - values.max())
        turn = scene.turns[row]
        for at in np.argsort(-values, kind="stable")[:MOST]:
            code = scene.codes[at]
            out.append(
                Suggestion(turn.group, turn.index, code, round(float(share[at]), 4), suggester, reason(scene, near, int(row), code))
            )
    return tuple(out)


def reason(scene: Scene, near: Floats, row: int, code: str) -> str:
    """Why this code, in a line: the nearest quote of another group coded so, or the code's own nearest words."""
    group = scene.turns[row].group
    quotes = [i for i, quote in enumerate(scene.quotes) if quote.code == code and quote.group != group]
    if quotes:
        best = max(quotes, key=lambda i: near[row, i])
        return f"like “{_short(scene.quotes[best].quote)}” ({scene.quotes[best].group})"
    own = [i for i, proto in enumerate(scene.prototypes) if proto.code == code]
    best = max(own, key=lambda i: float(scene.vectors[row] @ scene.prototype_vectors[i]))
    return f"like the codebook's “{_short(scene.prototypes[best].text)}”"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1].rsplit(" ", 1)[0] + "…"
