"""Runs of hundreds of signs without a space: pasted data, damaged files, attacks. The language models are not shown them.

No name needs so many; for the models every sign of such a run may be a word, so that one turn would take minutes and
gigabytes. What is not read is not vouched for: each run is put before a person.
"""

from __future__ import annotations

import re

from csa_research.anonymise.detectors.hits import Hit

NAME = "runs"
LEAST = 400
_RUN = re.compile(rf"\S{{{LEAST},}}")


def find(text: str) -> list[Hit]:
    """Every run, for a person to look at."""
    why = "so many signs without a space are not read: please look"
    return [Hit(match.start(), match.end(), "ID", 0.25, NAME, why) for match in _RUN.finditer(text)]


def blanked(text: str) -> str:
    """The text, position for position, with spaces in place of the runs."""
    return text if len(text) < LEAST else _RUN.sub(lambda match: " " * len(match.group()), text)
