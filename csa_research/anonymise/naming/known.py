"""Every name known to a study, broken into the words and phrases by which people say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from csa_research.anonymise.detectors.lists import Lists, starts
from csa_research.anonymise.detectors.patterns.people import KINSHIP, RANKS
from csa_research.anonymise.detectors.patterns.places import HEADS, OPERATION, STREETS
from csa_research.anonymise.detectors.talk import Talk
from csa_research.anonymise.naming.nearby import Nearby, nearby
from csa_research.anonymise.union import MASK_FROM
from csa_research.records import Identifier, IdentifierType, RosterEntry

_LEAST = 0.45  # single guesses below it are not carried to other turns


@dataclass(frozen=True)
class Known:
    """What to look for. A weak word is an ordinary word too and counts only where a name would stand."""

    strong: dict[str, IdentifierType] = field(default_factory=dict)
    weak: dict[str, IdentifierType] = field(default_factory=dict)
    phrases: dict[str, IdentifierType] = field(default_factory=dict)
    local: dict[str, tuple[tuple[str, IdentifierType], ...]] = field(default_factory=dict)  # group → phrases
    people: Nearby = field(default_factory=Nearby)  # strong words of people, for misspellings
    phrase_starts: dict[str, tuple[int, ...]] = field(default_factory=dict)  # first word → numbers of words, the longest first
    here: dict[str, IdentifierType] = field(default_factory=dict)  # phrases of the one group that is looked at
    here_starts: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def narrowed(self, group: str) -> Known:
        """With the names that count in this group only."""
        if group not in self.local:
            return self
        here = dict(self.local[group])
        return Known(self.strong, self.weak, self.phrases, self.local, self.people, self.phrase_starts, here, starts(here))

    def lengths(self, first: str) -> tuple[int, ...]:
        """How many words the phrases that begin with this one have, the longest first."""
        everywhere, here = self.phrase_starts.get(first, ()), self.here_starts.get(first, ())
        return tuple(sorted({*everywhere, *here}, reverse=True)) if here else everywhere

    def kind(self, phrase: str) -> IdentifierType | None:
        """What the phrase is, if it is known."""
        return self.here.get(phrase) or self.phrases.get(phrase)


def gather(identifiers: Sequence[Identifier], roster: Iterable[RosterEntry], lists: Lists) -> Known:
    """All names among the identifiers and on the roster, in their parts."""
    known = Known()
    for entry in roster:
        for name in (entry.name, *entry.aliases):
            if entry.group:
                phrase = Talk(name).phrase(0, len(Talk(name).words) - 1)
                known.local[entry.group] = (*known.local.get(entry.group, ()), (phrase, entry.type))
            else:
                _add(known, name, entry.type, lists, sure=True)
    for identifier in identifiers:
        if identifier.score >= max(MASK_FROM, _LEAST) and identifier.type in ("PERSON", "ORG", "PLACE", "OPERATION"):
            _add(known, identifier.text, identifier.type, lists, sure=_telling(identifier))
    _add_short_forms(known, lists)
    people = nearby(word for word, kind in known.strong.items() if kind == "PERSON" and len(word) >= 4)
    return Known(known.strong, known.weak, known.phrases, known.local, people, starts(known.phrases))


def _telling(identifier: Identifier) -> bool:
    """Found by more than one guess."""
    one = len(identifier.detectors) == 1
    return not (one and identifier.detectors[0] in ("capitals", "spacy", "uncased", "rampart")) or identifier.score >= 0.9


def _add(known: Known, name: str, kind: IdentifierType, lists: Lists, *, sure: bool) -> None:
    words = [
        w for w in Talk(name).words if w.key not in ("the", "a", "an", "our", "and") and w.key not in RANKS and w.key not in KINSHIP
    ]
    keys = [w.key for w in words]
    if kind == "OPERATION":
        keys = [k for k in keys if k not in OPERATION]
    ordinary = all(lists.ordinary(k) or k.isdecimal() for k in keys)
    if (
        len(keys) > 1
        and (sure or not ordinary)
        and not all(k in lists.function or k.isdecimal() for k in keys)
        and sum(len(k) for k in keys) > 5
    ):
        known.phrases.setdefault(" ".join(keys), kind)
    if kind == "PERSON":
        for key in keys:
            _add_word(known, key, kind, lists, sure=sure)
    elif keys:
        _add_place(known, keys, kind, lists)


def _add_place(known: Known, keys: list[str], kind: IdentifierType, lists: Lists) -> None:
    """Short forms: without the head noun, and the first telling word."""
    bare = [k for k in keys if not k.isdecimal()]
    heads = STREETS if kind == "PLACE" else HEADS
    while len(bare) > 1 and bare[-1] in heads and bare[-1] not in lists.names:
        bare = bare[:-1]
    if len(bare) > 1 and sum(len(k) for k in bare) > 7:
        known.phrases.setdefault(" ".join(bare), kind)
    first = next((k for k in bare if k not in ("st", "saint")), "")
    if len(first) > 3 and first not in lists.function and first not in lists.allowed and (kind != "PLACE" or len(bare) == 1):
        _add_word(known, first, kind, lists, sure=True)


def _add_word(known: Known, key: str, kind: IdentifierType, lists: Lists, *, sure: bool) -> None:
    if len(key) < 2 or not key[0].isalpha() or (key in lists.function and key not in lists.word_names):
        return
    if lists.ordinary(key) or len(key) == 2:
        if sure and (lists.any_name(key) or kind != "PERSON" or lists.common.get(key, 9999) > 400):
            known.weak.setdefault(key, kind)
    elif key not in lists.allowed or lists.any_name(key):
        known.strong.setdefault(key, kind)


def _add_short_forms(known: Known, lists: Lists) -> None:
    people = {w for w, k in (*known.strong.items(), *known.weak.items()) if k == "PERSON"}
    for short, full in lists.short_forms.items():
        if short in people:
            for name in full:
                _add_word(known, name, "PERSON", lists, sure=True)
        elif people & set(full):
            _add_word(known, short, "PERSON", lists, sure=True)
