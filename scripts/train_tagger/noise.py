"""Roughens labelled text as speech recognition would; every mention stays a piece of its own."""

from __future__ import annotations

import re
from random import Random

from scripts.train_tagger.data import OUTSIDE, Item, Piece

FILLERS = ("um", "uh", "er", "erm", "you know", "like", "sort of", "I mean", "kind of", "well")
_SOUNDS_ALIKE = (
    ("ph", "f"), ("ck", "k"), ("ee", "ea"), ("ea", "ee"), ("ie", "y"), ("y", "ie"), ("ei", "ie"), ("c", "k"), ("k", "c"),
    ("s", "z"), ("z", "s"), ("ah", "a"), ("th", "t"), ("ou", "u"), ("oo", "u"), ("ay", "ai"), ("ai", "ay"), ("er", "a"),
    ("a", "er"), ("ll", "l"), ("tt", "t"), ("nn", "n"), ("ss", "s"), ("rr", "r"), ("l", "ll"), ("n", "nn"), ("i", "e"),
    ("e", "i"), ("o", "u"), ("gh", "g"), ("dg", "j"), ("j", "g"), ("w", "wh"), ("wh", "w"), ("kn", "n"), ("x", "cks"),
)  # fmt: skip
_PUNCTUATION = re.compile(r"(?:https?://\S+|[^\w\s'’])+")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def roughen(item: Item, rng: Random, *, plain_share: float = 0.6) -> Item:
    """The item with fillers, repeats and misheard names, most of the time without punctuation or capitals."""
    item = tuple(_mishear(piece, rng) for piece in item)
    if rng.random() < 0.25:
        item = tuple(_hesitate(piece, rng) for piece in item)
    if rng.random() < plain_share:
        return flatten(item, keep_apostrophes=rng.random() < 0.65)
    return tuple(Piece(p.text.lower(), p.label) for p in item) if rng.random() < 0.1 else item


def flatten(item: Item, *, keep_apostrophes: bool) -> Item:
    """The item in small letters without punctuation, as automatic transcription gives it."""
    pieces = []
    for piece in item:
        text = _PUNCTUATION.sub(" ", piece.text.lower()).replace("’", "'").replace("_", " ")
        pieces.append(Piece(text if keep_apostrophes else text.replace("'", ""), piece.label))
    return tuple(pieces)


def misspell(word: str, rng: Random) -> str:
    """A word that sounds like this one: one change of spelling, or the word broken in two."""
    if len(word) > 6 and rng.random() < 0.2:
        at = rng.randint(3, len(word) - 3)
        return f"{word[:at]} {word[at:]}"
    low = word.lower()
    options = [(a, b) for a, b in _SOUNDS_ALIKE if a in low[1:]]
    if not options:
        return word
    old, new = rng.choice(options)
    at = rng.choice([i for i in range(1, len(low)) if low.startswith(old, i)])
    return word[:at] + new + word[at + len(old) :]


def _mishear(piece: Piece, rng: Random) -> Piece:
    if piece.label not in ("PER", "LOC", "ORG") or rng.random() > 0.12:
        return piece
    return Piece(_WORD.sub(lambda m: misspell(m[0], rng) if len(m[0]) > 3 else m[0], piece.text), piece.label)


def _hesitate(piece: Piece, rng: Random) -> Piece:
    if piece.label != OUTSIDE:
        return piece
    parts = re.split(r"(\s+)", piece.text)
    out = []
    for part in parts[:-1]:  # never after the last word, where it could be glued to the name that follows
        out.append(part)
        if part and not part.isspace() and rng.random() < 0.04:
            out.append(f" {part}" if rng.random() < 0.4 and part.isalpha() else f" {rng.choice(FILLERS)}")
    return Piece("".join((*out, parts[-1])), piece.label)
