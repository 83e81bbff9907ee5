"""Blind double coding: a frozen sample out as one sheet a coder, back only when both are filled."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.outputs import hand_out_folder
from csa_research.pipeline.team.codebook_lock import refuse_changed_codebook
from csa_research.pipeline.team.samples import Drawn, draws, keep, latest
from csa_research.records import Coding, IncomingCoding

FORMATS = (".xlsx", ".csv")


def draw_sample(ctx: Context, out: Path, *, coders: tuple[str, str], share: float, seed: int | None, by: str) -> tuple[Drawn, Path]:
    """The draw, kept in the study, and the folder with one sheet a coder. Raises InputError; PersonNeeded before a release."""
    from csa_research.coding.reliability.sampling import draw_units

    _check_coders(coders)
    refuse_changed_codebook(ctx)
    releases, turns = ctx.store.releases(), ctx.store.turns()
    if not turns:
        raise PersonNeeded(f"Nothing has been released yet, so there is nothing to code. See: csa status {ctx.study.folder}")
    seed = ctx.study.settings.seed if seed is None else seed
    units = draw_units(turns, ctx.store.groups(), share=share, seed=seed)
    versions = tuple((release.group, release.version) for release in releases)
    drawn = Drawn(f"draw-{len(draws(ctx)) + 1}", now(), by, seed, share, coders, ctx.study.codebook().sha256, units, versions)
    hand_out_folder(ctx, out, lambda folder: _write_sheets(ctx, folder, drawn))
    keep(ctx, drawn)
    ctx.note(
        by, "double coding drawn", drawn.name, f"{len(units)} turns for {coders[0]} and {coders[1]}, seed {seed}, share {share:g}"
    )
    return drawn, out


def take_sheets(ctx: Context, folder: Path, *, by: str) -> tuple[Drawn, int]:
    """The draw with what both coders coded, and how many codings came. Nothing is taken before both sheets are filled.

    Raises PersonNeeded saying whose is missing or how many turns are open, InputError where something cannot be taken.
    """
    from csa_research.coding.suggesting.filled import read_filled
    from csa_research.coding.turn_sheet import NEEDED, filled_turns

    drawn = _waiting(ctx)
    paths = [_find(folder, drawn, at) for at in (0, 1)]
    texts = {(t.group, t.index): t.text for t in ctx.store.turns()}
    sheets = [
        filled_turns(path.name, read_filled(path, NEEDED), coder, texts, drawn.units)
        for path, coder in zip(paths, drawn.coders, strict=True)
    ]
    for coder, sheet in zip(drawn.coders, sheets, strict=True):
        if sheet.open:
            group, turn = sheet.open[0]
            raise PersonNeeded(
                f"{coder} has not decided on {len(sheet.open)} of {len(drawn.units)} turns ({group} turn {turn} the first). "
                "Each needs "
                "a code, or a dash where none applies. Nothing was taken from either coder yet."
            )
    codings = tuple(c for path, sheet in zip(paths, sheets, strict=True) for c in _placed(ctx, path, sheet.incoming))
    taken = replace(drawn, taken=tuple(sorted(c.id for c in codings)), taken_at=now())
    with ctx.store.atomically():
        ctx.store.add_codings(codings, who=by)
        for coder, sheet in zip(drawn.coders, sheets, strict=True):
            ctx.store.put_readings(coder, sorted(sheet.read))
        ctx.note(by, "double coding taken", drawn.name, f"{len(codings)} codings of {drawn.coders[0]} and {drawn.coders[1]}")
    keep(ctx, taken)
    return taken, len(codings)


def _check_coders(coders: tuple[str, str]) -> None:
    if not all(coder.strip() for coder in coders) or coders[0].casefold() == coders[1].casefold():
        raise InputError("Give the names of two different coders: --coders A B")


def _waiting(ctx: Context) -> Drawn:
    drawn = latest(ctx)
    if drawn.taken_at:
        raise InputError(f"{drawn.name} was taken already, on {drawn.taken_at[:10]}. See: csa agree {ctx.study.folder} --sample")
    if drawn.codebook != ctx.study.codebook().sha256:
        raise InputError(
            f"The codebook was changed after {drawn.name} was drawn, so the two would be measured under another text. "
            "Put the file of "
            "that day back, or draw anew: csa double draw."
        )
    versions = {(release.group, release.version) for release in ctx.store.releases()}
    gone = [f"{group} (version {version})" for group, version in drawn.versions if (group, version) not in versions]
    if gone:
        raise InputError(f"Since {drawn.name} was drawn, other text was released: {', '.join(gone)}. Draw anew: csa double draw.")
    return drawn


def _write_sheets(ctx: Context, folder: Path, drawn: Drawn) -> None:
    from csa_research.export.tabular.excel import write_book
    from csa_research.export.tabular.turn_sheet_frame import HOW, codebook_sheet, turn_sheet

    codebook = ctx.study.codebook()
    sheets = {"Turns": turn_sheet(ctx.store.turns(), drawn.units), "Codebook": codebook_sheet(codebook)}
    for at, coder in enumerate(drawn.coders):
        about = [
            f"Double coding, {drawn.name}: the sheet of {coder}",
            f"{len(drawn.units)} turns drawn at random (seed {drawn.seed}) from every group; codebook {codebook.version}.",
            "Code alone: do not talk about these turns, and do not look at anybody's codings or suggestions, before both are done.",
            *HOW,
        ]
        write_book(folder / _name(drawn, at), about, sheets)


def _name(drawn: Drawn, at: int) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "_", drawn.coders[at]).strip("_")[:40] or "coder"
    return f"{drawn.name}_{'AB'[at]}_{plain}.xlsx"


def _find(folder: Path, drawn: Drawn, at: int) -> Path:
    stem = folder / _name(drawn, at)
    found = next((path for path in (stem.with_suffix(s) for s in FORMATS) if path.is_file()), None)
    if found is None:
        raise PersonNeeded(f"The sheet of {drawn.coders[at]} is not there ({stem}). Nothing was taken; both are taken together.")
    return found


def _placed(ctx: Context, path: Path, incoming: tuple[IncomingCoding, ...]) -> tuple[Coding, ...]:
    from csa_research.coding.place import place

    placed = place(incoming, ctx.store.turns(), ctx.study.codebook())
    if placed.unplaced:
        rows = "\n  ".join(f"row {u.row}, {u.code}: {u.reason}" for u in placed.unplaced[:20])
        raise InputError(f"{path.name}: {len(placed.unplaced)} codings cannot be taken, so nothing was:\n  {rows}")
    return placed.codings
