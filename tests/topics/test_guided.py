"""Topics guided by the codebook: seeds, likeness, and that they pull windows together and are said to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from csa_research.errors import InputError
from csa_research.offsets import Span
from csa_research.records import Code, Codebook, Coding, Family
from csa_research.topics.guided import Seed, code_seeds, describe, is_guided, likeness_by_meaning, likeness_by_words
from csa_research.topics.model import fit_topics
from csa_research.topics.windows import make_windows
from tests.topics.conftest import SUBJECTS, talk

CODES = (
    Code("A", "Support", "A", "A", "Supervision and support.", include_when="When it holds.", example="She sat with me."),
    Code("B", "Notes", "A", "A", "Recording in a template."),
    Code("H", "Heading", "A", "A", "A heading.", codable=False),
    Code("L", "Own", "A", "A", "Own history.", locked=True),
)
BOOK = Codebook("b", "1", "", (Family("A", "A", ""),), CODES)


def coding(code: str, quote: str) -> Coding:
    return Coding(code + quote, "G", 1, Span(0, len(quote)), quote, code, "barrier", "ann")


def test_a_seed_is_a_codes_own_words_and_its_quotes_without_replacements() -> None:
    codings = [coding("A", "my [Colleague 2]  debrief"), coding("A", "my [Colleague 2]  debrief"), coding("L", "it was me")]
    assert code_seeds(BOOK, codings) == (
        Seed("A", ("Supervision and support.", "When it holds.", "She sat with me.", "my debrief")),
        Seed("B", ("Recording in a template.",)),
    )
    assert describe(code_seeds(BOOK, codings), codings) == "2 codes, 2 decided quotes"


def test_the_order_of_codings_does_not_matter() -> None:
    codings = [coding("A", "one"), coding("A", "two"), coding("B", "three")]
    assert code_seeds(BOOK, codings) == code_seeds(BOOK, codings[::-1])


def test_a_codebook_of_one_code_guides_nothing() -> None:
    with pytest.raises(InputError, match="at least two codes"):
        code_seeds(replace(BOOK, codes=CODES[1:]), [])


def test_likeness_is_nearness_to_the_middle_of_a_seeds_texts() -> None:
    def embed(texts: Sequence[str]) -> np.ndarray:
        return np.array([{"x": (1.0, 0.0), "y": (0.0, 1.0)}[t] for t in texts], dtype=np.float32)

    windows = np.array([[1.0, 0.0], [0.6, 0.8]], dtype=np.float32)
    found = likeness_by_meaning(windows, (Seed("A", ("x",)), Seed("B", ("x", "y"))), embed)
    assert found.round(3).tolist() == [[1.0, 0.707], [0.6, 0.99]] or np.allclose(found, [[1.0, 0.7071], [0.6, 0.9899]], atol=1e-4)


def test_likeness_by_words_is_nought_where_no_word_is_shared() -> None:
    turns, groups = talk(groups=1)
    windows = make_windows(turns, groups)
    found = likeness_by_words(windows, (Seed("A", (SUBJECTS["supervision"],)), Seed("B", ("octopus",))))
    assert found.shape == (len(windows), 2)
    assert found[:, 0].max() > 0.3
    assert not found[:, 1].any()


def test_seeds_gather_what_nothing_else_does_and_two_runs_are_identical(quick_names: Callable[..., object]) -> None:
    turns, groups = talk(groups=3)
    windows = make_windows(turns, groups)
    odd = np.array([[float(i % 2), float(1 - i % 2)] for i in range(len(windows))], dtype=np.float32)
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(len(windows), 8)).astype(np.float32)
    vectors = noise / np.linalg.norm(noise, axis=1, keepdims=True)
    plain = fit_topics(windows, vectors, topics=2, runs=5)
    guided = fit_topics(windows, vectors, topics=2, runs=5, seeds=odd, guided="2 codes")

    def agreement(assignment: tuple[int, ...]) -> float:
        same = np.mean([t == i % 2 for i, t in enumerate(assignment)])
        return float(max(same, 1 - same))

    assert agreement(guided.assignment) > agreement(plain.assignment)
    assert guided == fit_topics(windows, vectors, topics=2, runs=5, seeds=odd, guided="2 codes")
    assert (is_guided(guided), is_guided(plain)) == (True, False)
    assert "seeds" in dict(guided.settings)["spaces"]
