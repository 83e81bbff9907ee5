"""Transcripts into the vault: every file is read by itself; one that cannot be read is named and the others go on."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.codec import to_json
from csa_research.errors import InputError, VaultError
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.keys import digest, file_digest
from csa_research.pipeline.originals.reviewing import closed_groups, recorded
from csa_research.records import Group, StageRun, Transcript
from csa_research.settings import vault_path

if TYPE_CHECKING:
    from csa_research.vault import Vault


IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    groups: tuple[Group, ...]
    read: tuple[str, ...]  # group ids
    turns: int
    words: int
    notes: tuple[str, ...]
    problems: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """What to tell the person."""
        size = f"{self.turns} turns, {self.words} words"
        head = f"Imported {len(self.read)} of {len(self.groups)} groups: {size}, encrypted in the vault."
        return (head, *(f"  note: {n}" for n in self.notes), *(f"  problem: {p}" for p in self.problems))


def import_files(ctx: Context, paths: Sequence[Path], *, groups: Path | None = None, roster: Path | None = None) -> Imported:
    """Read the files that groups.csv names, of `paths` or else the study's transcripts folder, into the vault.

    Raises GroupsError or InputError when nothing at all could be read; single unreadable files are listed in `problems`.
    """
    from csa_research.ingest import group_warnings, match_files, read_groups
    from csa_research.pipeline.originals.retention import refuse_if_destroyed
    from csa_research.pipeline.originals.withdrawal import keep_withdrawn

    settings = ctx.study.settings
    table = groups or ctx.study.folder / settings.paths.groups
    wanted = read_groups(table, settings.agencies)
    places = tuple(paths) or (ctx.study.folder / settings.paths.transcripts,)
    found = match_files(wanted, places)
    if not found.matched:
        raise InputError(
            f"No transcript was read: none of the files in {', '.join(str(p) for p in places)} is named in {table.name}.\n"
            + "\n".join(f"  {problem}" for problem in found.problems[:20])
        )
    vault = _vault(ctx)
    refuse_if_destroyed(vault)
    notes = (*group_warnings(wanted), *_warnings(ctx), *_take_roster(ctx, vault, roster))
    transcripts, problems = _read_all(vault, found.matched)
    if not transcripts:
        raise InputError("No transcript could be read:\n" + "\n".join(f"  {p}" for p in problems))
    transcripts = list(keep_withdrawn(vault, transcripts))
    notes = (*notes, *_keep(ctx, vault, wanted, transcripts, whole=groups is None))
    return Imported(
        groups=wanted,
        read=tuple(t.group for t in transcripts),
        turns=sum(len(t.turns) for t in transcripts),
        words=sum(len(turn.text.split()) for t in transcripts for turn in t.turns),
        notes=(*notes, *(f"{t.group}: {w}" for t in transcripts for w in t.warnings)),
        problems=(*found.problems, *problems),
    )


def _read_all(vault: Vault, matched: Sequence[tuple[Group, Path]]) -> tuple[list[Transcript], list[str]]:
    from csa_research.ingest import read_transcript
    from csa_research.ingest.hidden import hidden_text
    from csa_research.pipeline.originals.withdrawal import may_keep_file
    from csa_research.vault import contents

    read: list[Transcript] = []
    problems: list[str] = []
    hidden = dict(contents.hidden(vault))
    whole = may_keep_file(vault)
    for group, path in matched:
        try:
            transcript = read_transcript(path, group.group_id, facilitator=group.facilitator)
            if not transcript.turns:
                raise InputError(f"{path.name}: no turn was found. Does each utterance begin with a speaker label?")
            hidden[group.group_id] = hidden_text(path) if whole(group.group_id) else ()
        except InputError as error:
            problems.append(f"{group.group_id}: {error}")
            continue
        if whole(group.group_id):
            contents.save_original(vault, path.name, path.read_bytes(), group.group_id)
        read.append(transcript)
    contents.save_hidden(vault, hidden)
    return read, problems


def _vault(ctx: Context) -> Vault:
    """The study's vault, made at the first import only. Raises VaultError when the one that was made is not there."""
    path = vault_path(ctx.study.folder, ctx.study.settings)
    if not ctx.has_vault() and recorded(ctx, IMPORTED):
        raise VaultError(
            f"The vault {path} is not there, although this study has been imported before. Bring it back, or set CSA_VAULT to "
            f"where it now is. Only to begin anew, without its pseudonyms and codings: delete {ctx.study.folder / 'study.db'}"
        )
    return ctx.create_vault()


def _warnings(ctx: Context) -> tuple[str, ...]:
    from csa_research.vault import warn_location

    return warn_location(vault_path(ctx.study.folder, ctx.study.settings), ctx.study.folder)


def _keep(
    ctx: Context, vault: Vault, wanted: Sequence[Group], transcripts: Sequence[Transcript], *, whole: bool
) -> tuple[str, ...]:
    """Notes; transcripts of this import replace those of the same groups. Names of facilitators and files stay closed."""
    from csa_research.vault import contents

    before = {t.group: t for t in contents.transcripts(vault)}
    others, notes = _others(ctx, vault, wanted, transcripts, before, whole=whole)
    groups = (*others, *wanted)
    kept = {g.group_id: before[g.group_id] for g in groups if g.group_id in before} | {t.group: t for t in transcripts}
    contents.save_transcripts(vault, kept.values())
    vault.put("groups", "all", to_json(groups))
    ctx.store.put_groups(tuple(replace(g, facilitator="", transcript="") for g in groups))
    key = digest(sorted((t.group, t.sha256) for t in kept.values()), to_json(groups), _roster_digest(vault))
    words = sum(len(turn.text.split()) for t in kept.values() for turn in t.turns)
    summary = f"{len(kept)} transcripts, {words} words"
    ctx.store.put_stage_run(StageRun(IMPORTED, key, now(), 0.0, summary))
    _record(ctx, summary)
    return notes


def _others(
    ctx: Context,
    vault: Vault,
    wanted: Sequence[Group],
    transcripts: Sequence[Transcript],
    before: Mapping[str, Transcript],
    *,
    whole: bool,
) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """Groups of earlier imports that stay, and what to say of those that this groups.csv does not name.

    Released ones stay always. Others go when the study's own table (`whole`) has lost them, or when their very transcript is
    now another group's: their name was mistyped before.
    """
    named, now_here = {g.group_id for g in wanted}, {t.sha256 for t in transcripts}
    released = {r.group for r in ctx.store.releases()}
    stay: list[Group] = []
    notes: list[str] = []
    for group in closed_groups(vault):
        name = group.group_id
        if name in named:
            continue
        if name in released or not (whole or (name in before and before[name].sha256 in now_here)):
            stay.append(group)
            notes.append(f"{name}: is not in this groups.csv; what was imported for it before stays")
        else:
            notes.append(f"{name}: is no longer in groups.csv, so it was taken out of the study")
    return tuple(stay), tuple(notes)


def _record(ctx: Context, summary: str) -> None:
    from csa_research.pipeline.runner import key_of
    from csa_research.pipeline.stages import stage

    ctx.store.put_stage_run(StageRun("import", key_of(ctx, stage("import"), {}), now(), 0.0, summary))


def _roster_digest(vault: Vault) -> str:
    from csa_research.vault import contents

    return digest([repr(entry) for entry in contents.roster(vault)])


def _take_roster(ctx: Context, vault: Vault, given: Path | None) -> tuple[str, ...]:
    """The roster into the vault; the study's own copy is then removed, because it holds names in clear."""
    from csa_research.ingest import read_roster
    from csa_research.vault import contents

    own = ctx.study.folder / ctx.study.settings.paths.roster
    path = given or own
    if not path.is_file():
        if given:
            raise InputError(f"{given} is missing. Give the roster's path, or leave --roster out.")
        return ()
    entries = read_roster(path)
    if not entries:
        return ()
    told = {(e.name, e.type, e.group) for e in entries}
    contents.save_roster(vault, (*(e for e in contents.roster(vault) if (e.name, e.type, e.group) not in told), *entries))
    if path.resolve() == own.resolve():
        os.remove(own)
        return (f"{len(entries)} names of {own.name} were moved into the vault, and the file was removed from the study folder",)
    return (f"{len(entries)} names of {path.name} were copied into the vault; keep or destroy the file yourself",)


def folder_key(ctx: Context) -> str:
    """A hash over what lies in the study's transcripts folder and groups.csv; "" when the folder is empty."""
    folder = ctx.study.folder / ctx.study.settings.paths.transcripts
    files = sorted(p for p in folder.glob("[!.]*") if p.is_file())
    if not files:
        return ""
    return digest([(p.name, file_digest(p)) for p in files], file_digest(ctx.study.folder / ctx.study.settings.paths.groups))
