"""The whole program on one page: every stage, what it needs, who must act before it, and what it makes.

A stage's key is a hash of its version, of the settings it reads, of its own input files and of the recorded keys of the
stages it needs. Equal key and unharmed files: nothing is done again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from csa_research.pipeline import gates, opened, outputs
from csa_research.pipeline.context import Context
from csa_research.pipeline.originals import closed

Who = str


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way of the data."""

    name: str
    version: str
    help: str  # what it does, for `csa status`
    needs: tuple[str, ...]
    inputs: Callable[[Context], object]  # JSON-able; besides the keys of `needs`
    run: Callable[[Context], str]  # a one-line summary of what came out
    waits: Callable[[Context], str] = gates.nobody  # what a person must do before it can run, "" = nothing
    folders: tuple[str, ...] = ()  # parts of the output folder that it owns


STAGES: tuple[Stage, ...] = (
    Stage("import", "1", "read the transcripts into the vault", (), closed.import_inputs, closed.run_import, gates.transcripts),
    Stage("detect", "3", "find what may identify somebody", ("import",), closed.detect_inputs, closed.run_detect),
    Stage(
        "release", "1", "replace it, signed by a person", ("detect",), closed.release_inputs,
        closed.run_release, gates.signature,
    ),
    Stage("suggest", "3", "propose codes for turns", ("release",), opened.suggest_inputs, opened.run_suggest),
    Stage("topics", "4", "find candidate patterns", ("release",), opened.topics_inputs, opened.run_topics),
    Stage("agree", "1", "compare the coders", ("release",), opened.agree_inputs, opened.run_agree, gates.codings),
    Stage(
        "findings", "1", "matrix, balance, emotions, quotes", ("release", "topics"), opened.findings_inputs,
        outputs.run_findings, gates.codings, ("findings", "conference"),
    ),
    Stage(
        "theory", "1", "evidence on every node and link", ("release", "topics"), opened.analysis_inputs,
        outputs.run_theory, gates.codings, ("theory",),
    ),
    Stage(
        "report", "1", "Word and web report, notebooks", ("findings", "theory", "suggest"), opened.analysis_inputs,
        outputs.run_report, gates.codings, ("report", "notebooks"),
    ),
    Stage(
        "export", "1", "transcripts and REFI-QDA files to take away", ("release", "topics"), opened.export_inputs,
        outputs.run_export, gates.codings, ("transcripts", "exchange"),
    ),
)  # fmt: skip


def stage(name: str) -> Stage:
    """The stage of this name. Raises KeyError."""
    return next(s for s in STAGES if s.name == name)
