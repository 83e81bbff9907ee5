"""All commands in the order of the work."""

from __future__ import annotations

from typing import Annotated

import typer

from csa_research.cli import analysis, care, closed, coding, exporting, study, topics

app = typer.Typer(
    name="csa",
    help="From focus-group transcripts to evidence for a theory of change: offline, and traceable both ways.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from csa_research import __version__

        print(f"csa {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")] = False,
) -> None:
    """From focus-group transcripts to evidence for a theory of change: offline, and traceable both ways."""


study.register(app)
closed.register(app)
coding.register(app)
topics.register(app)
analysis.register(app)
exporting.register(app)
care.register(app)
