"""What people decided on topics (a label, a merge, a split), kept as journal lines and applied again after every run.

A decision names the turns its topic held. After a re-run it goes to the topic that shares most turns with them (Jaccard), and to
none where that is less than half: then it waits in the journal, and is said to wait.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from csa_research.records import JournalEntry, Topic, TopicModel, Window, label_from
from csa_research.topics.model import may_leave, typical

ALIKE = 0.5
ACTIONS = ("topic label", "topic merge", "topic split")
Kind = Literal["topic label", "topic merge", "topic split"]
Turns = frozenset[tuple[str, int]]
_NUMBERED = re.compile(r" \(\d+\)$")
Name = Callable[[Sequence[str], Sequence[int]], dict[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class TopicDecision:
    """One decision: on which turns, and for a merge or split the turns of the second topic or part."""

    kind: Kind
    turns: Turns
    second: Turns = frozenset()
    label: str = ""
    note: str = ""


def to_detail(decision: TopicDecision) -> str:
    """The decision as the detail of a journal line."""
    return json.dumps(
        {"turns": _listed(decision.turns), "second": _listed(decision.second), "label": decision.label, "note": decision.note},
        ensure_ascii=False,
    )


def _listed(turns: Turns) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for group, turn in sorted(turns):
        out.setdefault(group, []).append(turn)
    return out


def decisions(journal: Iterable[JournalEntry]) -> tuple[TopicDecision, ...]:
    """The decisions on topics in a journal, oldest first; a line that cannot be read is passed over."""
    out = []
    for entry in journal:
        if entry.action in ACTIONS:
            try:
                body = json.loads(entry.detail)
                turns, second = (frozenset((g, int(t)) for g, own in body[k].items() for t in own) for k in ("turns", "second"))
                out.append(TopicDecision(entry.action, turns, second, str(body["label"]), str(body["note"])))  # type: ignore[arg-type]
            except (ValueError, KeyError, TypeError, AttributeError):
                continue
    return tuple(out)


def topic_turns(model: TopicModel, topic: int) -> Turns:
    """The turns (group, index) of a topic's windows."""
    return frozenset((w.group, t) for w, own in zip(model.windows, model.assignment, strict=True) if own == topic for t in w.turns)


@dataclass(frozen=True, slots=True)
class Decided:
    """The model with people's decisions applied, and how many found no topic to go to."""

    model: TopicModel
    waiting: int


def decide(model: TopicModel, made: Sequence[TopicDecision], *, floor: float, name: Name | None = None) -> Decided:
    """The model after every decision in turn; words are found anew where merges or splits changed the topics."""
    waiting, changed = 0, False
    for decision in made:
        after = _apply(model, decision, floor)
        waiting += after is None
        if after is not None:
            model, changed = after, changed or decision.kind != "topic label"
    return Decided(_named(model, name) if changed else model, waiting)


def _apply(model: TopicModel, decision: TopicDecision, floor: float) -> TopicModel | None:
    if decision.kind == "topic merge":
        one, two = closest(model, decision.turns), closest(model, decision.second)
        return None if one is None or two is None or one == two else _merged(model, min(one, two), max(one, two), floor)
    if decision.kind == "topic split":
        topic = closest(model, decision.turns | decision.second)
        return None if topic is None else _split(model, topic, decision, floor)
    topic = closest(model, decision.turns)
    if topic is None:
        return None
    topics = (replace(t, label=decision.label or t.label, note=decision.note) if t.id == topic else t for t in model.topics)
    return replace(model, topics=tuple(topics))


def closest(model: TopicModel, turns: Turns) -> int | None:
    """The topic that shares most turns with these (Jaccard); None where it is less than half."""
    alike = [(len(own & turns) / max(len(own | turns), 1), -t.id) for t in model.topics for own in [topic_turns(model, t.id)]]
    best = max(alike, default=(0.0, 0))
    return -best[1] if best[0] >= ALIKE else None


def _merged(model: TopicModel, keep: int, gone: int, floor: float) -> TopicModel:
    by_id = {t.id: t for t in model.topics}
    assignment = tuple(keep if t == gone else t for t in model.assignment)
    one, two = by_id[keep], by_id[gone]
    union = replace(
        one,
        stability=max(one.stability, two.stability),  # kept for the floor only: a merge alone neither fails nor passes it
        subsample_stability=max(one.subsample_stability, two.subsample_stability),
        leave_out_stability=max(one.leave_out_stability, two.leave_out_stability),
        unmeasured="merged by a person",
    )
    topics = tuple(_spread(union, model, assignment, floor) if t.id == keep else t for t in model.topics if t.id != gone)
    return replace(model, topics=topics, assignment=assignment)


def _split(model: TopicModel, topic: int, decision: TopicDecision, floor: float) -> TopicModel | None:
    new = max(t.id for t in model.topics) + 1
    second = [t == topic and _in_second(w, decision) for w, t in zip(model.windows, model.assignment, strict=True)]
    if not any(second) or sum(second) == model.assignment.count(topic):
        return None
    assignment = tuple(new if other else t for t, other in zip(model.assignment, second, strict=True))
    parent = replace(next(t for t in model.topics if t.id == topic), unmeasured="split by a person")
    topics = [_spread(parent, model, assignment, floor) if t.id == topic else t for t in model.topics]
    label = _second_name(parent, {t.label for t in model.topics})
    other = _spread(replace(parent, id=new, note="", label=label), model, assignment, floor)
    return replace(model, assignment=assignment, topics=(*topics, other))


def _second_name(parent: Topic, taken: Collection[str]) -> str:
    """What the second part of a split is called: a person's name for the whole with the next free number."""
    if not parent.own_label:
        return parent.label  # gets words of its own
    base = _NUMBERED.sub("", parent.label)
    return next(name for number in count(2) if (name := f"{base} ({number})") not in taken)


def _in_second(window: Window, decision: TopicDecision) -> bool:
    turns = {(window.group, t) for t in window.turns}
    return len(turns & decision.second) > len(turns & decision.turns)


def _spread(topic: Topic, model: TopicModel, assignment: Sequence[int], floor: float) -> Topic:
    """The topic with windows, groups, people and quotes of its windows now."""
    own = [w for w, t in zip(model.windows, assignment, strict=True) if t == topic.id]
    groups = tuple(sorted({w.group for w in own}))
    people = len({(w.group, speaker) for w in own for speaker in w.speakers})
    return replace(
        topic,
        windows=tuple(w.id for w in own),
        groups=groups,
        participants=people,
        agencies=tuple(sorted(Counter(w.agency for w in own).items())),
        typical_turns=typical([(w, 0.0) for w in own]),
        exportable=may_leave(groups, people, topic.stability, floor),
    )


def _named(model: TopicModel, name: Name | None) -> TopicModel:
    from csa_research.topics.named import name_topics
    from csa_research.topics.words import documents

    words = (name or name_topics)(documents([w.text for w in model.windows]), model.assignment)
    topics = []
    for topic in model.topics:
        fresh = replace(topic, words=words[topic.id])
        topics.append(fresh if topic.own_label else replace(fresh, label=label_from(fresh.words)))
    return replace(model, topics=tuple(topics))
