"""The suggesters' lists as one: at most five codes a turn, best first, and nothing where nothing seems codable."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from csa_research.coding.suggesting.rejections import LIKE_REJECTED
from csa_research.records import Suggestion

MOST = 5
LEAST = 1e-4  # a score of nought or one would outvote everything
Place = tuple[str, int]


def combine(
    by_suggester: Mapping[str, Sequence[Suggestion]], *, most: int = MOST, silent: Collection[Place] = ()
) -> tuple[Suggestion, ...]:
    """At most `most` suggestions a turn, best first, from "rules", "nearest" and "learned"; none for `silent` turns.

    The learned suggester has weighed the others already, so where it speaks its order stands. Without it the evidence of the
    others is added up, rules on the scale -log(1 - score), likeness on the scale log(score). The reason is that of the most
    readable suggester: a likeness to what was rejected first, then a cue of the rules, then the nearest quote.
    """
    learned = {place for place, _ in _by_turn(by_suggester.get("learned", ()))}
    lists = {name: dict(_by_turn(found)) for name, found in by_suggester.items()}
    places = sorted({place for found in lists.values() for place in found} - set(silent))
    out: list[Suggestion] = []
    for place in places:
        rules = {s.code: s for s in lists.get("rules", {}).get(place, ())}
        nearest = {s.code: s for s in lists.get("nearest", {}).get(place, ())}
        taught = {s.code: s for s in lists.get("learned", {}).get(place, ())}
        scores = {code: s.score for code, s in taught.items()} if place in learned else _added(rules, nearest)
        best = sorted(scores, key=lambda code: (-scores[code], code))[:most]
        out += (Suggestion(*place, code, round(scores[code], 4), "combined", _why(code, rules, nearest, taught)) for code in best)
    return tuple(out)


def _by_turn(suggestions: Sequence[Suggestion]) -> list[tuple[Place, list[Suggestion]]]:
    out: dict[Place, list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions:
        out[suggestion.group, suggestion.turn].append(suggestion)
    return sorted(out.items())


def _added(rules: Mapping[str, Suggestion], nearest: Mapping[str, Suggestion]) -> dict[str, float]:
    low = min((math.log(max(s.score, LEAST)) for s in nearest.values()), default=0.0)
    totals = {
        code: (-math.log(max(1 - rules[code].score, LEAST)) if code in rules else 0.0)
        + (math.log(max(nearest[code].score, LEAST)) if code in nearest else low)
        for code in rules.keys() | nearest.keys()
    }
    top = max(totals.values(), default=0.0)
    return {code: math.exp(total - top) for code, total in totals.items()}


def _why(code: str, *by_suggester: Mapping[str, Suggestion]) -> str:
    reasons = [found[code].why for found in by_suggester if code in found and found[code].why]
    told = [why for start in (LIKE_REJECTED, "cue") for why in reasons if why.startswith(start)]
    return (told or reasons[-1:] or [""])[0]
