"""Topics beside emotions: whether a feeling is spoken of more inside a topic than in the rest of the coded talk.

The measure is the share of the topic's coded turns that carry the emotion, less that share of all other coded turns. Uncoded turns
are in neither: nobody has read them for feelings. Its interval resamples whole focus groups, since turns of one group are not
independent; there is no p-value. A turn that two coders gave one emotion counts once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.findings.counts import order, places, quote_id
from csa_research.findings.emotions import EMOTIONS
from csa_research.records import Codebook, Coding, Group, TopicModel, Turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

INTERVAL = "95% percentile interval of a bootstrap over groups"
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class TopicEmotion:
    """One emotion in one topic, beside the rest of the coded talk. `low` and `high` are of the difference (INTERVAL)."""

    topic: int
    label: str
    code: str
    turns: int  # of the topic that carry the emotion
    groups: int
    participants: int
    coded: int  # turns of the topic with any code
    share: float | None  # turns / coded; None: nothing of the topic is coded
    elsewhere: float | None  # the same for all coded turns outside of it
    difference: float | None
    low: float | None  # None: coded talk of fewer than two groups on either side, no interval
    high: float | None
    quote_ids: tuple[str, ...] = ()


def topic_emotions(
    model: TopicModel,
    codings: Sequence[Coding],
    turns: Sequence[Turn],
    groups: Sequence[Group],
    codebook: Codebook,
    *,
    seed: int = 0,
) -> tuple[TopicEmotion, ...]:
    """One row a topic and an emotion that was coded anywhere, zeros included, in the codebook's order within a topic."""
    where = places(turns, groups)
    mine = sorted((c for c in codings if (c.group, c.turn) in where.speakers), key=order)
    used = {c.code for c in mine}
    emotions = [c.id for c in codebook.codes if c.family == EMOTIONS and c.codable and c.id in used]
    topic_of = {(w.group, i): t for w, t in zip(model.windows, model.assignment, strict=True) for i in w.turns}
    names = sorted({c.group for c in mine})
    rows: list[TopicEmotion] = []
    for topic in model.topics:
        inside = {(c.group, c.turn) for c in mine if topic_of.get((c.group, c.turn)) == topic.id}
        outside = {(c.group, c.turn) for c in mine} - inside
        for code in emotions:
            own = [c for c in mine if c.code == code]
            felt = {(c.group, c.turn) for c in own}
            table = [_by_group(units, names) for units in (felt & inside, inside, felt & outside, outside)]
            rows.append(
                TopicEmotion(
                    topic.id, topic.label, code, len(felt & inside), len({g for g, _ in felt & inside}),
                    len({(g, where.speakers[g, i]) for g, i in felt & inside}), len(inside), *_measured(table, seed),
                    tuple(dict.fromkeys(quote_id(c) for c in own if (c.group, c.turn) in inside)),
                )
            )  # fmt: skip
    return tuple(rows)


def _by_group(units: set[tuple[str, int]], names: Sequence[str]) -> list[int]:
    return [sum(1 for group, _ in units if group == name) for name in names]


def _measured(
    table: Sequence[Sequence[int]], seed: int
) -> tuple[float | None, float | None, float | None, float | None, float | None]:
    """Share, share elsewhere, difference, and the interval of the difference."""
    felt, coded, felt_elsewhere, coded_elsewhere = (sum(row) for row in table)
    share = felt / coded if coded else None
    elsewhere = felt_elsewhere / coded_elsewhere if coded_elsewhere else None
    if share is None or elsewhere is None:
        return _rounded(share), _rounded(elsewhere), None, None, None
    told = min(sum(n > 0 for n in table[1]), sum(n > 0 for n in table[3])) > 1
    low, high = _interval(table, seed) if told else (None, None)
    return _rounded(share), _rounded(elsewhere), _rounded(share - elsewhere), _rounded(low), _rounded(high)


def _interval(table: Sequence[Sequence[int]], seed: int) -> tuple[float | None, float | None]:
    """The 2.5th and 97.5th percentile over draws of whole groups in which both shares are defined."""
    import numpy as np

    counts = np.asarray(table, dtype=np.float64)
    n = counts.shape[1]
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=DRAWS) @ counts.T
    kept = drawn[(drawn[:, 1] > 0) & (drawn[:, 3] > 0)]
    differences = kept[:, 0] / kept[:, 1] - kept[:, 2] / kept[:, 3]
    return float(np.percentile(differences, 2.5)), float(np.percentile(differences, 97.5))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
