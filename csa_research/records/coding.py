"""Codebook, codings, suggestions, agreement."""

from __future__ import annotations

from dataclasses import dataclass

from csa_research.records.transcripts import Span
from csa_research.records.values import Effect, EvidenceRole, MemoKind, Polarity


@dataclass(frozen=True, slots=True)
class Family:
    id: str
    name: str
    definition: str
    system_level: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the codebook. `codable` False: a heading, never applied or suggested."""

    id: str
    name: str
    family: str
    parent: str
    definition: str
    include_when: str = ""
    exclude_when: str = ""
    example: str = ""
    example_agency: str = ""
    codable: bool = True
    tier: str = "core"
    depth: int = 2
    system_level: str = ""
    polarity: str = "either"  # enabler, barrier, either, neutral
    cue_phrases: tuple[tuple[str, str], ...] = ()  # (polarity or "any", phrase)
    com_b: tuple[str, ...] = ()
    tdf: tuple[str, ...] = ()
    national_recommendations: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    locked: bool = False  # never leaves the team (EM09: personal experience)


@dataclass(frozen=True, slots=True)
class PairRule:
    """How to choose between codes that compete."""

    id: str
    codes: tuple[str, ...]
    ask: str
    then: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    id: str
    version: str
    question: str
    families: tuple[Family, ...]
    codes: tuple[Code, ...]
    pair_rules: tuple[PairRule, ...] = ()
    sha256: str = ""

    def code(self, code_id: str) -> Code:
        """The code with this id. Raises KeyError."""
        for code in self.codes:
            if code.id == code_id:
                return code
        raise KeyError(code_id)


@dataclass(frozen=True, slots=True)
class Coding:
    """A code that a person put on a span of released text."""

    id: str  # stable over late redactions
    group: str
    turn: int
    span: Span
    quote: str  # the released words under the span
    code: str
    polarity: Polarity
    coder: str
    effect: Effect = ""
    role: EvidenceRole = "none"
    memo: str = ""
    flags: tuple[str, ...] = ()
    quote_id: str = ""  # shared by codings of the same span; what reports cite


@dataclass(frozen=True, slots=True)
class Memo:
    """What the team keeps with a code, a transcript (by its group) or the whole study. A coding's memo stands in the coding."""

    kind: MemoKind
    subject: str  # the code's or family's id, the group's id; "" for the study
    text: str  # "" = there is none
    who: str = ""
    at: str = ""  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class IncomingCoding:
    """A coding as it stands in a file, before its words are found in the released text. Never stored."""

    row: int  # line or row in the file, for messages
    group: str
    turn: int | None
    quote: str
    code: str
    polarity: str = ""
    effect: str = ""
    role: str = ""
    coder: str = ""
    memo: str = ""
    flags: tuple[str, ...] = ()
    span: Span | None = None  # its place in the turn, where the file knows it; counts only where the quote stands there
    decision: str = ""  # what a person wrote beside a suggestion
    suggested: str = ""  # the code that a machine had suggested in this row
    speaker: str = ""  # who said it, where the file says so: tells turns with the same words apart
    trouble: str = ""  # why the row cannot be placed, seen when it was read; never repeats its words


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An incoming coding that could not be taken, and why; `reason` never repeats its words."""

    row: int
    group: str
    turn: int | None
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code a machine proposes for a turn; never counted until a person accepts it."""

    group: str
    turn: int
    code: str
    score: float  # 0..1, comparable within a turn only
    suggester: str  # "rules", "nearest", "learned", "combined"
    why: str = ""  # one line; may quote released text


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two or more coders on one code (or, code "*", over all). None = not defined."""

    code: str
    units: int  # turns both coders could have coded
    positives: tuple[int, ...]  # units with the code, per coder, in the order of `coders`
    coders: tuple[str, ...]
    prevalence: float | None  # mean share of units with the code
    percent: float | None
    positive_agreement: float | None
    kappa: float | None
    ac1: float | None
    alpha: float | None
    kappa_low: float | None = None
    kappa_high: float | None = None
    verdict: str = ""  # usable, weak, rewrite the definition, too few examples
    scott: float | None = None  # Scott's pi; Fleiss' kappa with more than two coders
    character_alpha: float | None = None  # nominal alpha with every character as a unit
    intervals: tuple[tuple[str, float | None, float | None], ...] = ()  # (statistic, low, high): 95% by bootstrap over groups
