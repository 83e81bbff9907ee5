"""csa code import | code export | suggest | agree | codebook export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import Folder, Out, Target, opened, put, tell, who


class SuggestFormat(StrEnum):
    """How suggestions are written."""

    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"


class AgreeFormat(StrEnum):
    """How agreement is written."""

    table = "table"
    json = "json"
    csv = "csv"


class CodingFormat(StrEnum):
    """How codings are written."""

    csv = "csv"
    xlsx = "xlsx"
    qdpx = "qdpx"


class CodebookFormat(StrEnum):
    """How the codebook is written."""

    qdc = "qdc"
    xlsx = "xlsx"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    code = typer.Typer(help="Codings in and out.", no_args_is_help=True)
    code.command("import")(code_import)
    code.command("export")(code_export)
    app.add_typer(code, name="code")
    app.command()(suggest)
    app.command()(agree)
    book = typer.Typer(help="The codebook: check and take away.", no_args_is_help=True)
    book.command("check")(codebook_check)
    book.command("export")(codebook_export)
    app.add_typer(book, name="codebook")


def code_import(
    folder: Folder,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=".csv or .xlsx with group, turn, quote, code, polarity, ...")],
    coder: Annotated[str, typer.Option(help="Coder, where the file does not say.")] = "",
) -> None:
    """Take codings from a spreadsheet; each quote is found in the released text, what cannot be placed is listed."""
    from csa_research.pipeline.codings import import_codings

    with opened(folder) as ctx:
        done = import_codings(ctx, file, coder=coder, by=who())
        for line in done.lines():
            tell(line)
        tell(f"Next: csa run {folder}")
        if done.unplaced:
            raise typer.Exit(1)


def code_export(
    folder: Folder, format: Annotated[CodingFormat, typer.Option("--format")] = CodingFormat.csv, out: Target = None
) -> None:
    """Write all codings with their released words."""
    from csa_research.pipeline.codings import export_codings

    with opened(folder) as ctx:
        tell(f"Wrote {export_codings(ctx, format.value, out)}")


def suggest(
    folder: Folder,
    format: Annotated[SuggestFormat, typer.Option("--format")] = SuggestFormat.jsonl,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Where to write; without it, jsonl to standard output, others into outputs.")
    ] = None,
) -> None:
    """Propose codes a turn, best first, at most five; none counts until a person accepts it."""
    from csa_research.pipeline.runner import run_up_to
    from csa_research.pipeline.suggesting import write_suggestions

    with opened(folder) as ctx:
        run_up_to(ctx, "suggest")
        write_suggestions(ctx, format.value, out, put)


def agree(
    folder: Folder,
    coders: Annotated[tuple[str, str] | None, typer.Option("--coders", metavar="A B", help="The two coders to compare.")] = None,
    format: Annotated[AgreeFormat, typer.Option("--format")] = AgreeFormat.table,
    out: Out = None,
) -> None:
    """Compare coders code by code: prevalence, positive agreement, kappa with interval, AC1, alpha."""
    from csa_research.pipeline.comparing import agreement_text

    with opened(folder) as ctx:
        put(agreement_text(ctx, coders or (), format.value), out)


def codebook_check(folder: Folder) -> None:
    """Validate the study's codebook."""
    from csa_research.study import open_study

    book = open_study(folder).codebook()
    tell(f"{book.id} {book.version}: {sum(c.codable for c in book.codes)} codes in {len(book.families)} families, no fault found.")


def codebook_export(
    folder: Folder, format: Annotated[CodebookFormat, typer.Option("--format")] = CodebookFormat.qdc, out: Target = None
) -> None:
    """Write the codebook for NVivo, MAXQDA, ATLAS.ti (.qdc) or Excel."""
    from csa_research.pipeline.codings import export_codebook
    from csa_research.study import open_study

    tell(f"Wrote {export_codebook(open_study(folder), format.value, out)}")
