"""A table of regular expressions run over a text: what most pattern files are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from csa_research.anonymise.detectors.hits import Hit
from csa_research.records import IdentifierType

WINDOW, OVERLAP = 3000, 400


class Rule(NamedTuple):
    """`pattern` with group 1, if it has groups, as the hit."""

    pattern: re.Pattern[str]
    type: IdentifierType
    score: float
    why: str


def compiled(rows: Iterable[tuple[str, IdentifierType, float, str]], flags: int = re.IGNORECASE) -> tuple[Rule, ...]:
    """The rules, ready to run."""
    return tuple(Rule(re.compile(_any_space(pattern), flags), kind, score, why) for pattern, kind, score, why in rows)


def _any_space(pattern: str) -> str:
    """The pattern with every literal space matching any white space: speech to text leaves double spaces and line ends."""
    out, inside = [], False
    for at, char in enumerate(pattern):
        if char in "[]" and pattern[at - 1 : at] != "\\":
            inside = char == "[" or (inside and char != "]")
        out.append("\\s+" if char == " " and not inside and pattern[at + 1 : at + 2] not in "?{+*" else char)
    return "".join(out)


def run(rules: Sequence[Rule], text: str, detector: str) -> list[Hit]:
    """Every match of every rule; very long texts are searched in windows, so that the time grows with their length only."""
    hits: list[Hit] = []
    for start, end in windows(text):
        for rule in rules:
            group = 1 if rule.pattern.groups else 0
            for match in rule.pattern.finditer(text, start, end):
                left, right = match.span(group)
                if 0 <= left < right:
                    hits.append(Hit(left, right, rule.type, rule.score, detector, rule.why))
    return hits if len(text) <= WINDOW else list(dict.fromkeys(hits))


def windows(text: str, *, size: int = WINDOW) -> Iterator[tuple[int, int]]:
    """Stretches of at most `size` characters that overlap, cut at white space where there is some."""
    start = 0
    while len(text) - start > size:
        cut = text.rfind(" ", start + size - OVERLAP, start + size)
        end = cut if cut > 0 else start + size
        yield start, end
        near = text.find(" ", end - OVERLAP, end)
        start = near if near > 0 else end - OVERLAP
    yield start, len(text)
