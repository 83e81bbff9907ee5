"""The marked-up groups: one turn a line, `LABEL: text`, with `[[TYPE:words]]` round what an expert would remove."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_MARKED = re.compile(r"\[\[([A-Z]+):(.*?)\]\]")
_LINE = re.compile(r"((?:\[\[[A-Z]+:[^\]]*\]\]|[^:\[])+): (.*)")
WORDS_A_SECOND = 2.6


@dataclass(frozen=True, slots=True)
class Mention:
    """A marked piece: where it starts in the stripped text, what it says, what it is."""

    start: int
    text: str
    type: str


@dataclass(frozen=True, slots=True)
class GoldTurn:
    """One line without its mark-up, and what was marked in it. Times are invented and only ever grow."""

    index: int
    label: str
    text: str
    start_s: float
    end_s: float
    mentions: tuple[Mention, ...]
    label_mentions: tuple[Mention, ...]


def strip_marks(text: str) -> tuple[str, tuple[Mention, ...]]:
    """The text without mark-up, and every marked piece with its place in that text."""
    out, mentions, at, length = [], [], 0, 0
    for match in _MARKED.finditer(text):
        out.append(text[at : match.start()])
        length += len(out[-1])
        mentions.append(Mention(length, match[2], match[1]))
        out.append(match[2])
        length += len(match[2])
        at = match.end()
    out.append(text[at:])
    return "".join(out), tuple(mentions)


def read_group(path: Path) -> tuple[GoldTurn, ...]:
    """The turns of one marked-up group."""
    turns: list[GoldTurn] = []
    clock = 2.0
    for index, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        match = _LINE.fullmatch(line)
        if not match:
            raise SystemExit(f"{path.name} line {index + 1}: expected `LABEL: text`")
        label, label_mentions = strip_marks(match[1])
        text, mentions = strip_marks(match[2])
        end = clock + 0.5 + len(text.split()) / WORDS_A_SECOND
        turns.append(GoldTurn(index, label, text, round(clock, 2), round(end, 2), mentions, label_mentions))
        clock = end + 0.2 + (index * 7 % 10) / 10
    return tuple(turns)


def read_groups(folder: Path) -> dict[str, tuple[GoldTurn, ...]]:
    """Every marked-up group of a folder, by group id."""
    return {path.stem: read_group(path) for path in sorted(folder.glob("*.txt"))}


def clock(seconds: float, *, decimal: str = ".", hours: bool = True) -> str:
    """A time as captions write it: `00:01:02.340`."""
    whole, ms = divmod(round(seconds * 1000), 1000)
    hour, rest = divmod(whole, 3600)
    text = f"{rest // 60:02d}:{rest % 60:02d}{decimal}{ms:03d}"
    return f"{hour:02d}:{text}" if hours else text


def short_clock(seconds: float) -> str:
    """A time as Word transcripts write it: `1:02`, `1:03:04`."""
    hour, rest = divmod(int(seconds), 3600)
    return f"{hour}:{rest // 60:02d}:{rest % 60:02d}" if hour else f"{rest // 60}:{rest % 60:02d}"
