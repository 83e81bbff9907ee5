"""csa new | run | status | doctor | demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import Folder, opened, tell


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command()(new)
    app.command()(demo)
    app.command()(run)
    app.command()(status)
    app.command()(doctor)


def new(folder: Folder, title: Annotated[str, typer.Option(help="Title of the study.")] = "") -> None:
    """Make a study folder with commented settings, codebook, theory of change and tables to fill."""
    from csa_research.pipeline.starting import make_study

    made = make_study(folder, title=title)
    tell(f"Made the study {made.settings.study_id} in {folder}.")
    tell(f"Next: fill {folder / 'groups.csv'} and {folder / 'roster.csv'}, then: csa import {folder} FILES --groups groups.csv")


def demo(
    out: Annotated[Path, typer.Option("--out", help="Where the outputs go.")] = Path("outputs/demo"),
    study: Annotated[Path, typer.Option("--study", help="Where the demonstration study is kept.")] = Path("demo-study"),
) -> None:
    """Take the synthetic sample study from raw transcripts to all outputs, with its recorded reviews and codings."""
    from csa_research.pipeline.demonstration import run_demo

    for line in run_demo(study, out, tell=tell):
        print(line)


def run(folder: Folder) -> None:
    """Go as far as the next human gate; unchanged stages are skipped. Exit status 1 when a person is needed."""
    from csa_research.pipeline.outputs import home
    from csa_research.pipeline.runner import run_all

    with opened(folder) as ctx:
        waiting: list[str] = []
        done = run_all(ctx, report=waiting.append)
        for line in waiting:
            tell(f"\n{line}")
        if not done:
            raise typer.Exit(1)
        tell(f"\nAll stages are done. Look first at {home(ctx) / 'START-HERE.html'}")


def status(folder: Folder) -> None:
    """Say of each stage whether it is fresh, stale or needs a person."""
    from csa_research.pipeline.originals.retention import reminders
    from csa_research.pipeline.runner import states

    with opened(folder) as ctx:
        found = list(states(ctx))
        print(f"{ctx.study.settings.title} ({ctx.study.settings.study_id})")
        for state in found:
            print(f"  {state.stage.name:<9} {state.state:<15} {state.detail}")
        for line in reminders(ctx.study):
            print(line)
        todo = next((s for s in found if s.state != "fresh"), None)
        if todo is None:
            print("Everything is up to date.")
        elif todo.state == "needs a person":
            print(f"Next, {todo.detail}")
        else:
            print(f"Next: csa run {folder}")


def doctor() -> None:
    """Say what is installed and what is missing, and where the vaults are."""
    from csa_research.pipeline.health import examine

    healthy = True
    for check in examine():
        healthy &= check.good or not check.needed
        mark = "ok" if check.good else ("MISSING" if check.needed else "absent")
        print(f"{mark:<8} {check.name:<28} {check.detail}")
    if not healthy:
        print("\nInstall what is missing (README, 'Set-up'), then run csa doctor again.")
        raise typer.Exit(1)
