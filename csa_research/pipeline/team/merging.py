"""Another copy of the study brought into this one: codings, history, memos, journal, summaries, clearances, confidences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.coding.reliability.together import Copy, Differing, Happened, Together, bring_together
from csa_research.errors import InputError
from csa_research.export.tabular.tables import plural
from csa_research.pipeline.context import Context
from csa_research.pipeline.outputs import hand_out_file
from csa_research.pipeline.team.codebook_lock import refuse_changed_codebook
from csa_research.records import Coding
from csa_research.settings import store_url
from csa_research.study import Study, open_study

if TYPE_CHECKING:
    from csa_research.store import StudyStore
    from csa_research.store.history import Event


def merge_study(ctx: Context, folder: Path, out: Path | None, *, by: str) -> tuple[str, ...]:
    """What came of it, in sentences. Raises InputError, with nothing changed, where the two do not stand on the same text."""
    with _other(ctx, folder) as (study, store):
        _refuse_other_text(ctx, store, study)
        events, readings = store.coding_events(), store.all_readings()
        mine, theirs = _copy(ctx.store, ctx.store.coding_events()), _copy(store, events)
        _refuse_other_codes(ctx, (*theirs.codings, *theirs.withdrawn), study)
    made = bring_together(mine, theirs)
    sheet = _write_conflicts(ctx, made.conflicts, out) if made.conflicts else None
    with ctx.store.atomically():
        new, changed, away, back = _store(ctx, mine, made, events, by)
        memos = ctx.store.put_memos([memo for memo in made.memos if memo not in mine.memos], by)
        for coder, turns in readings.items():
            ctx.store.put_readings(coder, sorted(turns))
        what = f"{changed} changed, {away} withdrawn, {back} restored, {len(made.conflicts)} conflicts"
        ctx.note(by, "merge", f"{new} codings", what)
    lines = [f"{new} codings came, {changed} changed, {away} withdrawn, {back} restored; {ctx.store.coding_count()} in all."]
    if memos:
        lines.append(f"{plural(memos, 'memo')} on codes, transcripts or the study came or changed.")
    if sheet:
        lines.append(f"{len(made.conflicts)} conflicts: {_kept(made.conflicts)}, both are in {sheet}. Decide on each.")
    return tuple(lines)


@contextmanager
def _other(ctx: Context, folder: Path) -> Iterator[tuple[Study, StudyStore]]:
    from csa_research.store.lockfile import hold

    study = open_study(folder)
    if study.folder.resolve() == ctx.study.folder.resolve() or _url(study) == _url(ctx.study):
        raise InputError(f"{folder} is this study itself. Give the folder of the other copy.")
    if study.settings.study_id != ctx.study.settings.study_id:
        raise InputError(
            f"{folder} is another study ({study.settings.study_id}, not {ctx.study.settings.study_id}). Only copies of one study "
            "can be brought together."
        )
    if "://" not in study.settings.paths.store and not (study.folder / study.settings.paths.store).is_file():
        raise InputError(f"{folder} has no {study.settings.paths.store}: nothing has been coded there.")
    with hold(study.folder / ".csa.lock"), study.store() as store:
        yield study, store


def _url(study: Study) -> str:
    return store_url(study.folder, study.settings)


def _refuse_other_text(ctx: Context, store: StudyStore, study: Study) -> None:
    mine = {release.group: release for release in ctx.store.releases()}
    wrong = []
    for release in store.releases():
        own = mine.get(release.group)
        if own is None:
            wrong.append(f"{release.group}: version {release.version} there, not released here")
        elif own.version != release.version:
            wrong.append(f"{release.group}: version {release.version} there, {own.version} here")
        elif own.turns != release.turns:
            wrong.append(f"{release.group}: version {own.version} in both, with different words")
    if wrong:
        raise InputError(
            f"{study.folder} does not stand on the same released text, so codings would lose their words. Nothing was merged.\n  "
            + "\n  ".join(wrong)
            + "\nGive both the same text (a fresh copy of the newer study, with the other's codings brought in by csa code import)."
        )


def _refuse_other_codes(ctx: Context, codings: Sequence[Coding], study: Study) -> None:
    refuse_changed_codebook(ctx)
    known = {code.id for code in ctx.study.codebook().codes}
    unknown = sorted({c.code for c in codings} - known)
    if unknown:
        raise InputError(
            f"{study.folder} has codings with codes that are not in this codebook: {', '.join(unknown[:12])}. Bring both to "
            "one codebook first: csa codebook migrate."
        )


def _copy(store: StudyStore, events: Sequence[Event]) -> Copy:
    happened: dict[str, set[Happened]] = {}
    for e in events:
        happened.setdefault(e.coding, set()).add((e.at, e.who, e.action, e.detail))
    frozen = {ident: frozenset(one) for ident, one in happened.items()}
    return Copy(store.codings(), store.withdrawn(), frozen, store.journal(), store.standing(), store.memos())


def _store(ctx: Context, mine: Copy, made: Together, events: Sequence[Event], by: str) -> tuple[int, int, int, int]:
    """How many codings came, changed, were withdrawn and restored."""
    store = ctx.store
    before = {c.id: c for c in (*mine.codings, *mine.withdrawn)}
    gone = {c.id for c in mine.withdrawn}
    seen = {(ident, *happened) for ident, all_ in mine.events.items() for happened in all_}
    store.record_events([e for e in events if (e.coding, e.at, e.who, e.action, e.detail) not in seen])
    same_place = {_place(c) for c in mine.codings}
    fresh = [c for c in made.codings if c.id not in before and c.quote and _place(c) not in same_place]
    new = store.add_codings(fresh, who=by)
    changed = store.put_judgements([c for c in made.codings if c.id in before and c != before[c.id]], by)
    present = {*before, *(c.id for c in fresh)}
    away = store.set_statuses(sorted(made.withdrawn & present - gone), "withdrawn", by, why="merge")
    back = store.set_statuses(sorted(gone - made.withdrawn), "decided", by, why="merge")
    came_withdrawn = len(made.withdrawn & {c.id for c in fresh})
    store.put_standing({key: value for key, value in made.standing.items() if mine.standing.get(key) != value})
    store.replace_journal(made.journal)
    return new - came_withdrawn, changed, away - came_withdrawn, back


def _kept(conflicts: Sequence[Differing]) -> str:
    memos = sum(one.what == "memo" for one in conflicts)
    both = "both versions of a memo were kept, one after the other"
    return "one version was kept" if not memos else both if memos == len(conflicts) else f"one version was kept, and {both}"


def _place(c: Coding) -> tuple[str, int, int, int, str, str]:
    """Who coded what where: two ids for it can only come from positions that a late redaction moved."""
    return c.group, c.turn, c.span.start, c.span.end, c.code, c.coder


def _write_conflicts(ctx: Context, conflicts: Sequence[Differing], out: Path | None) -> Path:
    from csa_research.export.tabular.excel import TEAM, write_book
    from csa_research.export.tabular.tables import table

    frame = table([(c.what, c.where, c.kept, c.other, "") for c in conflicts], ("What", "Where", "Kept", "Other", "Decision"))
    about = [f"Conflicts of two copies: {len(conflicts)}", "The version in Kept stands until you decide otherwise.", TEAM]
    target = out or ctx.study.outputs / "merge_conflicts.xlsx"
    return hand_out_file(ctx, target, lambda path: write_book(path, about, {"Conflicts": frame}))
