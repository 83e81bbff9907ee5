"""Where the way goes on only after a person: what is waiting, and for whom, in one sentence with the next command."""

from __future__ import annotations

from csa_research.pipeline.context import Context


def nobody(ctx: Context) -> str:
    """Nothing waits."""
    return ""


def transcripts(ctx: Context) -> str:
    """Transcripts have to be there."""
    if ctx.store.groups() or any((ctx.study.folder / ctx.study.settings.paths.transcripts).glob("[!.]*")):
        return ""
    folder = ctx.study.folder
    return (
        f"the researcher: fill {folder / ctx.study.settings.paths.groups} and put the transcripts in "
        f"{folder / ctx.study.settings.paths.transcripts}, or: csa import {folder} FILES --groups groups.csv"
    )


def signature(ctx: Context) -> str:
    """A release has to be signed for the text as it is now decided."""
    from csa_research.pipeline.originals.reviewing import count_open
    from csa_research.pipeline.runner import is_fresh
    from csa_research.pipeline.stages import stage

    done = {run.stage: run for run in ctx.store.stage_runs()}
    if is_fresh(ctx, stage("release"), done):
        return ""
    folder, open_questions = ctx.study.folder, count_open(ctx)
    if open_questions:
        return f"the researcher: {open_questions} questions of the review are open: csa review {folder}"
    return f"the researcher: the review is complete; sign the release: csa release {folder} --by NAME"


def codings(ctx: Context) -> str:
    """Somebody has to have coded."""
    if ctx.store.codings():
        return ""
    folder = ctx.study.folder
    return (
        f"the researcher: nothing has been coded yet. Suggestions: csa suggest {folder} --format xlsx -o suggestions.xlsx; "
        f"then: csa code import {folder} CODINGS.csv"
    )
