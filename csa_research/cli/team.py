"""csa agree | code consensus | code memo | code undo | code history: several coders, compared, brought together, and taken back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import By, Folder, Out, opened, put, tell, who


class AgreeFormat(StrEnum):
    """How agreement is written."""

    table = "table"
    json = "json"
    csv = "csv"


Coders = Annotated[tuple[str, str] | None, typer.Option("--coders", metavar="A B", help="The two coders to compare.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command()(agree)
    code = subcommands(app, "code")
    code.command("consensus")(code_consensus)
    code.command("memo")(code_memo)
    code.command("undo")(code_undo)
    code.command("history")(code_history)


def subcommands(app: typer.Typer, name: str) -> typer.Typer:
    """The group of commands of this name. Raises LookupError."""
    found = next((g.typer_instance for g in app.registered_groups if g.name == name), None)
    if found is None:
        raise LookupError(name)
    return found


def agree(
    folder: Folder,
    coders: Coders = None,
    format: Annotated[AgreeFormat, typer.Option("--format")] = AgreeFormat.table,
    disagreements: Annotated[bool, typer.Option("--disagreements", help="Write the list for a consensus meeting.")] = False,
    methods: Annotated[bool, typer.Option("--methods", help="Write a paragraph for the methods section.")] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Only the turns drawn by csa double draw, once both were taken.")
    ] = False,
    people_only: Annotated[bool, typer.Option("--people-only", help="Leave out what the machine would have said.")] = False,
    out: Out = None,
) -> None:
    """Compare coders code by code, the machine beside them, every statistic with its interval; list disagreements; or in words."""
    from csa_research.pipeline.team import agreeing

    with opened(folder) as ctx:
        if disagreements:
            path, number = agreeing.write_disagreements(ctx, coders or (), out, sample=sample)
            tell(f"Wrote {path}: {number} disagreements. Decide together, then: csa code consensus {folder} {path}")
        elif methods:
            put(agreeing.methods_text(ctx, coders or (), sample=sample, people_only=people_only), out)
        else:
            put(agreeing.agreement_text(ctx, coders or (), format.value, sample=sample, people_only=people_only), out)


def code_consensus(
    folder: Folder, file: Annotated[Path, typer.Argument(metavar="FILE", help="The list of disagreements, filled.")], by: By = ""
) -> None:
    """Take a meeting's decisions as codings by "consensus"; the coders' own stay as they are."""
    from csa_research.pipeline.team.consensus import take_consensus

    with opened(folder) as ctx:
        for line in take_consensus(ctx, file, by=by.strip() or who()):
            tell(line)


def code_memo(
    folder: Folder,
    coding: Annotated[str, typer.Argument(metavar="CODING", help="A coding's id.")],
    memo: Annotated[str, typer.Argument(metavar="MEMO", help="What to keep with it; empty quotes take a memo away.")],
    by: By = "",
) -> None:
    """Write, change or take away the memo of a coding; csa code undo brings the earlier one back."""
    from csa_research.pipeline.team.undoing import write_memo

    with opened(folder) as ctx:
        tell(write_memo(ctx, coding, memo, by=by.strip() or who()))


def code_undo(folder: Folder, by: By = "") -> None:
    """Take back the last step: codings, memos or rejected suggestions, whatever came last; again for the one before."""
    from csa_research.pipeline.team.undoing import undo_last

    with opened(folder) as ctx:
        tell(undo_last(ctx, by=by.strip() or who()))


def code_history(folder: Folder, coding: Annotated[str, typer.Argument(metavar="CODING", help="A coding's id.")]) -> None:
    """Show everything that happened to a coding, oldest first."""
    from csa_research.pipeline.team.undoing import history_lines

    with opened(folder) as ctx:
        for line in history_lines(ctx, coding):
            print(line)
