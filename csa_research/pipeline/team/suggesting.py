"""Suggestions written for a person to read or a program to check."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import refusals
from csa_research.pipeline.outputs import hand_out_file
from csa_research.records import Suggestion

if TYPE_CHECKING:
    from csa_research.coding.suggesting.polarity import Polarity
    from csa_research.coding.suggesting.polarity_record import PolarityRecord

LEFT_OUT = "Left out, because no better than guessing on what this study's people have coded:"
Put = Callable[[str, Path | None], None]


def by_turn(suggestions: tuple[Suggestion, ...]) -> dict[tuple[str, int], list[Suggestion]]:
    """The suggestions of each turn, best first."""
    out: dict[tuple[str, int], list[Suggestion]] = {}
    for s in sorted(suggestions, key=lambda s: (s.group, s.turn, -s.score, s.code)):
        out.setdefault((s.group, s.turn), []).append(s)
    return out


def suggestion_lines(ctx: Context) -> str:
    """One JSON object a turn of the released text: group, turn, codes (best first, at most five; [] = none)."""
    found = by_turn(ctx.store.suggestions("combined"))
    most = ctx.study.settings.coding.suggestions
    rows = (
        {"group": t.group, "turn": t.index, "codes": [s.code for s in found.get((t.group, t.index), [])[:most]]}
        for t in ctx.store.turns()
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


def write_suggestions(ctx: Context, format: str, out: Path | None, put: Put) -> None:
    """JSON lines (codes only), or a coding sheet (.csv, .xlsx) to fill: words, code, why, and empty columns to decide in."""
    if format == "jsonl":
        put(suggestion_lines(ctx), out)
        return
    from csa_research.export.tabular.excel import write_book
    from csa_research.export.tabular.suggestion_frame import suggestion_frame

    found, record = ctx.store.suggestions("combined"), polarities(ctx)
    refused = (*refusals(ctx), *(r.why() for r in record if r.refused))
    frame = suggestion_frame(ctx.store.turns(), ctx.study.codebook(), found, _hints(ctx, found, record))
    target = out or ctx.study.outputs / f"suggestions.{format}"
    if format == "csv":
        hand_out_file(ctx, target, lambda path: frame.to_csv(path, index=False, encoding="utf-8-sig"))
    else:
        about = [
            "Suggestions: proposals of a machine; none counts until a person has written a polarity and a coder beside it.",
            "Suggested polarities are cue words only, often missing or wrong; nothing is taken from that column.",
            "Keep the rows you agree with, fill polarity, effect (EM codes), role and coder, shorten the quote to the words that "
            "matter; write reject as decision (or delete) the others; and bring the sheet back with: csa code import STUDY FILE",
        ]
        about += [LEFT_OUT, *refused] if refused else []
        hand_out_file(ctx, target, lambda path: write_book(path, about, {"Suggestions": frame}))
    for line in refused:
        ctx.tell(f"Left out: {line}")
    ctx.tell(f"Wrote {target}")


def polarities(ctx: Context) -> tuple[PolarityRecord, ...]:
    """How good the cue words of polarity are on this study's codings, over all, by agency and by code."""
    from csa_research.coding.suggesting.polarity_record import polarity_record

    return polarity_record(ctx.store.turns(), ctx.study.codebook(), ctx.store.codings(), _agencies(ctx))


def _hints(ctx: Context, found: tuple[Suggestion, ...], record: tuple[PolarityRecord, ...]) -> dict[tuple[str, int, str], Polarity]:
    from csa_research.coding.suggesting.polarity import suggest_polarities
    from csa_research.coding.suggesting.polarity_record import without_refused

    hints = suggest_polarities(ctx.store.turns(), ctx.study.codebook(), found)
    return without_refused(hints, record, _agencies(ctx))


def _agencies(ctx: Context) -> dict[str, str]:
    return {group.group_id: group.agency for group in ctx.store.groups()}
