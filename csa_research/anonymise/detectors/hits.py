"""What a detector returns: a stretch of one text that may identify somebody. Detectors know texts, not groups or turns."""

from __future__ import annotations

from dataclasses import dataclass

from csa_research.records import IdentifierType


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Code points start..end (exclusive) of one text, who found them and why. `why` never repeats the text."""

    start: int
    end: int
    type: IdentifierType
    score: float  # 0..1
    detector: str  # "spacy", "uncased", "patterns.phone", ...
    why: str = ""
