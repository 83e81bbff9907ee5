"""Disagreements out to a meeting, and its decisions back as codings by "consensus"; both coders' own codings are kept."""

from __future__ import annotations

from pathlib import Path

from csa_research.coding.reliability.agreement import shared_units
from csa_research.coding.reliability.disagreements import (
    CONSENSUS,
    Decision,
    agreed,
    closed_turns,
    consensus,
    decide,
    disagreements,
)
from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.outputs import hand_out_file
from csa_research.pipeline.team.comparing import two_coders
from csa_research.pipeline.team.samples import Drawn


def write_disagreements(ctx: Context, coders: tuple[str, ...], out: Path | None, sample: Drawn | None = None) -> tuple[Path, int]:
    """The workbook for the meeting and its number of rows. Raises InputError without two coders or where nothing is in dispute."""
    from csa_research.export.tabular.disagreement_frame import ABOUT, disagreement_frame
    from csa_research.export.tabular.excel import write_book

    pair = two_coders(ctx, coders)
    codings, turns, codebook = ctx.store.codings(), ctx.store.turns(), ctx.study.codebook()
    units = sample.units if sample else ()
    if sample:
        codings = tuple(c for c in codings if c.id in sample.taken)
    found = disagreements(codings, codebook, pair, units or shared_units(codings, turns, pair))
    if not found:
        raise InputError(f"{pair[0]} and {pair[1]} disagree nowhere in the groups that both coded; there is nothing to decide.")
    frame = disagreement_frame(found, turns, codebook, pair)
    target = out or ctx.study.outputs / "disagreements.xlsx"
    about = [f"Disagreements between {pair[0]} (A) and {pair[1]} (B): {len(found)}", *ABOUT]
    return hand_out_file(ctx, target, lambda path: write_book(path, about, {"Disagreements": frame})), len(found)


def take_consensus(ctx: Context, path: Path, *, by: str) -> tuple[str, ...]:
    """What came of the filled list, in sentences; stores the decisions and what the two agree on anyway. Raises InputError."""
    from csa_research.coding.suggesting.filled import read_filled

    rows = read_filled(path, ("decision", "id", "coder_a", "coder_b"))
    filled = [(n, r) for n, r in rows if r.get("decision", "").strip()]
    decided = [Decision(n, r.get("id", "").strip(), r["decision"], r.get("decision_memo", "").strip()) for n, r in filled]
    if not decided:
        raise PersonNeeded(f"{path.name}: no decision is written yet. Fill the column Decision and give the same command again.")
    pair = two_coders(ctx, tuple(dict.fromkeys(r.get(c, "").strip() for _, r in rows for c in ("coder_a", "coder_b"))))
    codings, codebook = ctx.store.codings(), ctx.study.codebook()
    units = {(t.group, t.index) for t in ctx.store.turns()}
    found = disagreements(codings, codebook, pair, units)
    try:
        made = decide(found, decided, codebook, pair)
    except InputError as error:
        raise InputError(f"{path.name}, {error}") from error
    closed = closed_turns(found, decided)
    empty = len(set(closed) - {(c.group, c.turn) for c in made} - {(c.group, c.turn) for c in agreed(codings, pair, closed)})
    both = {(d.group, d.turn) for d in found} | set(shared_units(codings, ctx.store.turns(), pair))
    shared = {c.id: c for c in (*map(consensus, agreed(codings, pair, both)), *made)}
    with ctx.store.atomically():
        gone = _outdated(ctx, {d.id for d in decided}, set(shared))
        new = ctx.store.add_codings(tuple(shared.values()), who=by)
        ctx.store.settle_turns(CONSENSUS, closed, by)
        what = f"{len(decided)} disagreements of {pair[0]} and {pair[1]}"
        ctx.note(by, "consensus", what, f"{new} codings new, {gone} withdrawn")
    left = len(rows) - len(filled)
    return (
        f"{len(decided)} disagreements decided, {left} of the list still open.",
        f"{len(shared)} codings by '{CONSENSUS}', agreed ones included ({new} new, {gone} withdrawn).",
        f"The codings of {pair[0]} and {pair[1]} are as they were; where the meeting decided, findings count the consensus alone"
        f"{f', on {empty} turns that nothing applies' if empty else ''}.",
    )


def _outdated(ctx: Context, decided: set[str], kept: set[str]) -> int:
    """How many codings of an earlier consensus, on the turns decided now, were withdrawn; what is kept counts again."""
    turns = {tuple(ident.rsplit(":", 3)[:2]) for ident in decided}
    old = [c for c in ctx.store.codings() if c.coder == CONSENSUS and (c.group, str(c.turn)) in turns]
    back = [i for i, status in ctx.store.statuses().items() if i in kept and status == "withdrawn"]
    ctx.store.set_statuses(back, "decided", CONSENSUS)
    return ctx.store.set_statuses([c.id for c in old if c.id not in kept], "withdrawn", CONSENSUS, why="decided otherwise")
