"""Names that were masked in one place and left in another: a slip of the review, or two people of one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from csa_research.anonymise.common import common_words
from csa_research.anonymise.naming.clusters import NAME_TYPES
from csa_research.anonymise.naming.names import Words, name_words
from csa_research.offsets import overlaps
from csa_research.records import Identifier

Places = tuple[tuple[str, int, int], ...]  # (group, turn, mentions)
SHOWN = 12
PART_FROM = 4
"""Letters from which a part of a person's name tells by itself."""


@dataclass(frozen=True, slots=True)
class Uneven:
    """One name, as it was first said, with the places where it stays and those where it is replaced."""

    text: str
    kept: Places
    masked: Places

    def places(self) -> str:
        """Group and turn of both, without the name."""
        return f"kept in {_said(self.kept)}; masked in {_said(self.masked)}"


def uneven_names(identifiers: Iterable[Identifier], masked: Iterable[Identifier]) -> tuple[Uneven, ...]:
    """The names of which one mention is masked and another one is kept, the most often kept first.

    Ordinary words are left out: "hope" is rightly kept beside a Hope that is masked. A mention inside a masked one is masked.
    A surname alone is the name of which it is a part.
    """
    gone: dict[Words, list[Identifier]] = defaultdict(list)
    in_turn: dict[tuple[str, int], list[Identifier]] = defaultdict(list)
    for found in masked:
        for words in _forms(found):
            gone[words].append(found)
        in_turn[found.group, found.turn].append(found)
    left: dict[Words, list[Identifier]] = defaultdict(list)
    for found in identifiers:
        words = name_words(found.text)
        hidden = any(overlaps(found.span, other.span) for other in in_turn[found.group, found.turn])
        if found.status == "keep" and not hidden and words in gone and not _is_ordinary(words):
            left[words].append(found)
    out = [
        Uneven(found[0].text, _places(found), _places(gone[words]))
        for words, found in left.items()
        if any(one.type in NAME_TYPES for one in (*found, *gone[words]))
    ]
    return tuple(sorted(out, key=lambda one: (-sum(n for *_, n in one.kept), one.kept)))


def _forms(found: Identifier) -> set[Words]:
    """The name, and each telling part of a person's, as the leak check looks for them."""
    words = name_words(found.text)
    parts = [(word,) for word in words if len(word) >= PART_FROM] if found.type == "PERSON" else []
    return {words, *parts}


def _is_ordinary(words: Words) -> bool:
    known = common_words()
    return all(word in known or word.isdigit() or len(word) == 1 for word in words)


def _places(found: Iterable[Identifier]) -> Places:
    counted = Counter((one.group, one.turn) for one in found)
    return tuple((group, turn, number) for (group, turn), number in sorted(counted.items()))


def _said(places: Places) -> str:
    said = [f"{group} turn {turn}{f' ({number} times)' if number > 1 else ''}" for group, turn, number in places[:SHOWN]]
    more = len(places) - SHOWN
    return ", ".join(said) + (f" and {more} more turns" if more > 1 else " and 1 more turn" if more == 1 else "")
