"""csa queue: the next turns for a coder, and what may still be missed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import By, Folder, Target, opened, tell, who


class QueueFormat(StrEnum):
    """How the queue is written."""

    xlsx = "xlsx"
    csv = "csv"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(queue)


def queue(
    folder: Folder,
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Whose queue.")],
    turns: Annotated[int, typer.Option("--turns", min=1, max=10_000, help="How many turns.")] = 25,
    stop: Annotated[int, typer.Option("--stop", min=0, help="Stop rule: at most so many turns with a code may be unread.")] = 5,
    take: Annotated[Path | None, typer.Option("--take", metavar="FILE", help="Take back a filled queue first.")] = None,
    format: Annotated[QueueFormat, typer.Option("--format")] = QueueFormat.xlsx,
    out: Target = None,
    by: By = "",
) -> None:
    """Write the next turns to code: rare codes suggested, undecided ones, one in five at random; say what may be missed."""
    from csa_research.pipeline.runner import run_up_to
    from csa_research.pipeline.team.queueing import take_queue, write_queue

    with opened(folder) as ctx:
        if take is not None:
            for line in take_queue(ctx, coder, take, by=by.strip() or who()):
                tell(line)
        run_up_to(ctx, "suggest")
        for line in write_queue(ctx, coder, format.value, out, most=turns, stop=stop):
            tell(line)
        tell(f"Fill it, then: csa queue {folder} --coder '{coder}' --take FILE")
