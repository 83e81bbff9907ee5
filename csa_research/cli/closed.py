"""csa import | detect | review | release: the closed side, where original words are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import By, Folder, opened, tell, who


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command("import")(import_)
    app.command()(detect)
    app.command()(review)
    app.command()(release)


def import_(
    folder: Folder,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="FILES", help="Transcripts, or folders of them.")] = None,
    groups: Annotated[Path | None, typer.Option(help="groups.csv; without it, the study's own.")] = None,
    roster: Annotated[Path | None, typer.Option(help="roster.csv with names you know; it is moved into the vault.")] = None,
) -> None:
    """Read transcripts (.docx .vtt .srt .txt .xlsx .csv .odt .rtf .pdf) into the encrypted vault."""
    from csa_research.pipeline.originals.importing import import_files

    with opened(folder) as ctx:
        done = import_files(ctx, tuple(paths or ()), groups=groups, roster=roster)
        for line in done.lines():
            tell(line)
        tell(f"Next: csa detect {folder}")
        if done.problems:
            raise typer.Exit(2)


def detect(folder: Folder) -> None:
    """Find what may identify somebody, in every transcript."""
    from csa_research.pipeline.runner import run_up_to

    with opened(folder) as ctx:
        run_up_to(ctx, "detect")
        tell(f"Next: csa review {folder}   (or, without a person: csa release {folder} --unreviewed --by NAME)")


def review(
    folder: Folder,
    decisions: Annotated[Path | None, typer.Option(help="Take decisions from this file instead of asking.")] = None,
    complete: Annotated[bool, typer.Option(help="The file is a whole review: what it does not mask may stay.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="Only say how much is open, and on how many screens.")] = False,
    by: By = "",
) -> None:
    """Decide on names, read telling passages, look through what nothing has stopped at. Stop at any time; answers are kept."""
    from csa_research.cli.asking import ask_all
    from csa_research.pipeline.originals import reviewing, uneven
    from csa_research.pipeline.runner import run_up_to

    with opened(folder) as ctx:
        run_up_to(ctx, "detect")
        if decisions is not None:
            for line in reviewing.take_decisions(ctx, decisions, by=by or who(), complete=complete):
                tell(line)
            for line in uneven.lines(ctx, uneven.decided_unevenly(ctx), words=False):
                tell(line)
        elif not listing:
            ask_all(ctx, by=by or who())
        left = reviewing.count_left(ctx)
        if listing:
            for number, kind in left.lines():
                tell(f"{number:>6}  {kind}")
        if left.all:
            tell(f"{reviewing.said_open(ctx)}. Go on with: csa review {folder}")
            raise typer.Exit(1)
        tell(f"Nothing is open. Next: csa release {folder} --by NAME")


def release(
    folder: Folder,
    by: By = "",
    unreviewed: Annotated[bool, typer.Option(help="Without a person's review: stamped UNREVIEWED in every output.")] = False,
) -> None:
    """Replace every identifier and sign the text over to the open side."""
    from csa_research.errors import InputError
    from csa_research.pipeline.originals.releasing import sign_release
    from csa_research.pipeline.runner import run_up_to

    if not by.strip():
        raise InputError("A release is signed: say who releases it with --by NAME.")
    with opened(folder) as ctx:
        run_up_to(ctx, "detect")
        tell(sign_release(ctx, by=by.strip(), unreviewed=unreviewed))
        tell(f"Next: csa suggest {folder} -o suggestions.xlsx --format xlsx, then code and: csa code import {folder} CODINGS.csv")
