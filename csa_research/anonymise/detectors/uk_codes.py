"""Presidio's recognisers of British numbers and contact details, run without a language model. The only file that loads it.

Its recognisers of e-mail and web addresses are left out: they ask the network for the list of domains; so is that of
telephone numbers, which is the slowest by far. `patterns.contacts` and `patterns.codes` stand in for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.patterns.rules import windows
from csa_research.records import IdentifierType

NAME = "presidio"
_FIGURE = re.compile(r"\d")
TYPES: dict[str, IdentifierType] = {
    "EMAIL_ADDRESS": "CONTACT", "PHONE_NUMBER": "CONTACT", "URL": "CONTACT", "IP_ADDRESS": "CONTACT",
}  # fmt: skip
LEAST = 0.3  # below it Presidio asks for words of context that speech seldom gives


@lru_cache(maxsize=1)
def recognisers() -> tuple[Any, ...]:
    """The recognisers, made once a process."""
    from presidio_analyzer import predefined_recognizers as made

    return (
        made.IpRecognizer(),
        made.IbanRecognizer(),
        made.CreditCardRecognizer(),
        made.NhsRecognizer(),
        made.UkNinoRecognizer(),
        made.UkPassportRecognizer(),
        made.UkPostcodeRecognizer(),
        made.UkVehicleRegistrationRecognizer(),
        made.UkDrivingLicenceRecognizer(),
    )


def find(texts: Sequence[str]) -> list[list[Hit]]:
    """For every text its British numbers and contact details; texts without a figure, @ or inner stop are not searched."""
    return [_in_windows(text) if _worth(text) else [] for text in texts]


def _in_windows(text: str) -> list[Hit]:
    return list(dict.fromkeys(hit for start, end in windows(text) for hit in _search(text[start:end], start)))


def _worth(text: str) -> bool:
    return "@" in text or "://" in text or _FIGURE.search(text) is not None


def _search(text: str, shift: int) -> list[Hit]:
    hits = []
    for recogniser in recognisers():
        for found in recogniser.analyze(text, recogniser.supported_entities, None):
            if found.score >= LEAST:
                kind = TYPES.get(found.entity_type, "ID")
                hits.append(
                    Hit(found.start + shift, found.end + shift, kind, min(1.0, found.score), NAME, f"Presidio: {found.entity_type}")
                )
    return hits
