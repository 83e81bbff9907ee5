"""The closed side's stages: import, detect, and the release that a person signs."""

from __future__ import annotations

from pathlib import Path

from csa_research.errors import PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.keys import file_digest
from csa_research.pipeline.originals import reviewing
from csa_research.pipeline.originals.importing import IMPORTED, folder_key, import_files


def import_inputs(ctx: Context) -> object:
    """What was imported, and what lies in the study's transcripts folder now."""
    return [reviewing.recorded(ctx, IMPORTED), folder_key(ctx)]


def run_import(ctx: Context) -> str:
    """Read what lies in the study's transcripts folder; without a file there, what was imported before stands."""
    if folder_key(ctx):
        done = import_files(ctx, ())
        for line in done.lines()[1:]:
            ctx.tell(line)
    return reviewing.recorded_summary(ctx, IMPORTED)


def detect_inputs(ctx: Context) -> object:
    """Which recognisers are used, and the places that the team knows."""
    places = file_digest(_known_places(ctx))
    models = ctx.study.settings.models.model_dump()
    return [models, places] if places else models


def _known_places(ctx: Context) -> Path:
    return ctx.study.folder / ctx.study.settings.paths.known_places


def run_detect(ctx: Context) -> str:
    """Find identifiers in every transcript, then put the decisions so far to them."""
    from csa_research.anonymise.detect import detect
    from csa_research.ingest import read_known_places
    from csa_research.pipeline.originals.retention import originals_destroyed
    from csa_research.vault import contents

    vault = ctx.vault()
    if originals_destroyed(vault):
        return reviewing.recorded_summary(ctx, "detect")
    transcripts = contents.transcripts(vault)
    hidden = tuple(dict.fromkeys(text for texts in contents.hidden(vault).values() for text in texts))
    known = read_known_places(_known_places(ctx))
    found = detect(
        transcripts,
        roster=(*contents.roster(vault), *(entry for entry in known if entry.type == "ORG")),
        models=ctx.study.settings.models,
        known_names=hidden,
        known_places=tuple(entry.name for entry in known if entry.type == "PLACE"),
        progress=ctx.progress,
    )
    contents.save_identifiers(vault, "machine", found)
    reviewing.decide(ctx)
    turns = sum(len(t.turns) for t in transcripts)
    return f"{len(found)} mentions that may identify somebody, in {turns} turns"


def release_inputs(ctx: Context) -> object:
    """The decisions so far, and how text is to be released."""
    settings = ctx.study.settings
    return [reviewing.recorded(ctx, reviewing.REVIEW), settings.release.model_dump(exclude={"min_cell", "min_groups_per_agency"})]


def run_release(ctx: Context) -> str:
    """A release is signed by a person with `csa release`; no stage signs it."""
    raise PersonNeeded(f"the researcher: sign the release: csa release {ctx.study.folder} --by NAME")
