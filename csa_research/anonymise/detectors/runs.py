"""Runs of hundreds of signs without a space: pasted data, damaged files, lost spaces, attacks. They are not read.

No name needs so many; for the models every sign of such a run may be a word, so that one turn would take minutes and
gigabytes. What is not read is not vouched for: each run is masked as a whole unless a person, who is asked, lets it stand.
"""

from __future__ import annotations

import re

from csa_research.anonymise.detectors.hits import Hit

NAME = "runs"
LEAST = 400
SCORE = 0.5
"""Enough to be masked when nobody looks, and too little to be passed on a page of sure ones."""
_RUN = re.compile(rf"(?<!\S)\S{{{LEAST},}}")


def find(text: str) -> list[Hit]:
    """Every run, to be masked or decided on by a person."""
    why = "so many signs without a space are not read: please look"
    return [Hit(match.start(), match.end(), "ID", SCORE, NAME, why) for match in _RUN.finditer(text)]


def blanked(text: str) -> str:
    """The text, position for position, with spaces in place of the runs; the very same text where there is none."""
    return text if len(text) < LEAST else _RUN.sub(lambda match: " " * len(match.group()), text)
