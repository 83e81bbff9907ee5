"""The suggesters' own track record: computed from this study's decided codings, written for a person or a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from csa_research.coding.suggesting.polarity_record import PolarityRecord
from csa_research.coding.suggesting.track import REFUSED, Track, read_units, track, why_refused
from csa_research.errors import PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import agreement, embedder
from csa_research.pipeline.outputs import hand_out_file
from csa_research.pipeline.team.suggesting import polarities

Put = Callable[[str, Path | None], None]
HOW = (
    "What each suggester proposed on turns that people have read, for each group from models without that group's codings.",
    "Precision and recall look at the first five suggestions of a turn; first precision and first recall at the first only.",
    "Above guessing: lower 95% bound of precision less prevalence (first five or first, the better), by bootstrap over groups.",
    "Refused where that bound is not above 0.",
    "A refused suggester's proposals of that code are left out of the combined list. Human figures: between this study's coders.",
)


def track_record(ctx: Context) -> tuple[Track, ...]:
    """The record by suggester, code and agency. Raises PersonNeeded before there is a coding to be measured against."""
    from csa_research.coding.suggesting.suggest import suggest_all

    settings, turns, codings = ctx.study.settings, ctx.store.turns(), ctx.store.codings()
    if not codings:
        raise PersonNeeded(
            f"There are no codings yet to measure suggestions against. Bring some with: csa code import {ctx.study.folder} FILE"
        )
    codebook = ctx.study.codebook()
    found = suggest_all(turns, codebook, codings, embed=embedder(ctx), most=settings.coding.suggestions, seed=settings.seed)
    people = () if settings.coding.method == "reflexive" else agreement(ctx)
    return track(
        found.lists(), codings, codebook, read_units(turns, codings), agencies={g.group_id: g.agency for g in ctx.store.groups()},
        people=people, seed=settings.seed,
    )  # fmt: skip


def write_record(ctx: Context, format: str, out: Path | None, put: Put) -> None:
    """The record as a table on the screen, as json or csv, or as a workbook in the outputs. Raises PersonNeeded."""
    record, polar = track_record(ctx), polarities(ctx)
    if format == "xlsx":
        _write_book(ctx, record, polar, out)
    elif format == "json":
        put(json.dumps(_content(record, polar), indent=2) + "\n", out)
    elif format == "csv":
        from csa_research.export.tabular.track_frame import track_frame

        put(track_frame(record, ctx.study.codebook(), ctx.study.settings.agencies).to_csv(index=False, lineterminator="\n"), out)
    else:
        put(_text([t for t in record if not t.agency]), out)
    for line in reasons(record, polar):
        ctx.tell(line)


def _write_book(ctx: Context, record: Sequence[Track], polar: Sequence[PolarityRecord], out: Path | None) -> None:
    from csa_research.export.tabular.excel import write_book
    from csa_research.export.tabular.tables import table
    from csa_research.export.tabular.track_frame import track_frame

    frame = track_frame(record, ctx.study.codebook(), ctx.study.settings.agencies)
    whole = frame["agency"] == "All"
    lines = table(((line,) for line in reasons(record, polar)), ("refused, and polarity cues",))
    sheets = {"By code": frame[whole], "By agency": frame[~whole], "Reasons": lines}
    target = out or ctx.study.outputs / "suggesters.xlsx"
    hand_out_file(ctx, target, lambda path: write_book(path, ["The suggesters' track record", *HOW], sheets))
    ctx.tell(f"Wrote {target}")


def reasons(record: Sequence[Track], polar: Sequence[PolarityRecord]) -> tuple[str, ...]:
    """A line for every refusal of a suggester at a code, and for the polarity cues: over all, by agency, refused codes."""
    codes = (why_refused(t) for t in record if t.verdict == REFUSED and t.suggester != "combined")
    return (*codes, *(r.why() for r in polar if r.refused or not r.code))


def _content(record: Sequence[Track], polar: Sequence[PolarityRecord]) -> dict[str, object]:
    return {
        "how": HOW,
        "records": [asdict(t) for t in record],
        "refused": [{"suggester": t.suggester, "code": t.code, "why": why_refused(t)} for t in record if t.verdict == REFUSED],
        "polarity": [{**asdict(r), "refused": r.refused, "why": r.why()} for r in polar],
    }


def _text(record: Sequence[Track]) -> str:
    head = ("suggester", "code", "positives", "prev.", "precision", "recall", "first pr.", "first rec.", "people", "verdict")
    rows = [
        (
            t.suggester, t.code, str(t.positives),
            *map(_figure, (t.prevalence, t.precision, t.recall, t.first_precision, t.first_recall, t.human_agreement)), t.verdict,
        )
        for t in record
    ]  # fmt: skip
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)]
    return "\n".join([*lines, "people: positive agreement between coders. By agency: --format xlsx, csv or json.", ""])


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
