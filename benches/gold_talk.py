"""Gold transcripts for the simulated review: "LABEL: text" lines in which [[TYPE:words]] marks what an expert would take out."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from csa_research.anonymise.measuring.score import GoldSpan, GoldTurn
from csa_research.records import DIRECT_TYPES, Transcript, Turn

MARK = re.compile(r"\[\[([A-Z]+):([^\]]*)\]\]")
Entities = dict[tuple[str, str], str]


def read_group(path: Path, entities: Entities) -> tuple[Transcript, list[GoldTurn]]:
    """The group as it was said, and its gold."""
    turns: list[Turn] = []
    gold: list[GoldTurn] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        label, marked = line.split(": ", 1)
        text, at, spans = "", 0, []
        for match in MARK.finditer(marked):
            text += marked[at : match.start()]
            start, text, at = len(text), text + match[2], match.end()
            entity = entity_of(entities, path.stem, match[2])
            spans.append(GoldSpan(start, len(text), match[1], entity, match[1] in DIRECT_TYPES))
        text += marked[at:]
        turns.append(Turn(path.stem, number, MARK.sub(r"\2", label), text))
        gold.append(GoldTurn(path.stem, number, text, tuple(spans)))
    return Transcript(path.stem, tuple(turns)), gold


def read_entities(path: Path) -> Entities:
    """(group or *, words) -> whose they are; empty without the file."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["group"], row["text"].casefold()): row["entity"] for row in csv.DictReader(file)}


def entity_of(entities: Entities, group: str, text: str) -> str:
    """Whose name it is in this group; the words themselves where nothing is said."""
    low = text.casefold()
    return entities.get((group, low)) or entities.get(("*", low)) or low
