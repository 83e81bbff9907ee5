"""Topics over the meeting: how their share of talk moves through the guide's questions, or through tenths where none is given.

A window belongs to the guide's question that the facilitator's own question before it is most like in words; a question like none
of them is a probe and stays with the one before. The focus group is the unit: shares are means over groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.records import TopicModel, Window
from csa_research.topics.windows import topic_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

INTERVAL = "95% percentile interval of a bootstrap over groups"
DRAWS = 1000
TENTHS = 10
LIKE = 0.34
"""Least share of the guide question's words that a facilitator's question must hold to be it."""
OPENING = "before the guide's first question"
COMMON = frozenset(
    "the and for you your what when where which who why how does did has have had was were are with that this there here can could "
    "would will shall them they their its our out into from about any some not but then than tell say think know".split()
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A topic's share of talk at one point of the meeting. `low` and `high` are of the share (INTERVAL)."""

    topic: int
    label: str
    place: int  # 1, 2, ... in the order of the meeting; 0 = before the guide's first question
    name: str  # the guide's question, or "1st tenth"
    groups: int  # with talk there
    groups_raising: int
    share: float | None  # mean over those groups; None: none of them spoke
    low: float | None  # None: fewer than two groups, no interval
    high: float | None


def timeline(model: TopicModel, guide: Sequence[str] = (), *, seed: int = 0) -> tuple[Moment, ...]:
    """One row a topic and a place in the meeting, topic by topic; () where there is no topic."""
    names = place_names(model, guide)
    groups = sorted({w.group for w in model.windows})
    talk = _talk(model, guide, groups, list(names))
    rows: list[Moment] = []
    for topic in model.topics:
        for i, (place, name) in enumerate(names.items()):
            own = [(talk[g, place].get(topic.id, 0.0), sum(talk[g, place].values())) for g in groups]
            shares = [said / all_of_it for said, all_of_it in own if all_of_it > 0]
            rows.append(_moment(topic.id, topic.label, place, name, shares, seed + i))
    return tuple(rows)


def place_names(model: TopicModel, guide: Sequence[str]) -> dict[int, str]:
    """The places of the meeting in order: the guide's questions, or tenths."""
    if not guide:
        ends = {1: "st", 2: "nd", 3: "rd"}
        return {i: f"{i}{ends.get(i, 'th')} tenth" for i in range(1, TENTHS + 1)}
    before = {0: OPENING} if 0 in {p for own in _by_group(model).values() for p in asked(own, guide)} else {}
    return before | dict(enumerate(guide, start=1))


def asked(windows: Sequence[Window], guide: Sequence[str]) -> tuple[int, ...]:
    """For one group's windows in order, the guide question (from 1) that each answers; 0 = before the first."""
    wanted = [_words(question) for question in guide]
    out: list[int] = []
    held = 0
    for window in windows:
        said = _words(window.question)
        best = max(((len(w & said) / len(w) if w else 0.0, -i) for i, w in enumerate(wanted, start=1)), default=(0.0, 0))
        held = -best[1] if best[0] >= LIKE else held
        out.append(held)
    return tuple(out)


def _words(text: str) -> frozenset[str]:
    """The words of a question, plurals and endings off, so that "children's signs" is like "a sign in a child"."""
    return frozenset(word[:5] for word in topic_words(text, COMMON))


def _by_group(model: TopicModel) -> dict[str, list[Window]]:
    out: dict[str, list[Window]] = {}
    for window in model.windows:
        out.setdefault(window.group, []).append(window)
    return out


def _talk(
    model: TopicModel, guide: Sequence[str], groups: Sequence[str], places: Sequence[int]
) -> Mapping[tuple[str, int], dict[int, float]]:
    """Words by topic (-1 = none) in each group and place."""
    topic = dict(zip((w.id for w in model.windows), model.assignment, strict=True))
    out: dict[tuple[str, int], dict[int, float]] = {(g, p): {} for g in groups for p in places}
    for group, windows in _by_group(model).items():
        for window, shares in zip(windows, _shares(windows, guide), strict=True):
            for place, words in shares.items():
                held = out[group, place]
                held[topic[window.id]] = held.get(topic[window.id], 0.0) + words
    return out


def _shares(windows: Sequence[Window], guide: Sequence[str]) -> list[dict[int, float]]:
    """For each window its words by place: all under one question, or spread over the tenths that it lies in."""
    lengths = [len(w.text.split()) for w in windows]
    if guide:
        return [{place: float(n)} for place, n in zip(asked(windows, guide), lengths, strict=True)]
    tenth = max(sum(lengths), 1) / TENTHS
    out, start = [], 0
    for n in lengths:
        end = start + n
        inside = {i: min(end, i * tenth) - max(start, (i - 1) * tenth) for i in range(1, TENTHS + 1)}
        out.append({i: words for i, words in inside.items() if words > 1e-9})
        start = end
    return out


def _moment(topic: int, label: str, place: int, name: str, shares: Sequence[float], seed: int) -> Moment:
    import numpy as np

    if not shares:
        return Moment(topic, label, place, name, 0, 0, None, None, None)
    values = np.asarray(shares)
    low = high = None
    if len(shares) > 1:
        drawn = values[np.random.default_rng(seed).integers(0, len(shares), (DRAWS, len(shares)))].mean(axis=1)
        low, high = (round(float(x), 4) for x in np.percentile(drawn, (2.5, 97.5)))
    return Moment(topic, label, place, name, len(shares), int((values > 0).sum()), round(float(values.mean()), 4), low, high)
