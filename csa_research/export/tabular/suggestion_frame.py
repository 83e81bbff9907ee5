"""The coding sheet: released turns beside suggested codes, with columns for a person to decide in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from csa_research.coding.suggesting.polarity import Polarity
from csa_research.export.tabular.tables import table
from csa_research.records import Codebook, Suggestion, Turn

if TYPE_CHECKING:
    import pandas as pd


PROPOSED = ("group", "turn", "speaker", "quote", "code", "name", "why", "suggested code", "suggested polarity", "its cue words")
DECIDED = ("decision", "polarity", "effect", "role", "coder", "memo")
"""Columns that a person fills; the machine never does."""


def suggestion_frame(
    turns: Sequence[Turn], codebook: Codebook, suggestions: Sequence[Suggestion], hints: Mapping[tuple[str, int, str], Polarity]
) -> pd.DataFrame:
    """A row a suggestion in reading order; `csa code import` takes the sheet back once the empty columns are filled.

    `hints` are the polarities proposed, by (group, turn, code).
    """
    by_turn: dict[tuple[str, int], list[Suggestion]] = {}
    for s in suggestions:
        by_turn.setdefault((s.group, s.turn), []).append(s)
    names = {c.id: c.name for c in codebook.codes}
    rows: list[tuple[object, ...]] = []
    for turn in turns:
        for s in sorted(by_turn.get((turn.group, turn.index), []), key=lambda s: (-s.score, s.code)):
            hint = hints.get((s.group, s.turn, s.code), Polarity(""))
            words = (turn.group, turn.index, turn.speaker, turn.text, s.code, names.get(s.code, ""), s.why)
            rows.append((*words, s.code, hint.polarity, hint.why, *("" for _ in DECIDED)))
    return table(rows, [*PROPOSED, *DECIDED])
