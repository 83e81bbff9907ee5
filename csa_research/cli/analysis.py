"""csa findings | theory | report."""

from __future__ import annotations

import typer

from csa_research.cli.shared import Folder, opened, tell


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command()(findings)
    app.command()(theory)
    app.command()(report)


def findings(folder: Folder) -> None:
    """Matrix, enabler/barrier balance, emotions, saturation, quotes (workbooks and figures)."""
    _make(folder, "findings", "findings/findings.xlsx")


def theory(folder: Folder) -> None:
    """Evidence on every node and link; logic model, evaluation framework, drawing."""
    _make(folder, "theory", "theory/theory_of_change.svg")


def report(folder: Folder) -> None:
    """The report in Word and HTML, and the notebooks executed."""
    _make(folder, "report", "report/report.docx")


def _make(folder: Folder, stage: str, first: str) -> None:
    from csa_research.pipeline.outputs import home
    from csa_research.pipeline.runner import run_up_to

    with opened(folder) as ctx:
        run_up_to(ctx, stage)
        tell(f"Look first at {home(ctx) / first}")
