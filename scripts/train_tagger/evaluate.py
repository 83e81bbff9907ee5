"""Counts, on labelled text, the entities left standing and the words masked for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csa_research.anonymise.detectors.uncased import score_words
from csa_research.offsets import words
from scripts.train_tagger.data import IGNORED, Item, join
from scripts.train_tagger.noise import flatten

NAMES = ("PER", "LOC", "ORG")


@dataclass(frozen=True, slots=True)
class Marked:
    """One text with its words, how likely each is a name, which entity it belongs to (-1 none, -2 not counted)."""

    scores: Any  # array of one score a word
    owners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Entities with any word left, of how many; wrongly masked words, of how many outside words."""

    left: int
    entities: int
    wrong: int
    outside: int

    @property
    def recall(self) -> float:
        """The share of entities wholly masked."""
        return 1 - self.left / self.entities if self.entities else 1.0

    @property
    def wrong_per_100(self) -> float:
        """Wrongly masked words for every hundred words outside names."""
        return 100 * self.wrong / self.outside if self.outside else 0.0


def mark(items: Sequence[Item], folder: Path, *, plain: bool) -> list[Marked]:
    """The items scored by the exported model, as they are or in small letters without punctuation."""
    joined = [join(flatten(item, keep_apostrophes=True) if plain else item) for item in items]
    texts = [text for text, _ in joined]
    marked = []
    for (text, mentions), scores in zip(joined, score_words(texts, folder=folder), strict=True):
        owners = []
        for span in words(text):
            owner = -1
            for number, (start, end, label) in enumerate(mentions):
                if span.start < end and start < span.end:
                    owner = number if label in NAMES else -2 if label == IGNORED else -1
            owners.append(owner)
        marked.append(Marked(scores[:, 3], tuple(owners)))
    return marked


def count(marked: Sequence[Marked], threshold: float) -> Score:
    """What masking from the threshold on leaves and loses."""
    left = entities = wrong = outside = 0
    for item in marked:
        masked = item.scores >= threshold
        owned: dict[int, bool] = {}
        for owner, hit in zip(item.owners, masked, strict=True):
            if owner >= 0:
                owned[owner] = owned.get(owner, True) and bool(hit)
            elif owner == -1:
                outside += 1
                wrong += bool(hit)
        entities += len(owned)
        left += sum(not whole for whole in owned.values())
    return Score(left, entities, wrong, outside)


def choose_threshold(marked: Sequence[Marked], *, most_wrong: float = 1.0, lowest: float = 0.2) -> float:
    """The lowest threshold, in steps of .05, at which at most `most_wrong` words in a hundred are masked for nothing."""
    for step in range(round(lowest * 20), 20):
        if count(marked, step / 20).wrong_per_100 <= most_wrong:
            return step / 20
    return 0.95
