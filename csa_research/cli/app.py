"""All commands in the order of the work."""

from __future__ import annotations

import typer

from csa_research.cli import analysis, closed, coding, exporting, study

app = typer.Typer(
    name="csa",
    help="From focus-group transcripts to evidence for a theory of change: offline, and traceable both ways.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

study.register(app)
closed.register(app)
coding.register(app)
analysis.register(app)
exporting.register(app)
