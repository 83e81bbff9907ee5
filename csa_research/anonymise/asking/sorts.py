"""What sort of number is said, and the stem of a word, for lines that show like things together."""

from __future__ import annotations

import re

from csa_research.anonymise.asking.questions import Question
from csa_research.anonymise.common import common_words
from csa_research.anonymise.naming.spoken import is_number_word

TIME, CLOCK, AMOUNT = "lengths of time", "times of day", "amounts of common things"

_UNIT = re.compile(r"(?:second|minute|hour|day|night|week|wik|fortnight|month|year|decade)s?['’]?")
_HOUR = re.compile(r"o['’]?clock|am|pm|a\.m|p\.m|past|to")
_SCALE = re.compile(r"per|percent|of|times?|miles?|pounds?|quid|degrees|foot|feet|inches|pages?|ways|words?|things?|staff|people")
_FAMILY = re.compile(
    r"child(?:ren)?|kids?|girls?|boys?|sons?|daughters?|brothers?|sisters?|siblings?|twins?|bab(?:y|ies)|wives|husbands?|uncles?"
    r"|aunt(?:ie)?s?|cousins?|nephews?|nieces?|grand\w+|step\w+|mo[mt]hers?|m[ou]ms?|dads?|fathers?|dogs?|cats?|pets?"
)
"""How large a family is may tell whose it is, so these are never passed as amounts."""
_ENDING = re.compile(r"(?:['’]s|s['’]|(?<![s'’])s|ing|ed)$")


def number_sort(question: Question) -> str:
    """TIME ("two weeks"), CLOCK ("ten past"), AMOUNT ("six pages", "three of"), or the number itself where the rest matters."""
    said, _, after = question.id.removeprefix("net:").partition(" ")
    if "-" in said and not all(is_number_word(part) for part in said.split("-")):
        return said
    if _UNIT.fullmatch(after):
        return TIME
    if _HOUR.fullmatch(after):
        return CLOCK
    plural = after.endswith("s") and len(after) > 3 and after in common_words()
    return AMOUNT if (_SCALE.fullmatch(after) or plural) and not _FAMILY.fullmatch(after) else said


def stem(word: str) -> str:
    """The word in small letters without the ending of a plural, a possessive or a verb: tiptoeing, tiptoes, Tiptoe."""
    low = word.casefold()
    cut = _ENDING.sub("", low)
    return (cut if len(cut) > 1 and (len(cut) > 3 or not low.endswith(("ing", "ed"))) else low).rstrip("e'’") or low
