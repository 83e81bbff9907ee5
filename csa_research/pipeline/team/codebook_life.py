"""The codebook from version to version: compared, and changed with all codings carried over; old versions stay readable."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import write_text
from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.coding.codebooks.codebook_diff import diff, likely
from csa_research.errors import CodebookError, InputError, PersonNeeded
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.outputs import hand_out_file
from csa_research.pipeline.team.codebook_lock import is_locked
from csa_research.pipeline.team.memos import carry_memos
from csa_research.records import Codebook

if TYPE_CHECKING:
    from csa_research.coding.codebooks.codebook_map import Carried, Mapped

HISTORY, LOG = "codebook.history", "changes.md"


def read_codebook(path: Path, standard: str = "codebook.yaml") -> tuple[Codebook, str]:
    """The codebook of a file, or of a study's folder, and its text. Raises CodebookError."""
    file = path / standard if path.is_dir() else path
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CodebookError(f"{file}: is not there, or not UTF-8 text. Give a codebook.yaml, or a study's folder.") from None
    return parse_codebook(text, file.name), text


def diff_lines(old: Path, new: Path) -> tuple[str, ...]:
    """A line a change between two codebooks, and how many there are. Raises CodebookError."""
    (before, _), (after, _) = read_codebook(old), read_codebook(new)
    changes = diff(before, after)
    guesses = [f"  {gone} may be {here} now: confirm it in a map (old,new)" for gone, here in likely(before, after).items()]
    head = f"{before.id} {before.version} -> {after.id} {after.version}: {len(changes)} changes"
    return (head, *(f"  {change.line()}" for change in changes), *guesses)


def migrate(ctx: Context, path: Path, map_file: Path | None, out: Path | None, *, by: str) -> tuple[str, ...]:
    """What became of the codings, in sentences. Where it raises, nothing was changed.

    Raises CodebookError, InputError; PersonNeeded for a split that somebody has to decide coding by coding.
    """
    old, (new, text) = ctx.study.codebook(), read_codebook(path, ctx.study.settings.paths.codebook)
    _check(ctx, old, new, path)
    codings = ctx.store.codings()
    mapped = _mapped(map_file, old, new)
    from csa_research.coding.codebooks.codebook_map import RETIRE, carry_over

    carried = carry_over(codings, new, mapped)
    _refuse_homeless(carried, old, new)
    if carried.asks:
        _ask(ctx, carried, mapped, new, out)
    theory = ctx.study.theory(new)  # both name codes: they have to fit the new codebook before anything is changed
    ctx.study.workstreams(new, theory)
    keep_version(ctx, old)
    with ctx.store.atomically():
        changed = ctx.store.put_judgements(carried.changed, by)
        retired = ctx.store.set_statuses(carried.retired, "withdrawn", by, why=f"its code was retired with {new.version}")
        doubled = ctx.store.set_statuses(carried.doubled, "withdrawn", by, why="the same after codes were merged")
        _move_summaries(ctx, mapped)
        carry_memos(ctx, mapped.codes, RETIRE, by=by)
        ctx.store.replace_suggestions("combined", ())
        what = f"{changed} recoded, {retired} retired, {doubled} doubled"
        ctx.note(by, "codebook migrated", f"{old.version} -> {new.version}", what)
        _log(ctx, old, new, mapped, by)
        write_text(ctx.study.folder / ctx.study.settings.paths.codebook, text)
    return (
        f"{new.id} {old.version} -> {new.version}: {len(codings)} codings carried over, {changed} of them under another code.",
        f"{retired} withdrawn because their code was retired, {doubled} because a merge made them equal to another.",
        f"The old codebook is {ctx.study.folder / HISTORY / _file_of(old)}.",
    )


def _check(ctx: Context, old: Codebook, new: Codebook, path: Path) -> None:
    if is_locked(ctx):
        raise CodebookError(f"The codebook is locked. Decide first: csa codebook unlock {ctx.study.folder} --by NAME")
    own = ctx.study.folder / ctx.study.settings.paths.codebook
    if path.resolve() in (own.resolve(), ctx.study.folder.resolve()):
        raise CodebookError(f"{path} is the study's own codebook. Give the new version as a file of its own; it takes its place.")
    if old.sha256 == new.sha256:
        raise CodebookError(f"{path} is the codebook that the study has already; there is nothing to change.")
    if old.version == new.version:
        raise CodebookError(f"{path} has the same version ({new.version}) as the codebook in use, with another text. Raise it.")


def _mapped(path: Path | None, old: Codebook, new: Codebook) -> Mapped:
    from csa_research.coding.codebooks.codebook_map import NEEDED, Mapped, read_map
    from csa_research.coding.suggesting.filled import read_filled

    return Mapped({}, {}) if path is None else read_map(path.name, read_filled(path, NEEDED), old, new)


def _refuse_homeless(carried: Carried, old: Codebook, new: Codebook) -> None:
    if not carried.homeless:
        return
    guesses = likely(old, new)
    hints = {code: f", perhaps {new_code} now" for code, new_code in guesses.items()}
    named = [f"{code} ({number} codings{hints.get(code, '')})" for code, number in carried.homeless.items()]
    raise InputError(
        f"These codes have codings and cannot be applied in {new.version}: {'; '.join(named)}. Say what becomes of them in a "
        "map, a CSV file with the columns old,new: the new code; several rows to split; retire for none. Then: --map FILE"
    )


def _ask(ctx: Context, carried: Carried, mapped: Mapped, new: Codebook, out: Path | None) -> None:
    from csa_research.export.tabular.excel import write_book
    from csa_research.export.tabular.tables import table

    names = {code.id: f"{code.id} {code.name}: {code.definition}" for code in new.codes}
    codes = {c.id: c.code for c in ctx.store.codings()}
    choices = {code: "\n".join(names.get(one, one) for one in to) for code, to in mapped.codes.items()}
    rows: list[tuple[object, ...]] = [
        ("", c.code, c.group, c.turn, c.quote, c.polarity, c.coder, c.memo, choices[c.code], c.id) for c in carried.asks
    ]
    whole = [(code, old) for old, to in mapped.codes.items() for code in to]
    rows += [(code, old, "", "", "", "", "", "", "of the whole code: leave as it is", "") for code, old in whole]
    rows += [(code, codes[i], "", "", "", "", "", "", "decided before", i) for i, code in mapped.single.items() if i in codes]
    frame = table(rows, ("new", "old", "group", "turn", "quote", "polarity", "coder", "memo", "choices", "coding_id"))
    target = out or ctx.study.outputs / "codebook_split.xlsx"
    head = f"Split: {len(carried.asks)} codings whose code is divided"
    about = [head, "Write the new code (or retire) into the column new of every row."]
    hand_out_file(ctx, target, lambda path: write_book(path, about, {"Split": frame}))
    raise PersonNeeded(
        f"{len(carried.asks)} codings stand under codes that are split. Nothing was changed. Choose the new code of each "
        f"in {target}, then give the same command with --map {target}"
    )


def _move_summaries(ctx: Context, mapped: Mapped) -> None:
    moved: dict[tuple[str, ...], tuple[str, ...]] = {}
    standing = ctx.store.standing()
    for (kind, *key), value in sorted(standing.items()):
        to = mapped.codes.get(key[1], ()) if kind == "summary" else ()
        if len(to) == 1 and to[0] not in ("retire", key[1]):
            there = moved.get(("summary", key[0], to[0])) or standing.get(("summary", key[0], to[0]))
            joined = f"{there[2]}\n\n{value[2]}" if there and value[2] not in there[2] else value[2]
            moved["summary", key[0], to[0]] = (value[0], value[1], joined)
    ctx.store.put_standing(moved)


def keep_version(ctx: Context, old: Codebook) -> Path:
    """The copy of the study's codebook among its old versions, made where it is not there yet."""
    target = ctx.study.folder / HISTORY / _file_of(old)
    if not target.exists():
        write_text(target, (ctx.study.folder / ctx.study.settings.paths.codebook).read_text(encoding="utf-8-sig"))
    return target


def _file_of(book: Codebook) -> str:
    return f"{re.sub(r'[^A-Za-z0-9.]+', '-', book.version)[:40]}_{book.sha256[:8]}.yaml"


def _log(ctx: Context, old: Codebook, new: Codebook, mapped: Mapped, by: str) -> None:
    path = ctx.study.folder / HISTORY / LOG
    before = path.read_text(encoding="utf-8") if path.is_file() else "# Changes of the codebook\n"
    lines = [f"- {change.line()}" for change in diff(old, new)]
    lines += [f"- codings of {code} went to {' or '.join(to)}" for code, to in sorted(mapped.codes.items())]
    write_text(path, before + f"\n## {old.version} to {new.version}, {now()[:10]}, by {by}\n\n" + "\n".join(lines) + "\n")
