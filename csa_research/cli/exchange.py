"""csa qdpx inspect: what another program's project holds, without a study."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import Out, put


class InspectFormat(StrEnum):
    """How a project is shown."""

    jsonl = "jsonl"
    text = "text"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    qdpx = typer.Typer(help="Projects of other programs (REFI-QDA).", no_args_is_help=True)
    qdpx.callback()(_only)
    qdpx.command("inspect")(inspect)
    app.add_typer(qdpx, name="qdpx")


def _only() -> None:
    """Projects of other programs (REFI-QDA)."""


def inspect(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A .qdpx of any program, or the project that QualCoder, Taguette or RQDA keeps.",
            show_default=False,
        ),
    ],
    format: Annotated[InspectFormat, typer.Option("--format")] = InspectFormat.text,
    out: Out = None,
) -> None:
    """Show every marked piece of text in a project with its codes, how its positions were read, and what is lost."""
    from csa_research.exchange.project import as_jsonl, as_text
    from csa_research.pipeline.team.foreign import read_foreign

    read = read_foreign(file)
    put("".join(as_jsonl(read) if format is InspectFormat.jsonl else as_text(read)), out)
    if read.refused:
        raise typer.Exit(1)
