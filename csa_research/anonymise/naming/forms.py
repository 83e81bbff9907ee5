"""Every form in which one name stands in a text: any case, possessive, plural, other gaps, spelt out, its telling parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from csa_research.anonymise.common import common_words
from csa_research.anonymise.leaving.leak_forms import SMALL, is_common, variants
from csa_research.anonymise.naming.names import Words, plain, tokens
from csa_research.anonymise.naming.sound import alike
from csa_research.errors import InputError
from csa_research.offsets import overlaps
from csa_research.records import IdentifierType, Span

_LETTERS = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_WORDS = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_GAP = re.compile(r"[\s\-‐-―_]{1,4}|[.@/+]")
_GAPS = re.compile(r"[\W_]+")
_OWNER = re.compile(r"['’ʼ][sS]?$")
_ANY_GAP_FROM = 7
"""A name written with other gaps ("lark spur") is taken for the name when it has at least so many letters."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form without gaps: where its words end, and whether it is ordinary talk too, so that it needs capitals."""

    ends: frozenset[int]
    ordinary: bool


@dataclass(frozen=True, slots=True)
class Forms:
    """What to look for: forms by their letters without gaps, and all beginnings of these."""

    by_letters: dict[str, Form]
    beginnings: frozenset[str]
    letters_only: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    whole: str  # plain, without apostrophes
    bare: str  # the same without the possessive
    bare_end: int
    capital: bool


def forms_of(name: str, type_: IdentifierType = "PERSON", *, any_case: bool = False) -> Forms:
    """The forms of a name. With `any_case` a name that is an ordinary word too is found without a capital as well.

    Raises InputError when there are not two letters or digits in it.
    """
    said = tokens(name)
    if len("".join(said)) < 2:
        raise InputError("Give the name to remove: at least two letters or digits.")
    found: dict[str, Form] = {}
    for words in sorted({said, *variants(name, type_)}, key=lambda words: (-len(words), words)):
        for form in _inflected(words):
            letters = "".join(form)
            ordinary = not any_case and type_ not in ("ID", "CONTACT") and is_common(form)
            found.setdefault(letters, Form(_ends(form), ordinary))
    beginnings = frozenset(letters[:size] for letters in found for size in range(1, len(letters) + 1))
    return Forms(found, beginnings, all(word.isalpha() for word in said))


def _inflected(words: Words) -> Iterator[Words]:
    """The words, and with a plural at their end."""
    *first, last = words
    yield words
    if last.isalpha():
        for ending in ("s", "es"):
            yield (*first, last + ending)
        if last.endswith("y"):
            yield (*first, f"{last[:-1]}ies")


def _ends(words: Words) -> frozenset[int]:
    sizes, at = set(), 0
    for word in words:
        at += len(word)
        sizes.add(at)
    return frozenset(sizes)


def mentions(text: str, forms: Forms) -> tuple[Span, ...]:
    """Where the name stands, in order, the longest form at each place; the possessive is left outside."""
    squeezed = _GAPS.sub("", plain(text))
    if not any(letters in squeezed for letters in forms.by_letters):
        return ()  # quick, because most texts do not hold the name
    said = _tokens(text, forms.letters_only)
    out: list[Span] = []
    i = 0
    while i < len(said):
        last, end = _longest(text, said, i, forms)
        if last >= i:
            out.append(Span(said[i].start, end))
            i = last
        i += 1
    return tuple(out)


def _tokens(text: str, letters_only: bool) -> list[_Token]:
    out = []
    for match in (_LETTERS if letters_only else _WORDS).finditer(text):
        word = match.group()
        owner = _OWNER.search(word)
        cut = owner.start() if owner else len(word)
        whole, bare = (re.sub(r"['ʼ]", "", plain(part)) for part in (word, word[:cut]))
        out.append(_Token(match.start(), match.end(), whole, bare, match.start() + cut, word[:1].isupper()))
    return out


def _longest(text: str, said: list[_Token], i: int, forms: Forms) -> tuple[int, int]:
    """(last token, end of the span) of the longest form that begins at token i; (-1, 0) without one."""
    best, joined = (-1, 0), ""
    cuts: list[int] = []
    for j in range(i, len(said)):
        token = said[j]
        if j > i and not _GAP.fullmatch(text[said[j - 1].end : token.start]):
            break
        for letters, end in ((joined + token.bare, token.bare_end), (joined + token.whole, token.end)):
            form = forms.by_letters.get(letters)
            if form and _counts(letters, form, cuts, said[i : j + 1]):
                best = (j, end)
                break
        joined += token.whole
        if joined not in forms.beginnings:
            break
        cuts.append(len(joined))
    return best


def _counts(letters: str, form: Form, cuts: list[int], said: list[_Token]) -> bool:
    """Whether the gaps may be the name's, and a form that is ordinary talk has a name's capitals."""
    if form.ordinary and not all(token.capital for token in said if token.whole not in SMALL):
        return False
    if all(cut in form.ends for cut in cuts):
        return True
    if all(len(token.bare) == 1 for token in said):
        return len(letters) >= 3  # K-E-L-L-Y
    if len(letters) < _ANY_GAP_FROM:
        return False
    known = common_words()
    talk = all(token.whole in known or token.whole in SMALL for token in said) and any(token.whole in SMALL for token in said)
    return not talk  # "by the way" is not Bytheway


def lookalikes(text: str, forms: Forms) -> tuple[Span, ...]:
    """Words that may be the name misspelt or misheard; ordinary words are left out. They are shown as places, never removed."""
    targets = [letters for letters, form in forms.by_letters.items() if len(form.ends) == 1 and len(letters) >= 5]
    known = common_words()
    near = [
        Span(token.start, token.bare_end)
        for token in (_tokens(text, True) if targets else ())
        if len(token.bare) >= 5 and token.bare not in known and any(alike(token.bare, target) for target in targets)
    ]
    return outside(near, mentions(text, forms)) if near else ()


def outside(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """The spans that no taken one overlaps."""
    taken = tuple(taken)
    return tuple(span for span in spans if not any(overlaps(span, other) for other in taken))


def replacing(find: Callable[[str], Iterable[Span]], new: str) -> Callable[[str], str]:
    """A function that puts `new` in the place of every span that `find` finds in a text."""

    def rewrite(text: str) -> str:
        out, at = [], 0
        for span in find(text):
            out += [text[at : span.start], new]
            at = span.end
        return "".join([*out, text[at:]])

    return rewrite
