"""Numbers and names spelt aloud: "oh seven seven double oh, nine hundred", "K E L L Y", "bravo x-ray one four".

Runs of digit words, figures, single letters and alphabet words are found word by word and judged by what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.patterns.numbers import DIGIT_WORDS, NUMBER_WORDS
from csa_research.records import IdentifierType

NAME = "patterns.spoken"
PHONETIC = frozenset(
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec"
    " romeo sierra tango uniform victor whiskey whisky xray ray x yankee zulu".split()
)
JOINERS = frozenset("stroke oblique slash dash hyphen dot point and".split())
SPELT_ACRONYMS = frozenset("nhs gp gps csa cse dsl mash abe cps iro nspcc camhs sen pcso lado hiv dna bbc tv cctv abc mp".split())
_PIECE = re.compile(r"(?<!['’])[^\W_]+")
_GAP = re.compile(r"[\s,.\-–—/]{1,3}$")


@dataclass(frozen=True, slots=True)
class Piece:
    start: int
    end: int
    key: str
    kind: str  # digit, number, figures, letter, alphabet, mixed, joiner


def find(text: str) -> list[Hit]:
    """Every run of spelt digits or letters that is long enough to identify."""
    return [hit for run in _runs(text) if (hit := _judge(text, _trimmed(run))) is not None]


@lru_cache(maxsize=20000)
def _kind(word: str) -> str:
    key = word.lower()
    if key in DIGIT_WORDS and key != "o":
        return "digit"
    if key in NUMBER_WORDS and key != "o":
        return "number"
    if key.isdecimal():
        return "figures"
    if len(key) == 1 and key.isalpha():
        return "letter"
    if key in JOINERS:
        return "joiner"
    if key in PHONETIC:
        return "alphabet"
    mixed = len(key) <= 8 and any(c.isdecimal() for c in key) and any(c.isalpha() for c in key)
    return "mixed" if mixed and not re.fullmatch(r"\d+(?:st|nd|rd|th|s|am|pm|k|m)", key) else ""


def _runs(text: str) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for match in _PIECE.finditer(text):
        kind = _kind(match.group())
        piece = Piece(match.start(), match.end(), match.group().lower(), kind)
        if run and (not kind or not _GAP.match(text[run[-1].end : piece.start])):
            yield run
            run = []
        if kind:
            run.append(piece)
    if run:
        yield run


def _trimmed(run: list[Piece]) -> list[Piece]:
    """Without words of grammar at the edges: "a", "i", "and", "point"."""
    dull = {"a", "i", "and", "point", "dot", "dash", "slash", "stroke", "oblique"}
    kept = [number for number, piece in enumerate(run) if piece.key not in dull]
    return run[kept[0] : kept[-1] + 1] if kept else []


def _judge(text: str, run: list[Piece]) -> Hit | None:
    if len(run) < 2:
        return None
    kinds = [piece.kind for piece in run]
    said = kinds.count("digit")
    letters = kinds.count("letter")
    if letters == len(run):
        return _spelt_name(text, run)
    digits = said + kinds.count("number") + sum(len(p.key) for p in run if p.kind == "figures")
    signs = letters + kinds.count("alphabet") + kinds.count("mixed")
    if said >= 4 or (said >= 3 and signs) or (said and "figures" in kinds and digits >= 7):
        phone = run[0].key in ("oh", "o", "zero", "nought") and digits >= 8
        return _hit(run, "CONTACT" if phone else "ID", 0.9, "a number spelt aloud")
    if signs and (said + digits) >= 2 and (signs + digits >= 4) and _code_like(kinds):
        return _hit(run, "ID", 0.8, "figures and letters spelt aloud")
    figures = [piece.key for piece in run if piece.kind in ("figures", "mixed")]
    if digits + 3 * kinds.count("mixed") >= 7 and len(figures) >= 2 and not all(_year(f) for f in figures):
        return _hit(run, "ID", 0.7, "figures in a row")
    if kinds.count("alphabet") >= 3:
        return _hit(run, "ID", 0.8, "letters by the alphabet of the radio")
    return None


def _year(figures: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", figures))


def _code_like(kinds: list[str]) -> bool:
    return "alphabet" in kinds or "mixed" in kinds or (kinds.count("letter") >= 2 and "joiner" not in kinds)


def _spelt_name(text: str, run: list[Piece]) -> Hit | None:
    spelt = "".join(piece.key for piece in run)
    if len(run) < 3 or spelt in SPELT_ACRONYMS:
        return None
    return _hit(run, "PERSON", 0.8, "a word spelt letter by letter")


def _hit(run: list[Piece], kind: IdentifierType, score: float, why: str) -> Hit:
    return Hit(run[0].start, run[-1].end, kind, score, NAME, why)
