"""The known names in one turn, in any case, plural, with or without hyphen, misspelt or cut short."""

from __future__ import annotations

from collections.abc import Sequence

from csa_research.anonymise.detectors.capitals import allowed_words
from csa_research.anonymise.detectors.context import idiom_words, name_like
from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.talk import Talk
from csa_research.anonymise.naming.known import Known
from csa_research.anonymise.union import MASK_FROM
from csa_research.records import Identifier, IdentifierType

NAME = "propagate"
_WHY = "a name found elsewhere in the study"
_DETERMINERS = frozenset("the a an his her my our your their this that these those some any no of two three each every".split())
_PRONOUNS = frozenset("i you he she it we they that not in of for with to and or it'll never still always".split())


def look(talk: Talk, before: Sequence[Identifier], known: Known, lists: Lists) -> list[Hit]:
    """Hits for the words and phrases of the known names that are not yet masked in this turn."""
    masked = _masked(talk, before) | idiom_words(talk) | allowed_words(talk, lists, least=2)
    hits: list[Hit] = []
    for number, word in enumerate(talk.words):
        if number in masked:
            continue
        hit = _phrase(talk, number, known) or _joined(talk, number, known, lists, masked) or _word(talk, number, known, lists)
        if hit is None and not lists.ordinary(word.key) and word.key not in lists.allowed and len(word.key) >= 4:
            hit = _misspelt(talk, number, known)
        if hit is not None:
            hits.append(hit)
    return hits


def _masked(talk: Talk, before: Sequence[Identifier]) -> set[int]:
    return {n for i in before if i.score >= MASK_FROM for n in talk.touched(i.span.start, i.span.end)}


def _phrase(talk: Talk, number: int, known: Known) -> Hit | None:
    for length in known.lengths(talk.keys[number]):
        if length <= min(5, len(talk.words) - number):
            kind = known.kind(talk.phrase(number, number + length - 1))
            if kind and all(not any(c in talk.between(n, n + 1) for c in ".?!;:") for n in range(number, number + length - 1)):
                return talk.hit(number, number + length - 1, kind, 0.8, NAME, _WHY)
    return None


def _word(talk: Talk, number: int, known: Known, lists: Lists) -> Hit | None:
    key = talk.words[number].key
    for form in (key, *_singular(key)):
        if form in known.strong and form in lists.word_names and talk.cased and not talk.words[number].capital:
            return _weak(talk, number, form, known.strong[form], lists)
        if form in known.strong and not _as_noun(talk, number, known.strong[form]):
            return talk.hit(number, number, known.strong[form], 0.8, NAME, _WHY)
        if form in known.weak:
            return _weak(talk, number, form, known.weak[form], lists)
    return None


def _singular(key: str) -> tuple[str, ...]:
    bare = [key[:-2]] if key.endswith("es") and len(key) > 5 else []
    return (key[:-1], *bare) if key.endswith("s") and len(key) > 3 else ()


def _weak(talk: Talk, number: int, form: str, kind: IdentifierType, lists: Lists) -> Hit | None:
    word = talk.words[number]
    if kind == "PERSON":
        sure = form == word.key and (name_like(talk, number, lists) or _called_last(talk, number))
    else:
        sure = word.capital and not word.initial if talk.cased else _stands_alone(talk, number, kind)
    if sure:
        return talk.hit(number, number, kind, 0.5, NAME, f"{_WHY}; an ordinary word too, but it stands like a name")
    frequent = lists.common.get(form, 9999) < 400 or form in lists.function
    if form != word.key or (frequent and not (talk.cased and word.capital)) or (talk.cased and not word.capital and frequent):
        return None
    return talk.hit(number, number, kind, 0.2, NAME, "a known name that is an ordinary word too: is it the name here?")


def _called_last(talk: Talk, number: int) -> bool:
    """Without capitals: a known name that ends the turn and hangs on no pronoun or article ("oh will", not "i will")."""
    if talk.cased or number + 1 < len(talk.words):
        return False
    return not number or talk.words[number - 1].key not in _DETERMINERS | _PRONOUNS


def _as_noun(talk: Talk, number: int, kind: IdentifierType) -> bool:
    """A place's name as a common noun: "a manor house" in a cased turn."""
    lower = talk.cased and not talk.words[number].capital
    return kind != "PERSON" and lower and number > 0 and talk.words[number - 1].key in _DETERMINERS


def _stands_alone(talk: Talk, number: int, kind: IdentifierType) -> bool:
    """Without capitals: a noun that stands after a preposition without article is a name."""
    if not number:
        return kind == "OPERATION"
    before = talk.words[number - 1].key
    if kind == "OPERATION":
        return before not in _DETERMINERS
    return before in ("at", "from", "to") and (
        number + 1 == len(talk.words)
        or talk.words[number + 1].key in ("then", "and", "was", "she", "he", "they", "for", "in", "who", "knew", "as", "when", "i")
    )


def _joined(talk: Talk, number: int, known: Known, lists: Lists, masked: set[int]) -> Hit | None:
    """Two words that are one name: "white house", "lark spur"."""
    if number + 1 >= len(talk.words) or talk.between(number, number + 1) not in (" ", "-"):
        return None
    key = talk.words[number].key + talk.words[number + 1].key
    if all(talk.words[n].key in lists.function for n in (number, number + 1)):
        return None
    kind = known.strong.get(key)
    if kind is None and len(key) >= 8 and (number - 1) in masked:
        kind = "PERSON" if known.people.misheard(key) else None
    if kind is None or (
        talk.cased and not talk.words[number].capital and (number - 1) not in masked and lists.ordinary(talk.words[number].key)
    ):
        return None
    return talk.hit(number, number + 1, kind, 0.6, NAME, f"{_WHY}, in two words")


def _misspelt(talk: Talk, number: int, known: Known) -> Hit | None:
    word = talk.words[number]
    if known.people.near(word.key):
        return talk.hit(number, number, "PERSON", 0.45, NAME, "looks or sounds like a name found elsewhere in the study")
    return None
