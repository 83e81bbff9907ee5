from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from csa_research import embed as module
from csa_research.embed import embed, model_name, resolve_model
from csa_research.errors import SettingsError


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that reached the (replaced) model."""
    seen: list[str] = []

    def encode(texts: tuple[str, ...]) -> object:
        seen.extend(texts)
        rows = np.array([[len(text), 1.0] for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    monkeypatch.setattr(module, "_minilm", encode)
    monkeypatch.setattr(module, "resolve_model", lambda model: "minilm")
    return seen


def test_unchanged_text_is_embedded_once(tmp_path: Path, counted: list[str]) -> None:
    cache = tmp_path / "deep" / "e.npz"
    first = embed(["a", "bb", "a"], cache=cache)
    again = embed(["bb", "ccc", "a"], cache=cache)
    assert counted == ["a", "bb", "ccc"]
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(again[0], first[1])
    assert again.dtype == np.float32
    assert [path.name for path in cache.parent.iterdir()] == ["e.npz"]


@pytest.mark.parametrize("harm", [b"", b"nonsense", b"PK\x03\x04 torn"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, counted: list[str], harm: bytes) -> None:
    cache = tmp_path / "e.npz"
    cache.write_bytes(harm)
    embed(["a"], cache=cache)
    embed(["a"], cache=cache)
    assert counted == ["a"]


def test_a_cache_of_another_shape_or_with_nonsense_in_it_is_made_anew(tmp_path: Path, counted: list[str]) -> None:
    cache = tmp_path / "e.npz"
    np.savez(cache, keys=np.array(["k"]), rows=np.array([[np.nan, 1.0]]))
    embed(["a"], cache=cache)
    np.savez(cache, keys=np.array([{"a": 1}], dtype=object), rows=np.zeros((1, 2)))  # would need pickle
    embed(["a"], cache=cache)
    assert counted == ["a", "a"]


def test_the_cache_holds_no_text(tmp_path: Path, counted: list[str]) -> None:
    cache = tmp_path / "e.npz"
    embed(["Nobody rang us back"], cache=cache)
    assert b"Nobody" not in cache.read_bytes()


def test_lsa_gives_unit_rows_and_nought_for_no_words() -> None:
    texts = ["nobody rang us back", "nobody asked", "", "the school rang"]
    rows = embed(texts, model="lsa")
    assert rows.shape == (4, 128)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 0, 1], abs=1e-5)
    assert np.array_equal(rows, embed(texts, model="lsa"))
    assert rows[0] @ rows[3] > rows[1] @ rows[3]


def test_no_texts_no_rows() -> None:
    assert embed([], model="lsa").shape == (0, 128)
    assert not embed(["", "!"], model="lsa").any()


def test_an_unknown_or_missing_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="use auto, minilm or lsa"):
        resolve_model("large")
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert resolve_model("auto") == "lsa"
    with pytest.raises(SettingsError, match="not installed"):
        resolve_model("minilm")


def test_names_say_model_and_version() -> None:
    assert model_name("lsa").startswith("TF-IDF + SVD 128 (scikit-learn ")


@pytest.mark.slow
def test_minilm_offline() -> None:
    if resolve_model("auto") != "minilm":
        pytest.skip("the packaged model is not installed")
    texts = ["She told us in bits.", "He never rang back.", "The child disclosed slowly, a little at a time."]
    rows = embed(texts)
    assert rows.shape == (3, 384)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1], abs=1e-4)
    assert rows[0] @ rows[2] > rows[0] @ rows[1]
