"""What was said: spans, turns, transcripts, releases."""

from __future__ import annotations

from dataclasses import dataclass

from csa_research.records.study import Participant
from csa_research.records.values import SpeakerRole


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points start..end (exclusive) of one turn's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must have 0 <= start <= end, not {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said before another began; index counts turns of the file from 0."""

    group: str
    index: int
    speaker: str  # closed side: the label as written; open side: the released label
    text: str
    role: SpeakerRole = "participant"
    start_s: float | None = None  # seconds from the start of the recording
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One group's turns in file order. `sha256` is of the source file's bytes."""

    group: str
    turns: tuple[Turn, ...]
    source: str = ""
    sha256: str = ""
    warnings: tuple[str, ...] = ()  # what the reader noticed; never quotes the text


@dataclass(frozen=True, slots=True)
class Release:
    """A group's released text: what the open side gets. `version` grows with each late redaction."""

    group: str
    turns: tuple[Turn, ...]
    participants: tuple[Participant, ...]
    version: int
    signed_by: str
    signed_at: str  # ISO 8601, UTC
    reviewed: bool  # False: released without a person; every output says UNREVIEWED
