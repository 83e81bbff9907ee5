"""A table of regular expressions run over a text: what most pattern files are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from csa_research.anonymise.detectors.hits import Hit
from csa_research.records import IdentifierType


class Rule(NamedTuple):
    """`pattern` with group 1, if it has groups, as the hit."""

    pattern: re.Pattern[str]
    type: IdentifierType
    score: float
    why: str


def compiled(rows: Iterable[tuple[str, IdentifierType, float, str]], flags: int = re.IGNORECASE) -> tuple[Rule, ...]:
    """The rules, ready to run."""
    return tuple(Rule(re.compile(pattern, flags), kind, score, why) for pattern, kind, score, why in rows)


def run(rules: Sequence[Rule], text: str, detector: str) -> list[Hit]:
    """Every match of every rule."""
    hits = []
    for rule in rules:
        group = 1 if rule.pattern.groups else 0
        for match in rule.pattern.finditer(text):
            start, end = match.span(group)
            if 0 <= start < end:
                hits.append(Hit(start, end, rule.type, rule.score, detector, rule.why))
    return hits
