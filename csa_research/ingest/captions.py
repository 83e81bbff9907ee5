"""Captions: .vtt (Teams `<v Name>`, Zoom `Name: text`) and .srt. Cues become turns.

The rule: a cue without a label goes on with the turn before it. Two cues of one speaker that follow each other are one turn
when the first does not end a sentence, or when the second begins less than 1.5 seconds after it; else they are two turns.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from csa_research.errors import FormatError
from csa_research.ingest.labels import Candidate
from csa_research.ingest.layouts import find_bracket, find_colon
from csa_research.ingest.plain import doubts
from csa_research.ingest.safe import decode
from csa_research.ingest.turns import Draft, Line, Reading, clean_label, seconds

GAP_S = 1.5
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^<>]+)>")
_TAG = re.compile(r"</?(?:c|i|b|u|s|v|lang|ruby|rt|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


def ends_sentence(text: str) -> bool:
    """Whether the words end with a full stop, question or exclamation mark (closing quotes and brackets aside)."""
    return bool(_SENTENCE_END.search(text.rstrip()))


def read_vtt(path: Path) -> Reading:
    """What a .vtt file says. Raises FormatError."""
    from io import StringIO

    import webvtt

    text, notes = decode(path)
    try:
        captions = list(webvtt.from_buffer(StringIO(text)))
    except webvtt.errors.MalformedFileError as error:
        raise FormatError(f"{path.name}: does not begin with WEBVTT. Download the captions again as .vtt.") from error
    except webvtt.errors.MalformedCaptionError as error:
        raise FormatError(f"{path.name}: a cue is damaged. Download the captions again as .vtt.") from error
    cues = [
        (seconds(c.start), seconds(c.end), [_plain(part) if not _VOICE.search(part) else part for part in c.lines])
        for c in captions
    ]
    return _read(path.name, cues, notes)


def read_srt(path: Path) -> Reading:
    """What a .srt file says. Raises FormatError."""
    import pysubs2

    text, notes = decode(path)
    # pysubs2 takes a number on a cue's last line for the number of the next cue: so the last cue gets a next one
    events = pysubs2.SSAFile.from_string(text.rstrip() + "\n\n0\n", format_="srt", keep_html_tags=True)
    cues = [
        (e.start / 1000, e.end / 1000, [_TAG.sub("", x) for x in re.sub(r"\{\\[^{}]*\}", "", e.text).split("\\N")]) for e in events
    ]
    return _read(path.name, cues, notes)


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _read(name: str, cues: Sequence[tuple[float | None, float | None, list[str]]], notes: Sequence[str]) -> Reading:
    lines: list[Line] = []
    voices: dict[int, Candidate] = {}
    for number, (start, end, texts) in enumerate(cues, start=1):
        for first, text in enumerate(_voiced(texts)):
            voice, words = text
            if voice or words.strip():
                if voice:
                    label, badges = clean_label(voice)
                    voices[len(lines)] = Candidate(label, words.strip(), badges)
                lines.append(Line(number, words.strip(), first == 0, start, end))
    if not lines:
        raise FormatError(f"{name}: holds no captions. Download them again.")
    found = voices or find_colon(lines)[0] or find_bracket(lines)
    if not found:
        raise FormatError(
            f"{name}: its captions do not say who speaks. Download a transcript with speaker names,"
            " or write 'P1:' before each turn."
        )
    unsure = () if voices else tuple(doubts(lines, found))
    return _turns(lines, found, (*notes, *unsure))


def _voiced(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Each line of a cue, cut where a voice begins: (name or "", words)."""
    for text in texts:
        places = list(_VOICE.finditer(text))
        if not places:
            yield "", text
            continue
        if before := _plain(text[: places[0].start()]).strip():
            yield "", before
        for place, after in zip(places, [*places[1:], None], strict=True):
            yield html.unescape(place["name"]), _plain(text[place.end() : after.start() if after else len(text)])


def _turns(lines: Sequence[Line], found: dict[int, Candidate], notes: Sequence[str]) -> Reading:
    drafts: list[Draft] = []
    preamble: list[str] = []
    for i, line in enumerate(lines):
        label = found.get(i)
        if label is None:
            if not drafts:
                preamble.append(line.text)
                continue
            drafts[-1].pieces.append(line.text)
        elif drafts and drafts[-1].speaker == label.label and _goes_on(drafts[-1], line):
            drafts[-1].pieces.append(label.text)
        else:
            drafts.append(Draft(label.label, [label.text], line.start_s))
        drafts[-1].end_s = line.end_s
    badges = tuple(dict.fromkeys(badge for c in found.values() for badge in c.badges))
    return Reading(tuple(d.done() for d in drafts), tuple(preamble), badges, tuple(notes))


def _goes_on(draft: Draft, line: Line) -> bool:
    said = next((piece for piece in reversed(draft.pieces) if piece.strip()), "")
    near = draft.end_s is None or line.start_s is None or line.start_s - draft.end_s < GAP_S
    return near or not ends_sentence(said)
