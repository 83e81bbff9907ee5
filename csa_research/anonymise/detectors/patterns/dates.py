"""Dates as people say and write them: full dates, feasts with their year, dates of birth. Month or weekday alone is none."""

from __future__ import annotations

from functools import cache

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.patterns.numbers import BELOW_HUNDRED, ORDINAL, TEEN, TEN, UNIT
from csa_research.anonymise.detectors.patterns.rules import Rule, compiled, run

NAME = "patterns.dates"
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|sept?|oct|nov|dec)"
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
YEAR = (
    rf"(?:(?:19|20)\d\d|'\d\d|two thousand(?: and)?(?: {BELOW_HUNDRED})?|(?:nineteen|twenty)[ -](?:oh[ -]{UNIT}|{TEN}["
    rf" -]{UNIT}|{TEEN}|{TEN})"
    rf"|(?:oh|o) {UNIT}|{TEEN}\b(?! (?:months|weeks|days|hours|people))|\d\d\b(?! (?:months|weeks|days|hours|people)))"
)
_SURE_YEAR = r"(?:(?:19|20)\d\d|two thousand(?: and)?(?: [a-z]+)?|twenty[ -](?:oh[ -])?[a-z]+een|twenty[ -]twenty(?:[ -][a-z]+)?)"
FEAST = (
    r"(?:christmas(?: day| eve)?|boxing day|new year'?s?(?: eve| day)|shrove tuesday|pancake day|ash wednesday|good friday"
    r"|easter(?: sunday| monday| saturday)?|whitsun|bonfire night|halloween|mother'?s day|father'?s day|valentine'?s(?: day)?"
    r"|remembrance sunday|st (?:patrick|george|david)'?s day|eid(?:[ -]al[ -]\w+)?|ramadan|diwali|vaisakhi|bandi chhor"
    r"|navratri|holi|maundy thursday|palm sunday|holy week|epiphany|candlemas|lammas|may day|advent(?: sunday)?|lent|pentecost"
    r"|whit(?: sunday| monday)?|michaelmas|all saints'?(?: day)?|burns'? night|hogmanay"
    r"|st andrew'?s day|ascension day|corpus christi|nowruz|onam|pongal|vesak|purim|sukkot|gurpurab|lughnasadh"
    r"|hanukkah|passover|yom kippur|rosh hashanah|chinese new year|lunar new year|ashura|guy fawkes(?: night)?)"
)
_FIXED = (
    r"(?:christmas (?:day|eve)|boxing day|new year'?s? (?:eve|day)|shrove tuesday|pancake day|ash wednesday|good friday"
    r"|easter (?:sunday|monday|saturday)|bonfire night|halloween|mother'?s day|father'?s day|valentine'?s(?: day)?"
    r"|remembrance sunday|eid(?:[ -]al[ -]\w+)?|diwali|vaisakhi|chinese new year|guy fawkes(?: night)?)"
)
_AGO = rf"(?: (?:last|this|that) year| (?:a|{BELOW_HUNDRED}|\d+) years? (?:ago|back|before)|,? (?:of |in )?{_SURE_YEAR})"
_BIRTHDAY = r"(?:(?:his|her|their|my|whose) birthday,? (?:is |was |on |it is |its )?)?"


@cache
def _rules() -> tuple[Rule, ...]:
    return compiled(
        (
            (rf"\b({_BIRTHDAY}(?:{DAY},? )?(?:the )?{ORDINAL} (?:day )?(?:of )?{MONTH}\b(?:,? (?:in )?{YEAR})?)", "DATE", 0.9,
            "a date"),
            (rf"\b({_BIRTHDAY}(?:{DAY},? )?\d{{1,2}} {MONTH}\b(?:,? {YEAR})?)", "DATE", 0.9, "a date"),
            (rf"\b({_BIRTHDAY}{MONTH} (?:the )?(?:{ORDINAL}|\d{{1,2}})\b(?:,? {YEAR})?)", "DATE", 0.9, "a date"),
            (rf"\b((?:the )?{ORDINAL} of (?:the )?(?:{ORDINAL})\b(?:,? {YEAR})?)", "DATE", 0.85, "a date by its numbers"),
            (r"(?<![\d/.-])(\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\d/])", "DATE", 0.9, "a date in figures"),
            (r"(?<!\d)\b(\d{1,2} \d{1,2} (?:\d{4}|\d{2}))\b(?! \d)", "DATE", 0.7, "a date in figures"),
            (rf"\b({MONTH},? (?:of )?{_SURE_YEAR})\b", "DATE", 0.85, "a month of a year"),
            (rf"\b((?:(?:the )?(?:early|late|start of|end of) )?(?:spring|summer|autumn|winter|christmas|easter) (?:of |in"
             rf" )?{_SURE_YEAR})\b",
             "DATE", 0.85, "a season of a year"),
            (rf"\b((?:(?:a|the|{BELOW_HUNDRED}) (?:day|week|weekend|month|night|fortnight)s? (?:before|after|of)"
             rf" )?(?:(?:last|this|that) )?"
             rf"{FEAST}{_AGO})\b", "DATE", 0.9, "a feast of a year"),
            (rf"\b(the (?:{ORDINAL}|last|middle) (?:day|week|weekend|{DAY}) (?:of|in|before|after) {FEAST}{_AGO})", "DATE", 0.9,
             "a week of a feast"),
            (rf"\b((?:a|the|{BELOW_HUNDRED}) (?:day|week|weekend|night|fortnight)s? (?:before|after) {_FIXED})\b", "DATE", 0.85,
             "a date by a feast"),
            (rf"\b((?:last |this |on |that )?{_FIXED}(?: \d{{4}})?)\b", "DATE", 0.6, "a feast day"),
            (rf"\b(the {DAY} (?:before|after) (?:the )?(?:half[ -]term|{FEAST}|(?:bank|summer|easter|christmas) \w+))\b",
            "DATE", 0.8,
             "a day by the calendar of schools"),
            (rf"\b(the (?:{ORDINAL}|last|middle) (?:week|weekend|{DAY}) (?:of|in) {MONTH}(?:,? {_SURE_YEAR})?)\b", "DATE", 0.85,
             "a week of a month"),
            (r"\b(?:date of birth|d\.?o\.?b\.?|birthday)\b(?: (?:is|was|on|of))? (?:the )?(\d[\d ./-]{3,}\d)", "DATE", 0.9,
            "a birthday"),
            (rf"\bborn on ((?:the )?{ORDINAL}\b|{FEAST}(?: {YEAR})?)", "DATE", 0.85, "a birthday"),
            (rf"\bborn in ({MONTH}\b(?: {YEAR})?|{YEAR})", "DATE", 0.7, "a month or year of birth"),
        )
    )  # fmt: skip


def find(text: str) -> list[Hit]:
    """Every date that could be looked up in a calendar."""
    return [hit for hit in run(_rules(), text, NAME) if text[hit.start : hit.end].lower() not in _NOT_DATES]


_NOT_DATES = frozenset(
    ("may first", "first may", "second may", "may second", "march first", "the first of the first", "eid mubarak")
)
