"""The name that somebody meant: signs that look alike (l, I and 1; O and 0) count as the same."""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher

_ALIKE = str.maketrans("li|o", "1110")
_MOST = 60


def nearest(given: str, known: Collection[str], *, cutoff: float) -> str:
    """The known name most like the given one, "" where none is as like as `cutoff` (0..1).

    Among names equally like, one of the same length comes first, then the order of the alphabet.
    """
    wanted = _plain(given)
    alike = {name: SequenceMatcher(None, _plain(name), wanted).ratio() for name in known}
    ranked = sorted((name for name in alike if alike[name] >= cutoff), key=lambda n: (-alike[n], len(n) != len(wanted), n))
    return ranked[0] if ranked else ""


def _plain(name: str) -> str:
    return name.strip()[:_MOST].casefold().translate(_ALIKE)
