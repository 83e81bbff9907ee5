"""How much identifying text a release leaves, entity by entity, and how much else it takes away.

Follows the Text Anonymization Benchmark (Pilán et al. 2022, arXiv 2202.00443): an entity is protected only when every one
of its mentions is, and direct and quasi-identifiers are reported apart. A mention is left when its words still stand
together in the released turn (whole words; case, accents and punctuation do not count), more often than they stand outside
gold spans of the source; it is left in part when only a telling word of it stands outside brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_TAG_NUMBER = re.compile(r"(?<=[^\W\d_]{3})[ _-]?\d{1,3}(?=\])")
_DULL = frozenset(
    "a all an and are at by close dc dr eve family first for from had half he her high hill his hospital house id in is it"
    " its lane last month"
    " mr mrs ms my next number of on only op operation our out pc primary academy ps road s saint school second she st"
    " street that the their"
    " there they this to up was way week were who with year years com dot gov net nhs uk".split()
)


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A marked stretch of a source text; spans with one `entity` in one group are mentions of one entity."""

    start: int
    end: int
    type: str
    entity: str
    direct: bool = True


@dataclass(frozen=True, slots=True)
class GoldTurn:
    """A source text with everything in it that an expert would take out."""

    group: str
    turn: int
    text: str
    spans: tuple[GoldSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleasedText:
    """What became of a turn; `text` holds bracketed replacements."""

    group: str
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Entities of one class: how many there are, how many stand whole somewhere, how many only in part."""

    entities: int
    leaked: int
    in_part: int


@dataclass(frozen=True, slots=True)
class LeakScore:
    """The figures of a release. `lost` of `other_words` words outside gold spans were taken away."""

    direct: Tally
    quasi: Tally
    by_type: tuple[tuple[str, int, int], ...]  # type, entities, leaked
    missing: int  # gold turns without a release, scored as if unchanged
    other_words: int
    lost: int

    @property
    def over_redaction(self) -> float:
        """Share of the other words that were lost."""
        return self.lost / self.other_words if self.other_words else 0.0


@dataclass(frozen=True, slots=True)
class _Source:
    """A gold turn cut into words: (word, start, end)."""

    words: tuple[tuple[str, int, int], ...]
    spans: tuple[GoldSpan, ...]

    def of(self, span: GoldSpan) -> list[int]:
        return [n for n, (_, start, end) in enumerate(self.words) if start < span.end and span.start < end]


def leaks(gold: Sequence[GoldTurn], released: Iterable[ReleasedText]) -> LeakScore:
    """The leak figures of released turns against gold. Turns released without a gold turn are ignored."""
    texts: dict[tuple[str, int], str] = {}
    for piece in released:
        key = (piece.group, piece.turn)
        texts[key] = f"{texts[key]} {piece.text}" if key in texts else piece.text
    state: dict[tuple[str, str], tuple[str, bool, str]] = {}  # entity → type, direct, worst
    lost = other = missing = 0
    for turn in gold:
        missing += (turn.group, turn.turn) not in texts
        text = texts.get((turn.group, turn.turn), turn.text)
        source = _Source(tuple(_tokens(turn.text)), turn.spans)
        for span in turn.spans:
            key_of = (turn.group, span.entity or f"{span.type}:{turn.text[span.start : span.end].casefold()}")
            before = state.get(key_of, ("", True, ""))[2]
            state[key_of] = (span.type, span.direct, max(before, _state(span, source, text), key=_WORSE.index))
        gone, kept = _lost(turn, source, text)
        lost, other = lost + gone, other + gone + kept
    return LeakScore(_tally(state, True), _tally(state, False), _by_type(state), missing, other, lost)


_WORSE = ("", "part", "whole")


def _tally(state: dict[tuple[str, str], tuple[str, bool, str]], direct: bool) -> Tally:
    mine = [worst for _, is_direct, worst in state.values() if is_direct == direct]
    return Tally(len(mine), mine.count("whole"), mine.count("part"))


def _by_type(state: dict[tuple[str, str], tuple[str, bool, str]]) -> tuple[tuple[str, int, int], ...]:
    every = Counter(kind for kind, _, _ in state.values())
    whole = Counter(kind for kind, _, worst in state.values() if worst == "whole")
    return tuple((kind, every[kind], whole[kind]) for kind in sorted(every))


def _state(span: GoldSpan, source: _Source, text: str) -> str:
    if _left(span, source, _words(_TAG_NUMBER.sub("", text))):
        return "whole"
    open_words = Counter(_words(_BRACKETED.sub(" ", text)))
    outside = Counter(w for w, a, b in source.words if not any(a < s.end and s.start < b for s in source.spans))
    mine = [source.words[n][0] for n in source.of(span)]
    telling = (w for w in mine if w not in _DULL and (len(w) > 1 or w.isdigit()))
    return "part" if any(open_words[w] > outside[w] for w in telling) else ""


def _left(span: GoldSpan, source: _Source, out: Sequence[str]) -> bool:
    mine = source.of(span)
    needle = [source.words[n][0] for n in mine]
    found = _places(needle, out)
    if not found:
        return False
    covered = {n for s in source.spans for n in source.of(s)}
    plain = [w for w, _, _ in source.words]
    decoys = [p for p in _places(needle, plain) if not covered & set(range(p, p + len(needle)))]
    if len(found) > len(decoys):
        return True
    # as many as ordinary uses in the source: see which of them survived
    match = SequenceMatcher(None, plain, out, autojunk=False)
    kept = {block.a + k for block in match.get_matching_blocks() for k in range(block.size)}
    return set(mine) <= kept


def _lost(turn: GoldTurn, source: _Source, text: str) -> tuple[int, int]:
    """Words outside gold spans and outside the source's own brackets: lost, kept."""
    blocks = [m.span() for m in _BRACKETED.finditer(turn.text)]
    taken = [(s.start, s.end) for s in turn.spans] + blocks
    want = Counter(w for w, a, b in source.words if w != "s" and not any(a < y and x < b for x, y in taken))
    have = Counter(_words(_BRACKETED.sub(" ", text)))
    gone = sum(max(0, n - have[w]) for w, n in want.items())
    return gone, want.total() - gone


def _places(needle: Sequence[str], hay: Sequence[str]) -> list[int]:
    size = len(needle)
    return [n for n in range(len(hay) - size + 1) if list(hay[n : n + size]) == list(needle)] if size else []


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(_plain(text))]


def _words(text: str) -> list[str]:
    return [word for word, _, _ in _tokens(unicodedata.normalize("NFC", text))]


def _plain(text: str) -> str:
    """Lower case without accents, one character for one."""
    out = []
    for char in text:
        bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).casefold()
        out.append(bare if len(bare) == 1 else bare[:1] or char)
    return "".join(out)
