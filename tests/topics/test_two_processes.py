"""Topics are the same in every process, whatever the hash seed and however many threads, and need neither BERTopic nor torch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIT = """
import sys
import numpy as np
from csa_research.topics.model import fit_topics
from csa_research.topics.windows import make_windows
from tests.topics.conftest import talk

windows = make_windows(*talk(groups=8, per_group=30))
vectors = np.random.default_rng(0).normal(size=(len(windows), 384)).astype(np.float32)
print(repr(fit_topics(windows, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), seed=3)))
print([name for name in ("bertopic", "torch", "umap", "numba") if name in sys.modules])
"""


def fitted(*, threads: int, hash_seed: int) -> str:
    env = {**os.environ, "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads), "PYTHONHASHSEED": str(hash_seed)}
    return subprocess.run([sys.executable, "-c", FIT], cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout


@pytest.mark.slow
def test_two_processes_find_the_same_topics_on_one_thread_and_on_two() -> None:
    one = fitted(threads=1, hash_seed=1)
    assert one.count("Topic(") >= 4
    assert one.rstrip().endswith("[]")  # no heavy library was imported for it
    assert one == fitted(threads=2, hash_seed=2)
