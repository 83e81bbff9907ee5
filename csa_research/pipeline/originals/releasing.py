"""The signed step from the closed side to the open side; codings made on earlier text keep their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csa_research.errors import PersonNeeded, StoreError
from csa_research.offsets import PositionMap, back, carry, find_all
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.keys import digest
from csa_research.pipeline.originals import reviewing, uneven
from csa_research.records import Coding, Entity, Identifier, Release, Span, StageRun, Turn

if TYPE_CHECKING:
    from csa_research.vault import Vault

Maps = Mapping[int, PositionMap]
RELEASED, SOURCES = "released", "sources"


def sign_release(ctx: Context, *, by: str, unreviewed: bool) -> str:
    """Release every transcript under a name; a line for the person. Raises PersonNeeded while questions are open.

    All of it is made before any text changes, and every position map is kept first: a killed run finds the map of whatever
    text is there. Raises StoreError when a coding would lose its words; then nothing is released.
    """
    from csa_research.anonymise.asking.uneven import uneven_names
    from csa_research.vault import contents

    vault = ctx.vault()
    before, sources = contents.maps(vault), _sources(vault)
    ready, masked, entities = _ready(ctx, by=by, unreviewed=unreviewed)
    for line in uneven.lines(ctx, uneven_names(contents.identifiers(vault, "final"), masked), words=False):
        ctx.tell(line)
    reviewing.keep_released(vault, masked, entities)
    carried = [_codings(ctx, r, before, sources) for r in ready]
    maps = {r.key: r.moves for r in ready}
    texts = {r.key: r.source for r in ready}
    contents.save_maps(vault, before | maps)
    vault.put(RELEASED, SOURCES, sources | texts)
    for i, (one, codings) in enumerate(zip(ready, carried, strict=True)):
        ctx.store.put_release(one.release, codings=codings)
        if ctx.progress:
            ctx.progress(i + 1, len(ready))
    contents.save_maps(vault, maps)
    vault.put(RELEASED, SOURCES, texts)
    _record(ctx, by, unreviewed=unreviewed, groups=len(ready))
    stamp = ", UNREVIEWED" if unreviewed else ""
    return f"Released {len(ready)} transcripts, signed by {by}{stamp}: {len(masked)} mentions replaced."


@dataclass(frozen=True, slots=True)
class _Ready:
    """A release about to be stored, where its text went, and a hash of the words it was made from."""

    release: Release
    moves: Maps
    source: str

    @property
    def key(self) -> str:
        return _key(self.release.group, self.release.version)


def _ready(ctx: Context, *, by: str, unreviewed: bool) -> tuple[list[_Ready], tuple[Identifier, ...], tuple[Entity, ...]]:
    from csa_research.anonymise.asking.questions import Question
    from csa_research.anonymise.redact import redact_transcript
    from csa_research.anonymise.release import make_release, to_mask, to_mask_unattended
    from csa_research.vault import contents

    assignment = reviewing.decide(ctx)
    transcripts, speakers = contents.transcripts(ctx.vault()), reviewing.labels(ctx.vault())
    waiting = reviewing.open_questions(assignment, transcripts)
    if reviewing.count_open(ctx) and not unreviewed:
        raise PersonNeeded(
            f"{reviewing.said_open(ctx)}, so nothing was released. Answer them: csa review {ctx.study.folder}; "
            "or release without a person, stamped UNREVIEWED: add --unreviewed"
        )
    asked: tuple[Question, ...] = () if unreviewed else waiting
    masked = to_mask_unattended(assignment.identifiers) if unreviewed else to_mask(assignment.identifiers)
    versions, at = {r.group: r.version for r in ctx.store.releases()}, now()
    ready: list[_Ready] = []
    for transcript in transcripts:
        release = make_release(
            transcript,
            assignment.identifiers,
            assignment.entities,
            speakers,
            asked,
            signed_by=by,
            reviewed=not unreviewed,
            at=at,
            version=versions.get(transcript.group, 0) + 1,
        )
        _, moves = redact_transcript(transcript, masked, assignment.entities, speakers)
        ready.append(_Ready(release, moves, digest([turn.text for turn in transcript.turns])))
    return ready, masked, assignment.entities


def _key(group: str, version: int) -> str:
    """The name of a position map: of one group's release of one version."""
    return f"{group}@{version}"


def _sources(vault: Vault) -> dict[str, str]:
    found = vault.get(RELEASED, SOURCES) or {}
    assert isinstance(found, dict)
    return {str(key): str(value) for key, value in found.items()}


def _codings(ctx: Context, ready: _Ready, maps: Mapping[str, Maps], sources: Mapping[str, str]) -> tuple[Coding, ...]:
    """The group's codings on their words in the new text: by position, or by words where the transcript itself has changed."""
    release = ready.release
    before = _key(release.group, release.version - 1)
    mine = [c for c in ctx.store.codings() if c.group == release.group]
    if sources.get(before, ready.source) != ready.source:
        return _found_again(mine, release)
    old = maps.get(before)
    return recarry(mine, release.turns, old, ready.moves) if old else ()


def _found_again(codings: Sequence[Coding], release: Release) -> tuple[Coding, ...]:
    """The codings looked for by their words. Raises StoreError when the words of one are no longer there."""
    found = [(coding, find_again(coding, release.turns)) for coding in codings]
    lost = [coding.id for coding, again in found if again is None]
    if lost:
        raise StoreError(
            f"Nothing was released: the transcript of {release.group} is not the one that was coded, and the words of {len(lost)} "
            f"codings (the first: {lost[0]}) are no longer in it. Import the earlier transcript again."
        )
    return tuple(again for _, again in found if again is not None)


def find_again(coding: Coding, turns: Sequence[Turn]) -> Coding | None:
    """The coding on the same words in the turn nearest to its own; None where no turn has them."""
    holding = [turn for turn in turns if coding.quote and coding.quote in turn.text]
    if not holding:
        return None
    turn = min(holding, key=lambda t: abs(t.index - coding.turn))
    start = min(find_all(turn.text, coding.quote), key=lambda span: abs(span.start - coding.span.start)).start
    return replace(coding, turn=turn.index, span=Span(start, start + len(coding.quote)))


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
