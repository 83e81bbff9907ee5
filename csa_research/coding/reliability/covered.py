"""Characters as units: how many of a text each combination of coders covered with a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from csa_research.records import Span


def covered(length: int, coders: Sequence[Sequence[Span]]) -> dict[tuple[bool, ...], int]:
    """How many characters each pattern of coders covers; all together `length`. Raises ValueError on a span beyond it."""
    edges = sorted({0, length, *(edge for spans in coders for span in spans for edge in (span.start, span.end))})
    if edges[-1] > length:
        raise ValueError(f"span ends at {edges[-1]}, while the text has only {length} characters")
    out: Counter[tuple[bool, ...]] = Counter()
    for start, end in zip(edges, edges[1:], strict=False):
        out[tuple(any(s.start <= start and end <= s.end for s in spans) for spans in coders)] += end - start
    return dict(out)
