"""The released text: every identifier replaced, everything else letter for letter as it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from csa_research.anonymise.naming.names import is_possessive, name_words
from csa_research.anonymise.naming.speakers import Labels
from csa_research.errors import InputError, LeakError
from csa_research.offsets import PositionMap, carry, find_all, merge, replace_spans, whole_words
from csa_research.records import DIRECT_TYPES, Entity, Identifier, Participant, Span, Transcript, Turn

_OUTER = " \t\r\n\u00a0,;:.!?…\"“”‘’'()[]{}<>–—-"


@dataclass(frozen=True, slots=True)
class Piece:
    """A span and what stands in its place."""

    span: Span
    new: str


def redact_transcript(
    transcript: Transcript, identifiers: Iterable[Identifier], entities: Iterable[Entity], labels: Labels
) -> tuple[tuple[Turn, ...], dict[int, PositionMap]]:
    """The turns with every given identifier and speaker label replaced, and where each turn's text went.

    Kept identifiers are passed over. Raises InputError when a speaker has no released label or an identifier no entity, and
    LeakError should any identifier still stand in its place.
    """
    by_id = {entity.id: entity for entity in entities}
    mine: dict[int, list[Identifier]] = {}
    for identifier in identifiers:
        if identifier.group == transcript.group and identifier.status != "keep":
            mine.setdefault(identifier.turn, []).append(identifier)
    ours = frozenset({entity.pseudonym for entity in by_id.values()} | {label.label for label in labels.values()})
    turns: list[Turn] = []
    maps: dict[int, PositionMap] = {}
    for turn in transcript.turns:
        pieces = _pieces(turn, mine.get(turn.index, []), by_id, ours)
        text, moves = replace_spans(turn.text, ((piece.span, piece.new) for piece in pieces))
        _verify(turn, text, moves, pieces)
        speaker = _speaker(labels, turn)
        turns.append(replace(turn, speaker=speaker.label, role=speaker.role, text=text))
        maps[turn.index] = moves
    return tuple(turns), maps


def _speaker(labels: Labels, turn: Turn) -> Participant:
    try:
        return labels[turn.group, turn.speaker]
    except KeyError:
        where = f"{turn.group} turn {turn.index}"
        raise InputError(f"{where}: the speaker has no released label. Import the transcript again.") from None


def _pieces(turn: Turn, identifiers: list[Identifier], entities: Mapping[str, Entity], ours: frozenset[str]) -> tuple[Piece, ...]:
    """What to replace in one turn: whole words, overlaps joined under the longest, neighbours of one entity joined."""
    bracketed = (new for new in ours if new.startswith("[")) if "[" in turn.text else ()  # else there is nothing to look for
    done = [span for new in bracketed for span in find_all(turn.text, new)]
    spans: list[tuple[Span, Identifier]] = []
    for identifier in identifiers:
        if identifier.span.end > len(turn.text):
            raise InputError(f"{turn.group} turn {turn.index}: an identifier lies beyond the text. Detect again.")
        span = _trimmed(turn.text, identifier, entities)
        if span.start < span.end and not any(s.start <= span.start and span.end <= s.end for s in done):
            spans.append((span, identifier))
    pieces: list[Piece] = []
    wholes = merge(span for span, _ in spans)
    within: list[list[tuple[Span, Identifier]]] = [[] for _ in wholes]
    for pair in spans:
        within[bisect_right(wholes, pair[0].start, key=lambda whole: whole.start) - 1].append(pair)
    for whole, inside in zip(wholes, within, strict=True):
        _, best = max(inside, key=_weight)
        new = _replacement(best, entities)
        if pieces and pieces[-1].new == new and _only_a_gap(turn.text[pieces[-1].span.end : whole.start]):
            pieces[-1] = Piece(Span(pieces[-1].span.start, whole.end), new)
        else:
            pieces.append(Piece(whole, new))
    return tuple(pieces)


def _weight(pair: tuple[Span, Identifier]) -> tuple[int, bool, float]:
    span, identifier = pair
    return span.end - span.start, identifier.type in DIRECT_TYPES, identifier.score


def _only_a_gap(text: str) -> bool:
    return len(text) <= 2 and not text.strip(" -\u00a0")


def _replacement(identifier: Identifier, entities: Mapping[str, Entity]) -> str:
    entity = entities.get(identifier.entity)
    if entity is None:
        where = f"{identifier.group} turn {identifier.turn}"
        raise InputError(f"{where}: an identifier is not linked to anybody. Give out pseudonyms before redacting.")
    return entity.pseudonym


def _trimmed(text: str, identifier: Identifier, entities: Mapping[str, Entity]) -> Span:
    """The span as whole words, without outer punctuation and, after a name, without the possessive."""
    span = whole_words(text, identifier.span)
    start, end = span.start, span.end
    while start < end and text[start] in _OUTER:
        start += 1
    while end > start and text[end - 1] in _OUTER:
        end -= 1
    said = text[start:end]
    if is_possessive(said) and said[-1:] in "sS" and _is_owner(identifier, said, entities):
        end -= 2
    return Span(start, end)


def _is_owner(identifier: Identifier, said: str, entities: Mapping[str, Entity]) -> bool:
    """Whether 's belongs to the sentence: always after people, after others when they go by the name without it."""
    entity = entities.get(identifier.entity)
    kind = entity.type if entity else identifier.type
    if kind == "PERSON":
        return True
    return entity is not None and any(name_words(name) == name_words(said) and not is_possessive(name) for name in entity.names)


def _verify(turn: Turn, text: str, moves: PositionMap, pieces: tuple[Piece, ...]) -> None:
    for piece in pieces:
        at = carry(piece.span, moves)
        if text[at.start : at.end] != piece.new:
            raise LeakError(f"{turn.group} turn {turn.index}: an identifier was not replaced. Nothing was released.")
