"""Runs stages in order: skips what is fresh, stops at a person, records what was done. A killed run starts where it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from csa_research.errors import PersonNeeded
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.keys import digest
from csa_research.pipeline.outputs import intact
from csa_research.pipeline.stages import STAGES, Stage, stage
from csa_research.records import StageRun

State = Literal["fresh", "stale", "needs a person", "waiting"]


@dataclass(frozen=True, slots=True)
class StageState:
    """How one stage stands."""

    stage: Stage
    state: State
    detail: str  # the last summary, or what waits for whom
    run: StageRun | None


def key_of(ctx: Context, step: Stage, done: dict[str, StageRun]) -> str:
    """The content hash that the stage would have now."""
    return digest(step.name, step.version, step.inputs(ctx), *(done[n].key if n in done else "" for n in step.needs))


def states(ctx: Context) -> Iterator[StageState]:
    """Each stage: fresh, stale, waiting for an earlier one, or needing a person. Needs no passphrase."""
    done = {run.stage: run for run in ctx.store.stage_runs()}
    unready: set[str] = set()
    for step in STAGES:
        state = _state(ctx, step, done, unready)
        if state.state != "fresh":
            unready.add(step.name)
        yield state


def _state(ctx: Context, step: Stage, done: dict[str, StageRun], unready: set[str]) -> StageState:
    run = done.get(step.name)
    blocked = [name for name in step.needs if name in unready]
    if blocked:
        return StageState(step, "waiting", f"after {blocked[0]}", run)
    waits = step.waits(ctx)
    if waits:
        return StageState(step, "needs a person", waits, run)
    if is_fresh(ctx, step, done):
        return StageState(step, "fresh", run.summary if run else "", run)
    return StageState(step, "stale", "changed since its last run" if run else "not run yet", run)


def is_fresh(ctx: Context, step: Stage, done: dict[str, StageRun]) -> bool:
    """Whether the stage's last run still holds: same key, files unharmed."""
    run = done.get(step.name)
    return run is not None and run.key == key_of(ctx, step, done) and intact(ctx, step.name, step.folders)


def run_stage(ctx: Context, name: str, *, force: bool = False) -> StageRun:
    """The stage's run, done now unless it is fresh. Raises PersonNeeded at a gate."""
    step = stage(name)
    done = {run.stage: run for run in ctx.store.stage_runs()}
    waits = step.waits(ctx)
    if waits:
        raise PersonNeeded(f"Before '{step.name}' it is the turn of {waits}")
    if not force and is_fresh(ctx, step, done):
        if name not in ctx.told:
            ctx.tell(f"  {step.name:<9} unchanged  {done[name].summary}")
            ctx.told.add(name)
        return done[name]
    started = time.perf_counter()
    ctx.tell(f"  {step.name:<9} working    {step.help} ...")
    summary = step.run(ctx)
    seconds = time.perf_counter() - started
    done = {run.stage: run for run in ctx.store.stage_runs()}  # a stage may have recorded an earlier one
    run = StageRun(name, key_of(ctx, step, done), now(), round(seconds, 2), summary)
    ctx.store.put_stage_run(run)
    ctx.tell(f"  {step.name:<9} done       {summary} ({seconds:.1f} s)")
    ctx.told.add(name)
    return run


def run_up_to(ctx: Context, name: str) -> None:
    """Every stage that `name` needs, and it, in order. Raises PersonNeeded at the first gate."""
    for step in STAGES:
        if step.name == name or _reaches(step.name, name):
            run_stage(ctx, step.name)


def _reaches(earlier: str, later: str) -> bool:
    needs = stage(later).needs
    return earlier in needs or any(_reaches(earlier, n) for n in needs)


def run_all(ctx: Context, *, report: Callable[[str], None]) -> bool:
    """Run every stage as far as the next human gate. True when all is done; False when a person is needed."""
    unready: dict[str, str] = {}
    for step in STAGES:
        if any(n in unready for n in step.needs):
            unready[step.name] = ""
            continue
        try:
            run_stage(ctx, step.name)
        except PersonNeeded as gate:
            unready[step.name] = str(gate)
    for message in dict.fromkeys(m for m in unready.values() if m):
        report(message)
    return not unready
