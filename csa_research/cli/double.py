"""csa double draw | double take: two coders, the same turns, neither seeing the other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csa_research.cli.shared import By, Folder, opened, tell, who


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    double = typer.Typer(help="Blind double coding of a frozen random sample.", no_args_is_help=True)
    double.command("draw")(draw)
    double.command("take")(take)
    app.add_typer(double, name="double")


def draw(
    folder: Folder,
    coders: Annotated[tuple[str, str], typer.Option("--coders", metavar="A B", help="The two coders.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Where the two sheets go.")],
    share: Annotated[float, typer.Option("--share", help="Share of each agency's turns.")] = 0.2,
    seed: Annotated[int | None, typer.Option("--seed", help="Another draw; without it, the study's seed.")] = None,
    by: By = "",
) -> None:
    """Draw turns from every group, uncoded ones included, and write one sheet a coder, without codes or suggestions."""
    from csa_research.pipeline.team.double_coding import draw_sample

    with opened(folder) as ctx:
        drawn, place = draw_sample(ctx, out, coders=coders, share=share, seed=seed, by=by.strip() or who())
        groups = len({group for group, _ in drawn.units})
        tell(f"Wrote {place}: {drawn.name}, {len(drawn.units)} turns of {groups} groups, one sheet for each coder.")
        tell(f"Give each coder only their own. When both are filled: csa double take {folder} {place}")


def take(
    folder: Folder, sheets: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where both filled sheets lie.")], by: By = ""
) -> None:
    """Take both coders' sheets together, and say how far they agree on exactly these turns."""
    from csa_research.pipeline.team.agreeing import agreement_text
    from csa_research.pipeline.team.double_coding import take_sheets

    with opened(folder) as ctx:
        drawn, number = take_sheets(ctx, sheets, by=by.strip() or who())
        tell(f"{drawn.name}: {number} codings on {len(drawn.units)} turns taken from {drawn.coders[0]} and {drawn.coders[1]}.")
        if ctx.study.settings.coding.method != "reflexive":
            print(agreement_text(ctx, drawn.coders, "table", sample=True), end="")
        tell(f"Talk about where they differ: csa agree {folder} --sample --disagreements")
