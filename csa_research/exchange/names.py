"""Whose and what: a study's groups, codes and coders behind the names that another program uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from csa_research.records import Codebook, Group

_NEUTRAL = re.compile(r"(?:coder|rater|reader|analyst|researcher)[ _-]?[A-Za-z0-9]{1,2}|[A-Z]{1,3}[0-9]?", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_ID = re.compile(r"\s*([^\s:;,–—]+)")


def is_neutral(name: str) -> bool:
    """Whether a coder's name tells nobody who it is: initials in capitals, "coder_a", "Coder 2"."""
    return bool(_NEUTRAL.fullmatch(name)) and (name.isupper() or len(name) > 4)


def initials(name: str) -> str:
    """The initials of a person's name in capitals; of a login without spaces its first three letters or digits."""
    words = _TOKEN.findall(name.split("@")[0])
    if len(words) > 1:
        return "".join(word[0] for word in words).upper()[:4]
    return words[0][:3].upper() if words else ""


def group_of(names: Sequence[str], groups: Sequence[Group]) -> str:
    """The id of the one group that these names mean (of a source, its file, its case), "" where none or several do.

    An id or the transcript's file name as it is; else the one id that stands in a name between other signs.
    """
    whole: dict[str, str] = {}
    for group in groups:
        whole.update(dict.fromkeys((group.group_id.lower(), group.transcript.lower(), _stem(group.transcript)), group.group_id))
    whole.pop("", None)
    for name in names:
        found = whole.get(name.strip().lower()) or whole.get(_stem(name))
        if found:
            return found
    for name in names:
        inside = {
            g.group_id for g in groups if re.search(rf"(?<![a-z0-9]){re.escape(g.group_id.lower())}(?![a-z0-9])", name.lower())
        }
        longest = {i for i in inside if not any(i != other and i.lower() in other.lower() for other in inside)}
        if len(longest) == 1:
            return longest.pop()
    return ""


def _stands_in(name: str, group: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(group)}(?![a-z0-9])", name) is not None


def _stem(name: str) -> str:
    return PurePosixPath(name.strip().replace("\\", "/")).stem.lower()


@dataclass(frozen=True, slots=True)
class CodeNames:
    """A study's codes by GUID, id and name."""

    by_guid: Mapping[str, str]
    by_id: Mapping[str, str]
    by_name: Mapping[str, str]

    def find(self, name: str, guid: str = "") -> str:
        """The id of the code, "" where the name means none: by id in front ("KN01 Signs"), by name, by GUID."""
        given = " ".join(name.split())
        for part in dict.fromkeys((given, given.rpartition("::")[2], given.rpartition("\\")[2], given.rpartition(" > ")[2])):
            head = _ID.match(part)
            found = (self.by_id.get(head.group(1).lower()) if head else None) or self.by_name.get(part.strip().lower())
            if found:
                return found
        return self.by_guid.get(guid, "")


def code_names(codebook: Codebook, guids: Mapping[str, str]) -> CodeNames:
    """The names that the codes of a codebook go by; a name of two codes means neither."""
    by_name: dict[str, str] = {}
    for code in codebook.codes:
        name = " ".join(code.name.lower().split())
        by_name[name] = "" if name in by_name else code.id
    return CodeNames(guids, {code.id.lower(): code.id for code in codebook.codes}, by_name)


@dataclass(slots=True)
class Coders:
    """The study's coders behind another program's users. A full name is never taken over: its initials are."""

    known: Sequence[str]
    given: Mapping[str, str] = field(default_factory=dict)  # as a person said: user -> coder
    _met: dict[str, str] = field(default_factory=dict)

    def find(self, name: str, short: str = "") -> str:
        """The coder who is meant, "" where nobody is named."""
        name, short = name.strip(), short.strip()
        if not name and not short:
            return ""
        key = f"{name}\x1f{short}"
        if key not in self._met:
            self._met[key] = self._find(name, short)
        return self._met[key]

    def _find(self, name: str, short: str) -> str:
        given = {user.lower(): coder for user, coder in self.given.items()}
        exact = {coder.lower(): coder for coder in self.known}
        for word in (name, short):
            if word and (found := given.get(word.lower()) or exact.get(word.lower())):
                return found
        marks = {word.upper() for word in (short if len(short) <= 4 else "", initials(name)) if word}
        same = [coder for coder in self.known if coder.upper() in marks or (initials(coder) in marks and " " in coder)]
        if len(same) == 1:
            return same[0]
        if is_neutral(name):
            return name
        return self._free(short if short and len(short) <= 4 else initials(name) or "user")

    def _free(self, wanted: str) -> str:
        """The initials, with a number where somebody else already has them."""
        taken = {coder.lower() for coder in self._met.values()}
        return next(name for name in _numbered(wanted) if name.lower() not in taken)


def _numbered(wanted: str) -> Iterable[str]:
    yield wanted
    yield from (f"{wanted}{number}" for number in range(2, 10_000))
