"""A person's decisions put to the machine's suggestions, and what a person should look at next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from csa_research.anonymise.asking.questions import Question, Tier, snippet, turn_texts
from csa_research.anonymise.common import common_words
from csa_research.anonymise.naming.clusters import NAME_TYPES
from csa_research.anonymise.naming.names import Words, name_words, plain
from csa_research.anonymise.places import Place, places
from csa_research.records import DIRECT_TYPES, Identifier, IdentifierType, ReviewDecision, Transcript

SURE, UNLIKELY = 0.7, 0.3
"""A name is sure when every mention scores SURE or more, and unlikely when none reaches UNLIKELY."""
REOPENED = "marked by a second reader, not masked by the review"
"""Why a name is asked again; never passed on a page."""
PERSON = "person"
"""The detector's name for what a person marked or confirmed."""

Key = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Identifiers with the decisions taken, and decisions whose words were not found."""

    identifiers: tuple[Identifier, ...]
    unplaced: tuple[str, ...]


def apply_decisions(
    identifiers: Iterable[Identifier], transcripts: Iterable[Transcript], decisions: Sequence[ReviewDecision]
) -> Reviewed:
    """Identifiers after a person's decisions, in their order; the later one counts.

    A decision at a place confirms, retypes, rejects or adds an identifier; one without a turn does so for every mention. A
    general keep does not undo a mask that a person put on one place.
    """
    texts = turn_texts(tuple(transcripts))
    found: dict[Key, Identifier] = {_key(identifier): identifier for identifier in identifiers}
    in_turn: dict[tuple[str, int], dict[Key, None]] = defaultdict(dict)  # keeps the order of finding
    for key in found:
        in_turn[key[:2]][key] = None
    pinned: set[Key] = set()
    unplaced: list[str] = []
    for number, decision in enumerate(decisions, 1):
        where = places(decision, texts)
        if not where:
            unplaced.append(_message(number, decision))
        for place in where:
            key = (place.group, place.turn, place.span.start, place.span.end)
            general = decision.turn is None
            if general and decision.action == "keep" and key in pinned:
                continue
            _decide(found, in_turn, decision, place, texts[place.group, place.turn])
            if not general:
                (pinned.add if decision.action == "mask" else pinned.discard)(key)
    return Reviewed(tuple(sorted(found.values(), key=_key)), tuple(unplaced))


def _key(identifier: Identifier) -> Key:
    return identifier.group, identifier.turn, identifier.span.start, identifier.span.end


def _message(number: int, decision: ReviewDecision) -> str:
    where = f"{decision.group or 'every group'}" + (f" turn {decision.turn}" if decision.turn is not None else "")
    return f"decision {number} ({decision.action}, {where}): its words are not there, or more than once. Decide again."


def _decide(
    found: dict[Key, Identifier], in_turn: dict[tuple[str, int], dict[Key, None]], decision: ReviewDecision, place: Place, text: str
) -> None:
    """Mark the place; suggestions inside it are settled with it."""
    key = (place.group, place.turn, place.span.start, place.span.end)
    old = found.get(key)
    within = [
        other
        for other in tuple(in_turn[key[:2]])
        if other != key and key[2] <= other[2] and other[3] <= key[3]
        if found[other].status == "suggested" or decision.turn is not None
    ]
    types: list[IdentifierType] = [decision.type] if decision.type else [found[other].type for other in within]
    guess: IdentifierType = types[0] if types else "PERSON"
    for other in within:
        if decision.action == "mask":
            del found[other]
            in_turn[key[:2]].pop(other, None)
        else:
            found[other] = _judged(found[other], decision)
    if old is None:
        said = text[place.span.start : place.span.end]
        old = Identifier(place.group, place.turn, place.span, said, guess, (), 0.0, why="marked by a person")
    found[key] = _judged(old, decision)
    in_turn[key[:2]][key] = None


def _judged(identifier: Identifier, decision: ReviewDecision) -> Identifier:
    detectors = identifier.detectors if PERSON in identifier.detectors else (*identifier.detectors, PERSON)
    score = 1.0 if decision.action == "mask" else identifier.score
    type_ = decision.type or identifier.type
    return replace(identifier, status=decision.action, detectors=detectors, score=score, type=type_)


def close_review(identifiers: Iterable[Identifier], covered: AbstractSet[tuple[str, int]]) -> tuple[Identifier, ...]:
    """Identifiers after a complete review: what is still only suggested in the turns a person has read is kept as talk."""
    return tuple(
        replace(identifier, status="keep")
        if identifier.status == "suggested" and (identifier.group, identifier.turn) in covered
        else identifier
        for identifier in identifiers
    )


def questions(identifiers: Iterable[Identifier], transcripts: Iterable[Transcript]) -> tuple[Question, ...]:
    """What is still only suggested, once a name: direct identifiers first, then the least sure, then the most frequent.

    Unlikely mentions of a name that is elsewhere likely ("our family" beside a team called Family) are a question apart.
    """
    texts = turn_texts(tuple(transcripts))
    by_name: dict[tuple[Words, bool], list[Identifier]] = defaultdict(list)
    for identifier in identifiers:
        if identifier.status == "suggested":
            unlikely = identifier.score < UNLIKELY and identifier.why != REOPENED
            by_name[name_words(identifier.text) or (identifier.text,), unlikely].append(identifier)
    out: list[Question] = []
    for found in by_name.values():
        first = found[0]
        out.append(
            Question(
                f"identifier:{first.group}:{first.turn}:{first.span.start}", "identifier", first.text, first.type,
                tuple(snippet(identifier, texts) for identifier in found), ("mask", "keep"),
                max(identifier.score for identifier in found), any(identifier.type in DIRECT_TYPES for identifier in found),
                _tier(found), first.why, tuple(dict.fromkeys(i.entity for i in found if i.entity)),
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda question: (not question.direct, question.score, -len(question.snippets))))


def _tier(found: Sequence[Identifier]) -> Tier:
    """Names that are words as well, and what a second reader found, are asked about with all their places."""
    if any(identifier.why == REOPENED for identifier in found):
        return "ask"
    if max(identifier.score for identifier in found) < UNLIKELY:
        return "unlikely"
    several = len(found) > 1 and found[0].type in NAME_TYPES
    words = several and {plain(identifier.text) for identifier in found} & common_words()
    return "sure" if min(i.score for i in found) >= SURE and not words else "ask"
