"""Questions put to the codings: answered from the store, shown or handed out, and kept by name."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import write_text
from csa_research.codec import from_json, to_json
from csa_research.coding.query import Query, describe, resolve
from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.pipeline.outputs import hand_out_file
from csa_research.records import Coding

if TYPE_CHECKING:
    from csa_research.coding.reliability.crossing import Crossed
    from csa_research.store.finding import Found, Wanted

SAVED = "queries.json"
SHOWN = 50  # rows of a table on the screen
QUOTED = 70  # characters of a quote there


def ask(ctx: Context, query: Query, limit: int | None) -> Found:
    """The codings asked for, in the order of the talk, and how many there are in all. Raises InputError."""
    return ctx.store.find_codings(_wanted(ctx, query), limit)


def cross_codes(ctx: Context, query: Query) -> Crossed:
    """Which codes of the codings asked for share words. Raises InputError."""
    from csa_research.coding.reliability.crossing import cross

    return cross(ctx.store.placed_codings(_wanted(ctx, query)), ctx.study.codebook(), rolled=query.rolled)


def _wanted(ctx: Context, query: Query) -> Wanted:
    from csa_research.store.finding import Wanted

    coders = ctx.store.coders_among(query.coder) if query.coder else frozenset()
    if not coders.issuperset(query.coder):  # spelt otherwise, or nobody's name
        coders = frozenset((*ctx.store.coders(), *ctx.study.settings.coding.coders))
    found = resolve(query, ctx.study.codebook(), ctx.store.groups(), coders)
    return Wanted(
        codes=found.codes, polarities=found.polarities, groups=found.groups, coders=found.coders, effects=found.effects,
        roles=found.roles, flags=found.flags, words=query.text, near=found.near, reach=query.reach,
        relation=query.relation,  # type: ignore[arg-type]  # resolve has checked it
    )  # fmt: skip


def answer(ctx: Context, query: Query, format: str, out: Path | None, limit: int | None) -> tuple[str, ...]:
    """The lines to show; for a file, made and checked for leaks, where it is. Raises InputError."""
    if query.crossed:
        return _answer_crossed(ctx, query, format, out, limit)
    if format == "table" and out is None:
        found = ask(ctx, query, SHOWN if limit is None else limit)
        return (*(_line(c) for c in found.codings), f"{len(found.codings)} of {found.total} codings: {describe(query)}")
    found = ask(ctx, query, limit)
    kind = format if format != "table" else "csv"
    target = out or ctx.study.outputs / f"query.{kind}"
    hand_out_file(ctx, target, lambda path: _write(ctx, path, kind, query, found))
    return (f"Wrote {target}: {len(found.codings)} of {found.total} codings: {describe(query)}",)


def _line(c: Coding) -> str:
    quote = c.quote if len(c.quote) <= QUOTED else c.quote[: QUOTED - 1] + "…"
    judged = " ".join(part for part in (c.polarity, c.effect, c.role if c.role != "none" else "", " ".join(c.flags)) if part)
    return f"{c.group} {c.turn:>4}  {c.code:<6} {judged}  [{c.coder}]  {' '.join(quote.split())}"


def _write(ctx: Context, path: Path, kind: str, query: Query, found: Found) -> None:
    from csa_research.export.tabular.coding_frame import coding_frame, speakers_of, write_quotes_docx
    from csa_research.export.tabular.excel import TEAM, write_book

    if kind == "json":
        content = {"query": asdict(query), "total": found.total, "codings": [to_json(c) for c in found.codings]}
        write_text(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    elif kind == "csv":
        from csa_research.coding.sheets import write_codings_csv

        write_codings_csv(path, found.codings)
    else:
        title = f"Codings: {describe(query)}"
        frame = coding_frame(found.codings, ctx.study.codebook(), ctx.store.groups(), speakers_of(ctx.store.turns()))
        if kind == "docx":
            write_quotes_docx(path, title, frame)
        else:
            write_book(path, [title, f"{len(found.codings)} of {found.total}", TEAM], {"Codings": frame})


def _answer_crossed(ctx: Context, query: Query, format: str, out: Path | None, limit: int | None) -> tuple[str, ...]:
    from csa_research.export.tabular.crossing_frame import crossing_lines

    crossed = cross_codes(ctx, query)
    number = len(crossed.pairs)
    some = f"{number} pair{'' if number == 1 else 's'} of {len(crossed.codes)} codes share{'s' if number == 1 else ''} words"
    said = f"{some}: {describe(query)}"
    if format == "table" and out is None:
        return (*crossing_lines(crossed, SHOWN if limit is None else limit), said)
    kind = format if format != "table" else "csv"
    target = out or ctx.study.outputs / f"co_occurrence.{kind}"
    hand_out_file(ctx, target, lambda path: _write_crossed(ctx, path, kind, query, crossed))
    return (f"Wrote {target}: {said}",)


def _write_crossed(ctx: Context, path: Path, kind: str, query: Query, crossed: Crossed) -> None:
    from csa_research.coding.reliability.crossing import MEASURES
    from csa_research.export.tabular import crossing_frame as made
    from csa_research.export.tabular.excel import TEAM, write_book

    names = {code.id: code.name for code in ctx.study.codebook().codes}
    title = f"Codes that share words: {describe(query)}"
    if kind == "json":
        write_text(path, json.dumps({"query": asdict(query), **asdict(crossed)}, indent=2, ensure_ascii=False) + "\n")
    elif kind == "csv":
        write_text(path, "\ufeff" + made.stacked_frame(crossed).to_csv(index=False, lineterminator="\n"))
    elif kind == "docx":
        made.write_crossing_docx(path, title, crossed, names)
    else:
        sheets = {measure.capitalize(): made.matrix_frame(crossed, names, measure) for measure in MEASURES}
        write_book(path, [title, made.ABOUT, TEAM], {**sheets, "Pairs": made.pairs_frame(crossed, names)})


# ---- kept by name --------------------------------------------------------------------------------------------------------


def save_query(ctx: Context, name: str, query: Query) -> None:
    """Nothing; the question is kept under this name, in place of an earlier one. Raises InputError."""
    if not name.strip():
        raise InputError("A saved query needs a name: --save NAME")
    kept = {**_saved(ctx), name.strip(): query}
    content = {key: to_json(value) for key, value in sorted(kept.items())}
    write_text(ctx.study.folder / SAVED, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def saved_query(ctx: Context, name: str, more: Query) -> Query:
    """The question of this name, narrowed by what else was given. Raises InputError naming those that there are."""
    kept = _saved(ctx)
    if name not in kept:
        there = ", ".join(sorted(kept)) or "none; save one with --save NAME"
        raise InputError(f"There is no saved query {name[:60]!r}. Saved: {there}.")
    default = Query()
    given = {key: value for key, value in ((k, getattr(more, k)) for k in asdict(default)) if value != getattr(default, key)}
    return replace(kept[name], **given)


def _saved(ctx: Context) -> dict[str, Query]:
    path = ctx.study.folder / SAVED
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        return {str(name): from_json(Query, value) for name, value in content.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, InputError):
        raise InputError(f"{path} is damaged: it holds no saved queries that can be read. Mend it, or delete it.") from None
