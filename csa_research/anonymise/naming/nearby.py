"""Names that a word may be, misheard, misspelt or cut short, found without going through all names.

Every name is filed under itself with up to two letters left out (as in W. Garbe's symmetric delete algorithm, SymSpell),
under its sounds and under its beginnings; so the time for a word does not grow with the number of names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from csa_research.anonymise.naming.sound import alike, sound_key

LONGEST = 40  # longer "names" are noise
_TWO_UP_TO = 16  # letters up to which two may be left out: beyond, the number of ways grows too large
_PET = ("ers", "ey", "ie", "y", "s", "o", "er", "a", "z")
_STEM = 4


@dataclass(frozen=True)
class Nearby:
    """The index; `seen` remembers the answers, as the same words come back all the time."""

    spelt: dict[str, tuple[str, ...]] = field(default_factory=dict)
    heard: dict[str, tuple[str, ...]] = field(default_factory=dict)
    beginnings: frozenset[str] = frozenset()
    seen: dict[str, bool] = field(default_factory=dict)

    def misheard(self, key: str) -> bool:
        """Whether some name is alike to the key."""
        return any(alike(key, name) for name in self._candidates(key))

    def near(self, key: str) -> bool:
        """Whether the key, or what is left of it without a plural s, may be one of the names."""
        if key not in self.seen:
            self.seen[key] = self.misheard(key) or self.misheard(key.rstrip("s")) or self._cut_short(key)
        return self.seen[key]

    def _candidates(self, key: str) -> Iterator[str]:
        if 5 <= len(key) <= LONGEST:
            for left in _shortened(key):
                yield from self.spelt.get(left, ())
            yield from self.heard.get(sound_key(key), ())

    def _cut_short(self, key: str) -> bool:
        """ "Threlly" for Threlfall, "Gurds" for Gurdeep: four letters the same and a pet ending."""
        stems = (key.removesuffix(ending) for ending in _PET if key.endswith(ending))
        return len(key) <= LONGEST and any(len(stem) >= _STEM and stem in self.beginnings for stem in stems)


def nearby(names: Iterable[str]) -> Nearby:
    """The index of plain names."""
    spelt: dict[str, list[str]] = {}
    heard: dict[str, list[str]] = {}
    beginnings: set[str] = set()
    for name in sorted({name for name in names if len(name) <= LONGEST}):
        beginnings.update(name[:length] for length in range(_STEM, len(name)))
        if len(name) >= 5:
            heard.setdefault(sound_key(name), []).append(name)
            for left in _shortened(name):
                spelt.setdefault(left, []).append(name)
    return Nearby(
        {key: tuple(found) for key, found in spelt.items()},
        {key: tuple(found) for key, found in heard.items()},
        frozenset(beginnings),
    )


def _shortened(name: str) -> set[str]:
    """The name itself and with one letter or, from seven letters on, two left out."""
    most = 2 if 7 <= len(name) <= _TWO_UP_TO else 1
    out = {name}
    for number in range(1, most + 1):
        out.update("".join(kept) for kept in combinations(name, len(name) - number))
    return out
