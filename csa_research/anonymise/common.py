"""English words that are also names: Hope, Price, Grace, Will. Only their place can tell which is meant."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def common_words() -> frozenset[str]:
    """The package's list of lower-case words, from data/common_words.txt (see scripts/build_common_words.py)."""
    text = (files("csa_research") / "data" / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
