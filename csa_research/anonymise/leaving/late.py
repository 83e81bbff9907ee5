"""A name that was overlooked, taken out of text that was released already: what to replace, and what to record for the vault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from csa_research.anonymise import generalise
from csa_research.anonymise.asking.questions import turn_texts
from csa_research.anonymise.naming.clusters import NAME_TYPES
from csa_research.anonymise.naming.forms import Forms, mentions, outside
from csa_research.anonymise.naming.names import name_words
from csa_research.anonymise.naming.nouns import LETTERED, noun
from csa_research.anonymise.naming.pseudonyms import letters
from csa_research.offsets import PositionMap, find_all, overlaps, replace_spans
from csa_research.records import Entity, Identifier, IdentifierType, ReviewDecision, Span, Transcript, Turn

_NUMBERED = re.compile(r"^\[(.+?) (\d+|[A-Z]{1,2})\]$")


def finder(forms: Forms, ours: Iterable[str]) -> Callable[[str], tuple[Span, ...]]:
    """Finds the name in a released text, outside our own replacements."""
    marks = frozenset(ours)
    shapes = re.compile("|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True)) or r"(?!)")

    def find(text: str) -> tuple[Span, ...]:
        found = mentions(text, forms)
        return outside(found, (Span(m.start(), m.end()) for m in shapes.finditer(text))) if found else ()

    return find


def redact_turns(
    turns: Sequence[Turn], find: Callable[[str], tuple[Span, ...]], pseudonym: str
) -> tuple[tuple[Turn, ...], dict[int, PositionMap]]:
    """The turns with the name replaced, and where the text of each changed turn went; nothing else is touched."""
    out: list[Turn] = []
    maps: dict[int, PositionMap] = {}
    for turn in turns:
        spans = find(turn.text)
        if spans:
            text, maps[turn.index] = replace_spans(
                turn.text, [(s, pseudonym) for s in _with_neighbours(turn.text, spans, pseudonym)]
            )
            turn = replace(turn, text=text)
        out.append(turn)
    return tuple(out), maps


def _with_neighbours(text: str, spans: Sequence[Span], pseudonym: str) -> list[Span]:
    """The spans, widened over the same pseudonym beside them: "[Child 2] Marsh" becomes "[Child 2]", not twice the same."""
    out: list[Span] = []
    for span in sorted([*spans, *find_all(text, pseudonym)]):
        if out and len(gap := text[out[-1].end : span.start]) <= 2 and not gap.strip(" -\u00a0"):
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return [span for span in out if any(overlaps(span, name) for name in spans)]


def showing(transcripts: Iterable[Transcript], forms: Forms, masked: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Mentions of the name in the originals that no identifier covers yet, typed as a person's name."""
    covered: dict[tuple[str, int], list[Span]] = {}
    for found in masked:
        covered.setdefault((found.group, found.turn), []).append(found.span)
    out = []
    for transcript in transcripts:
        for turn in transcript.turns:
            there = covered.get((turn.group, turn.index), [])
            for span in mentions(turn.text, forms):
                if not any(other.start <= span.start and span.end <= other.end for other in there):
                    said = turn.text[span.start : span.end]
                    out.append(Identifier(turn.group, turn.index, span, said, "PERSON", ("person",), 1.0, "mask"))
    return tuple(out)


def decide_on(found: Iterable[Identifier], type_: IdentifierType, pseudonym: str, by: str) -> tuple[ReviewDecision, ...]:
    """A decision to mask for each mention, bound to the pseudonym."""
    label = "" if type_ in NAME_TYPES else pseudonym
    entity = pseudonym if type_ in NAME_TYPES else ""
    return tuple(ReviewDecision(f.group, f.turn, f.span.start, f.text, "mask", type_, entity, label, by) for f in found)


def new_pseudonym(
    name: str,
    type_: IdentifierType,
    label: str,
    *,
    found: Iterable[Identifier],
    transcripts: tuple[Transcript, ...],
    taken: Iterable[str],
) -> str:
    """The replacement of a new entity: the label in brackets, or the next number of its noun, or vaguer words for details."""
    if label.startswith("[") and label.endswith("]"):
        return label
    mentions_ = tuple(replace(mention, type=type_) for mention in found)
    if type_ not in NAME_TYPES and not label:
        return generalise.replacement(Identifier("", 0, Span(0, len(name)), name, type_, (), 1.0), "")
    kind = label or noun(mentions_, turn_texts(transcripts), type_)
    last = max(
        (_number(match.group(2)) for mark in taken if (match := _NUMBERED.match(mark)) and match.group(1) == kind), default=0
    )
    return f"[{kind} {letters(last + 1) if kind in LETTERED else last + 1}]"


def _number(mark: str) -> int:
    if mark.isdigit():
        return int(mark)
    total = 0
    for char in mark:
        total = total * 26 + ord(char) - 64
    return total


def namesakes(name: str, entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities that go by this very name already."""
    words = name_words(name)
    return tuple(entity for entity in entities if any(name_words(other) == words for other in entity.names))


def new_entity(name: str, type_: IdentifierType, pseudonym: str, groups: Iterable[str], entities: Sequence[Entity]) -> Entity:
    """An entity of this name with the next free id."""
    last = max((int(entity.id[1:]) for entity in entities if re.fullmatch(r"E\d+", entity.id)), default=0)
    return Entity(f"E{last + 1:04d}", type_, (name,), pseudonym, tuple(sorted(set(groups))))


def also_called(entities: Sequence[Entity], pseudonym: str, name: str) -> tuple[Entity, ...]:
    """The entities, that of the pseudonym going by this name too."""
    return tuple(
        replace(entity, names=(*entity.names, name)) if entity.pseudonym == pseudonym and name not in entity.names else entity
        for entity in entities
    )
