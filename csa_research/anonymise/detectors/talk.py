"""One turn cut into words once, with what the detectors ask of it: is it properly cased, where do sentences begin.

Turns of automatic transcription come without capitals and stops, or all in capitals; there, capitals are no evidence.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from csa_research.anonymise.detectors.hits import Hit
from csa_research.records import IdentifierType

_TOKEN = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_OPENERS = set('.?!…:;"“”‘—–[(<>\n\r')
_ALWAYS_CAPITAL = {"i", "i'm", "i'd", "i've", "i'll", "i’m", "i’d", "i’ve", "i’ll"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word without its possessive; `key` is lower case without accents, `initial` says that a sentence begins here."""

    start: int
    end: int
    text: str
    key: str
    capital: bool
    initial: bool


@dataclass(frozen=True)
class Talk:
    """A text and its words."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order."""
        return tuple(_words(self.text))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The words' keys in order."""
        return tuple(word.key for word in self.words)

    @cached_property
    def figures(self) -> bool:
        """Whether there is a figure anywhere."""
        return _FIGURE.search(self.text) is not None

    @cached_property
    def cased(self) -> bool:
        """Whether capitals tell anything here: some word has one, and not nearly all letters are capitals."""
        capitals = sum(word.capital and word.key not in _ALWAYS_CAPITAL for word in self.words)
        if not capitals:
            return False
        letters = [c for c in self.text if c.isalpha()]
        shouting = len(self.words) > 3 and sum(c.isupper() for c in letters) > 0.7 * len(letters)
        return not shouting and (capitals > 1 or len(self.words) < 25 or self.text.lstrip("[('\"“‘ ")[:1].isupper())

    @cached_property
    def low(self) -> str:
        """The text in lower case, position for position."""
        return same_length_lower(self.text)

    def between(self, left: int, right: int) -> str:
        """What stands between two words, given by number."""
        gap = self.text[self.words[left].end : self.words[right].start]
        return " " if gap.isspace() else gap

    def possessive(self, number: int) -> bool:
        """Whether the word carries 's."""
        end = self.words[number].end
        return self.text[end : end + 2].lower() in ("'s", "’s")

    def phrase(self, first: int, last: int) -> str:
        """The words first..last (included) as one key."""
        return " ".join(self.keys[first : last + 1])

    def touched(self, start: int, end: int) -> range:
        """Numbers of the words that share a character with start..end; found by halving, so that long turns stay cheap."""
        starts, ends = self._edges
        return range(bisect_right(ends, start), max(bisect_right(ends, start), bisect_left(starts, end)))

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        return [word.start for word in self.words], [word.end for word in self.words]

    def hit(self, first: int, last: int, kind: IdentifierType, score: float, detector: str, why: str) -> Hit:
        """A hit over the words first..last (included)."""
        return Hit(self.words[first].start, self.words[last].end, kind, score, detector, why)


def plain(text: str) -> str:
    """Lower case without accents; for comparing, as lengths may change."""
    text = text.replace("ł", "l").replace("Ł", "L").replace("’", "'")
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def same_length_lower(text: str) -> str:
    """Lower case, position for position: the few letters that would change length stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _words(text: str) -> list[Word]:
    out: list[Word] = []
    before = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word in ("s", "S") and text[match.start() - 1 : match.start()] in ("'", "’"):
            continue  # the possessive is no word
        gap = text[before : match.start()]
        initial = not out or any(c in _OPENERS for c in gap) or gap.endswith((" '", " -", "- "))
        out.append(Word(match.start(), match.end(), word, plain(word), word[0].isupper(), initial))
        before = match.end()
    return out
