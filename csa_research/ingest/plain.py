"""Plain text: lines to utterances. Word, OpenDocument, RTF and PDF come here too, once they are lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from csa_research.ingest.labels import lookalikes
from csa_research.ingest.layouts import Found, best_layout, find_colon, is_cue_header
from csa_research.ingest.safe import decode
from csa_research.ingest.turns import TIME, Draft, Line, Reading, Utterance, join, seconds

_LONE_TIME = re.compile(rf"[\[(<]?(?P<time>{TIME})[\])>]?")
_SYSTEM = re.compile(r".{1,100} (?:started|stopped) transcription\.?")


def read_plain(path: Path) -> Reading:
    """What a text file says. Raises FormatError."""
    text, note = decode(path)
    reading = parse_lines(to_lines(text.split("\n")))
    return Reading(reading.utterances, reading.preamble, reading.badges, (*note, *reading.warnings))


def to_lines(texts: Iterable[str]) -> tuple[Line, ...]:
    """The lines that are not empty, numbered from 1, knowing whether an empty one stood before."""
    lines: list[Line] = []
    blank = True
    for number, text in enumerate(texts, start=1):
        if text.strip():
            lines.append(Line(number, text.strip(), blank))
        blank = not text.strip()
    return tuple(lines)


def parse_lines(lines: Sequence[Line], *, joined: Callable[[Sequence[str]], str] = join) -> Reading:
    """One utterance a label, in order; a line without a label goes on with the turn before it."""
    spoken = [line for line in lines if not _SYSTEM.fullmatch(line.text)]
    layout, found = best_layout(spoken)
    preamble, drafts = _assemble(spoken, layout, found)
    utterances = tuple(Utterance(d.speaker, joined(d.pieces), d.start_s, d.end_s) for d in drafts)
    badges = tuple(dict.fromkeys(badge for c in found.values() for badge in c.badges if seconds(badge) is None))
    system = tuple(line.text for line in lines if _SYSTEM.fullmatch(line.text))
    return Reading(utterances, (*preamble, *system), badges, tuple(doubts(spoken, found)) if layout == "colon" else ())


def _assemble(lines: Sequence[Line], layout: str, found: Found) -> tuple[list[str], list[Draft]]:
    preamble: list[str] = []
    drafts: list[Draft] = []
    waiting: float | None = None  # a time on a line of its own belongs to the label below it
    for i, line in enumerate(lines):
        if i in found:
            label = found[i]
            start = label.start_s if label.start_s is not None else waiting
            drafts.append(Draft(label.label, [label.text], start, label.end_s))
            waiting = None
        elif layout == "timed" and i - 1 in found and is_cue_header(lines[i - 1].text):
            continue  # the line with the name, already taken
        elif i + 1 in found and line.after_blank and (time := _LONE_TIME.fullmatch(line.text)):
            waiting = seconds(time["time"])
        elif drafts:
            drafts[-1].pieces.append(line.text)
        else:
            preamble.append(line.text)
    return preamble, drafts


def doubts(lines: Sequence[Line], found: Found) -> Iterable[str]:
    """A warning that names the lines (or cues) which might begin with a speaker after all; none where there are none."""
    first = min(found)
    maybe = {i: c for i, c in find_colon(lines)[1].items() if i > first}
    numbers = lookalikes(maybe, frozenset(found), lines)
    if numbers:
        shown = ", ".join(map(str, numbers[:10])) + (" ..." if len(numbers) > 10 else "")
        yield (
            f"line {shown}: a name with a colon seen only once was kept as speech;"
            " if it is a speaker, write the label the same way twice"
        )
