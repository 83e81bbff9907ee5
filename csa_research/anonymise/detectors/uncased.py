"""Names found without the help of capital letters: our own tagger for the text of automatic transcription.

Trained by scripts/train_tagger; data, scores and limits are in csa_research/data/tagger/MODEL_CARD.md. A word is scored
by the largest, over its pieces, of the probability that it belongs to a person, place or organisation. Words from the
threshold on are hits to mask; words between the review score and the threshold are hits of low score for a person to see.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.word_model import (
    Window,
    load_model,
    piece_windows,
    probabilities,
    word_scores,
)
from csa_research.errors import InputError
from csa_research.offsets import words
from csa_research.records import IdentifierType

if TYPE_CHECKING:
    import numpy as np

NAME = "uncased"
TYPES: tuple[IdentifierType, ...] = ("PERSON", "PLACE", "ORG")
KINDS = ("PER", "LOC", "ORG")
WINDOW, STEP = 180, 130  # word pieces
LOW_SCORE = 0.3  # hits for review only stay below this, hits to mask are at or above it
_FILES = ("tagger.onnx", "tokenizer.json", "tagger.json")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Config:
    """What the training left beside the weights."""

    labels: tuple[str, ...]
    threshold: float
    review: float


def model_folder() -> Path:
    """Where the weights lie inside the installed package."""
    from importlib.resources import files

    return Path(str(files("csa_research"))) / "data" / "tagger"


def available(folder: Path | None = None) -> bool:
    """Whether the weights are there; without them `find` raises InputError."""
    return all(((folder or model_folder()) / name).is_file() for name in _FILES)


def find(texts: Sequence[str], *, threshold: float | None = None, folder: Path | None = None, threads: int = 1) -> list[list[Hit]]:
    """For every text its hits in reading order; adjoining words of one type are one hit. Raises InputError without weights."""
    folder = folder or model_folder()
    config = read_config(folder)
    limit = config.threshold if threshold is None else threshold
    found = []
    for text, scores in zip(texts, score_words(texts, folder=folder, threads=threads), strict=True):
        bounds = [(span.start, span.end) for span in words(text)]
        found.append(_join(text, list(_judge(text, bounds, scores, limit, config.review))))
    return found


def score_words(texts: Sequence[str], *, folder: Path | None = None, threads: int = 1) -> list[np.ndarray]:
    """For every text an array with a row a word (as `offsets.words` counts): PER, LOC, ORG and their sum, each at its peak."""
    folder = folder or model_folder()
    if not available(folder):
        raise InputError(f"{folder}: the name model is missing; reinstall the package, or switch models.uncased_tagger off")
    model = load_model(folder / _FILES[0], folder / _FILES[1], threads=threads)
    bounds = [[(span.start, span.end) for span in words(text)] for text in texts]
    windows = piece_windows(model, texts, size=WINDOW, step=STEP)
    scores = word_scores(texts, bounds, _masses(probabilities(model, windows), read_config(folder).labels))
    return [_four_wide(array) for array in scores]


def read_config(folder: Path) -> Config:
    """Labels and thresholds. Raises InputError where the file is missing or damaged."""
    path = folder / _FILES[2]
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Config(tuple(raw["labels"]), float(raw["threshold"]), float(raw["review"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: the name model's settings cannot be read; reinstall the package") from error


def _masses(results: Iterable[tuple[Window, np.ndarray]], labels: Sequence[str]) -> Iterator[tuple[Window, np.ndarray]]:
    import numpy as np

    fold = np.zeros((len(labels), 4), dtype=np.float32)
    for row, label in enumerate(labels):
        kind = label.partition("-")[2]
        if kind in KINDS:
            fold[row, KINDS.index(kind)] = fold[row, 3] = 1.0
    for window, found in results:
        yield window, found @ fold


def _four_wide(scores: np.ndarray) -> np.ndarray:
    import numpy as np

    return scores if scores.shape[1] == 4 else np.zeros((scores.shape[0], 4), dtype=np.float32)


def _judge(text: str, bounds: Sequence[tuple[int, int]], scores: np.ndarray, limit: float, review: float) -> Iterator[Hit]:
    for number in (scores[:, 3] >= min(limit, review)).nonzero()[0].tolist():
        (start, end), row = bounds[number], scores[number]
        mass = float(row[3])
        kind = TYPES[int(row[:3].argmax())]
        bare = _POSSESSIVE.sub("", text[start:end])
        sure = mass >= limit
        score = max(LOW_SCORE, min(1.0, mass)) if sure else min(mass, LOW_SCORE - 0.01)
        why = "reads like a name, whatever its capitals" if sure else "might be a name: please look"
        yield Hit(start=start, end=start + len(bare) if bare else end, type=kind, score=score, detector=NAME, why=why)


def _join(text: str, hits: Sequence[Hit]) -> list[Hit]:
    out: list[Hit] = []
    for hit in hits:
        last = out[-1] if out else None
        alike = last is not None and last.type == hit.type and (last.score >= LOW_SCORE) == (hit.score >= LOW_SCORE)
        if last is not None and alike and re.fullmatch(r"\.?[ \t-]+|[ \t]*&[ \t]*", text[last.end : hit.start]):
            out[-1] = Hit(last.start, hit.end, hit.type, max(last.score, hit.score), NAME, last.why)
        else:
            out.append(hit)
    return out
