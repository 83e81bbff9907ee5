"""The command `csa agree`: on all turns that coders share, or on the sample drawn for them."""

from __future__ import annotations

from pathlib import Path

from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.pipeline.team import comparing, consensus
from csa_research.pipeline.team.codebook_lock import is_locked
from csa_research.pipeline.team.machine import machine_beside
from csa_research.pipeline.team.samples import Drawn, taken_sample


def agreement_text(ctx: Context, coders: tuple[str, ...], format: str, *, sample: bool = False, people_only: bool = False) -> str:
    """The agreement as table, csv or json, the machine beside the people unless only they are wanted. Raises InputError."""
    return comparing.agreement_text(ctx, coders, format, _drawn(ctx, coders, sample), people_only=people_only)


def write_disagreements(ctx: Context, coders: tuple[str, ...], out: Path | None, *, sample: bool = False) -> tuple[Path, int]:
    """The workbook for a consensus meeting and its number of rows. Raises InputError."""
    drawn = _drawn(ctx, coders, sample)
    return consensus.write_disagreements(ctx, drawn.coders if drawn else coders, out, drawn)


def methods_text(ctx: Context, coders: tuple[str, ...], *, sample: bool = False, people_only: bool = False) -> str:
    """A paragraph for the methods section. Raises InputError where nothing can be compared."""
    from csa_research.coding.reliability.agreement import shared_units
    from csa_research.export.agreement_words import methods_paragraph

    drawn = _drawn(ctx, coders, sample)
    rows = comparing.compared(ctx, coders, drawn)
    if not rows:
        raise InputError("The coders share no coded group yet, so there is nothing to write about. See: csa agree.")
    units = drawn.units if drawn else shared_units(ctx.store.codings(), ctx.store.turns(), rows[0].coders)
    groups = len({group for group, _ in units})
    machine = () if people_only else machine_beside(ctx, rows, drawn).rows
    book, locked = ctx.study.codebook(), is_locked(ctx)
    return methods_paragraph(rows, book, groups=groups, sampled=sample, locked=locked, machine=machine) + "\n"


def _drawn(ctx: Context, coders: tuple[str, ...], sample: bool) -> Drawn | None:
    comparing.refuse_reflexive(ctx)
    return taken_sample(ctx, coders) if sample else None
