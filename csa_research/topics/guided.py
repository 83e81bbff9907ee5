"""Topics guided by the codebook: what its codes say, and the quotes coded with them, draw windows together in some of the runs.

Each code is a seed: its definition, when to use it, its example and its decided quotes. How like each window is to each seed is a
space of its own beside words and meaning, and votes in the consensus with as many runs as they have. Guided topics follow the
codebook because they were made to, so they are no evidence that it is complete; gaps are never looked for in them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.errors import InputError
from csa_research.records import Codebook, Coding, TopicModel, Window
from csa_research.topics.windows import spoken
from csa_research.topics.words import documents

if TYPE_CHECKING:
    from csa_research.topics.consensus import Vectors

GUIDED = (
    "Guided topics: drawn towards the codebook's codes, so they cannot be used as evidence that the codebook is complete. "
    "Gaps are looked for without guidance only."
)
LEAST_SEEDS = 2


@dataclass(frozen=True, slots=True)
class Seed:
    """One code with the texts that stand for it."""

    code: str
    texts: tuple[str, ...]


def is_guided(model: TopicModel) -> bool:
    """Whether the topics were drawn towards the codebook's codes."""
    return dict(model.settings).get("guided", "no") != "no"


def code_seeds(codebook: Codebook, codings: Sequence[Coding]) -> tuple[Seed, ...]:
    """A seed for each codable code that is not locked, in the codebook's order: its own words, then its decided quotes.

    A locked code is left out: its quotes must not shape what is shown outside the team. Raises InputError for fewer than two codes.
    """
    quotes: dict[str, set[str]] = {}
    for coding in codings:
        quotes.setdefault(coding.code, set()).add(" ".join(spoken(coding.quote).split()))
    seeds = tuple(
        Seed(
            code.id,
            tuple(text for text in (code.definition, code.include_when, code.example, *sorted(quotes.get(code.id, ()))) if text),
        )
        for code in codebook.codes
        if code.codable and not code.locked
    )
    kept = tuple(seed for seed in seeds if seed.texts)
    if len(kept) < LEAST_SEEDS:
        raise InputError(
            "Guided topics need at least two codes with a definition in the codebook. Run csa topics without --guided."
        )
    return kept


def describe(seeds: Sequence[Seed], codings: Sequence[Coding]) -> str:
    """What guided the topics, for the model's settings."""
    codes = {seed.code for seed in seeds}
    return f"{len(seeds)} codes, {sum(c.code in codes for c in codings)} decided quotes"


def likeness_by_meaning(vectors: Vectors, seeds: Sequence[Seed], embed: Callable[[Sequence[str]], Vectors]) -> Vectors:
    """How like each window (row) is to each seed (column), by the mean of the seed's sentence vectors."""
    import numpy as np

    rows = embed([text for seed in seeds for text in seed.texts])
    ends = np.cumsum([len(seed.texts) for seed in seeds])
    middles = np.stack([_unit(part.mean(axis=0)) for part in np.split(rows, ends[:-1])])
    likeness: Vectors = (vectors @ middles.T).astype(np.float32)
    return likeness


def likeness_by_words(windows: Sequence[Window], seeds: Sequence[Seed]) -> Vectors:
    """The same by the words they share (TF-IDF), where no sentence model is installed or wanted."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    docs = documents([*(w.text for w in windows), *(" . ".join(seed.texts) for seed in seeds)])
    counts = TfidfVectorizer(sublinear_tf=True, token_pattern=r"\S+").fit_transform(docs)
    likeness: Vectors = (counts[: len(windows)] @ counts[len(windows) :].T).toarray().astype(np.float32)
    return likeness


def _unit(row: Vectors) -> Vectors:
    import numpy as np

    return row / max(float(np.linalg.norm(row)), 1e-9)
