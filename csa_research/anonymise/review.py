"""A person's decisions put to the machine's suggestions, and what a person should look at next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from csa_research.anonymise.names import Words, name_words
from csa_research.anonymise.places import Place, places
from csa_research.anonymise.questions import Question, snippet, turn_texts
from csa_research.anonymise.spoken import is_number_word
from csa_research.offsets import overlaps, words
from csa_research.records import DIRECT_TYPES, Identifier, IdentifierType, ReviewDecision, Span, Transcript

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
            _decide(found, decision, place, texts[place.group, place.turn])
            if not general:
                (pinned.add if decision.action == "mask" else pinned.discard)(key)
    return Reviewed(tuple(sorted(found.values(), key=_key)), tuple(unplaced))


def _key(identifier: Identifier) -> Key:
    return identifier.group, identifier.turn, identifier.span.start, identifier.span.end


def _message(number: int, decision: ReviewDecision) -> str:
    where = f"{decision.group or 'every group'}" + (f" turn {decision.turn}" if decision.turn is not None else "")
    return f"decision {number} ({decision.action}, {where}): its words are not there, or more than once. Decide again."


def _decide(found: dict[Key, Identifier], decision: ReviewDecision, place: Place, text: str) -> None:
    """Mark the place; suggestions inside it are settled with it."""
    key = (place.group, place.turn, place.span.start, place.span.end)
    old = found.get(key)
    within = [
        other
        for other, there in found.items()
        if other != key and other[:2] == key[:2] and key[2] <= other[2] and other[3] <= key[3]
        if there.status == "suggested" or decision.turn is not None
    ]
    types: list[IdentifierType] = [decision.type] if decision.type else [found[other].type for other in within]
    guess: IdentifierType = types[0] if types else "PERSON"
    for other in within:
        if decision.action == "mask":
            del found[other]
        else:
            found[other] = _judged(found[other], decision)
    if old is None:
        said = text[place.span.start : place.span.end]
        old = Identifier(place.group, place.turn, place.span, said, guess, (), 0.0, why="marked by a person")
    found[key] = _judged(old, decision)


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
    """What is still only suggested, once a name: direct identifiers first, then the least sure, then the most frequent."""
    texts = turn_texts(tuple(transcripts))
    by_name: dict[Words, list[Identifier]] = defaultdict(list)
    for identifier in identifiers:
        if identifier.status == "suggested":
            by_name[name_words(identifier.text) or (identifier.text,)].append(identifier)
    out: list[Question] = []
    for found in by_name.values():
        first = found[0]
        out.append(
            Question(
                f"identifier:{first.group}:{first.turn}:{first.span.start}", "identifier", first.text, first.type,
                tuple(snippet(identifier, texts) for identifier in found), ("mask", "keep"),
                max(identifier.score for identifier in found), any(identifier.type in DIRECT_TYPES for identifier in found),
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda question: (not question.direct, question.score, -len(question.snippets))))


_INITIAL = re.compile(r"(?:^|[.?!…:\n]\s*|[\"“‘(\[]\s*|\s[-–—]\s*)$")


def net(transcripts: Iterable[Transcript], identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Words nobody has looked at yet that may still identify: capitals inside a sentence, numbers, spelt-out numbers.

    They come as suggestions of score 0, which no unattended release masks.
    """
    seen: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for identifier in identifiers:
        seen[identifier.group, identifier.turn].append(identifier.span)
    out: list[Identifier] = []
    for transcript in transcripts:
        for turn in transcript.turns:
            for span in words(turn.text):
                why = _suspect(turn.text, span)
                if why and not any(overlaps(span, other) for other in seen[turn.group, turn.index]):
                    said = turn.text[span.start : span.end]
                    out.append(Identifier(turn.group, turn.index, span, said, "QUASI", ("net",), 0.0, why=why))
    return tuple(out)


def _suspect(text: str, span: Span) -> str:
    said = text[span.start : span.end]
    if is_number_word(said.split("-")[0]):
        return "a number"
    if said == "I" or said[:2] in ("I'", "I’") or not said[:1].isupper():
        return ""
    return "" if _INITIAL.search(text[: span.start]) else "a capital inside a sentence"
