"""From decided identifiers to a signed release. A reviewed release waits until nothing is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csa_research.anonymise.asking.questions import Question
from csa_research.anonymise.naming.speakers import Labels
from csa_research.anonymise.redact import redact_transcript
from csa_research.errors import PersonNeeded
from csa_research.records import Entity, Identifier, Participant, Release, Transcript

MASK_FROM = 0.3
"""Without a person, suggested identifiers are masked from this score on."""

_ASKED = {
    "identifier": "is it an identifier?",
    "which": "which of several people of that name is meant?",
    "spelling": "is it a spelling of another name?",
    "net": "may a word stay?",
    "number": "may a number stay?",
    "namesake": "is a first name that is said in several groups one person?",
}


def to_mask(identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """The identifiers that a person decided to mask."""
    return tuple(identifier for identifier in identifiers if identifier.status == "mask")


def to_mask_unattended(identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """What is masked when nobody looks: decided ones and every suggestion from MASK_FROM on."""
    return tuple(
        identifier
        for identifier in identifiers
        if identifier.status == "mask" or (identifier.status == "suggested" and identifier.score >= MASK_FROM)
    )


def open_questions(identifiers: Iterable[Identifier], questions: Iterable[Question] = ()) -> tuple[str, ...]:
    """What a person must still decide, one line each: where and what, never the words."""
    undecided = [
        f"{found.group} turn {found.turn}: {found.type} not yet decided" for found in identifiers if found.status == "suggested"
    ]
    asked = [
        f"{question.snippets[0].group} turn {question.snippets[0].turn}: {_ASKED[question.kind]}"
        for question in questions
        if question.snippets
    ]
    return (*undecided, *asked)


def make_release(
    transcript: Transcript,
    identifiers: Sequence[Identifier],
    entities: Iterable[Entity],
    labels: Labels,
    questions: Iterable[Question] = (),
    *,
    signed_by: str,
    reviewed: bool,
    at: str,
    version: int,
) -> Release:
    """The group's released text, signed. Raises PersonNeeded when it counts as reviewed and anything is open."""
    group = transcript.group
    mine = [identifier for identifier in identifiers if identifier.group == group]
    asked = [question for question in questions if any(snippet.group == group for snippet in question.snippets)]
    waiting = open_questions(mine, asked) if reviewed else ()
    if waiting:
        raise PersonNeeded(f"{group}: {len(waiting)} decisions are open, the first: {waiting[0]} Answer with: csa review")
    if not signed_by.strip():
        raise PersonNeeded(f"{group}: a release is signed with a name. Give it with --by.")
    masked = to_mask(mine) if reviewed else to_mask_unattended(mine)
    turns, _ = redact_transcript(transcript, masked, entities, labels)
    roles = {turn.speaker: turn.role for turn in turns}
    participants = tuple(Participant(group, label, role) for label, role in sorted(roles.items()))
    return Release(group, turns, participants, version, signed_by.strip(), at, reviewed)
