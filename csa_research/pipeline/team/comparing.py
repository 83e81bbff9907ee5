"""Agreement as a table for a person, as JSON or CSV for a program, or as a paragraph for the methods section."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from textwrap import wrap

from csa_research.coding.reliability.agreement import OVERALL, TOO_FEW
from csa_research.coding.reliability.disagreements import CONSENSUS
from csa_research.coding.reliability.machine import MACHINE, WHAT
from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import agreement
from csa_research.pipeline.team.machine import Machine, machine_beside
from csa_research.pipeline.team.samples import Drawn
from csa_research.records import Agreement

HEAD = (
    "code", "who", "turns", "positives", "prev.", "percent", "pos.agr", "kappa", "interval", "scott", "AC1", "alpha", "char.alpha",
    "verdict",
)  # fmt: skip
NOTE = "n.d. = not defined (only one category in use). Intervals of kappa by bootstrap over groups; alpha of all: MASI."


def compared(ctx: Context, coders: tuple[str, ...], sample: Drawn | None = None) -> tuple[Agreement, ...]:
    """The agreement of these coders (or all). Raises InputError when there are not two, or where the analysis is reflexive.

    With a sample, that of its coders, on its turns, by what they coded blind.
    """
    refuse_reflexive(ctx)
    if sample is not None:
        return agreement(ctx, sample.coders, units=sample.units, ids=frozenset(sample.taken))
    known = coders_of(ctx)
    missing = [c for c in coders if c not in known]
    if missing or len(known) < 2:
        raise InputError(
            f"Two coders are needed; codings exist by: {', '.join(known) or 'nobody'}. Not found: {', '.join(missing)}."
        )
    if coders and len(set(coders)) < 2:
        raise InputError(f"Give two different coders to compare. Codings exist by: {', '.join(known)}.")
    return agreement(ctx, coders)


def coders_of(ctx: Context) -> tuple[str, ...]:
    """Everybody who coded, by name; not the consensus of a meeting."""
    return tuple(sorted({c.coder for c in ctx.store.codings()} - {CONSENSUS}))


def two_coders(ctx: Context, coders: tuple[str, ...]) -> tuple[str, str]:
    """The two coders who were given, or the only two that there are. Raises InputError."""
    refuse_reflexive(ctx)
    known = coders_of(ctx)
    pair = coders or ctx.study.settings.coding.coders or known
    if len(set(pair)) != 2 or not set(pair) <= set(known):
        raise InputError(f"Name the two coders: --coders A B. Codings exist by: {', '.join(known) or 'nobody'}.")
    return pair[0], pair[1]


def refuse_reflexive(ctx: Context) -> None:
    """Raises InputError where study.yaml says that the analysis is reflexive: then coders are not measured against each other."""
    if ctx.study.settings.coding.method == "reflexive":
        raise InputError("study.yaml says coding.method: reflexive, which hides agreement. Set it to codebook to compare coders.")


def agreement_text(
    ctx: Context, coders: tuple[str, ...], format: str, sample: Drawn | None = None, *, people_only: bool = False
) -> str:
    """The agreement of these coders (or all), the machine beside them, as table, csv or json. Raises InputError without two."""
    rows = compared(ctx, coders, sample)
    machine = Machine() if people_only else machine_beside(ctx, rows, sample)
    if format == "json":
        return (
            json.dumps(_content(ctx, rows, rows[0].coders if rows else coders or coders_of(ctx), machine, sample), indent=2) + "\n"
        )
    ordered = _in_order(ctx, rows, machine.rows)
    if format == "csv":
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows([HEAD, *map(_row, ordered)])
        return buffer.getvalue()
    few = few_examples(rows)
    shown = [_row(r) for r in ordered if r.code not in few]
    lines = (*summary(rows), _table([HEAD, *shown]).rstrip("\n"), *_left_out(few), NOTE, *_on_machine(machine))
    return "".join(f"{line}\n" for line in lines)


def _content(
    ctx: Context, rows: Sequence[Agreement], who: Sequence[str], machine: Machine, sample: Drawn | None
) -> dict[str, object]:
    overall = next((r for r in rows if r.code == OVERALL), None)
    sampled = "a participant's turn of a sample drawn beforehand"
    return {
        "coders": list(who),
        "unit": sampled if sample else "a participant's turn of a group that all coded",
        "intervals": f"95%, bootstrap over focus groups, seed {ctx.study.settings.seed}",
        "codes": [_object(r) for r in rows if r.code != OVERALL],
        "overall": None if overall is None else _whole(overall),
        "machine": {
            "what": WHAT,
            "hidden": machine.hidden,
            "codes": [_object(r) for r in machine.rows if r.code != OVERALL],
            "overall": [_whole(r) for r in machine.rows if r.code == OVERALL],
        },
    }


def _whole(r: Agreement) -> dict[str, object]:
    return {**_object(r), "masi_alpha": r.alpha}


def _in_order(ctx: Context, rows: Sequence[Agreement], machine: Sequence[Agreement]) -> list[Agreement]:
    """Code by code in the codebook's order, people first; all codes together last."""
    order = {code.id: at for at, code in enumerate(ctx.study.codebook().codes)}
    return sorted((*rows, *machine), key=lambda r: order.get(r.code, len(order)))


def few_examples(rows: Sequence[Agreement]) -> tuple[str, ...]:
    """Codes that were used too rarely to judge; none where there is no other code to show."""
    each = [r for r in rows if r.code != OVERALL]
    few = tuple(r.code for r in each if r.verdict == TOO_FEW)
    return few if len(few) < len(each) else ()


def summary(rows: Sequence[Agreement]) -> tuple[str, ...]:
    """How many codes have which verdict, in a line before the table."""
    counts = Counter(r.verdict for r in rows if r.code != OVERALL)
    if not counts:
        return ()
    told = [f"{number} {verdict}" for verdict, number in counts.items() if verdict != TOO_FEW]
    told += [f"{counts[TOO_FEW]} with {TOO_FEW}"] if counts[TOO_FEW] else []
    number = counts.total()
    return (f"{number} code{'' if number == 1 else 's'} compared: {', '.join(told)}.", "")


def _left_out(few: Sequence[str]) -> tuple[str, ...]:
    if not few:
        return ()
    text = f"{TOO_FEW.capitalize()} to judge, so not in the table: {', '.join(few)}. Their figures: --format csv"
    return ("", *wrap(text, 110), "")


def _on_machine(machine: Machine) -> tuple[str, ...]:
    return (machine.hidden,) if machine.hidden else (WHAT,) if machine.rows else ()


def _object(r: Agreement) -> dict[str, object]:
    """All statistics by name, each with its interval: kappa, kappa_low, kappa_high; and all intervals together."""
    bounds = {f"{name}_{end}": value for name, *both in r.intervals for end, value in zip(("low", "high"), both, strict=True)}
    return {**asdict(r), **bounds, "intervals": {name: [low, high] for name, low, high in r.intervals}}


def _row(r: Agreement) -> tuple[str, ...]:
    """Who: people, or machine/NAME; the positives are in the same order."""
    figures = (r.prevalence, r.percent, r.positive_agreement, r.kappa)
    machine = r.coders[-1] == MACHINE
    return (
        "all" if r.code == OVERALL else r.code, f"machine/{r.coders[0]}" if machine else "people", str(r.units),
        "/".join(map(str, reversed(r.positives) if machine else r.positives)), *map(_figure, figures),
        f"{_figure(r.kappa_low)} to {_figure(r.kappa_high)}", *map(_figure, (r.scott, r.ac1, r.alpha, r.character_alpha)),
        r.verdict,
    )  # fmt: skip


def _figure(value: float | None) -> str:
    """Two decimals; nought has no sign."""
    text = "n.d." if value is None else f"{value:.2f}"
    return "0.00" if text == "-0.00" else text


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"
