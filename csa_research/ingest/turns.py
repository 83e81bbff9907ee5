"""From what a file says to turns: the pieces readers hand over, times, badges, who facilitates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from csa_research.errors import FormatError
from csa_research.records import SpeakerRole, Transcript, Turn

LONGEST = 300  # no label with its badges is longer
TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,7})?"
_BADGE = re.compile(r"\s*(?:\((?P<round>[^()]*[^\W\d_][^()]*)\)|\[(?P<square>[^\[\]]*[^\W\d_][^\[\]]*)\])\s*$")
_FACILITATOR = re.compile(r"(?:co-?\s?)?(?:facilitator|fac|interviewer|int|moderator|mod|researcher|i)\.?\s?\d{0,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file; `after_blank` is True at the start and after an empty line."""

    number: int  # from 1
    text: str
    after_blank: bool = False
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One labelled piece of a file."""

    speaker: str
    text: str
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader took from a file; `preamble` and `badges` are no turns, but may name people."""

    utterances: tuple[Utterance, ...]
    preamble: tuple[str, ...] = ()
    badges: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """An utterance that is still growing."""

    speaker: str
    pieces: list[str] = field(default_factory=list)
    start_s: float | None = None
    end_s: float | None = None

    def done(self) -> Utterance:
        """The utterance, its pieces joined by single spaces."""
        return Utterance(self.speaker, join(self.pieces), self.start_s, self.end_s)


def join(pieces: Iterable[str]) -> str:
    """The pieces as one text: outer white space off, a single space between."""
    return " ".join(piece for piece in (p.strip() for p in pieces) if piece)


def seconds(text: str) -> float | None:
    """Seconds of "1:02", "00:01:02" or "0:0:2.5"; None where it is no time."""
    if not re.fullmatch(TIME, text.strip()):
        return None
    total = 0.0
    for part in text.strip().replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def clean_label(raw: str) -> tuple[str, tuple[str, ...]]:
    """The label without colon, wrapping brackets and badges such as " (External)", and what the badges said."""
    label = re.sub(r"\s+", " ", raw).strip().rstrip(":").strip()
    badges: list[str] = []
    while len(label) <= LONGEST and (found := _BADGE.search(label)):
        said = (found["round"] or found["square"] or "").strip()
        if found.start() == 0:
            return said, tuple(badges)
        badges.insert(0, said)
        label = label[: found.start()].strip()
    return label, tuple(badges)


def is_facilitator(label: str, facilitator: str = "") -> bool:
    """Whether the label is a facilitator's: by its kind, or as the name given in groups.csv."""
    return bool(_FACILITATOR.fullmatch(label)) or (bool(facilitator.strip()) and _name(label) == _name(facilitator))


def _name(label: str) -> str:
    """A name to compare by: "Smith, Joy" as "joy smith"."""
    last, comma, first = label.partition(",")
    return " ".join(f"{first} {last}".casefold().split()) if comma else " ".join(label.casefold().split())


def _hosts(labels: Iterable[str], facilitator: str) -> frozenset[str]:
    """The labels that are the facilitator's. A part of the name counts only when no label says it whole and only one fits."""
    known = list(dict.fromkeys(labels))
    exact = frozenset(label for label in known if is_facilitator(label, facilitator))
    if exact or not facilitator.strip():
        return exact
    whole = _name(facilitator).split()
    parts = [x for x in known if (n := _name(x).split()) and (n == whole[: len(n)] or whole == n[: len(whole)])]
    return frozenset(parts) if len(parts) == 1 else frozenset()


def build(group: str, reading: Reading, *, source: str, sha256: str, facilitator: str = "") -> Transcript:
    """The transcript of what was read: roles set, empty pieces left out and counted. Raises FormatError where nobody speaks."""
    spoken = [u for u in reading.utterances if u.text.strip()]
    if not spoken:
        raise FormatError(
            f"{source}: no turn with a speaker was found. Each turn needs a label, such as 'P1: ...' or a column 'Speaker'."
        )
    hosts = _hosts((u.speaker for u in spoken), facilitator)
    turns = tuple(
        Turn(group, index, u.speaker, u.text.strip(), _role(u.speaker, hosts), u.start_s, u.end_s) for index, u in enumerate(spoken)
    )
    warnings = (*reading.warnings, *_notes(reading, len(spoken), bool(hosts)))
    return Transcript(group, turns, source, sha256, warnings)


def _role(label: str, hosts: frozenset[str]) -> SpeakerRole:
    return "facilitator" if label in hosts else "participant"


def _notes(reading: Reading, spoken: int, hosted: bool) -> Iterable[str]:
    if count := len(reading.preamble):
        yield f"{count} line{'s' * (count > 1)} before the first speaker kept out of the turns"
    if empty := len(reading.utterances) - spoken:
        yield f"{empty} label{'s' * (empty > 1)} without any text left out"
    if not hosted:
        yield "no label looks like the facilitator's: write it in the facilitator column of groups.csv"
