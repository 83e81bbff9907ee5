"""csa codebook diff | migrate | lock | unlock: the codebook from version to version."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import By, Folder, Target, opened, tell, who
from csa_research.cli.team import subcommands


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    book = subcommands(app, "codebook")
    book.command("diff")(diff)
    book.command("migrate")(migrate)
    book.command("lock")(lock)
    book.command("unlock")(unlock)


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A codebook.yaml, or a study's folder.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The other codebook.yaml.")],
) -> None:
    """Say what changed between two codebooks: added, removed, renamed, moved, retired, reworded."""
    from csa_research.pipeline.team.codebook_life import diff_lines

    for line in diff_lines(old, new):
        print(line)


def migrate(
    folder: Folder,
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The new codebook.yaml; it takes the old one's place.")],
    map_: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="What became of codes: columns old,new,coding_id.")
    ] = None,
    out: Target = None,
    by: By = "",
) -> None:
    """Change to a new codebook with all codings carried over; a split asks which new code each coding gets."""
    from csa_research.pipeline.team import codebook_life

    with opened(folder) as ctx:
        for line in codebook_life.migrate(ctx, new, map_, out, by=by.strip() or who()):
            tell(line)
        tell(f"Next: csa run {folder}")


def lock(folder: Folder, by: By = "") -> None:
    """Lock the codebook after piloting: from then on codings are taken under exactly this text."""
    from csa_research.pipeline.team import codebook_lock

    with opened(folder) as ctx:
        tell(codebook_lock.lock(ctx, by=by))


def unlock(folder: Folder, by: By = "") -> None:
    """Unlock the codebook: a signed decision, kept in the journal."""
    from csa_research.pipeline.team import codebook_lock

    with opened(folder) as ctx:
        tell(codebook_lock.unlock(ctx, by=by))
