"""The recorded review: every marked piece as a decision, joined with who or what it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .gold import GoldTurn

COLUMNS = ("group", "turn", "start", "text", "action", "type", "entity", "label", "by")
REVIEWER = "Sample reviewer (synthetic)"
Key = tuple[str, str, str]  # group or "*", type, text without regard to case
Entities = Mapping[Key, tuple[str, str]]


def read_entities(path: Path) -> Entities:
    """Entity and label by group, type and text."""
    found: dict[Key, tuple[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["group"], row["type"], row["text"].casefold()] = (row["entity"], row["label"])
    return found


def find_entity(entities: Entities, group: str, type_: str, text: str) -> tuple[str, str]:
    """The entity and label of this text in this group; a row for the group goes before a row for all."""
    for place in (group, "*"):
        if found := entities.get((place, type_, text.casefold())):
            return found
    raise SystemExit(f"entities.csv has no row for a {type_} of {group}: {text}")


def read_keeps(path: Path) -> list[dict[str, str]]:
    """Words that look like a name said elsewhere and may stay, with their place."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decisions_csv(groups: Mapping[str, Sequence[GoldTurn]], entities: Entities, keeps: Sequence[Mapping[str, str]]) -> bytes:
    """Every decision of the recorded review, in reading order."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for group, turns in groups.items():
        writer.writerows(_labels(group, turns, entities))
        writer.writerows(_mentions(group, turns, entities))
        writer.writerows(_keeps(group, turns, keeps))
    return out.getvalue().encode()


def _labels(group: str, turns: Sequence[GoldTurn], entities: Entities) -> Iterator[tuple[object, ...]]:
    """Speaker labels that are names. No label of their own: the release calls speakers by their part in the group."""
    named = {turn.label: turn.label_mentions[0] for turn in turns if turn.label_mentions}
    for label, mention in named.items():
        entity, _ = find_entity(entities, group, mention.type, mention.text)
        yield group, "", "", label, "mask", mention.type, entity, "", REVIEWER


def _keeps(group: str, turns: Sequence[GoldTurn], keeps: Sequence[Mapping[str, str]]) -> Iterator[tuple[object, ...]]:
    texts = {str(turn.index): turn.text for turn in turns}
    for row in keeps:
        if row["group"] == group:
            starts = [m.start() for m in re.finditer(rf"\b{re.escape(row['text'])}\b", texts[row["turn"]])]
            yield group, row["turn"], starts[int(row["occurrence"]) - 1], row["text"], "keep", "", "", "", REVIEWER


def _mentions(group: str, turns: Sequence[GoldTurn], entities: Entities) -> Iterator[tuple[object, ...]]:
    for turn in turns:
        for mention in turn.mentions:
            entity, label = find_entity(entities, group, mention.type, mention.text)
            yield group, turn.index, mention.start, mention.text, "mask", mention.type, entity, label, REVIEWER
