"""Invented sentences of professional talk, with slots for names, and sentences where the same words name nobody.

Slots in phrases.txt: {first} {last} {full} {any} people, {spelt} a name spelled out, {wordfirst} and {wordlast} names that
are plain words; {place} {street} {school} {org} {op}; {rank} {title} {service} {system} are filled, but name nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("phrases.txt")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases with people, with places and organisations, and with nobody in them."""

    people: tuple[str, ...]
    places: tuple[str, ...]
    nobody: tuple[str, ...]


@lru_cache(maxsize=1)
def read_phrases(path: Path = _FILE) -> Phrases:
    """The phrases of the file, by part. Raises KeyError when a part is missing."""
    parts: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            parts.setdefault(name, []).append(line)
    return Phrases(tuple(parts["people"]), tuple(parts["places"]), tuple(parts["nobody"]))
