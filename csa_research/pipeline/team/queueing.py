"""The queue of one coder: the next turns as a sheet, the sheet taken back, and what may still be missed."""

from __future__ import annotations

from pathlib import Path

from csa_research.coding.queue import Missed, estimate_missed, next_turns
from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.outputs import hand_out_file
from csa_research.pipeline.team.codebook_lock import refuse_changed_codebook
from csa_research.pipeline.team.gap_queue import queued_gaps

Unit = tuple[str, int]


def read_by(ctx: Context, coder: str) -> frozenset[Unit]:
    """The participants' turns that this coder has read: coded, or known to hold nothing."""
    return ctx.store.readings(coder) | {(c.group, c.turn) for c in ctx.store.codings() if c.coder == coder}


def write_queue(ctx: Context, coder: str, format: str, out: Path | None, *, most: int, stop: int) -> tuple[str, ...]:
    """The next turns as a sheet, and what to tell the coder. Raises PersonNeeded before a release or when all is read."""
    from csa_research.coding.turn_sheet import COLUMNS
    from csa_research.export.tabular.excel import write_book
    from csa_research.export.tabular.turn_sheet_frame import HOW, codebook_sheet, turn_sheet

    if not coder.strip():
        raise InputError("Say whose queue: --coder NAME")
    turns, codings, seed = ctx.store.turns(), ctx.store.codings(), ctx.study.settings.seed
    if not turns:
        raise PersonNeeded(f"Nothing has been released yet, so there is nothing to code. See: csa status {ctx.study.folder}")
    read, codebook = read_by(ctx, coder), ctx.study.codebook()
    gaps = queued_gaps(ctx.store.journal())
    queue = next_turns(turns, ctx.store.suggestions("combined"), codings, read, most=most, seed=seed, gaps=gaps)
    missed = estimate_missed(turns, codebook, [c for c in codings if c.coder == coder], read, seed=seed)
    if not queue:
        raise PersonNeeded(f"{coder} has read every turn; nothing is left in the queue.")
    notes = {(q.group, q.turn): f"{q.kind}: {q.why}" for q in queue}
    frame = turn_sheet(turns, notes, notes)
    target = out or ctx.study.outputs / f"queue.{format}"
    about = [f"The next {len(queue)} turns for {coder}", *HOW, *stop_lines(missed, stop)]
    if format == "csv":
        hand_out_file(ctx, target, lambda path: frame.to_csv(path, index=False, encoding="utf-8-sig"))
    else:
        sheets = {"Turns": frame[[*COLUMNS, "why"]], "Missed": _missed_frame(missed, stop), "Codebook": codebook_sheet(codebook)}
        hand_out_file(ctx, target, lambda path: write_book(path, about, sheets))
    kinds = {kind: sum(q.kind == kind for q in queue) for kind in ("gap", "hunt", "uncertain", "random")}
    said = ", ".join(f"{number} {kind}" for kind, number in kinds.items() if number or kind != "gap")
    return (f"Wrote {target}: {len(queue)} turns ({said}).", *stop_lines(missed, stop))


def take_queue(ctx: Context, coder: str, path: Path, *, by: str) -> tuple[str, ...]:
    """What came of a filled queue: codings and turns read. Rows that are not decided stay in the queue. Raises InputError."""
    from csa_research.coding.place import place
    from csa_research.coding.suggesting.filled import read_filled
    from csa_research.coding.turn_sheet import NEEDED, filled_turns

    refuse_changed_codebook(ctx)
    turns = ctx.store.turns()
    texts = {(t.group, t.index): t.text for t in turns if t.role == "participant"}
    sheet = filled_turns(path.name, read_filled(path, NEEDED), coder, texts, texts)
    placed = place(sheet.incoming, turns, ctx.study.codebook(), coder=coder)
    wrong = {(u.group, u.turn) for u in placed.unplaced}
    with ctx.store.atomically():
        new = ctx.store.add_codings(placed.codings, who=by)
        ctx.store.put_readings(coder, sorted(unit for unit in sheet.read if unit not in wrong))
        ctx.note(by, "queue taken", coder, f"{new} codings on {len(sheet.read)} turns")
    listed = (f"  row {u.row}, {u.group} turn {u.turn}, {u.code}: {u.reason}" for u in (*placed.doubtful, *placed.unplaced))
    return (f"{path.name}: {len(sheet.read)} turns read by {coder}, {new} codings new, {len(placed.unplaced)} not taken.", *listed)


def stop_lines(missed: tuple[Missed, ...], stop: int) -> tuple[str, ...]:
    """How far the stop rule is met; never that nothing is left."""
    if not missed or not missed[0].sampled:
        return (
            "No random turn has been read yet, so nothing can be said of what is missed. One turn in five of the queue is random.",
        )
    met = [m for m in missed if m.at_most <= stop]
    worst = sorted((m for m in missed if m.at_most > stop), key=lambda m: (-m.at_most, m.code))[:5]
    head = (
        f"Stop rule (at most {stop} turns with a code still unread, 95% sure): met for {len(met)} of {len(missed)} codes, from "
        f"{missed[0].sampled} random turns in {missed[0].groups} groups; {missed[0].unread} turns are unread."
    )
    rows = (f"  {m.code}: {m.found} found, about {m.missed:g} may be missed, at most {m.at_most:g}" for m in worst)
    return (head, *rows)


def _missed_frame(missed: tuple[Missed, ...], stop: int):  # type: ignore[no-untyped-def]
    from csa_research.export.tabular.tables import table

    columns = ("Code", "Turns found", "Random turns read", "With the code", "May be missed", "At most (95%)", "Unread", "Stop rule")
    rows = [
        (m.code, m.found, m.sampled, m.in_sample, m.missed, m.at_most, m.unread, "met" if m.at_most <= stop else "go on")
        for m in missed
    ]
    return table(rows, columns)
