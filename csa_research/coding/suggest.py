"""Codes proposed for turns: the three suggesters called once on one scene, and their lists combined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.coding.combine import MOST, combine
from csa_research.coding.learned import Learned, learn
from csa_research.coding.nearest import from_scores, likeness, quote_scores, reason, similarity_scores
from csa_research.coding.rules import suggest_by_rules
from csa_research.coding.scene import Embed, Scene, lay_out
from csa_research.records import Codebook, Coding, Suggestion, Turn

if TYPE_CHECKING:
    from csa_research.coding.scene import Floats

FEWEST_WORDS = 6  # a shorter turn gets none while nothing is learned
FLOOR = 0.005  # share of belief under which the learned suggester says nothing of a code
LEARNED_MOST = 12


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What each suggester proposes by itself, and all together."""

    rules: tuple[Suggestion, ...]
    nearest: tuple[Suggestion, ...]
    learned: tuple[Suggestion, ...]  # empty while there are too few codings
    combined: tuple[Suggestion, ...]


def suggest_codes(
    turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], *, embed: Embed, most: int = MOST, seed: int = 0
) -> tuple[Suggestion, ...]:
    """The combined suggestions for participants' turns: at most `most` a turn, best first, none where none seems due.

    What is proposed for a coded group comes from models without it; only base rates and some thirty weights shared by all codes
    and groups have seen it. `embed` turns texts into unit vectors.
    """
    return suggest_all(turns, codebook, codings, embed=embed, most=most, seed=seed).combined


def suggest_all(
    turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], *, embed: Embed, most: int = MOST, seed: int = 0
) -> Suggestions:
    """Every suggester's own list beside the combined one, for its track record."""
    if not any(turn.role == "participant" for turn in turns):
        return Suggestions((), (), (), ())
    scene = lay_out(turns, codebook, codings, embed)
    rules = suggest_by_rules(scene.turns, codebook)
    alike, near = likeness(scene), scene.nearness(scene.quote_vectors)
    nearest = from_scores(scene, similarity_scores(scene, alike, near), near, "nearest")
    taught = learn(scene, _table(scene, rules), alike, quote_scores(scene, near), seed=seed)
    learned = _learned(scene, taught, near) if taught else ()
    lists = {"rules": rules, "nearest": nearest, **({"learned": learned} if taught else {})}
    return Suggestions(rules, nearest, learned, combine(lists, most=most, silent=_silent(scene, taught)))


def _table(scene: Scene, rules: Sequence[Suggestion]) -> Floats:
    """Turns x codes: the rules' evidence on an additive scale."""
    import numpy as np

    place = {(turn.group, turn.index): at for at, turn in enumerate(scene.turns)}
    column = {code: at for at, code in enumerate(scene.codes)}
    out = np.zeros((len(scene.turns), len(scene.codes)))
    for s in rules:
        out[place[s.group, s.turn], column[s.code]] = -np.log(max(1 - s.score, 1e-4))
    return out


def _learned(scene: Scene, taught: Learned, near: Floats) -> tuple[Suggestion, ...]:
    import numpy as np

    out: list[Suggestion] = []
    for row in np.flatnonzero(scene.speaks):
        turn, chances = scene.turns[row], taught.codes[row]
        for at in np.argsort(-chances, kind="stable")[:LEARNED_MOST]:
            if chances[at] >= FLOOR:
                code, chance = scene.codes[at], round(float(chances[at]), 4)
                out.append(Suggestion(turn.group, turn.index, code, chance, "learned", reason(scene, near, int(row), code)))
    return tuple(out)


def _silent(scene: Scene, taught: Learned | None) -> set[tuple[str, int]]:
    quiet = taught.any < taught.silent_below if taught else scene.lengths < FEWEST_WORDS
    return {(turn.group, turn.index) for turn, hush in zip(scene.turns, quiet, strict=True) if hush}
