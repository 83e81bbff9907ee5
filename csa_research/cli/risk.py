"""csa risk STUDY | risk sample | risk take: how far the anonymisation can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from csa_research.cli.shared import By, Folder, opened, tell, who


class _ReportFirst(TyperGroup):
    """`csa risk STUDY` is the report; sample and take are commands of their own."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["report", *args]
        return super().resolve_command(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    risk = typer.Typer(
        cls=_ReportFirst, no_args_is_help=True,
        help="How far the anonymisation can be trusted: csa risk STUDY writes the report; sample and take measure the review.",
    )  # fmt: skip
    risk.command("report")(report)
    risk.command("sample")(sample)
    risk.command("take")(take)
    app.add_typer(risk, name="risk")


def report(folder: Folder) -> None:
    """Write outputs/risk: report, motivated-intruder worksheet, figures. For the team only."""
    from csa_research.pipeline.originals.risk_report import write_report

    with opened(folder) as ctx:
        place, lines = write_report(ctx)
        for line in lines:
            print(line)
        tell(f"Wrote {place / 'risk_report.docx'} and {place / 'motivated_intruder.docx'}, for the team only.")


def sample(
    folder: Folder,
    out: Annotated[Path, typer.Option("-o", "--out", help="The CSV file to write.")],
    turns: Annotated[int, typer.Option(min=1, max=100_000, help="How many turns.")] = 60,
    seed: Annotated[int | None, typer.Option(help="Another draw; without it, the study's seed.")] = None,
) -> None:
    """Draw turns of the ORIGINAL text for a second person to mark with [[TYPE:words]] in the column `marked`."""
    from csa_research.pipeline.originals.second_reading import draw_sample

    with opened(folder) as ctx:
        number = draw_sample(ctx, out, turns=turns, seed=seed)
    tell(f"Wrote {out}: {number} turns of the ORIGINAL text, with names. Keep it on an encrypted disk, and destroy it afterwards.")
    tell("In `marked`, put [[PERSON: and ]] around each name and so on (PLACE, ORG, CONTACT, ID, DATE, AGE, OPERATION, QUASI);")
    tell(f"empty the cell where a turn was not read. Then: csa risk take {folder} {out} --by NAME")


def take(folder: Folder, file: Annotated[Path, typer.Argument(metavar="FILE", help="The marked CSV file.")], by: By = "") -> None:
    """Take the marked sample into the vault: recall of the review by type; what was missed becomes questions."""
    from csa_research.pipeline.originals.second_reading import recall_rows, take_sample

    with opened(folder) as ctx:
        kept, problems = take_sample(ctx, file, by=by.strip() or who())
        print(f"{len(kept.turns)} turns read, {len(kept.marked)} mentions marked, {len(kept.missed)} of them not masked.")
        if not kept.marked:
            tell("Nothing is marked, so it says nothing of the review. If it was the wrong file, take the marked one as well.")
        for row in recall_rows([kept]):
            recall, bound = row.recall or 0.0, row.leak_upper or 0.0
            share = f"recall {recall:.1%}, share left at most {bound:.1%} (95%)"
            print(f"  {row.type:<10} {row.leaked:>3} of {row.entities:<4} left, {share}")
        for problem in problems:
            tell(f"  not taken: {problem}")
        tell(f"It is in the vault now. Destroy {file}: it holds original words.")
        if kept.missed:
            tell(f"Decide on what was missed: csa review {folder}")
            raise typer.Exit(1)
