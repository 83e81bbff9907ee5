"""Written numbers and codes: telephone, NHS, crime, case and collar numbers, plates, postcodes, usernames of such form."""

from __future__ import annotations

import re
from functools import cache

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.patterns.numbers import AMOUNT, ORDINAL, UNIT
from csa_research.anonymise.detectors.patterns.rules import windows
from csa_research.records import IdentifierType

NAME = "patterns.codes"
_FIGURE = re.compile(r"\d")
_POSTCODE = r"\b(?:gir ?0aa|[a-z]{1,2}\d[a-z\d]?[\s,]{0,2}(?:\d ?[a-z]{2}|\d double [a-z]))\b"
_PLATE = r"\b[a-z]{2}\d{2}[\s,]{0,2}[a-z]{3}\b"
_LABEL = (
    r"(?:collar|shoulder|badge|warrant|log|crime|incident|case|reference|ref|reg|registration|nhs|hospital|passport|mosaic"
    r"|niche|lcs|ehm|urn|pin|ext|extension|national insurance|ni|account|room|claim|custody|occurrence)"
)
_RANK = r"(?:pc|dc|ds|di|ps|pcso|wpc|sergeant|sgt|constable|officer|number|no)"
_PAUSE = r"(?:[\s,:]+(?:is|was|it's|its|the|on|number|no|id|ref|reference|of|that's|were|being)){0,3}[\s,:]+"
_CODE = rf"(?:[a-z]{{0,4}}[\s/-]?\d[\w/-]{{2,}}(?: of the {ORDINAL})?|[a-z]{{1,4}}\d{{3,}}\w*)"


@cache
def _rules() -> tuple[tuple[re.Pattern[str], IdentifierType, float, str], ...]:
    rows: tuple[tuple[str, IdentifierType, float, str], ...] = (
        (r"(?<![\w£$])(?:\+\d{1,3}|\(?0)[\s()-]?\d(?:[\s()-]{0,2}\d){7,10}\b", "CONTACT", 0.95, "a telephone number"),
        (r"\b\d{3}[\s-]\d{3}[\s-]\d{4}\b", "ID", 0.95, "a number of the length of an NHS number"),
        (rf"{_POSTCODE}", "ID", 0.9, "a postcode"),
        (rf"{_PLATE}", "ID", 0.9, "a registration plate"),
        (rf"\b(?:ward|room|bay|bed|flat|number|unit|plot) {AMOUNT}\b(?! of\b| thing\b)", "PLACE", 0.0, "-"),
        (r"\b(?-i:(?!(?:AD|BC|BBC|GCSE|KCSIE|MI|RAF|COVID|AK|PS|HMS)\b)[A-Z]{2,4})[ -](?!(?:19|20)\d\d\b)\d{3,6}\b", "ID", 0.6,
         "letters and a number"),
        (rf"\b(crime number {_CODE})", "ID", 0.9, "a crime number"),
        (rf"\b{_LABEL}\b{_PAUSE}({_CODE})", "ID", 0.9, "a number after its label"),
        (rf"\b{_RANK}\b{_PAUSE}(\d{{3,6}})\b", "ID", 0.9, "a collar number"),
        (r"\b((?:lcs|mosaic|niche|ehm|urn|wmp|mosaic id)[\s:-]?\d{4,}(?:[ -]?\d+)*)\b", "ID", 0.9, "a case number"),
        (r"(?<![\w£$.,])(?=[\w/-]{0,40}\d{2})(?=(?:[/-]?\w){0,40}[/-])\w{1,8}(?:[/-]\w{1,10}){1,3}(?![\w/])", "ID", 0.8, "a code"),
        (r"(?<![\w£$.,#])\d{5,}(?![\d,]*,\d{3}|\w|%| ?pounds)", "ID", 0.8, "a long number"),
        (r"\b(?=[a-z\d]*\d{2})(?=\d*[a-z])[a-z\d]{6,}\b", "ID", 0.8, "letters and figures in one word"),
        (rf"\b(?:get|got|gets|catch|caught|took|take|on|by) the ({UNIT}\b|twenty[ -]\w+|thirty[ -]\w+|\d{{1,3}}\w?)"
         r"(?= (?:bus|from|to|into|up)\b)", "QUASI", 0.6, "a bus route"),
        (rf"\bward ({AMOUNT})\b", "PLACE", 0.8, "a ward by number"),
    )  # fmt: skip
    return tuple((re.compile(p, re.IGNORECASE), k, s, w) for p, k, s, w in rows if s > 0)


def find(text: str) -> list[Hit]:
    """Every written number or code that may identify."""
    if not _FIGURE.search(text) and "ward" not in text.lower() and " the " not in text.lower():
        return []
    hits = []
    for rule, kind, score, why in _rules():  # the first group, if there is one, is what identifies
        for match in (m for start, end in windows(text) for m in rule.finditer(text, start, end)):
            start, end = match.span(1 if match.re.groups else 0)
            if start >= 0 and not _harmless(match.group(1 if match.re.groups else 0)):
                hits.append(Hit(start, end, kind, score, NAME, why))
    return hits


def _harmless(found: str) -> bool:
    """Ordinals, decades, clock times and ages that look like codes."""
    return bool(
        re.fullmatch(
            r"\d+(?:st|nd|rd|th|s)?|\d{1,2}[-/](?:year|month|week|day|hour)\w*.*|covid-?19|24[/-]7|\d+-to-\d+|\d-\d+", found.lower()
        )
    ) and not re.fullmatch(r"\d{3,}", found)
