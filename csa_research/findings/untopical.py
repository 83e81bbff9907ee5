"""Codes with no topic: talk that people coded and that the topic model does not gather anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csa_research.findings.topic_codes import topic_codes
from csa_research.records import Coding, TopicModel

GATHERED = 1 / 3
LIFT = 2.0
LEAST = 3
RULE = (
    "A code has a topic where one topic holds a third of its windows or more, and twice what the topic's size alone would give; "
    f"codes in fewer than {LEAST} windows are not judged."
)


@dataclass(frozen=True, slots=True)
class UntopicalCode:
    """A code that is spread over the topics, with the one that holds most of it for its size."""

    code: str
    windows: int  # with the code
    topic: int
    share: float  # of the code's windows that lie in this topic
    expected: float  # the topic's share of all windows


def untopical_codes(model: TopicModel, codings: Sequence[Coding]) -> tuple[UntopicalCode, ...]:
    """The codes that no topic gathers (RULE), those in most windows first."""
    sizes = {t.id: len(t.windows) for t in model.topics}
    whole = max(sum(sizes.values()), 1)
    held: dict[str, dict[int, int]] = {}
    for row in topic_codes(model, codings):
        held.setdefault(row.code, {})[row.topic] = row.windows
    out = []
    for code, by_topic in held.items():
        total = sum(by_topic.values())
        rated = [(n / total, sizes[topic] / whole, topic) for topic, n in by_topic.items()]
        if total >= LEAST and not any(share >= GATHERED and share >= LIFT * size for share, size, _ in rated):
            share, size, topic = max(rated, key=lambda each: (each[0] / each[1], -each[2]))
            out.append(UntopicalCode(code, total, topic, round(share, 4), round(size, 4)))
    return tuple(sorted(out, key=lambda c: (-c.windows, c.code)))
