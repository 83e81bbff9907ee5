"""The sample study from raw transcripts to outputs, with its recorded review and codings standing in for people."""

from __future__ import annotations

import json
import os
from pathlib import Path

from csa_research.atomic import write_bytes, write_text
from csa_research.errors import CsaError, InputError
from csa_research.pipeline.context import Context, Tell, working_on
from csa_research.pipeline.keys import digest, file_digest, folder_digest
from csa_research.pipeline.originals.importing import import_files
from csa_research.pipeline.originals.releasing import sign_release
from csa_research.pipeline.originals.reviewing import recorded, take_decisions
from csa_research.pipeline.runner import is_fresh, run_all, run_up_to
from csa_research.pipeline.stages import stage
from csa_research.pipeline.starting import copy_documents
from csa_research.pipeline.team.codings import import_codings
from csa_research.records import StageRun
from csa_research.resources import sample_dir
from csa_research.settings import load_settings
from csa_research.study import open_study

PASSPHRASE = "synthetic-sample-only"
"""The demonstration vault holds invented people only, so its passphrase may be known."""
REVIEWER = "recorded review (synthetic)"
TAKEN, REVIEWED, CODED = "sample", "sample-review", "sample-codings"


def run_demo(folder: Path, out: Path, *, tell: Tell) -> tuple[str, ...]:
    """Everything made, and where to look first. Raises CsaError when a stage could not be finished."""
    sample = sample_dir()
    _prepare(folder, out, sample)
    with working_on(open_study(folder), lambda: PASSPHRASE, tell) as ctx:
        tell(f"Demonstration study in {folder}, outputs in {out} (SYNTHETIC: everybody in it is invented)")
        _import(ctx, sample)
        run_up_to(ctx, "detect")
        _review(ctx, sample)
        _code(ctx, sample)
        waiting: list[str] = []
        if not run_all(ctx, report=waiting.append):
            raise CsaError("The demonstration stopped at a gate:\n" + "\n".join(waiting))
        return _closing(ctx, folder, out)


def _prepare(folder: Path, out: Path, sample: Path) -> None:
    """The sample's settings and documents in the study folder, with outputs going to `out`."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "study.yaml").exists():
        raise InputError(f"{folder} is not empty and not a study. Choose another place with --study.")
    if (folder / "study.yaml").exists() and load_settings(folder).study_id != load_settings(sample).study_id:
        raise InputError(f"{folder} holds a study of its own, which the demonstration would overwrite. Choose another --study.")
    folder.mkdir(parents=True, exist_ok=True)
    text = (sample / "study.yaml").read_text(encoding="utf-8")
    place = Path(os.path.relpath(out.resolve(), folder.resolve())).as_posix()
    write_text(folder / "study.yaml", f"{text.rstrip()}\npaths:\n  outputs: {json.dumps(place)}\n")
    write_bytes(folder / "groups.csv", (sample / "groups.csv").read_bytes())
    copy_documents(folder)


def _import(ctx: Context, sample: Path) -> None:
    key = digest(folder_digest(sample / "transcripts"), file_digest(sample / "groups.csv"), file_digest(sample / "roster.csv"))
    if recorded(ctx, TAKEN) == key and ctx.has_vault():
        return
    done = import_files(ctx, (sample / "transcripts",), groups=sample / "groups.csv", roster=sample / "roster.csv")
    ctx.tell(f"  {'import':<9} done       {done.lines()[0]}")
    if done.problems:
        raise InputError("The sample could not be read whole:\n" + "\n".join(done.problems))
    ctx.store.put_stage_run(StageRun(TAKEN, key, "", 0.0, ""))


def _review(ctx: Context, sample: Path) -> None:
    key = digest(recorded(ctx, "detect"), file_digest(sample / "decisions.csv"))
    if recorded(ctx, REVIEWED) == key and is_fresh(ctx, stage("release"), {run.stage: run for run in ctx.store.stage_runs()}):
        return
    ctx.tell(f"  {'review':<9} recorded   {take_decisions(ctx, sample / 'decisions.csv', by=REVIEWER, complete=True)[0]}")
    ctx.tell(f"  {'release':<9} done       {sign_release(ctx, by=REVIEWER, unreviewed=False)}")
    ctx.store.put_stage_run(StageRun(REVIEWED, key, "", 0.0, ""))


def _code(ctx: Context, sample: Path) -> None:
    key = digest(recorded(ctx, "release"), folder_digest(sample / "codings"))
    if recorded(ctx, CODED) == key:
        return
    for path in sorted((sample / "codings").glob("*.csv")):
        done = import_codings(ctx, path, coder="", by="recorded coders (synthetic)")
        for line in done.lines():
            ctx.tell(f"  {'code':<9} recorded   {line}" if line.startswith(path.name) else f"  {line}")
    ctx.store.put_stage_run(StageRun(CODED, key, "", 0.0, ""))


def _closing(ctx: Context, folder: Path, out: Path) -> tuple[str, ...]:
    from csa_research.export.start_here import first_looks
    from csa_research.pipeline.originals.risk import unattended_lines

    return (
        "",
        *unattended_lines(ctx),
        "",
        f"Made in {out}:",
        *(f"  {line}" for line in first_looks(out)),
        "",
        f"Look first at {out / 'START-HERE.html'}",
        f"The study itself is {folder} (its vault's passphrase: {PASSPHRASE}). Try: csa status {folder}",
    )
