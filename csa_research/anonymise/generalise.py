"""What stands in place of ages, dates, numbers and details: vaguer words, in brackets (UK Data Service guidance)."""

from __future__ import annotations

import re

from csa_research.anonymise.naming import spoken
from csa_research.records import Identifier

NUMBERED = {"AGE": "Age", "DATE": "Date"}
"""Nouns for the types that a study may number instead of generalise."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SEASONS = ("winter", "winter", "spring", "spring", "spring", "summer", "summer", "summer", "autumn", "autumn", "autumn", "winter")
_FEASTS = {
    "boxing day": "winter", "christmas": "winter", "xmas": "winter", "new year": "winter", "valentine": "winter",
    "shrove tuesday": "spring", "pancake": "spring", "easter": "spring", "good friday": "spring", "mothering": "spring",
    "mother's day": "spring", "may day": "spring", "vaisakhi": "spring", "halloween": "autumn", "bonfire night": "autumn",
    "diwali": "autumn", "guy fawkes": "autumn",
}  # fmt: skip
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")
_BIRTH = re.compile(r"\b(?:born|birthdays?|d\.?o\.?b\.?|date of birth)\b", re.I)
_PLATE = re.compile(r"^[a-z]{2}\s?[0-9o]{2}\s?[a-z]{3}$", re.I)
_POSTCODE = re.compile(r"^[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}$", re.I)
_PHONETIC = frozenset(
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango"
    " uniform victor whiskey yankee zulu".split()
)
_CASE = re.compile(r"\b(?:case|crime|incident|log|investigation|lcs|liquidlogic|mosaic|court|order|reference|ref)\b", re.I)
_COLLAR = re.compile(r"\b(?:collar|warrant|shoulder|pc|dc|ds|sergeant|constable)\b", re.I)
_CAR = re.compile(r"\b(?:reg|registration|plate|car|van|vehicle)\b", re.I)
_EMAIL = re.compile(r"@|\bat\b.*\bdot\b", re.I)
_WEB = re.compile(r"\.(?:com|org|uk|net|example)\b|\bdot\b", re.I)


def replacement(identifier: Identifier, context: str) -> str:
    """The bracketed words for an AGE, DATE, CONTACT, ID or QUASI; `context` is the talk just before it."""
    text = identifier.text
    match identifier.type:
        case "AGE":
            return f"[{age_band(text)}]"
        case "DATE":
            return "[date of birth]" if _BIRTH.search(text) or _BIRTH.search(context) else f"[{season(text)}]"
        case "CONTACT":
            return f"[{contact_kind(text)}]"
        case "ID":
            return f"[{number_kind(text, context)}]"
        case _:
            return "[identifying detail]"


def age_band(text: str) -> str:
    """The band of an age said in years, months or weeks: "primary-age", "thirties"; "age" when no number is in it."""
    low = text.casefold()
    found = spoken.numbers(low)
    if re.search(r"\b(?:weeks?|days?|newborn|baby)\b", low):
        return "under 5"
    if not found:
        return next((decade for decade in _DECADES if decade in low), "age")
    years = found[0] // 12 if re.search(r"\bmonths?\b", low) else found[0]
    for limit, band in ((5, "under 5"), (11, "primary-age"), (18, "secondary-age"), (25, "young adult")):
        if years < limit:
            return band
    return _DECADES[years // 10 - 2] if years < 90 else "over 90"


def season(text: str) -> str:
    """Season and year of a date as far as it says them: "spring 2024", "spring", "2024"; "date" when it says neither."""
    part, year = _season(text.casefold()), spoken.year(text)
    return " ".join(word for word in (part, str(year) if year else "") if word) or "date"


def _season(low: str) -> str:
    for feast, part in _FEASTS.items():
        if feast in low:
            return part
    for number, month in enumerate(_MONTHS):
        if re.search(rf"\b(?:{month}|{month[:3]}|{month[:4]})\b", low):
            return _SEASONS[number]
    for part in ("spring", "summer", "autumn", "winter"):
        if part in low:
            return part
    return _numeric_season(low)


def _numeric_season(low: str) -> str:
    """The season of 31/03/2021, 2021-03-31 or "the fourth of the second"."""
    iso = re.search(r"\b\d{4}-(\d\d)-\d\d\b", low)
    written = iso or re.search(r"\b\d{1,2}[/.\-](\d{1,2})\b", low)
    if written:
        month = int(written.group(1))
    elif " of the " in low:
        found = spoken.numbers(low)
        month = found[1] if len(found) > 1 else 0
    else:
        return ""
    return _SEASONS[month - 1] if 1 <= month <= 12 else ""


def contact_kind(text: str) -> str:
    """What a contact detail is: email, phone number, postcode, web address or username."""
    compact = text.strip()
    if _EMAIL.search(compact):
        return "email"
    if _POSTCODE.match(compact):
        return "postcode"
    if len(spoken.digits(compact)) >= 7:
        return "phone number"
    return "web address" if _WEB.search(compact) else "username"


def number_kind(text: str, context: str = "") -> str:
    """What a number is: vehicle registration, postcode, NHS number, collar number, case number or reference."""
    compact = text.strip()
    if _PLATE.match(compact) or (_PHONETIC & set(spoken.words_of(compact)) and _CAR.search(context)):
        return "vehicle registration"
    if _POSTCODE.match(compact):
        return "postcode"
    if len(spoken.digits(compact)) == 10 and not re.search(r"[a-z]\d|\d[a-z]", compact, re.I):
        return "NHS number"
    if _CAR.search(context):
        return "vehicle registration"
    if _COLLAR.search(context[-24:]):
        return "collar number"
    return "case number" if _CASE.search(f"{context} {compact}") or re.search(r"[/a-z]", compact, re.I) else "reference"
