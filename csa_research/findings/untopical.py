"""Codes with no topic: talk that people coded and that the topic model does not gather anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csa_research.findings.topic_codes import topic_codes
from csa_research.records import Coding, TopicModel

COVERED = 0.2
GATHERED = 1 / 3
LIFT = 2.0
LEAST = 3
RULE = (
    "A code has a topic where it is in a fifth of a topic's windows, or where one topic holds a third of the code's windows and "
    f"twice what its size alone would give; codes in fewer than {LEAST} windows are not judged."
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
        if total >= LEAST and not any(_has(n, total, sizes[topic], whole) for topic, n in by_topic.items()):
            closest = max(by_topic, key=lambda topic: (by_topic[topic] / sizes[topic], -topic))
            share, size = by_topic[closest] / total, sizes[closest] / whole
            out.append(UntopicalCode(code, total, closest, round(share, 4), round(size, 4)))
    return tuple(sorted(out, key=lambda c: (-c.windows, c.code)))


def _has(together: int, of_code: int, of_topic: int, whole: int) -> bool:
    """Whether this topic is the code's (RULE)."""
    share = together / of_code
    return together / of_topic >= COVERED or (share >= GATHERED and share >= LIFT * of_topic / whole)
