"""Numbers as people say them: "nineteen", "double oh seven", "the third of the fourth", "twenty twenty-one"."""

from __future__ import annotations

import re

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
}
_TENS = {word: (value + 2) * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_ORDINALS = {
    word: value + 1
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
        " sixteenth seventeenth eighteenth nineteenth twentieth".split()
    )
} | {"thirtieth": 30}
_DIGITS = {word: str(value) for word, value in _UNITS.items() if value < 10} | {
    "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0",
}  # fmt: skip
_WORD = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)\b", re.I)


def words_of(text: str) -> tuple[str, ...]:
    """Lower-case words and digit runs: "Twenty-one 3rd" gives twenty, one, 3, rd."""
    return tuple(match.group().casefold() for match in _WORD.finditer(text))


def is_number_word(word: str) -> bool:
    """Whether a word is a number or an ordinal, in digits or spelt out."""
    low = word.casefold()
    known = low in _UNITS or low in _TENS or low in _ORDINALS or low in ("hundred", "thousand", "double", "treble", "triple")
    return known or low[:1].isdigit() or (low in _DIGITS and low != "o")


def numbers(text: str) -> tuple[int, ...]:
    """The whole numbers and ordinals said in a text, in order: "twenty second of the fourth" gives 22, 4."""
    found: list[int] = []
    words = words_of(_ORDINAL_DIGITS.sub(r"\1", text))
    at = 0
    while at < len(words):
        value, used = _number_at(words, at)
        if used:
            found.append(value)
        at += used or 1
    return tuple(found)


def _number_at(words: tuple[str, ...], at: int) -> tuple[int, int]:
    """The number that begins here and how many words it takes; (0, 0) when none does."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if word.isdigit():
        return int(word[:9]), 1
    if word in _TENS:
        small = _UNITS.get(following, 0) if _UNITS.get(following, 99) < 10 else _ORDINALS.get(following, 99)
        return (_TENS[word] + small, 2) if 0 < small < 10 else (_TENS[word], 1)
    if word in _UNITS and following == "hundred":
        return _hundreds(words, at)
    if word in _UNITS and following == "thousand":
        more, used = _after_and(words, at + 2)
        return _UNITS[word] * 1000 + more, 2 + used
    if word in _UNITS:
        return _UNITS[word], 1
    return (_ORDINALS[word], 1) if word in _ORDINALS else (0, 0)


def _hundreds(words: tuple[str, ...], at: int) -> tuple[int, int]:
    more, used = _after_and(words, at + 2)
    return _UNITS[words[at]] * 100 + more, 2 + used


def _after_and(words: tuple[str, ...], at: int) -> tuple[int, int]:
    """What follows "two thousand": "and nine", "seventeen"; below 100 only."""
    skip = 1 if at < len(words) and words[at] == "and" else 0
    if at + skip >= len(words):
        return 0, 0
    value, used = _number_at(words, at + skip)
    return (value, skip + used) if used and value < 100 else (0, 0)


def year(text: str) -> int | None:
    """The year said or written in a text, 1900-2099; None when there is none."""
    written = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    if written:
        return int(written.group())
    short = re.search(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d\d)(?!\d)", text)
    if short:
        return 2000 + int(short.group(1)) if int(short.group(1)) < 50 else 1900 + int(short.group(1))
    found = numbers(text)
    for number in found:
        if 1900 <= number <= 2099:
            return number
    for century, rest in zip(found, found[1:], strict=False):
        if century in (19, 20) and 10 <= rest <= 99:
            return century * 100 + rest
    return None


def digits(text: str) -> str:
    """The digits written or spelt out one by one: "oh seven double oh, nine hundred" gives "0700900"."""
    out: list[str] = []
    repeat = 1
    for word in words_of(text):
        if word in ("double", "treble", "triple"):
            repeat = 2 if word == "double" else 3
            continue
        if word == "hundred" and out:
            out.append("00")
        else:
            out.append(_digit_word(word) * repeat)
        repeat = 1
    return "".join(out)


def _digit_word(word: str) -> str:
    if word.isdigit():
        return word
    if word in _DIGITS:
        return _DIGITS[word]
    return str(_UNITS.get(word) or _TENS.get(word) or "")
