"""What makes removed words really gone, and where they still stand: notes, suggestions, caches, free pages, other files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from csa_research.atomic import write_text
from csa_research.errors import CsaError, FormatError, InputError
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.keys import digest
from csa_research.records import StageRun

Holds = Callable[[str], bool]
Rewrite = Callable[[str], str]

_BIGGEST = 300_000_000
STORE_ENDINGS = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Found:
    """Files that hold the words, and files that could not be searched."""

    outputs: tuple[Path, ...] = ()  # in the study's folder of outputs
    others: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()


def store_file(ctx: Context) -> Path | None:
    """The file of the store; None when the store is a database server."""
    place = ctx.study.settings.paths.store
    return None if "://" in place else (ctx.study.folder / place).resolve()


def notes_holding(ctx: Context, holds: Holds) -> int:
    """How many memos, summaries, reasons and journal lines hold the words; nothing is changed."""
    hits = 0

    def look(text: str) -> str:
        nonlocal hits
        hits += holds(text)
        return text

    ctx.store.rewrite_notes(look)
    return hits


def clean_notes(ctx: Context, holds: Holds, rewrite: Rewrite) -> int:
    """Notes rewritten, and suggestions whose reason quotes the words dropped. How many notes were changed."""
    suggestions = ctx.store.suggestions()
    for suggester in sorted({s.suggester for s in suggestions if holds(s.why)}):
        kept = [s for s in suggestions if s.suggester == suggester and not holds(s.why)]
        ctx.store.replace_suggestions(suggester, kept)
    return ctx.store.rewrite_notes(rewrite)


def forget_caches(ctx: Context) -> None:
    """Nothing; vectors of the old text are gone, and so are removed words in free pages, the log and copies of the store.

    Raises CsaError naming a file that cannot be deleted.
    """
    folder = ctx.study.embeddings.parent
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            delete(path)
    ctx.store.vacuum()


def delete(path: Path) -> None:
    """Nothing; the file is gone. Raises CsaError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise CsaError(f"{path} may hold removed words and cannot be deleted: {problem.strerror}. Delete it yourself.") from None


def files_holding(ctx: Context, also: Sequence[Path], holds: Holds) -> Found:
    """Every file of outputs, study folder and other given folders that holds the words, whatever its format.

    The store itself and the vault are not searched: the one is cleaned, the other is encrypted. Raises InputError when a given
    folder is not there.
    """
    missing = next((place for place in also if not place.exists()), None)
    if missing is not None:
        raise InputError(f"{missing} is not there. Give folders or files that exist with --also.")
    home = ctx.study.outputs.resolve()
    skipped = _own_files(ctx)
    outputs: list[Path] = []
    others: list[Path] = []
    unread: list[Path] = []
    for path in _files((home, ctx.study.folder, *also), skipped):
        held = _holds(path, holds)
        if held is None:
            unread.append(path)
        elif held:
            (outputs if path.is_relative_to(home) else others).append(path)
    return Found(tuple(outputs), tuple(others), tuple(unread))


def _own_files(ctx: Context) -> frozenset[Path]:
    from csa_research.settings import vault_path

    store = store_file(ctx)
    own = {ctx.study.folder / ".csa.lock", vault_path(ctx.study.folder, ctx.study.settings)}
    own |= {store.with_name(store.name + ending) for ending in STORE_ENDINGS} if store else set()
    return frozenset(path.resolve() for path in own)


def _files(places: Iterable[Path], skipped: frozenset[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for place in places:
        inside = [place] if place.is_file() else sorted(place.rglob("*")) if place.is_dir() else []
        for path in inside:
            if path.is_file() and not path.is_symlink() and path.resolve() not in skipped:
                found.setdefault(path.resolve())
    return list(found)


def _holds(path: Path, holds: Holds) -> bool | None:
    """Whether the file holds the words; None when it cannot be searched to its end."""
    from csa_research.anonymise.leaving.leak_files import read_parts

    try:
        if path.stat().st_size > _BIGGEST:
            return None
        return any(holds(text) for _, text in read_parts(path))
    except (FormatError, OSError):
        return None


def left_in_store(ctx: Context, holds: Holds) -> bool:
    """Whether the words still stand in the store's file: then as the name of a coder, reviewer or signer."""
    from csa_research.anonymise.leaving.leak_files import read_parts

    store = store_file(ctx)
    files = [store.with_name(store.name + ending) for ending in STORE_ENDINGS] if store else []
    return any(holds(text) for path in files if path.is_file() for part, text in read_parts(path) if part != "file name")


def remove_outputs(ctx: Context, files: Sequence[Path]) -> int:
    """The files of the outputs folder deleted, with their lines in the manifest; how many."""
    from csa_research.pipeline.outputs import MANIFEST, home, read_manifest

    folder = home(ctx).resolve()
    mine = [path for path in files if path.resolve().is_relative_to(folder)]
    gone = {path.resolve().relative_to(folder).as_posix() for path in mine}
    for path in mine:
        delete(path)
    manifest = read_manifest(folder)
    entries = manifest.get("files")
    if mine and isinstance(entries, dict) and (folder / MANIFEST).is_file():
        manifest["files"] = {name: entry for name, entry in entries.items() if name not in gone}
        write_text(folder / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    return len(mine)


def was_released_fresh(ctx: Context) -> bool:
    """Whether the release stands for all decisions so far."""
    from csa_research.pipeline.runner import is_fresh
    from csa_research.pipeline.stages import stage

    return is_fresh(ctx, stage("release"), {run.stage: run for run in ctx.store.stage_runs()})


def record_release(ctx: Context, by: str, *, decided: bool) -> None:
    """Nothing; the release counts as the newest again, so that what is made from it is made anew.

    Without a decision taken in the vault (it is gone, or its originals are) the review is recorded under a new key.
    """
    from csa_research.pipeline.originals.reviewing import REVIEW
    from csa_research.pipeline.runner import key_of
    from csa_research.pipeline.stages import stage

    done = {run.stage: run for run in ctx.store.stage_runs()}
    if not decided and REVIEW in done:
        ctx.store.put_stage_run(StageRun(REVIEW, digest(done[REVIEW].key, now()), now(), 0.0, done[REVIEW].summary))
    summary = f"{len(ctx.store.releases())} transcripts, last signed by {by}"
    ctx.store.put_stage_run(StageRun("release", key_of(ctx, stage("release"), done), now(), 0.0, summary))
