"""csa redact | withdraw | destroy, and csa risk: what a study owes the people in it after its release."""

from __future__ import annotations

import getpass
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csa_research.cli import risk
from csa_research.cli.shared import By, Folder, opened, tell
from csa_research.errors import InputError

if TYPE_CHECKING:
    from csa_research.pipeline.context import Context
    from csa_research.pipeline.originals.late_redaction import Survey
    from csa_research.pipeline.originals.purge import Found

Also = Annotated[
    list[Path] | None, typer.Option("--also", metavar="FOLDER", help="Search this folder or file as well; may be given again.")
]
Remove = Annotated[bool, typer.Option("--remove-outputs", help="Delete those files of the study's outputs that hold the words.")]


class Kind(StrEnum):
    """What a name stands for."""

    PERSON = "PERSON"
    PLACE = "PLACE"
    ORG = "ORG"
    CONTACT = "CONTACT"
    ID = "ID"
    DATE = "DATE"
    AGE = "AGE"
    OPERATION = "OPERATION"
    QUASI = "QUASI"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command()(redact)
    app.command()(withdraw)
    risk.register(app)
    app.command()(destroy)


def redact(
    folder: Folder,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="Better left out: then it is asked for, unseen.", show_default=False)
    ] = "",
    by: By = "",
    label: Annotated[str, typer.Option(help='Noun of the pseudonym ("Child"), or the whole of it ("[primary school]").')] = "",
    type: Annotated[Kind, typer.Option("--type", help="What the name stands for.")] = Kind.PERSON,
    same_as: Annotated[str, typer.Option(metavar="PSEUDONYM", help='Somebody known already: "[Child 3]".')] = "",
    apart: Annotated[bool, typer.Option(help="Somebody else than who goes by this name already.")] = False,
    any_case: Annotated[
        bool, typer.Option(help="A name that is an ordinary word too: remove it without a capital as well.")
    ] = False,
    also: Also = None,
    remove_outputs: Remove = False,
    look: Annotated[bool, typer.Option(help="Only say where the name stands; change nothing.")] = False,
) -> None:
    """Remove a name everywhere after release and coding; codings keep their places.

    Leave NAME out: what is typed as an argument stays in the history of your shell, what is asked for does not. The name is
    never shown, logged or journalled.
    """
    from csa_research.pipeline.originals.late_redaction import Request, survey
    from csa_research.pipeline.originals.late_redaction import redact as remove

    if not by.strip() and not look:
        raise InputError("A late redaction is signed: say who removes the name with --by NAME.")
    request = Request(name or _ask_name(), by.strip(), label.strip(), type.value, same_as.strip(), apart, any_case)
    with opened(folder) as ctx:
        found = survey(ctx, request, tuple(also or ()))
        _say_places(found)
        if look:
            _say_files(found.files)
            return
        if not found.found:
            _finish_earlier(ctx)
            tell("Nothing to remove: this name stands nowhere in the released text, the notes or the outputs of this study.")
            _say_files(found.files)
            raise typer.Exit(1)
        done = remove(ctx, request, found)
        versions = (
            f"new versions of {', '.join(done.groups)}, signed by {request.by}" if done.groups else "no released text changed"
        )
        tell(f"Replaced by {done.pseudonym}: {versions}; {done.notes} notes rewritten. Index, free pages and caches are clean.")
        if done.left_in_store:
            tell(
                "The same letters still stand in the study's store: as the name of a coder, reviewer or signer, or as a group's id."
            )
        _say_files(found.files)
        _remove(ctx, found.files, asked=remove_outputs)
        tell(f"Make the outputs anew: csa run {folder}")


def withdraw(
    folder: Folder,
    group: Annotated[str, typer.Argument(metavar="GROUP", help="The group's id.")],
    participant: Annotated[str, typer.Argument(metavar="PARTICIPANT", help='The released label: "[Participant 3]".')],
    by: By = "",
    also: Also = None,
    remove_outputs: Remove = False,
) -> None:
    """Remove a participant's words and codings, and list where they had been used. Their turns stay, emptied."""
    from csa_research.pipeline.originals.withdrawal import lines
    from csa_research.pipeline.originals.withdrawal import withdraw as remove

    if not by.strip():
        raise InputError("A withdrawal is signed: say who carries it out with --by NAME.")
    with opened(folder) as ctx:
        used = remove(ctx, group, participant, by=by.strip(), also=tuple(also or ()))
        for line in lines(used, group, participant):
            print(line)
        if used.left_in_store:
            tell("A stretch of their words still stands in the study's store. Report this as a fault.")
        _say_files(used.files)
        _remove(ctx, used.files, asked=remove_outputs)
        tell(f"Read the summaries of those cells again, then make the outputs anew: csa run {folder}")


def destroy(
    folder: Folder,
    originals: Annotated[bool, typer.Option("--originals", help="Files as they arrived and transcripts with names.")] = False,
    key: Annotated[bool, typer.Option("--key", help="The whole vault: after it no output can be made anew.")] = False,
    by: By = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the study's id; for scripts.")] = False,
) -> None:
    """Destroy originals or key for good, with a certificate in the study folder."""
    from csa_research.pipeline.originals.retention import confirm, warnings
    from csa_research.pipeline.originals.retention import destroy as carry_out
    from csa_research.study import open_study

    if originals == key:
        raise InputError("Say what to destroy: --originals (files and transcripts with names) or --key (the whole vault).")
    if not by.strip():
        raise InputError("A destruction is signed: say who destroys with --by NAME.")
    study = open_study(folder)
    with opened(folder) as ctx:
        for line in warnings(ctx):
            tell(line)
    if not yes:
        tell("This cannot be undone. Are the last outputs made, and is the retention date of the consent form past?")
        tell("Type the study's id (study_id in study.yaml) to go on: ")
        confirm(study, sys.stdin.readline())
    with opened(folder) as ctx:
        certificate, plain = carry_out(ctx, "originals" if originals else "key", by=by.strip())
    print(plain.read_text(encoding="utf-8"))
    tell(f"Wrote the certificate {certificate} and {plain.name}. Print it, check the back-ups that it lists, and sign it.")


def _ask_name() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Name to remove (it is not shown): ")
    return sys.stdin.readline().rstrip("\r\n")


def _finish_earlier(ctx: Context) -> None:
    from csa_research.pipeline.originals.purge import forget_caches

    forget_caches(ctx)  # a run that was killed after the text had changed may have left pages behind


def _some(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _say_places(found: Survey) -> None:
    from csa_research.pipeline.originals.late_redaction import by_group

    groups = len({group for group, _, _ in found.released})
    said = f"{_some(found.mentions, 'mention')} in {_some(groups, 'group')}, {_some(found.notes, 'note')}"
    tell(f"{said}, {_some(found.waiting, 'mention')} in text not released yet.")
    for line in by_group(found.released):
        tell(f"  {line}")
    if found.ordinary:
        tell("The same letters as an ordinary word, left as they are (add --any-case to remove these too):")
        for line in by_group(found.ordinary):
            tell(f"  {line}")
    if found.alike:
        tell("Words that sound like it, left as they are; look at them, and remove a misspelling by its own spelling:")
        for line in by_group(found.alike):
            tell(f"  {line}")


def _say_files(files: Found) -> None:
    for title, some in (
        ("Outputs made before that hold it", files.outputs),
        ("Other files that hold it; change or destroy them by hand", files.others),
        ("Files that could not be searched; look at them yourself", files.unread),
    ):
        if some:
            print(f"{title}:")
            for path in some:
                print(f"  {path}")


def _remove(ctx: Context, files: Found, *, asked: bool) -> None:
    from csa_research.pipeline.originals.purge import remove_outputs

    if asked:
        tell(f"{remove_outputs(ctx, files.outputs)} of the outputs were deleted.")
    elif files.outputs:
        tell("They were left as they are; with --remove-outputs they are deleted. Call back what was handed out.")
