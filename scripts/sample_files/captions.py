"""Caption files as meeting programs write them. Longer turns run over several cues, cut inside the sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from . import MARK
from .gold import GoldTurn, clock

CUE_WORDS = 14


def _cues(turn: GoldTurn) -> Iterator[tuple[float, float, str]]:
    words = turn.text.split(" ")
    pace = (turn.end_s - turn.start_s) / len(words)
    at = 0
    while at < len(words):
        end = at + CUE_WORDS
        while _names_something(words[end:]):
            end += 1
        start = turn.start_s + at * pace
        piece = words[at:end]
        yield start, start + len(piece) * pace - 0.02, " ".join(piece)
        at = end


def _names_something(words: Sequence[str]) -> bool:
    """Whether a line of these words would seem to begin with a speaker: "rules: one at a time"."""
    return any(word.endswith(":") for word in words[:5])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def teams_vtt(group: str, turns: Sequence[GoldTurn]) -> str:
    """A Teams transcript: a cue id a cue, the speaker in a voice tag."""
    digest = hashlib.md5(group.encode(), usedforsecurity=False).hexdigest()
    meeting = f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"
    parts = ["WEBVTT", f"NOTE {MARK}"]
    for turn in turns:
        for part, (start, end, text) in enumerate(_cues(turn)):
            times = f"{clock(start)} --> {clock(end)}"
            parts.append(f"{meeting}/{turn.index}-{part}\n{times}\n<v {turn.label}>{_escape(text)}</v>")
    return "\n\n".join(parts) + "\n"


def zoom_vtt(turns: Sequence[GoldTurn]) -> str:
    """A Zoom transcript: numbered cues, `Name: text`, the name again in every cue."""
    parts = ["WEBVTT", f"NOTE {MARK}"]
    for turn in turns:
        for start, end, text in _cues(turn):
            parts.append(f"{len(parts) - 1}\n{clock(start)} --> {clock(end)}\n{turn.label}: {_escape(text)}")
    return "\n\n".join(parts) + "\n"


def srt(turns: Sequence[GoldTurn]) -> str:
    """SubRip: `Name: text` in the first cue of a turn, the rest without a name, longer cues on two lines."""
    parts = [f"1\n00:00:00,000 --> 00:00:01,500\n{MARK}"]
    for turn in turns:
        for part, (start, end, text) in enumerate(_cues(turn)):
            words = (text if part else f"{turn.label}: {text}").split(" ")
            half = (len(words) + 1) // 2 if len(words) > 8 else len(words)
            half = len(words) if _names_something(words[half:]) else half
            lines = "\n".join(" ".join(piece) for piece in (words[:half], words[half:]) if piece)
            times = f"{clock(start, decimal=',')} --> {clock(end, decimal=',')}"
            parts.append(f"{len(parts) + 1}\n{times}\n{lines}")
    return "\n\n".join(parts) + "\n"
