"""Where a quote stands in released text, although names in it may have been replaced since it was marked.

Exact first, then tolerant of case, white space and quotation marks, then word by word: a bracketed pseudonym of the released
text ("[Child 3]", "[primary-age]") may stand for one or several words of the quote.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from csa_research.offsets import find_all
from csa_research.records import Span

ACCEPT = 0.8  # share of the quote's words that must be met
MOST_REPLACED = 20  # words of a quote that one pseudonym may stand for
WORTH = tuple(0.8 * min(k, 3) + 0.3 * max(k - 3, 0) for k in range(MOST_REPLACED + 1))  # of k words under a pseudonym; literal 1
GAP, SKIP = 0.4, 0.2  # cost of a word of the text, and of the quote, that is passed over
_TOKEN = re.compile(r"\[[^\[\]\n]{1,120}\](?:['’]s)?|\w+(?:['’]\w+)*")
_ALONE = re.compile(r"\[[^\[\]\n]{1,120}\](?:['’]s)?\W*")
_BRACKET = re.compile(r"\[[^\[\]\n]{1,120}\]")
_SAME = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "…": "."})


class _Token(NamedTuple):
    word: str
    span: Span
    pseudonym: bool


class _Path(NamedTuple):
    score: float
    start: int  # token of the text where it begins, -1 = not begun
    literal: int  # words met as they are
    covered: int  # words met by a pseudonym


def locate(text: str, quote: str, *, replaced_only: bool = True) -> Span | None:
    """The span of `text` that holds the quote, or None. Never cuts a pseudonym in two.

    `replaced_only` lets the text's only pseudonym stand for the whole quote: right only where the turn is certain.
    """
    quote = quote.strip()
    if not quote or len(quote) > 3 * len(text) + 200:
        return None
    return _exact(text, quote) or _tolerant(text, quote) or _aligned(text, quote, replaced_only)


def locate_exactly(text: str, quote: str) -> Span | None:
    """The span of `text` that holds the quote but for case, white space and quotation marks, or None."""
    quote = quote.strip()
    return (_exact(text, quote) or _tolerant(text, quote)) if quote else None


def only_replaced(found: str, quote: str) -> bool:
    """Whether what was found for the quote is a pseudonym alone that the quote does not say: all its words have been replaced."""
    return bool(_ALONE.fullmatch(found.strip())) and locate_exactly(found, quote) is None


def shared_words(text: str, quote: str) -> float:
    """The share of the quote's words that the text holds, in any order: a quick look before `locate`."""
    wanted = Counter(token.word for token in _tokens(quote))
    found = Counter(token.word for token in _tokens(text))
    return sum((wanted & found).values()) / max(1, wanted.total())


def _exact(text: str, quote: str) -> Span | None:
    return next((span for span in find_all(text, quote) if not _cuts(text, span)), None)


def _cuts(text: str, span: Span) -> bool:
    """Whether the span holds part of a bracketed pseudonym, or part of a word at either end."""
    for match in _BRACKET.finditer(text):
        inside = span.start < match.end() and match.start() < span.end
        if inside and not (span.start <= match.start() and match.end() <= span.end):
            return True
    left = span.start > 0 and text[span.start - 1].isalnum() and text[span.start].isalnum()
    right = span.end < len(text) and text[span.end - 1].isalnum() and text[span.end].isalnum()
    return left or right


def _tolerant(text: str, quote: str) -> Span | None:
    plain, places = _plain(text)
    needle = _plain(quote)[0].strip()
    for found in find_all(plain, needle):
        span = Span(places[found.start], places[found.end - 1] + 1)
        if not _cuts(text, span):
            return span
    return None


def _plain(text: str) -> tuple[str, list[int]]:
    """The text in lower case with single spaces and straight quotes, and the place of each character in the original."""
    chars: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for small in " " if char.isspace() else char.translate(_SAME).lower():
            if not (small in " ." and chars and chars[-1] == small):
                chars.append(small)
                places.append(at)
            elif small == ".":
                places[-1] = at  # "..." and "…" are one mark
    return "".join(chars), places


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(m.group().translate(_SAME).lower(), Span(m.start(), m.end()), m.group().startswith("["))
        for m in _TOKEN.finditer(text)
    ]


def _aligned(text: str, quote: str, replaced_only: bool) -> Span | None:
    tokens, words = _tokens(text), [token.word for token in _tokens(quote)]
    if not tokens or not words:
        return None
    best, end = _best_path(tokens, words)
    if best.literal + best.covered < ACCEPT * len(words):
        return None
    pseudonyms = sum(token.pseudonym for token in tokens)
    if best.literal == 0 and not (replaced_only and pseudonyms == 1):
        return None  # nothing but replaced words, and more than one place where they could be
    return _with_marks(text, Span(tokens[best.start].span.start, tokens[end].span.end), quote)


def _best_path(tokens: list[_Token], words: list[str]) -> tuple[_Path, int]:
    """The best way of laying the words along the tokens, and the token it ends on."""
    nothing = _Path(0.0, -1, 0, 0)
    rows: list[list[_Path]] = [[nothing] * (len(tokens) + 1)]  # rows[i][j]: i words laid, the last at or before token j-1
    ends: list[list[int]] = [[-1] * (len(tokens) + 1)]
    for i, word in enumerate(words, 1):
        row, end = [_Path(-SKIP * i, -1, 0, 0)], [-1]
        for j, token in enumerate(tokens, 1):
            above, beside = rows[i - 1][j], row[j - 1]
            # Word passed over; token passed over (which costs only once the quote has begun).
            choices = [(above._replace(score=above.score - SKIP), ends[i - 1][j])]
            choices.append((beside._replace(score=beside.score - (GAP if beside.start >= 0 else 0)), end[j - 1]))
            if token.word == word:
                choices.append((_extend(rows[i - 1][j - 1], j - 1, 1.0, literal=1, covered=0), j - 1))
            if token.pseudonym:
                choices += [
                    (_extend(rows[i - k][j - 1], j - 1, WORTH[k], literal=0, covered=k), j - 1)
                    for k in range(1, min(i, MOST_REPLACED) + 1)
                ]
            path, at = max(choices, key=lambda choice: choice[0].score)
            row.append(path)
            end.append(at)
        rows.append(row)
        ends.append(end)
    j = max(range(len(tokens) + 1), key=lambda j: rows[-1][j].score)
    return rows[-1][j], ends[-1][j]


def _extend(path: _Path, token: int, worth: float, *, literal: int, covered: int) -> _Path:
    start = token if path.start < 0 else path.start
    return _Path(path.score + worth, start, path.literal + literal, path.covered + covered)


def _with_marks(text: str, span: Span, quote: str) -> Span:
    """The span with the punctuation after it, where the quote has some too."""
    end = span.end
    if not quote[-1].isalnum() and quote[-1] != "]":
        while end < len(text) and text[end] in ".,;:!?…\"'”’)-–—":
            end += 1
    return Span(span.start, end)
