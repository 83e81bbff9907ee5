"""Samples drawn for blind double coding, frozen in a file of the study: which turns, for whom, and what came back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from csa_research.atomic import write_text
from csa_research.codec import from_json, to_json
from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.study import SAMPLES


@dataclass(frozen=True, slots=True)
class Drawn:
    """One draw. It never changes, but for what the coders gave back."""

    name: str  # draw-1, draw-2, ...
    at: str
    by: str
    seed: int
    share: float
    coders: tuple[str, str]
    codebook: str  # sha256 of its text
    units: tuple[tuple[str, int], ...]  # group, turn
    versions: tuple[tuple[str, int], ...]  # of each group's release
    taken: tuple[str, ...] = ()  # ids of the codings that came back
    taken_at: str = ""  # "" = not yet


def draws(ctx: Context) -> tuple[Drawn, ...]:
    """Every draw, oldest first. Raises InputError where the file is damaged."""
    path = _path(ctx)
    try:
        return tuple(from_json(Drawn, value) for value in json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, InputError):
        raise InputError(
            f"{path} is damaged, so the samples drawn for double coding are lost. Put your back-up in its place."
        ) from None


def keep(ctx: Context, drawn: Drawn) -> None:
    """Nothing; the draw is in the study's file, in place of an earlier state of it."""
    kept = {d.name: d for d in draws(ctx)} | {drawn.name: drawn}
    write_text(_path(ctx), json.dumps([to_json(d) for d in kept.values()], indent=1) + "\n")


def latest(ctx: Context, coders: tuple[str, ...] = ()) -> Drawn:
    """The last draw (for these coders). Raises InputError where there is none."""
    found = [d for d in draws(ctx) if not coders or set(coders) == set(d.coders)]
    if not found:
        raise InputError(f"No sample has been drawn for double coding: csa double draw {ctx.study.folder} --coders A B -o FOLDER")
    return found[-1]


def taken_sample(ctx: Context, coders: tuple[str, ...]) -> Drawn:
    """The last draw (for these coders), once both coders' sheets are in. Raises InputError."""
    found = latest(ctx, coders)
    if not found.taken_at:
        raise InputError(f"{found.name} has not come back from both coders yet: csa double take {ctx.study.folder} FOLDER")
    return found


def _path(ctx: Context) -> Path:
    return ctx.study.folder / SAMPLES
