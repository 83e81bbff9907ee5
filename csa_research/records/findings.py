"""Quotes, counts and tables of what was said."""

from __future__ import annotations

from dataclasses import dataclass

from csa_research.records.transcripts import Span
from csa_research.records.values import CellState, Effect


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be cited: one span of released text with all its codes."""

    id: str
    group: str
    agency: str
    turn: int
    span: Span
    text: str
    speaker: str
    codes: tuple[str, ...]
    polarities: tuple[str, ...]
    roles: tuple[str, ...]
    flags: tuple[str, ...]
    scope: tuple[str, ...] = ()  # consented uses
    locked: str = ""  # why it may never leave the team, "" = may be cleared


@dataclass(frozen=True, slots=True)
class Count:
    """The four counts, always together: citations >= participants >= groups >= agencies."""

    citations: int
    participants: int
    groups: int
    agencies: int
    quote_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One group x code cell of the framework matrix."""

    group: str
    code: str
    state: CellState
    count: Count
    enabler: int = 0
    barrier: int = 0
    mixed: int = 0
    neutral: int = 0
    summary: str = ""  # written by a person


@dataclass(frozen=True, slots=True)
class Balance:
    """Enablers against barriers for one code (or family), over all agencies or in one. `mixed` adds to both sides once."""

    code: str
    agency: str  # "" = all
    enabler: Count
    barrier: Count
    mixed: Count
    neutral: Count
    total: Count
    groups_possible: int  # groups of that agency in the study: the "of 14"


@dataclass(frozen=True, slots=True)
class EmotionEffect:
    """How often an emotion (EM code) was said to move practice towards, away, both or nowhere."""

    code: str
    agency: str  # "" = all
    effect: Effect
    count: Count


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """Two codes on the same turn."""

    first: str
    second: str
    count: Count


@dataclass(frozen=True, slots=True)
class TopicCode:
    """How far one code covers one topic: share of the topic's windows with a coding of the code."""

    topic: int
    code: str
    windows: int
    share: float
    quote_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saturation:
    """Guest, Namey & Chen (2020) over random orders of the groups."""

    unit: str  # "code and polarity"
    base: int
    run: int
    threshold: float
    reached_at: int | None  # groups needed in interview order, None = not reached
    median: float | None
    low: float | None  # 5th percentile
    high: float | None  # 95th percentile
    not_reached: float  # share of orders
    curve: tuple[int, ...]  # codes seen after 1, 2, ... groups in the given order
    warnings: tuple[str, ...] = ()
