"""Topics beside codes: how far the codebook explains what the topic model found, and what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csa_research.errors import InputError
from csa_research.findings.counts import order, quote_id
from csa_research.records import Coding, TopicCode, TopicModel, Window
from csa_research.topics.guided import GUIDED, is_guided


@dataclass(frozen=True, slots=True)
class TopicGap:
    """A topic that the codes cover little: a candidate for a new code, for a person to read."""

    topic: int
    label: str
    windows: int
    covered: int  # windows with any coding
    share: float


def topic_codes(model: TopicModel, codings: Sequence[Coding]) -> tuple[TopicCode, ...]:
    """One row a topic and a code found in its windows, most covering code first within a topic."""
    on_turn = _by_turn(codings)
    rows: list[TopicCode] = []
    for topic, windows in _windows(model).items():
        cover: dict[str, set[str]] = {}
        quotes: dict[str, list[str]] = {}
        for window in windows:
            for coding in _inside(window, on_turn):
                cover.setdefault(coding.code, set()).add(window.id)
                quotes.setdefault(coding.code, []).append(quote_id(coding))
        rows += [
            TopicCode(topic, code, len(ids), len(ids) / len(windows), tuple(dict.fromkeys(quotes[code])))
            for code, ids in cover.items()
        ]
    return tuple(sorted(rows, key=lambda row: (row.topic, -row.windows, row.code)))


def gaps(model: TopicModel, codings: Sequence[Coding], *, floor: float = 0.5) -> tuple[TopicGap, ...]:
    """The topics of which less than `floor` of the windows carry any coding, least covered first.

    Raises InputError for guided topics: they follow the codebook because they were made to.
    """
    if is_guided(model):
        raise InputError(f"{GUIDED} Run csa topics with --unguided first.")
    on_turn = _by_turn(codings)
    labels = {topic.id: topic.label for topic in model.topics}
    found: list[TopicGap] = []
    for topic, windows in _windows(model).items():
        covered = sum(1 for window in windows if _inside(window, on_turn))
        if windows and covered / len(windows) < floor:
            found.append(TopicGap(topic, labels[topic], len(windows), covered, covered / len(windows)))
    return tuple(sorted(found, key=lambda gap: (gap.share, gap.topic)))


def _windows(model: TopicModel) -> dict[int, list[Window]]:
    by_id = {window.id: window for window in model.windows}
    return {topic.id: [by_id[name] for name in topic.windows if name in by_id] for topic in model.topics}


def _by_turn(codings: Sequence[Coding]) -> dict[tuple[str, int], list[Coding]]:
    on_turn: dict[tuple[str, int], list[Coding]] = {}
    for coding in sorted(codings, key=order):
        on_turn.setdefault((coding.group, coding.turn), []).append(coding)
    return on_turn


def _inside(window: Window, on_turn: dict[tuple[str, int], list[Coding]]) -> list[Coding]:
    return [coding for turn in window.turns for coding in on_turn.get((window.group, turn), ())]
