"""Who a numbered speaker is, where they say so themselves: "I'm Dee", or "Dee, response" when asked to go round."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csa_research.records import Identifier, Transcript, Turn

_I_AM = re.compile(
    r"\b(?:i['’]?m|i am|my name(?:['’]?s| is)|(?:they|everyone) calls? me|call me)\s+(?:um+,? |er+m?,? |em,? )?$", re.I
)
_ASKED = re.compile(r"\b(?:introduc\w*|names?|who you are|what you do|go round|round the (?:room|table))\b", re.I)
_BEFORE = 80
"""Characters before a name in which its introduction is looked for."""
_OPENING = 20
"""Turns at the beginning in which people are taken to introduce themselves."""


def introductions(transcripts: Iterable[Transcript], identifiers: Iterable[Identifier]) -> tuple[tuple[str, str, str], ...]:
    """(group, speaker's label as written, name) for every name with which a speaker says who they are."""
    people: dict[tuple[str, int], list[Identifier]] = {}
    for found in identifiers:
        if found.type == "PERSON":
            people.setdefault((found.group, found.turn), []).append(found)
    out: list[tuple[str, str, str]] = []
    for transcript in transcripts:
        heard: set[str] = set()
        asked = False
        for turn in transcript.turns:
            asked = asked or (turn.role == "facilitator" and bool(_ASKED.search(turn.text)))
            first = asked and turn.role == "participant" and turn.index < _OPENING and turn.speaker not in heard
            if asked:
                heard.add(turn.speaker)
            names = sorted(people.get((turn.group, turn.index), []), key=lambda found: found.span)
            out += [(turn.group, turn.speaker, found.text) for found in names if _says_so(turn, found, first)]
    return tuple(out)


def _says_so(turn: Turn, found: Identifier, first: bool) -> bool:
    after = turn.text[found.span.end : found.span.end + _BEFORE]
    if after[:2] in ("'s", "’s"):
        return False
    if _I_AM.search(turn.text[max(0, found.span.start - _BEFORE) : found.span.start]):
        return True
    alone = found.span.start == 0 and (after[:1] in (",", ".") or not turn.text[found.span.end :].strip())
    return first and alone and not re.search(r"\byou\b", after[:40], re.I)
