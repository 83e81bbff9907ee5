"""Small made-up transcripts and identifiers for the tests. Nobody in them is real."""

from __future__ import annotations

import re

from csa_research.records import Identifier, Span, Transcript, Turn

MARK = re.compile(r"\{([A-Z]+):(.*?)\}")


def made(group: str, *lines: str, status: str = "mask") -> tuple[Transcript, list[Identifier]]:
    """A transcript of "LABEL: text" lines in which {TYPE:words} marks identifiers."""
    turns, found = [], []
    for index, line in enumerate(lines):
        label, _, marked = line.partition(": ")
        text, at = "", 0
        for match in MARK.finditer(marked):
            text += marked[at : match.start()]
            span = Span(len(text), len(text) + len(match.group(2)))
            found.append(Identifier(group, index, span, match.group(2), match.group(1), ("test",), 0.8, status))
            text += match.group(2)
            at = match.end()
        role = "facilitator" if label.startswith("Fac") else "participant"
        turns.append(Turn(group, index, label, text + marked[at:], role))
    return Transcript(group, tuple(turns)), found
