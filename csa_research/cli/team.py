"""csa agree | code consensus | code memo | code undo | code history: several coders, compared, brought together, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import By, Folder, Out, opened, put, tell, who
from csa_research.errors import InputError


class AgreeFormat(StrEnum):
    """How agreement is written."""

    table = "table"
    json = "json"
    csv = "csv"


OnCode = Annotated[str, typer.Option("--code", metavar="CODE", help="The memo of this code or family.")]
OnGroup = Annotated[str, typer.Option("--group", metavar="GROUP", help="The memo of this group's transcript.")]
OnStudy = Annotated[bool, typer.Option("--study", help="The memo of the whole study.")]
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
    coding: Annotated[
        str | None, typer.Argument(metavar="CODING", help="A coding's id; left out with --code, --group or --study.")
    ] = None,
    memo: Annotated[
        str | None,
        typer.Argument(metavar="MEMO", help="What to keep with it; empty quotes take it away; left out: shown."),
    ] = None,
    code: OnCode = "",
    group: OnGroup = "",
    study: OnStudy = False,
    list_: Annotated[bool, typer.Option("--list", help="List every memo, a line each.")] = False,
    by: By = "",
) -> None:
    """Write, change, take away or show the memo of a coding, a code, a transcript or the study; csa code undo goes back."""
    from csa_research.pipeline.team import memos
    from csa_research.pipeline.team.undoing import write_memo

    whole = bool(code or group or study)
    text = coding if whole else memo
    if (whole and memo is not None) or (list_ and (whole or coding is not None)):
        raise InputError("Say one thing: a coding's id, --code CODE, --group GROUP, --study or --list; then the memo in quotes.")
    with opened(folder) as ctx:
        if list_:
            lines: Iterable[str] = memos.list_memos(ctx)
        elif not whole and coding is not None:
            lines = memos.coding_memo_lines(ctx, coding) if text is None else ()
            if text is not None:
                tell(write_memo(ctx, coding, text, by=by.strip() or who()))
        else:
            on = memos.about(ctx, code=code, group=group, study=study)
            lines = memos.memo_lines(ctx, on) if text is None else ()
            if text is not None:
                tell(memos.write_memo_on(ctx, on, text, by=by.strip() or who()))
        for line in lines:
            print(line)


def code_undo(folder: Folder, by: By = "") -> None:
    """Take back the last step: codings, memos or rejected suggestions, whatever came last; again for the one before."""
    from csa_research.pipeline.team.undoing import undo_last

    with opened(folder) as ctx:
        tell(undo_last(ctx, by=by.strip() or who()))


def code_history(
    folder: Folder,
    coding: Annotated[
        str | None, typer.Argument(metavar="CODING", help="A coding's id; left out with --code, --group or --study.")
    ] = None,
    code: OnCode = "",
    group: OnGroup = "",
    study: OnStudy = False,
) -> None:
    """Show everything that happened to a coding, or to the memo of a code, transcript or the study, oldest first."""
    from csa_research.pipeline.team import memos
    from csa_research.pipeline.team.undoing import history_lines

    if coding is not None and (code or group or study):
        raise InputError("Say one thing: a coding's id, --code CODE, --group GROUP or --study.")
    with opened(folder) as ctx:
        if coding is not None:
            lines = history_lines(ctx, coding)
        else:
            lines = memos.history_of(ctx, memos.about(ctx, code=code, group=group, study=study))
        for line in lines:
            print(line)
