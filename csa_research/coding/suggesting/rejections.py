"""What rejected suggestions teach: they are not proposed again, and what is more like them than like anything accepted sinks.

As with quotes, rejections of the turn's own group never count for its likeness, so that what is measured holds for the next group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from csa_research.records import Suggestion

if TYPE_CHECKING:
    from csa_research.coding.suggesting.scene import Floats, Scene

LIKE_REJECTED = "like a passage you rejected"
ALIKE = 0.5  # cosine under which two passages are not alike at all, MiniLM
LOWERED = 0.2  # what is left of a score
Rejected = tuple[str, int, str]
"""Group, turn, code."""


def not_rejected(lists: Mapping[str, Sequence[Suggestion]], rejected: Collection[Rejected]) -> dict[str, tuple[Suggestion, ...]]:
    """The lists without what a person has said no to."""
    no = frozenset(rejected)
    return {name: tuple(s for s in found if (s.group, s.turn, s.code) not in no) for name, found in lists.items()}


def lowered(
    scene: Scene, near: Floats, suggestions: Sequence[Suggestion], rejected: Collection[Rejected]
) -> tuple[Suggestion, ...]:
    """The suggestions, best first in a turn; those nearer to a rejected passage than to all that speaks for the code score less.

    `near` is the nearness of turns to coded quotes. For the code speak its quotes in other groups and the codebook's own words.
    """
    place = {(turn.group, turn.index): at for at, turn in enumerate(scene.turns)}
    against: dict[str, list[int]] = defaultdict(list)
    for group, turn, code in sorted(rejected):
        if (group, turn) in place:
            against[code].append(place[group, turn])
    if not against:
        return tuple(suggestions)
    out: dict[tuple[str, int], list[Suggestion]] = defaultdict(list)
    cosines = {code: scene.nearness(scene.vectors[rows]) for code, rows in against.items()}
    words = scene.nearness(scene.prototype_vectors)
    for s in suggestions:
        row = place[s.group, s.turn]
        others = [(at, i) for i, at in enumerate(against.get(s.code, ())) if scene.turns[at].group != s.group]
        worst, at = max(((float(cosines[s.code][row, i]), at) for at, i in others), default=(0.0, -1))
        if worst >= ALIKE and worst > _for(scene, near, words, row, s.code):
            said = f"{LIKE_REJECTED} ({scene.turns[at].group} turn {scene.turns[at].index})"
            s = replace(s, score=round(s.score * LOWERED, 4), why=said)
        out[s.group, s.turn].append(s)
    return tuple(s for found in out.values() for s in sorted(found, key=lambda s: -s.score))


def _for(scene: Scene, near: Floats, words: Floats, row: int, code: str) -> float:
    """The nearest of all that speaks for the code: quotes of other groups, what the codebook says of it."""
    group = scene.turns[row].group
    quotes = (float(near[row, i]) for i, q in enumerate(scene.quotes) if q.code == code and q.group != group)
    own = (float(words[row, i]) for i, proto in enumerate(scene.prototypes) if proto.code == code)
    return max((*quotes, *own), default=-1.0)
