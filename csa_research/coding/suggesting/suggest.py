"""Codes proposed for turns: the three suggesters called once on one scene, and their lists combined."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csa_research.coding.suggesting.combine import MOST, combine
from csa_research.coding.suggesting.learned import Learned, learn
from csa_research.coding.suggesting.nearest import from_scores, likeness, quote_scores, reason, similarity_scores
from csa_research.coding.suggesting.rejections import Rejected, lowered, not_rejected
from csa_research.coding.suggesting.rules import suggest_by_rules
from csa_research.coding.suggesting.scene import Embed, Scene, lay_out
from csa_research.coding.suggesting.track import REFUSED, Track, backed, read_units, refused, track, why_refused
from csa_research.records import Codebook, Coding, Suggestion, Turn

if TYPE_CHECKING:
    from csa_research.coding.suggesting.scene import Floats

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
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)  # codes at which a suggester is no better than guessing
    reasons: tuple[str, ...] = ()  # of every refusal, a line each

    def lists(self) -> dict[str, tuple[Suggestion, ...]]:
        """Every list that has something in it by its suggester's name."""
        named = {"rules": self.rules, "nearest": self.nearest, "learned": self.learned, "combined": self.combined}
        return {name: found for name, found in named.items() if found}


def suggest_codes(
    turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], *, embed: Embed, most: int = MOST, seed: int = 0,
    rejected: Collection[Rejected] = (),
) -> tuple[Suggestion, ...]:  # fmt: skip
    """The combined suggestions for participants' turns: at most `most` a turn, best first, none where none seems due.

    What is proposed for a coded group comes from fits without it; only base rates of the lower layer and the refusals have seen
    it. A code at which a suggester is no better than guessing is left out, unless another one proposes it that is better there.
    So are the `rejected` ones (group, turn, code): a person has said no, and what is more like them than like anything accepted
    comes later. `embed` turns texts into unit vectors.
    """
    return suggest_all(turns, codebook, codings, embed=embed, most=most, seed=seed, rejected=rejected).combined


def suggest_all(
    turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], *, embed: Embed, most: int = MOST, seed: int = 0,
    rejected: Collection[Rejected] = (),
) -> Suggestions:  # fmt: skip
    """Every suggester's own list beside the combined one, for its track record; only the combined one leaves codes out."""
    if not any(turn.role == "participant" for turn in turns):
        return Suggestions((), (), (), ())
    scene = lay_out(turns, codebook, codings, embed)
    rules = suggest_by_rules(scene.turns, codebook)
    alike, near = likeness(scene), scene.nearness(scene.quote_vectors)
    nearest = lowered(scene, near, from_scores(scene, similarity_scores(scene, alike, near), near, "nearest"), rejected)
    taught = learn(scene, _table(scene, rules), alike, quote_scores(scene, near), seed=seed)
    learned = lowered(scene, near, _learned(scene, taught, near), rejected) if taught else ()
    lists = {"rules": rules, "nearest": nearest, **({"learned": learned} if taught else {})}
    record = _record(scene, codebook, lists, seed) if taught else ()
    refusals, why = refused(record), tuple(why_refused(t) for t in record if t.verdict == REFUSED)
    kept = not_rejected(backed(lists, refusals), rejected)
    return Suggestions(rules, nearest, learned, combine(kept, most=most, silent=_silent(scene, taught)), refusals, why)


def _record(scene: Scene, codebook: Codebook, lists: Mapping[str, Sequence[Suggestion]], seed: int) -> tuple[Track, ...]:
    return track(lists, scene.quotes, codebook, read_units(scene.turns, scene.quotes), seed=seed)


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
