"""What a report is made of: blocks that Word and HTML both render, and where each reference leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.export.public import open_ids
from csa_research.records import Quote

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis

MOST_REFS = 6
Targets = Mapping[str, tuple[str, str]]
"""By reference (a quote id, or a group as "group:CSC1"): what is shown, and the link from the report's folder."""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` opens it in bold, `refs` are the quote ids (or groups) behind its numbers."""

    text: str
    refs: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Somebody's words, with their agency and id."""

    quote: Quote
    agency: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; `widths` are shares of the page's width, in the columns' order. Quote ids in cells become links."""

    caption: str
    frame: pd.DataFrame
    widths: tuple[float, ...]
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure made elsewhere, by the path of its file in the output folder."""

    caption: str
    file: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of the sections, in the place where it stands."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Blocks that need the width of a page on its side."""

    blocks: tuple[Heading | Paragraph | TableBlock | FigureBlock, ...]


Block = Heading | Paragraph | Citation | TableBlock | FigureBlock | Contents | Turned


def flat(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with those of turned pages in their place."""
    out: list[Block] = []
    for block in blocks:
        out += block.blocks if isinstance(block, Turned) else (block,)
    return tuple(out)


def sections(blocks: Iterable[Block]) -> tuple[tuple[str, str], ...]:
    """(anchor, title) of each heading of the second level, in order."""
    titles = [b.text for b in flat(blocks) if isinstance(b, Heading) and b.level == 2]
    return tuple((f"section{i}", title) for i, title in enumerate(titles, start=1))


def targets(analysis: Analysis) -> Targets:
    """Every reference that the report may carry, with what it shows and where it leads."""
    groups = {f"group:{g.group_id}": (g.group_id, f"../transcripts/{g.group_id}.html") for g in analysis.groups}
    return groups | {q.id: (q.id, f"../transcripts/{q.group}.html#t{q.turn}") for q in analysis.quotes if not q.locked}


def everyone(analysis: Analysis) -> tuple[str, ...]:
    """References to every group's transcript, for numbers about the sample."""
    spoke = {turn.group for turn in analysis.turns}
    return tuple(f"group:{g.group_id}" for g in analysis.groups if g.group_id in spoke)


def refs(analysis: Analysis, quote_ids: Iterable[str], most: int = MOST_REFS) -> tuple[str, ...]:
    """The first few of these quote ids that are not locked; every group where none is left."""
    return open_ids(analysis, quote_ids)[:most] or everyone(analysis)


def joined(analysis: Analysis, quote_ids: Iterable[str], most: int = 4) -> str:
    """The first few of these quote ids that are not locked, for a table's cell."""
    return " ".join(open_ids(analysis, quote_ids)[:most])
