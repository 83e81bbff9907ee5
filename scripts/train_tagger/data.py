"""Labelled text as a row of pieces, so that names can be exchanged without counting positions by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

OUTSIDE = "O"
IGNORED = "IGN"
KINDS = ("PER", "LOC", "ORG", "DATE", "NORP")
LABELS = (OUTSIDE, *(f"{prefix}-{kind}" for kind in KINDS for prefix in "BI"))
Mention = tuple[int, int, str]
_HELD_BACK = 100  # windows at the end of each speech source that serve as development data
_GAP = 20  # windows before those that are dropped, since neighbouring windows may share words


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one label; a mention is exactly one piece."""

    text: str
    label: str = OUTSIDE


Item = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """What is trained on, and what is kept to choose by."""

    human: tuple[Item, ...]
    speech: tuple[Item, ...]
    dev: dict[str, tuple[Item, ...]]


def cut(text: str, spans: Iterable[Mention]) -> Item:
    """The text as pieces, one for every span. Raises ValueError where spans overlap or leave the text."""
    pieces: list[Piece] = []
    at = 0
    for start, end, label in sorted(spans):
        if not at <= start < end <= len(text):
            raise ValueError(f"span {start}-{end} overlaps another or leaves the text of {len(text)} characters")
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], label))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def join(item: Iterable[Piece]) -> tuple[str, list[Mention]]:
    """The text and the mentions of a row of pieces; white space round a mention is not part of it."""
    parts: list[str] = []
    mentions: list[Mention] = []
    length = 0
    for piece in item:
        bare = piece.text.strip()
        if piece.label != OUTSIDE and bare:
            start = length + piece.text.index(bare)
            mentions.append((start, start + len(bare), piece.label))
        parts.append(piece.text)
        length += len(piece.text)
    return "".join(parts), mentions


def read_items(path: Path) -> list[tuple[str, Item]]:
    """(source, item) for every line of a .jsonl file with src, text and spans of [start, end, label, fine label]."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows.append((row["src"], cut(row["text"], [(s[0], s[1], s[2]) for s in row["spans"]])))
    return rows


def read_split(folder: Path) -> Split:
    """Training and development items: wnutdev, the second half of btc_h and the end of each speech source are dev."""
    human = read_items(folder / "human.jsonl")
    speech = read_items(folder / "silver_speech.jsonl")
    half = [item for source, item in human if source == "btc_h"]
    dev = {
        "wnutdev": tuple(item for source, item in human if source == "wnutdev"),
        "btc_h2": tuple(half[len(half) // 2 :]),
    }
    kept: list[Item] = []
    held: list[Item] = []
    for name in sorted({source for source, _ in speech}):
        items = [item for source, item in speech if source == name]
        kept += items[: -_HELD_BACK - _GAP]
        held += items[-_HELD_BACK:]
    dev["speech"] = tuple(held)
    train = [item for source, item in human if source not in ("wnutdev", "btc_f", "btc_h")]
    return Split((*train, *half[: len(half) // 2]), tuple(kept), dev)


def is_nameless(item: Sequence[Piece]) -> bool:
    """True where nothing in the item is a name or something that could be one."""
    return all(piece.label in (OUTSIDE, "DATE", "NORP") for piece in item)
