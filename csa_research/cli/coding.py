"""csa code import | code export | suggest | codebook export."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli import bringing, codebook, double, exchange, query, queue, team, track
from csa_research.cli.shared import Folder, Target, opened, put, tell, who


class SuggestFormat(StrEnum):
    """How suggestions are written."""

    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"


class CodingFormat(StrEnum):
    """How codings are written."""

    csv = "csv"
    xlsx = "xlsx"
    qdpx = "qdpx"


class CodebookFormat(StrEnum):
    """How the codebook is written."""

    qdc = "qdc"
    xlsx = "xlsx"
    docx = "docx"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    code = typer.Typer(help="Codings in and out.", no_args_is_help=True)
    code.command("import")(code_import)
    code.command("export")(code_export)
    app.add_typer(code, name="code")
    app.command()(suggest)
    book = typer.Typer(help="The codebook: check and take away.", no_args_is_help=True)
    book.command("check")(codebook_check)
    book.command("export")(codebook_export)
    book.command("import")(codebook_import)
    app.add_typer(book, name="codebook")
    for part in (team, query, bringing, double, codebook, queue, track):
        part.register(app)
    exchange.register(app)


def code_import(
    folder: Folder,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=".csv or .xlsx (group, turn, quote, code, polarity, ...), .qdpx, .docx with comments, Taguette's .html "
            "or .sqlite3, QualCoder's .qda.",
        ),
    ],
    coder: Annotated[str, typer.Option(help="Coder, where the file does not say.")] = "",
    group: Annotated[str, typer.Option(help="Group, where the names in the file do not say.")] = "",
    users: Annotated[
        list[str] | None, typer.Option("--user", metavar="USER=CODER", help="Which coder a user in the file is; may be repeated.")
    ] = None,
    colours: Annotated[
        list[str] | None,
        typer.Option("--colour", metavar="COLOUR=CODE", help="Which code a highlight in a Word document means; may be repeated."),
    ] = None,
) -> None:
    """Take codings of a spreadsheet or another program; each is found in the released text, what cannot be placed is listed."""
    from csa_research.pipeline.team.exchanging import Hints, take_codings

    colour_codes = _pairs(colours or (), "--colour COLOUR=CODE, such as yellow=KN01.")
    hints = Hints(coder, group, _pairs(users or (), "--user NAME=CODER, the name as in the file."), colour_codes)
    with opened(folder) as ctx:
        done = take_codings(ctx, file, hints, by=who())
        for line in done.lines():
            tell(line)
        tell(f"Next: csa run {folder}")
        if done.unplaced:
            raise typer.Exit(1)


def _pairs(given: Iterable[str], usage: str) -> dict[str, str]:
    pairs = [pair.partition("=")[::2] for pair in given]
    if any(not name.strip() or not meant.strip() for name, meant in pairs):
        raise typer.BadParameter(f"write {usage}")
    return {name.strip(): meant.strip() for name, meant in pairs}


def code_export(
    folder: Folder, format: Annotated[CodingFormat, typer.Option("--format")] = CodingFormat.csv, out: Target = None
) -> None:
    """Write all codings with their released words."""
    from csa_research.pipeline.team.codings import export_codings

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
    from csa_research.pipeline.team.suggesting import write_suggestions

    with opened(folder) as ctx:
        run_up_to(ctx, "suggest")
        write_suggestions(ctx, format.value, out, put)


def codebook_check(folder: Folder) -> None:
    """Validate the study's codebook."""
    from csa_research.study import open_study

    book = open_study(folder).codebook()
    tell(f"{book.id} {book.version}: {sum(c.codable for c in book.codes)} codes in {len(book.families)} families, no fault found.")


def codebook_export(
    folder: Folder, format: Annotated[CodebookFormat, typer.Option("--format")] = CodebookFormat.qdc, out: Target = None
) -> None:
    """Write the codebook for NVivo, MAXQDA, ATLAS.ti (.qdc), Excel, or a report's appendix (.docx, with a quote a code)."""
    from csa_research.pipeline.team import codings
    from csa_research.study import open_study

    if format is CodebookFormat.qdc:
        tell(f"Wrote {codings.export_codebook(open_study(folder), format.value, out)}")
        return
    write = codings.export_codebook_document if format is CodebookFormat.docx else codings.export_codebook_book
    with opened(folder) as ctx:
        tell(f"Wrote {write(ctx, out)}")


def codebook_import(
    folder: Folder,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .qdc or .qdpx of any program, or a table (.csv, .xlsx).")],
) -> None:
    """Lay another program's codebook beside the study's own and say what differs; the study's own is not changed."""
    from csa_research.pipeline.team.exchanging import propose_codebook
    from csa_research.study import open_study

    target, changes = propose_codebook(open_study(folder), file)
    for line in changes or ("Nothing differs from the study's codebook.",):
        tell(line)
    tell(f"Wrote {target}. Read it, and put it in the codebook's place if it is right.")
