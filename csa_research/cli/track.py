"""csa track: how good each suggester has been at each code."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from csa_research.cli.shared import Folder, Out, opened, put


class TrackFormat(StrEnum):
    """How the record is written."""

    table = "table"
    csv = "csv"
    xlsx = "xlsx"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(track)


def track(folder: Folder, format: Annotated[TrackFormat, typer.Option("--format")] = TrackFormat.table, out: Out = None) -> None:
    """Show each suggester's record a code on what people have coded, and where it is refused as no better than guessing."""
    from csa_research.pipeline.team.tracking import write_record

    with opened(folder) as ctx:
        write_record(ctx, format.value, out, put)
