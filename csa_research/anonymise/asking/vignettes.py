"""Case vignettes: passages in which several things that identify only together fall within a few turns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from csa_research.anonymise.asking.questions import mark
from csa_research.anonymise.detectors.quasi import KIN, ROLE
from csa_research.anonymise.naming.names import tokens
from csa_research.offsets import overlaps
from csa_research.records import Identifier, Span, Transcript, Turn

LIKELY = 0.3
"""Undecided identifiers count from this score on; below it they are mostly words of talk."""
TELLING = 4
"""So much tells a turn as a vignette; see `_weights`."""
REACH = 2
"""Telling turns with at most one other between them are one passage."""
LONGEST = 4
"""A passage has at most so many turns, so that it is read and not skimmed."""

_KIN = re.compile(rf"\b(?:{KIN})(?:['’]?s)?\b", re.I)
_ROLE = re.compile(rf"\b{ROLE}s?\b", re.I)
_EVENT = re.compile(
    r"\b(?:funeral|wedding|christening|married|divorced|died|passed away|killed|suicide|fire|crash|accident|arrested|prison|inquest"
    r"|trial|jury|adopted|fostered|pregnant|cancer|transplant|wheelchair|tracheostomy|deaf|blind|abseil|marathon|lottery|deported"
    r"|asylum|(?:on|in|off) the (?:news|telly|radio|paper|papers|front page)|face was on|hospital radio|tribute)\b",
    re.I,
)
_DOING = re.compile(
    r"\b(?:(?:works?|worked|working|volunteers?|trains|teaches|taught|preach(?:es|ed)?|sings?|sang|drives|drove|runs|ran|leads|led"
    r"|owns|owned|manages|coaches|captains?|chairs|sits) (?:\w+ ){0,2}?(?:at|for|in|on|down|the|a|an|our|my|their)"
    r"|(?:had|has|have|does|did|kept?|keeps) the \w+|next door|(?:shop|chippy|stall|car wash|salon|takeaway|pub|choir|band|mosque"
    r"|temple|chapel|church|gurdwara|allotments?|committee))\b",
    re.I,
)
_KNOWN = re.compile(
    r"\b(?:you(?:['’]ll|['’]d| will| would| all)? know (?:who|which one|the one)|every(?:body|one) knows|we all know"
    r"|half the (?:town|street|office|estate) knows?|the one (?:who|with|that|as)|you['’]d (?:know|recognise) (?:him|her|them)"
    r"|won (?:the|cups?|prizes?)|prize|famous|only (?:one|man|woman|girl|boy|family))\b",
    re.I,
)
_CUES = (("kin", _KIN, 1), ("role", _ROLE, 1), ("event", _EVENT, 1), ("doing", _DOING, 1), ("known", _KNOWN, 2))


@dataclass(frozen=True, slots=True)
class Passage:
    """Turns of one group to be read as a whole; `telling` is what stands out, `marks` are remembered once it was confirmed."""

    group: str
    turns: tuple[Turn, ...]
    telling: tuple[tuple[int, Span], ...]  # turn index, place
    weight: int
    marks: tuple[str, ...]


def cues(talk: str) -> int:
    """How much in a few words of talk tells of somebody: relations, roles, events, doings, words of recognition."""
    return sum(weight for _, pattern, weight in _CUES if pattern.search(talk))


def vignettes(
    transcripts: Iterable[Transcript], identifiers: Iterable[Identifier], looked: AbstractSet[str] = frozenset()
) -> tuple[Passage, ...]:
    """The passages that a person reads once as a whole, the most telling first; those whose turns were all confirmed left out."""
    found: dict[tuple[str, int], list[Identifier]] = defaultdict(list)
    for identifier in identifiers:
        if identifier.status == "mask" or (identifier.status == "suggested" and identifier.score >= LIKELY):
            found[identifier.group, identifier.turn].append(identifier)
    out: list[Passage] = []
    for transcript in transcripts:
        told = [(number, turn, _telling(turn, found[turn.group, turn.index])) for number, turn in enumerate(transcript.turns)]
        strong = [(number, turn, cues) for number, turn, cues in told if _is_telling(cues)]
        out += [_passage(transcript, run) for run in _runs(strong)]
    return tuple(sorted((p for p in out if not set(p.marks) <= looked), key=lambda p: -p.weight))


_Cue = tuple[str, Span, int]  # kind, place, weight


def _telling(turn: Turn, identifiers: Sequence[Identifier]) -> list[_Cue]:
    """What tells in a turn: each identifier once, relations, roles, events, doings, and words that somebody is known."""
    cues: dict[tuple[str, tuple[str, ...]], _Cue] = {}
    for identifier in identifiers:
        weight = 2 if identifier.type == "QUASI" else 1
        cues.setdefault((identifier.type, tokens(identifier.text)), (identifier.type, identifier.span, weight))
    taken = [identifier.span for identifier in identifiers]
    for kind, pattern, weight in _CUES:
        for match in pattern.finditer(turn.text):
            span = Span(match.start(), match.end())
            if not any(overlaps(span, other) for other in taken):
                cues.setdefault((kind, tokens(match.group())), (kind, span, weight))
    return list(cues.values())


def _is_telling(cues: Sequence[_Cue]) -> bool:
    """Whether a turn tells a case: enough weight of at least two kinds, and something that describes and does not only name."""
    kinds = {kind for kind, _, _ in cues}
    return sum(weight for *_, weight in cues) >= TELLING and len(kinds) > 1 and not kinds <= {"PERSON", "ORG", "CONTACT", "ID"}


def _runs(strong: Sequence[tuple[int, Turn, list[_Cue]]]) -> list[list[tuple[int, Turn, list[_Cue]]]]:
    runs: list[list[tuple[int, Turn, list[_Cue]]]] = []
    for item in strong:
        if runs and item[0] - runs[-1][-1][0] <= REACH and item[0] - runs[-1][0][0] < LONGEST:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _passage(transcript: Transcript, run: Sequence[tuple[int, Turn, list[_Cue]]]) -> Passage:
    turns = transcript.turns[run[0][0] : run[-1][0] + 1]
    telling = tuple((turn.index, span) for _, turn, cues in run for _, span, _ in cues)
    weight = sum(weight for *_, cues in run for *_, weight in cues)
    return Passage(transcript.group, turns, telling, weight, tuple(mark(t.group, t.text, -1) for _, t, _ in run))
