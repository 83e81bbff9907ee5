"""The machine beside the coders in `csa agree`: suggestions made without a group's codings, kept until something changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csa_research.pipeline.context import Context, now
from csa_research.pipeline.team.samples import Drawn, draws
from csa_research.records import Agreement, StageRun, Suggestion

if TYPE_CHECKING:
    from csa_research.coding.reliability.machine import Unit

HELD_OUT = "held out"
"""The name under which these suggestions lie in the store, and their run."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine's rows, or why there are none."""

    rows: tuple[Agreement, ...] = ()
    hidden: str = ""


def machine_beside(ctx: Context, people: Sequence[Agreement], sample: Drawn | None) -> Machine:
    """The machine with each coder and with the consensus, on the turns that the people were compared on.

    Hidden while a sample for double coding is out: nobody is to see what the machine says of it before both are done.
    """
    from csa_research.coding.reliability.machine import against_people, machine_codings

    if not people:
        return Machine()
    if out := [drawn.name for drawn in draws(ctx) if not drawn.taken_at]:
        return Machine(hidden=f"The machine is left out: {', '.join(out)} has not come back from both coders yet.")
    units = _units(ctx, people[0].coders, sample)
    groups = {group for own in units.values() for group, _ in own}
    turns = ctx.store.turns()
    kept = [c for c in ctx.store.codings() if sample is None or c.id in sample.taken or c.coder not in people[0].coders]
    machine = machine_codings(held_out_suggestions(ctx, groups), turns)
    rows = against_people(people, kept, machine, turns, ctx.study.codebook(), units=units, seed=ctx.study.settings.seed)
    if sample is None:
        _keep(ctx, people[0].coders, rows)
    return Machine(rows)


def _keep(ctx: Context, coders: Sequence[str], rows: Sequence[Agreement]) -> None:
    """The rows kept for workbook, report and notebooks, where they are of the coders that these compare."""
    from csa_research.coding.reliability import kept
    from csa_research.study import machine_key

    if set(coders) == set(kept.compared_coders(ctx.study.settings.coding.coders, ctx.store.codings())):
        ctx.store.put_stage_run(StageRun(kept.BESIDE, machine_key(ctx.study, ctx.store), now(), 0.0, kept.as_text(rows)))


def held_out_suggestions(ctx: Context, groups: Collection[str]) -> tuple[Suggestion, ...]:
    """For each of these groups the combined suggestions of models without its codings; kept ones where nothing changed since."""
    from csa_research.coding.reliability.machine import held_out
    from csa_research.pipeline.keys import digest
    from csa_research.pipeline.opened import embedder, rejected, suggest_inputs

    store = ctx.store
    turns = store.turns()
    key = digest(HELD_OUT, suggest_inputs(ctx), [[t.group, t.index, t.role, t.text] for t in turns])
    run = next((run for run in store.stage_runs() if run.stage == HELD_OUT and run.key == key), None)
    there = set(json.loads(run.summary)) if run else set()
    kept = [s for s in store.suggestions(HELD_OUT) if s.group in there]
    if missing := set(groups) - there:
        ctx.tell(f"Working out what the machine says of {len(missing)} groups without their codings; kept for the next time.")
        made = held_out(
            turns, ctx.study.codebook(), store.codings(), missing, embed=embedder(ctx), seed=ctx.study.settings.seed,
            rejected=rejected(ctx),
        )  # fmt: skip
        kept += [replace(s, suggester=HELD_OUT, why="") for s in made]
        with store.atomically():
            store.replace_suggestions(HELD_OUT, kept)
            store.put_stage_run(StageRun(HELD_OUT, key, now(), 0.0, json.dumps(sorted(there | missing))))
    return tuple(kept)


def _units(ctx: Context, coders: tuple[str, ...], sample: Drawn | None) -> Mapping[str, Collection[Unit]]:
    """The turns each person is compared on: the sample or what all coded; for the consensus, those of them that it decided."""
    from csa_research.coding.reliability.agreement import shared_units
    from csa_research.coding.reliability.disagreements import CONSENSUS

    codings = ctx.store.codings()
    shared = sample.units if sample else shared_units(codings, ctx.store.turns(), coders)
    decided = {(c.group, c.turn) for c in codings if c.coder == CONSENSUS} | ctx.store.readings(CONSENSUS)
    met = [unit for unit in shared if unit in decided]
    return {**dict.fromkeys(coders, shared), **({CONSENSUS: met} if met else {})}
