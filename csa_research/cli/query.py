"""csa query: codings by code, direction, place, person and words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import Folder, opened, tell


class QueryFormat(StrEnum):
    """How the answer is given."""

    table = "table"
    csv = "csv"
    xlsx = "xlsx"
    docx = "docx"
    json = "json"


Many = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(query)


def query(
    folder: Folder,
    code: Annotated[Many, typer.Option("--code", help="A code; KN01+sub with its sub-codes; a family. Repeatable.")] = None,
    polarity: Annotated[Many, typer.Option("--polarity", help="enabler, barrier, mixed or neutral.")] = None,
    agency: Annotated[Many, typer.Option("--agency", help="Groups of this agency.")] = None,
    group: Annotated[Many, typer.Option("--group", help="This group.")] = None,
    coder: Annotated[Many, typer.Option("--coder", help="Codings of this coder.")] = None,
    effect: Annotated[Many, typer.Option("--effect", help="towards, away, both or none_stated (emotion codes).")] = None,
    role: Annotated[Many, typer.Option("--role", help="need, mechanism, counter or none.")] = None,
    flag: Annotated[Many, typer.Option("--flag", help="With this flag; repeated, with all of them.")] = None,
    text: Annotated[str, typer.Option("--text", help='Words of the turn; "in quotes" a phrase; supervis* every ending.')] = "",
    near: Annotated[Many, typer.Option("--near", metavar="CODE", help="Only near a coding with this code.")] = None,
    reach: Annotated[int, typer.Option("--reach", min=0, max=100, help="How many turns before or after are near.")] = 2,
    within_turn: Annotated[bool, typer.Option("--within-turn", help="Near means in the same turn.")] = False,
    overlapping: Annotated[bool, typer.Option("--overlapping", help="Near means sharing words.")] = False,
    inside: Annotated[bool, typer.Option("--inside", help="Near means inside the other's words.")] = False,
    co_occurrence: Annotated[
        bool, typer.Option("--co-occurrence", help="Not the codings: which of their codes share words, as a matrix.")
    ] = False,
    roll_up: Annotated[bool, typer.Option("--roll-up", help="There, sub-codes count as the code at the top.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many; without it 50 shown, all in a file.")
    ] = None,
    format: Annotated[QueryFormat, typer.Option("--format")] = QueryFormat.table,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File to write; its ending may stand for --format.")] = None,
    save: Annotated[str, typer.Option("--save", metavar="NAME", help="Keep this query under a name.")] = "",
    saved: Annotated[str, typer.Option("--saved", metavar="NAME", help="Ask a kept query; other options narrow it.")] = "",
) -> None:
    """Find codings by code, direction, agency, group, coder, flag, words and what stands near; everything given has to hold."""
    from csa_research.coding.query import Query
    from csa_research.pipeline.team import querying

    relation = "overlapping" if overlapping else "within" if inside else "turns"
    asked = Query(
        code=tuple(code or ()), polarity=tuple(polarity or ()), agency=tuple(agency or ()), group=tuple(group or ()),
        coder=tuple(coder or ()), effect=tuple(effect or ()), role=tuple(role or ()), flag=tuple(flag or ()), text=text,
        near=tuple(near or ()), relation=relation, reach=0 if within_turn else reach,
        crossed=co_occurrence or roll_up, rolled=roll_up,
    )  # fmt: skip
    kind = format.value
    if kind == "table" and out is not None and out.suffix[1:].lower() in {f.value for f in QueryFormat}:
        kind = out.suffix[1:].lower()
    with opened(folder) as ctx:
        if saved:
            asked = querying.saved_query(ctx, saved, asked)
        for line in querying.answer(ctx, asked, kind, out, limit):
            print(line)
        if save:
            querying.save_query(ctx, save, asked)
            tell(f"Kept as {save!r}; ask it again with: csa query {folder} --saved {save!r}")
