"""csa export transcripts | topics | quotes | all. Every file is searched for original words before it is handed out."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from csa_research.cli.shared import Folder, Target, opened, tell


class TranscriptFormat(StrEnum):
    """How released transcripts are written."""

    jsonl = "jsonl"
    txt = "txt"
    docx = "docx"
    html = "html"


class TopicFormat(StrEnum):
    """How topics are written: a line a turn, the topics themselves, or a folder with a fitted BERTopic."""

    jsonl = "jsonl"
    json = "json"
    bertopic = "bertopic"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    export = typer.Typer(help="Take released material away.", no_args_is_help=True)
    export.command("transcripts")(transcripts)
    export.command("topics")(topics)
    export.command("all")(everything)
    app.add_typer(export, name="export")


def transcripts(
    folder: Folder, format: Annotated[TranscriptFormat, typer.Option("--format")] = TranscriptFormat.jsonl, out: Target = None
) -> None:
    """Released transcripts: one file (.jsonl, .txt), or a folder with one file a group (.docx, .html)."""
    from csa_research.pipeline.exporting import export_transcripts

    with opened(folder) as ctx:
        tell(f"Wrote {export_transcripts(ctx, format.value, out)}")


def topics(
    folder: Folder, format: Annotated[TopicFormat, typer.Option("--format")] = TopicFormat.jsonl, out: Target = None
) -> None:
    """The topic of every turn (jsonl), the topics that may be shown with their figures (json), or a BERTopic (bertopic)."""
    from csa_research.pipeline.exporting import export_topics

    with opened(folder) as ctx:
        tell(f"Wrote {export_topics(ctx, format.value, out)}")


def everything(folder: Folder) -> None:
    """Released transcripts, codebook.qdc, project.qdpx and codings in the study's outputs."""
    from csa_research.pipeline.outputs import home
    from csa_research.pipeline.runner import run_up_to

    with opened(folder) as ctx:
        run_up_to(ctx, "export")
        tell(f"Look in {home(ctx) / 'transcripts'} and {home(ctx) / 'exchange'}")
