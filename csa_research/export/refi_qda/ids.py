"""Stable GUIDs and colours: the same code, source or coding has the same in every export."""

from __future__ import annotations

import hashlib
import uuid

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:csa_research:refi-qda")

# Okabe & Ito (2008): told apart by colour-blind readers; one hue a family.
FAMILY_COLOURS = ("#0072B2", "#D55E00", "#CC79A7", "#009E73", "#E69F00", "#56B4E9", "#7F7F7F", "#8C6D31")


def guid(*parts: object) -> str:
    """An upper-case GUID made from the parts."""
    made = bytearray(hashlib.sha1(_SPACE.bytes + "\x1f".join(map(str, parts)).encode(), usedforsecurity=False).digest()[:16])
    made[6], made[8] = made[6] & 0x0F | 0x50, made[8] & 0x3F | 0x80  # what uuid.uuid5 does, which takes three times as long
    text = made.hex().upper()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def colour(index: int) -> str:
    """The colour of the family at this place."""
    return FAMILY_COLOURS[index % len(FAMILY_COLOURS)]
