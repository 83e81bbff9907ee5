"""csa merge: another copy of the study brought into this one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import By, Folder, Target, opened, tell, who


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(merge)


def merge(
    folder: Folder,
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="The folder of the other copy of the study.")],
    out: Target = None,
    by: By = "",
) -> None:
    """Bring a second coder's copy of the study together with this one: nothing lost, nothing doubled, conflicts listed."""
    from csa_research.pipeline.team.merging import merge_study

    with opened(folder) as ctx:
        for line in merge_study(ctx, other, out, by=by.strip() or who()):
            tell(line)
        tell(f"Next: csa run {folder}")
