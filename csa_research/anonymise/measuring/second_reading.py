"""A second person's reading of a sample: turns drawn by lot, their mark-up read back, what the review missed. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from csa_research.anonymise.asking.questions import turn_texts
from csa_research.offsets import overlaps
from csa_research.records import Identifier, IdentifierType, Span, Transcript, Turn

READER = "second reader"
_MARK = re.compile(r"\[\[\s*([A-Za-z]+)\s*:(.*?)\]\]", re.S)
_TYPES = frozenset(get_args(IdentifierType))
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a marked file says: the turns that were read, what was marked in them, and rows that could not be taken."""

    turns: tuple[tuple[str, int], ...]
    marked: tuple[Identifier, ...]
    problems: tuple[str, ...]  # by row; never with words


def draw(transcripts: Iterable[Transcript], number: int, *, seed: int) -> tuple[Turn, ...]:
    """Turns with words, by lot: each group its share by its number of turns, at least one where the number allows it."""
    spoken = {t.group: [turn for turn in t.turns if any(char.isalnum() for char in turn.text)] for t in transcripts}
    spoken = {group: turns for group, turns in sorted(spoken.items()) if turns}
    out: list[Turn] = []
    for group, size in _shares({group: len(turns) for group, turns in spoken.items()}, number).items():
        chosen = random.Random(f"{seed}:{group}").sample(spoken[group], size)
        out += sorted(chosen, key=lambda turn: turn.index)
    return tuple(out)


def _shares(sizes: Mapping[str, int], number: int) -> dict[str, int]:
    """How many of each stratum: in proportion, the largest remainders rounded up, one at least when there are enough."""
    total = sum(sizes.values())
    number = min(number, total)
    least = 1 if number >= len(sizes) else 0
    exact = {group: number * size / total for group, size in sizes.items()}
    out = {group: min(sizes[group], max(least, int(share))) for group, share in exact.items()}
    order = sorted(sizes, key=lambda group: (out[group] - exact[group], group))
    while sum(out.values()) != number:
        step = 1 if sum(out.values()) < number else -1
        for group in order if step > 0 else reversed(order):
            if sum(out.values()) != number and least <= out[group] + step <= sizes[group]:
                out[group] += step
    return out


def safe_cell(text: str) -> str:
    """The text as a spreadsheet cell that no program takes for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def read_marks(rows: Iterable[tuple[int, str, str, str]], transcripts: Sequence[Transcript]) -> Reading:
    """A reading from rows of (row, group, turn, marked). An empty `marked` was not read; [[TYPE:words]] marks an identifier.

    The words outside the marks must be those of the turn; white space may differ.
    """
    texts = turn_texts(tuple(transcripts))
    turns: dict[tuple[str, int], None] = {}
    marked: list[Identifier] = []
    problems: list[str] = []
    for row, group, number, cell in rows:
        if not cell.strip():
            continue
        place = (group.strip(), int(number)) if number.strip().isdecimal() else ("", -1)
        if place not in texts:
            problems.append(f"row {row}: there is no such turn. Leave the columns group and turn as they are.")
            continue
        found, why = _marks(place, texts[place], cell)
        if why:
            problems.append(f"row {row} ({place[0]} turn {place[1]}): {why}")
        elif place not in turns:
            turns[place] = None
            marked += found
    return Reading(tuple(turns), tuple(marked), tuple(problems))


def _marks(place: tuple[str, int], text: str, cell: str) -> tuple[list[Identifier], str]:
    """What is marked in one cell, or why it cannot be taken."""
    if cell.startswith("'") and not text.startswith("'"):
        cell = cell[1:]
    bare, pieces, at = "", [], 0
    for match in _MARK.finditer(cell):
        bare += cell[at : match.start()]
        pieces.append((match.group(1).upper(), len(bare), len(bare) + len(match.group(2))))
        bare, at = bare + match.group(2), match.end()
    bare += cell[at:]
    if any(kind not in _TYPES for kind, _, _ in pieces):
        return [], f"a mark has an unknown type. The types are {', '.join(sorted(_TYPES))}."
    if "".join(bare.split()) != "".join(text.split()):
        return [], "its words differ from the transcript, or a mark is not closed. Put only [[TYPE: and ]] around words."
    where = [i for i, char in enumerate(text) if not char.isspace()]
    out = []
    for kind, start, end in pieces:
        first = len("".join(bare[:start].split()))
        last = first + len("".join(bare[start:end].split()))
        if last > first:
            span = Span(where[first], where[last - 1] + 1)
            said = text[span.start : span.end]
            out.append(Identifier(*place, span, said, cast(IdentifierType, kind), (READER,), 1.0, "mask"))
    return out, ""


def missed(marked: Iterable[Identifier], masked: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """What the second person marked and the review left showing, wholly or in part."""
    there: dict[tuple[str, int], list[Span]] = {}
    for found in masked:
        there.setdefault((found.group, found.turn), []).append(found.span)

    def covered(found: Identifier) -> bool:
        spans = there.get((found.group, found.turn), [])
        return all(
            any(s.start <= found.span.start + i < s.end for s in spans) for i, char in enumerate(found.text) if char.isalnum()
        )

    return tuple(found for found in marked if not covered(found))


def put_open(identifiers: Sequence[Identifier], open_: Sequence[Identifier]) -> tuple[Identifier, ...]:
    """The identifiers with these open again; what was kept at their place gives way."""
    taken = {(o.group, o.turn): [other.span for other in open_ if (other.group, other.turn) == (o.group, o.turn)] for o in open_}
    left = [
        i for i in identifiers if i.status == "mask" or not any(overlaps(i.span, span) for span in taken.get((i.group, i.turn), ()))
    ]
    return tuple(sorted([*left, *open_], key=lambda i: (i.group, i.turn, i.span)))
