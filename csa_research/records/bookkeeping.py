"""Who decided what, and which stage ran when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One decision of a person on the open side: who, when, what, on which thing. Append-only."""

    at: str  # ISO 8601, UTC
    who: str
    action: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StageRun:
    """One stage's last run, for skipping what has not changed."""

    stage: str
    key: str  # content hash of everything that went in
    at: str
    seconds: float
    summary: str = ""
