"""The second pass: every name found anywhere is looked for everywhere, with its short forms, plurals and misspellings."""

from __future__ import annotations

from collections.abc import Sequence

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists, load_lists
from csa_research.anonymise.detectors.talk import Talk
from csa_research.anonymise.naming.known import gather
from csa_research.anonymise.naming.lookup import look
from csa_research.anonymise.union import MASK_FROM, unite
from csa_research.records import Identifier, RosterEntry, Transcript

NAME = "propagate"


def propagate(
    transcripts: Sequence[Transcript], identifiers: Sequence[Identifier], *, roster: Sequence[RosterEntry] = ()
) -> tuple[Identifier, ...]:
    """The identifiers, in reading order, with every further mention of a name among them or on the roster."""
    talks = [Talk(turn.text) for transcript in transcripts for turn in transcript.turns]
    return spread(transcripts, talks, identifiers, roster=roster, lists=load_lists())


def spread(
    transcripts: Sequence[Transcript],
    talks: Sequence[Talk],
    identifiers: Sequence[Identifier],
    *,
    roster: Sequence[RosterEntry],
    lists: Lists,
) -> tuple[Identifier, ...]:
    """`propagate` for turns that are already cut into words (in the order of the transcripts)."""
    turns = [turn for transcript in transcripts for turn in transcript.turns]
    mine: dict[tuple[str, int], list[Identifier]] = {}
    for identifier in identifiers:
        mine.setdefault((identifier.group, identifier.turn), []).append(identifier)
    known = gather(identifiers, roster, lists)
    narrowed = {transcript.group: known.narrowed(transcript.group) for transcript in transcripts}
    out: list[Identifier] = []
    for turn, talk in zip(turns, talks, strict=True):
        before = mine.get((turn.group, turn.index), [])
        new = look(talk, before, narrowed.get(turn.group) or known.narrowed(turn.group), lists)
        if not new:
            out.extend(sorted(before, key=lambda i: i.span))
            continue
        out.extend(unite(turn.group, turn.index, talk, [*(h for i in before for h in _as_hits(i)), *new], lists))
    return tuple(out)


def _as_hits(identifier: Identifier) -> list[Hit]:
    return [
        Hit(identifier.span.start, identifier.span.end, identifier.type, identifier.score, detector, identifier.why)
        for detector in identifier.detectors
    ]


__all__ = ["MASK_FROM", "propagate", "spread"]
