"""csa topics STUDY, and csa topics compare | emotions | timeline | gaps | label | merge | split."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from csa_research.cli.shared import By, Folder, Out, opened, tell, who

if TYPE_CHECKING:
    from csa_research.pipeline.context import Context

FIND = "find"
Number = Annotated[int, typer.Argument(metavar="TOPIC", help="The topic's number in `csa topics STUDY`.")]


class TopicGroup(TyperGroup):
    """A group whose first word may be a study instead of a command: then topics are found and listed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with the unnamed command named."""
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = [FIND, *args]
        return super().parse_args(ctx, args)


class CompareFormat(StrEnum):
    """How a comparison of agencies is written."""

    table = "table"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    topics = typer.Typer(
        cls=TopicGroup,
        no_args_is_help=True,
        help="Candidate patterns in the talk: `csa topics STUDY [--topics K]` finds and lists them.",
    )
    topics.command(FIND, hidden=True)(find)
    topics.command()(compare)
    topics.command()(emotions)
    topics.command()(timeline)
    topics.command()(gaps)
    topics.command()(label)
    topics.command()(merge)
    topics.command()(split)
    app.add_typer(topics, name="topics")


def find(
    folder: Folder,
    number: Annotated[
        int | None, typer.Option("--topics", min=2, max=200, help="How many; without it, chosen by stability.")
    ] = None,
    guided: Annotated[
        bool | None,
        typer.Option("--guided/--unguided", help="Drawn towards the codebook's codes; then no evidence that it is complete."),
    ] = None,
) -> None:
    """Find candidate patterns in the released talk and say how steady each one is."""
    from csa_research.pipeline.topical.topics import topic_lines

    with opened(folder) as ctx:
        for line in topic_lines(ctx, number, guided):
            print(line)
        tell(f"Topics are candidates, not themes. Next: csa topics gaps {folder}, or csa export topics {folder} --format json")


def compare(
    folder: Folder, format: Annotated[CompareFormat, typer.Option("--format")] = CompareFormat.table, out: Out = None
) -> None:
    """Compare agencies topic by topic, with the focus group as the unit."""
    from csa_research.pipeline.topical.topics import comparison_text

    with opened(folder) as ctx:
        _hand_out(ctx, comparison_text(ctx, format.value), out)


def emotions(
    folder: Folder, format: Annotated[CompareFormat, typer.Option("--format")] = CompareFormat.table, out: Out = None
) -> None:
    """Hold topics against emotions: share of a topic's coded turns with each, beside the rest."""
    from csa_research.pipeline.topical.topic_tables import emotion_text

    with opened(folder) as ctx:
        _hand_out(ctx, emotion_text(ctx, format.value), out)


def timeline(
    folder: Folder, format: Annotated[CompareFormat, typer.Option("--format")] = CompareFormat.table, out: Out = None
) -> None:
    """Follow topics through the topic guide's questions, or through tenths of the meetings."""
    from csa_research.pipeline.topical.topic_tables import timeline_text

    with opened(folder) as ctx:
        _hand_out(ctx, timeline_text(ctx, format.value), out)


def gaps(
    folder: Folder,
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="[NUMBER]...", help="Candidates by their number in the list.", show_default=False)
    ] = None,
    queue: Annotated[bool, typer.Option("--queue", help="Put these candidates' turns into the coding queue.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last candidates out of the queue again.")] = False,
    out: Out = None,
    by: By = "",
) -> None:
    """List talk that the codebook leaves unexplained, with quotes, and codes with no topic; or queue candidates for coding."""
    from csa_research.pipeline.team.gap_queue import queue_gaps, take_back
    from csa_research.pipeline.topical.topic_gaps import code_gaps, gap_text

    with opened(folder) as ctx:
        if undo:
            tell(take_back(ctx, by=by.strip() or who()))
        elif queue:
            tell(queue_gaps(ctx, code_gaps(ctx), numbers or (), by=by.strip() or who()))
            tell(f"They come first in every coder's queue. Next: csa queue {folder} --coder NAME")
            tell(f"To take them out again: csa topics gaps {folder} --undo")
        else:
            _hand_out(ctx, gap_text(ctx, numbers or ()), out)
            tell(f"Read the quotes. To code candidates 1 and 3 first: csa topics gaps {folder} --queue 1 3")


def label(
    folder: Folder,
    topic: Number,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What you call it.")],
    note: Annotated[str, typer.Option(help="A note to keep with it.")] = "",
    by: By = "",
) -> None:
    """Name a topic in your own words; the name follows it through later runs."""
    from csa_research.pipeline.topical.topic_decisions import label_topic

    with opened(folder) as ctx:
        tell(label_topic(ctx, topic, words, note=note, by=by or who()))


def merge(folder: Folder, first: Number, second: Number, by: By = "") -> None:
    """Make two topics one, now and in later runs."""
    from csa_research.pipeline.topical.topic_decisions import merge_topics

    with opened(folder) as ctx:
        tell(merge_topics(ctx, first, second, by=by or who()))


def split(folder: Folder, topic: Number, by: By = "") -> None:
    """Make one topic two, now and in later runs."""
    from csa_research.pipeline.topical.topic_decisions import split_topic

    with opened(folder) as ctx:
        tell(split_topic(ctx, topic, by=by or who()))


def _hand_out(ctx: Context, text: str, out: Path | None) -> None:
    from csa_research.pipeline.exporting import hand_out_text

    made = hand_out_text(ctx, out, text)
    if made:
        tell(f"Wrote {made}")
