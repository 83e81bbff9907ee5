"""Codings and codebooks of other programs coming into a study."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.errors import CodebookError, InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.team.codebook_lock import refuse_changed_codebook
from csa_research.pipeline.team.codings import CodingsTaken
from csa_research.pipeline.team.foreign import DATABASES
from csa_research.pipeline.team.memos import take_memos
from csa_research.study import Study

if TYPE_CHECKING:
    from csa_research.coding.suggesting.verdicts import Verdicts
    from csa_research.exchange.landing import Home, Landed
    from csa_research.records import Codebook, Coding, Turn
    from csa_research.store import StudyStore

SHEETS = (".csv", ".xlsx", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the person says of the file: coder and group where it names none, coders behind its users, codes behind colours."""

    coder: str = ""
    group: str = ""
    users: Mapping[str, str] | None = None
    colours: Mapping[str, str] | None = None


def take_codings(ctx: Context, path: Path, hints: Hints, *, by: str) -> CodingsTaken:
    """Codings of a spreadsheet, a REFI-QDA project, a commented Word document or a page of highlights, found in the text.

    Raises PersonNeeded when nothing is released yet, InputError for a file that cannot be read or trusted.
    """
    from csa_research.coding.place import place
    from csa_research.coding.suggesting.verdicts import ACTION, rejection_ids, sort_rows, verdict_note
    from csa_research.pipeline.opened import rejected

    turns = ctx.store.turns()
    if not turns:
        raise PersonNeeded(f"Nothing has been released yet, so there is nothing to code. See: csa status {ctx.study.folder}")
    project = partial(_project, store=ctx.store)
    readers: dict[str, Callable[[Path, Home], Landed]] = {
        ".qdpx": project,
        ".docx": partial(_word, colours=hints.colours or {}),
        **dict.fromkeys((".html", ".htm"), _page),
        **dict.fromkeys(SHEETS, _sheet),
        **dict.fromkeys(DATABASES, project),
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(readers)
        raise InputError(f"{path.name}: codings are read from {kinds} files; export it as one of these (see docs/exchange.md).")
    refuse_changed_codebook(ctx)
    codebook = ctx.study.codebook()
    landed = reader(path, _home(ctx, codebook, hints))
    verdicts = sort_rows(landed.rows, {(t.group, t.index) for t in turns}, {c.id for c in codebook.codes})
    placed = place(verdicts.rows, turns, codebook, coder=hints.coder)
    rows = len(verdicts.rows) + len(verdicts.unplaced) + len(landed.stored) + len(landed.unplaced)
    good = len(placed.codings) + len(landed.stored)
    with ctx.store.atomically():
        there = ctx.store.coding_places({c.group for c in placed.codings})
        # a coding carried over a later release keeps its id, while a file read again would give it a new one
        fresh = tuple(
            c for c in placed.codings if there.get((c.group, c.turn, c.span.start, c.span.end, c.code, c.coder), c.id) == c.id
        )
        new = ctx.store.add_codings(fresh, who=by)
        memos = take_memos(ctx, landed.memos, by=by)
        ctx.note(by, "code import", f"{new} codings", f"{good} placed of {rows}")
        if verdicts.rejected or verdicts.revised:
            known = {f"{g}:{t}:{c}" for g, t, c in rejected(ctx)}
            ctx.store.record_rejections([ident for ident in rejection_ids(verdicts) if ident not in known], by)
            ctx.note(by, ACTION, f"{len(verdicts.rejected)} rejected", verdict_note(verdicts, len(placed.codings)))
    unplaced = tuple(sorted((*landed.unplaced, *verdicts.unplaced, *placed.unplaced), key=lambda u: u.row))
    notes = (*landed.notes, *_noted(memos), *_said(verdicts), *placed.warnings)
    return CodingsTaken(path.name, rows, good, new, notes, unplaced, _lost_lines(landed), placed.doubtful)


def _place(c: Coding) -> tuple[str, int, int, int, str, str]:
    return c.group, c.turn, c.span.start, c.span.end, c.code, c.coder


def _said(verdicts: Verdicts) -> tuple[str, ...]:
    if not verdicts.rejected and not verdicts.revised:
        return ()
    return (f"{len(verdicts.rejected)} suggestions rejected, {len(verdicts.revised)} revised; they are not shown again",)


def _noted(memos: int) -> tuple[str, ...]:
    return (f"memos on codes, transcripts or the study: {memos} came or were added to (csa code memo --list)",) if memos else ()


def _lost_lines(landed: Landed) -> tuple[str, ...]:
    from csa_research.exchange.project import lost_line

    return tuple(lost_line(lost) for lost in landed.lost)


def _home(ctx: Context, codebook: Codebook, hints: Hints) -> Home:
    """What the readers need to know of the study."""
    from csa_research.exchange.landing import Home, OwnText
    from csa_research.exchange.names import Coders, code_names
    from csa_research.export.refi_qda.project import source

    groups, turns = ctx.store.groups(), ctx.store.turns()
    by_group: dict[str, list[Turn]] = {g.group_id: [] for g in groups}
    for turn in turns:
        by_group.setdefault(turn.group, []).append(turn)
    own = {g.group_id: source(g.group_id, by_group[g.group_id]) for g in groups}
    known = tuple(dict.fromkeys((*ctx.study.settings.coding.coders, *ctx.store.coders())))
    if hints.group and hints.group.lower() not in {g.group_id.lower() for g in groups}:
        raise InputError(f"{hints.group} is no group of the study. Its groups: {', '.join(g.group_id for g in groups)}.")
    return Home(
        groups=groups,
        turns=turns,
        codes=code_names(codebook, _guids(codebook)),
        coders=Coders(known, hints.users or {}),
        own={group: OwnText(laid.text, laid.starts) for group, laid in own.items() if laid.text},
        group=next((g.group_id for g in groups if g.group_id.lower() == hints.group.lower()), ""),
    )


def _guids(codebook: Codebook) -> dict[str, str]:
    from csa_research.export.refi_qda.codebook import code_guid

    return {code_guid(item): item for item in (*(f.id for f in codebook.families), *(c.id for c in codebook.codes))}


def _project(path: Path, home: Home, *, store: StudyStore) -> Landed:
    from csa_research.exchange.landing import land
    from csa_research.pipeline.team.foreign import read_foreign

    read = read_foreign(path).trusted()
    marks = {mark.guid for item in read.located for mark in item.selection.marks}
    return land(read, replace(home, stored=_stored(store, marks)))


def _stored(store: StudyStore, guids: Collection[str]) -> dict[str, Coding]:
    """The study's own codings among those of a project, by the GUID that our export gives them."""
    from csa_research.export.refi_qda.ids import guid

    ids = {ident: made for ident in store.statuses() if (made := guid("coding", ident)) in guids}
    return {ids[coding.id]: coding for coding in store.codings_with(list(ids))}


def _word(path: Path, home: Home, *, colours: Mapping[str, str]) -> Landed:
    from csa_research.exchange.marked import land_marked
    from csa_research.exchange.word import read_comments

    marked, lost = read_comments(path, colours)
    return land_marked(marked, home, lost)


def _page(path: Path, home: Home) -> Landed:
    from csa_research.exchange.marked import land_marked
    from csa_research.exchange.taguette import read_highlights

    return land_marked(read_highlights(path), home)


def _sheet(path: Path, home: Home) -> Landed:
    """A table with a coding a row, or one with a column a code."""
    from csa_research.coding.headings import REQUIRED
    from csa_research.coding.sheets import codings_in, read_rows
    from csa_research.exchange.columns import is_by_columns, read_columns
    from csa_research.exchange.landing import Landed
    from csa_research.exchange.marked import land_marked
    from csa_research.exchange.names import group_of
    from csa_research.exchange.rows import own_rows

    rest = iter(read_rows(path))  # read once: opening a workbook takes long
    head = list(islice(rest, 1))
    rows = chain(head, rest)
    if is_by_columns(head[0][1] if head else (), home.codes):
        return land_marked(read_columns(rows), home)
    home = replace(home, group=home.group or group_of([path.name], home.groups))
    required = tuple(column for column in REQUIRED if column != "group" or not home.group)
    return Landed(own_rows(codings_in(path.name, rows, required=required), home))


def propose_codebook(study: Study, path: Path) -> tuple[Path, tuple[str, ...]]:
    """Where the proposed codebook was written, and what it would change; the study's own is never touched."""
    from csa_research.atomic import write_text
    from csa_research.exchange.codebook import propose, read_qdc
    from csa_research.exchange.codebook_sheet import read_codebook_sheet

    own = study.folder / study.settings.paths.codebook
    codebook = study.codebook()
    foreign = read_codebook_sheet(path, codebook) if path.suffix.lower() in SHEETS else read_qdc(path)
    try:
        current = own.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CodebookError(f"{own} cannot be read: {error.strerror}.") from None
    proposal = propose(foreign, current, own.name, _guids(codebook))
    target = _free(own.parent)
    head = _remark([f"Proposed from {path.name}; compared with {own.name}:", *(proposal.changes or ("nothing differs",))])
    write_text(target, head + proposal.text)
    return target, proposal.changes


def _remark(lines: Sequence[str]) -> str:
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)


def _free(folder: Path) -> Path:
    """A name that nothing has yet."""
    names = ("codebook.from-qdc.yaml", *(f"codebook.from-qdc-{number}.yaml" for number in range(2, 1000)))
    return next(folder / name for name in names if not (folder / name).exists())
