"""The signed step from the closed side to the open side; codings made on earlier text keep their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from csa_research.errors import PersonNeeded
from csa_research.offsets import PositionMap, back, carry
from csa_research.pipeline import reviewing
from csa_research.pipeline.context import Context, now
from csa_research.records import Coding, Release, StageRun, Turn

Maps = Mapping[int, PositionMap]


def sign_release(ctx: Context, *, by: str, unreviewed: bool) -> str:
    """Release every transcript under a name; a line for the person. Raises PersonNeeded while questions are open."""
    from csa_research.anonymise.questions import Question
    from csa_research.anonymise.redact import redact_transcript
    from csa_research.anonymise.release import make_release, to_mask, to_mask_unattended
    from csa_research.vault import contents

    vault = ctx.vault()
    assignment = reviewing.decide(ctx)
    transcripts = contents.transcripts(vault)
    waiting = reviewing.open_questions(assignment, transcripts)
    if waiting and not unreviewed:
        raise PersonNeeded(
            f"{len(waiting)} questions are open, so nothing was released. Answer them: csa review {ctx.study.folder}; "
            "or release without a person, stamped UNREVIEWED: add --unreviewed"
        )
    asked: tuple[Question, ...] = () if unreviewed else waiting
    speakers = reviewing.labels(vault)
    masked = to_mask_unattended(assignment.identifiers) if unreviewed else to_mask(assignment.identifiers)
    versions = {r.group: r.version for r in ctx.store.releases()}
    old, new, at = contents.maps(vault), {}, now()
    for transcript in transcripts:
        _, moves = redact_transcript(transcript, masked, assignment.entities, speakers)
        new[_key(transcript.group, versions.get(transcript.group, 0) + 1)] = moves
    contents.save_maps(vault, old | new)  # before any text changes: a killed run finds the map of whatever text is there
    for i, transcript in enumerate(transcripts):
        version = versions.get(transcript.group, 0)
        release = make_release(
            transcript,
            assignment.identifiers,
            assignment.entities,
            speakers,
            asked,
            signed_by=by,
            reviewed=not unreviewed,
            at=at,
            version=version + 1,
        )
        _put(ctx, release, old.get(_key(transcript.group, version)), new[_key(transcript.group, version + 1)])
        if ctx.progress:
            ctx.progress(i + 1, len(transcripts))
    contents.save_maps(vault, new)
    _record(ctx, by, unreviewed=unreviewed, groups=len(transcripts))
    stamp = ", UNREVIEWED" if unreviewed else ""
    return f"Released {len(transcripts)} transcripts, signed by {by}{stamp}: {len(masked)} mentions replaced."


def _key(group: str, version: int) -> str:
    """The name of a position map: of one group's release of one version."""
    return f"{group}@{version}"


def _put(ctx: Context, release: Release, old: Maps | None, new: Maps) -> None:
    """The release in the store, with the group's codings on their words in the new text."""
    codings = [c for c in ctx.store.codings() if c.group == release.group] if old else []
    moved = recarry(codings, release.turns, old or {}, new)
    ctx.store.put_release(release, codings=moved)


def recarry(codings: Sequence[Coding], turns: Sequence[Turn], old: Maps, new: Maps) -> tuple[Coding, ...]:
    """Codings of earlier released text on the same words of the new: back to the original by `old`, forth by `new`."""
    texts = {turn.index: turn.text for turn in turns}
    out: list[Coding] = []
    for coding in codings:
        span = carry(back(coding.span, old.get(coding.turn, ())), new.get(coding.turn, ()))
        out.append(replace(coding, span=span, quote=texts[coding.turn][span.start : span.end]))
    return tuple(out)


def _record(ctx: Context, by: str, *, unreviewed: bool, groups: int) -> None:
    from csa_research.pipeline.runner import key_of
    from csa_research.pipeline.stages import stage

    done = {run.stage: run for run in ctx.store.stage_runs()}
    summary = f"{groups} transcripts, signed by {by}{', UNREVIEWED' if unreviewed else ''}"
    ctx.store.put_stage_run(StageRun("release", key_of(ctx, stage("release"), done), now(), 0.0, summary))
    ctx.note(by, "release", f"{groups} transcripts", "UNREVIEWED" if unreviewed else "reviewed")
