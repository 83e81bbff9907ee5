"""Number words as people say them, as pieces of regular expressions."""

from __future__ import annotations

UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fourty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNIT = "(?:" + "|".join(UNITS) + ")"
TEEN = "(?:" + "|".join(TEENS) + ")"
TEN = "(?:" + "|".join(TENS) + ")"
BELOW_HUNDRED = rf"(?:{TEN}(?:[\s-]+{UNIT})?|{TEEN}|{UNIT})"
AMOUNT = rf"(?:(?:a|{UNIT}) hundred(?: and {BELOW_HUNDRED})?|{BELOW_HUNDRED}|\d{{1,4}})"
ORDINAL_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth",
)  # fmt: skip
_ORDINAL_UNIT = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
ORDINAL = rf"(?:(?:twenty|thirty)[\s-]+{_ORDINAL_UNIT}|{'|'.join(ORDINAL_WORDS)}|\d{{1,2}} ?(?:st|nd|rd|th))"
DIGIT_WORDS = frozenset((*UNITS, "oh", "o", "zero", "nought", "naught", "nil", "double", "triple", "treble"))
"""Words that spell a number digit by digit."""
NUMBER_WORDS = DIGIT_WORDS | frozenset((*TEENS, *TENS, "hundred", "thousand"))
