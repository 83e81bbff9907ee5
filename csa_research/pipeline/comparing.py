"""Agreement as a table for a person, or as JSON or CSV for a program."""

from __future__ import annotations

import json
from dataclasses import asdict

from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import agreement
from csa_research.records import Agreement

HEAD = ("code", "turns", "positives", "prev.", "pos.agr", "kappa", "interval", "AC1", "alpha", "verdict")


def agreement_text(ctx: Context, coders: tuple[str, ...], format: str) -> str:
    """The agreement of these coders (or all). Raises InputError when there are not two of them."""
    if ctx.study.settings.coding.method == "reflexive":
        raise InputError("study.yaml says coding.method: reflexive, which hides agreement. Set it to codebook to compare coders.")
    known = sorted({c.coder for c in ctx.store.codings()})
    missing = [c for c in coders if c not in known]
    if missing or len(known) < 2:
        raise InputError(
            f"Two coders are needed; codings exist by: {', '.join(known) or 'nobody'}. Not found: {', '.join(missing)}."
        )
    if coders and len(set(coders)) < 2:
        raise InputError(f"Give two different coders to compare. Codings exist by: {', '.join(known)}.")
    rows = agreement(ctx, coders)
    if format == "json":
        per_code = [asdict(r) for r in rows if r.code != "*"]
        overall = next((asdict(r) for r in rows if r.code == "*"), None)
        return json.dumps({"coders": list(coders or known), "codes": per_code, "overall": overall}, indent=2) + "\n"
    separator = "," if format == "csv" else None
    return _table([HEAD, *(_row(r) for r in rows)], separator)


def _row(r: Agreement) -> tuple[str, ...]:
    return (
        "all" if r.code == "*" else r.code,
        str(r.units),
        "/".join(map(str, r.positives)),
        _figure(r.prevalence),
        _figure(r.positive_agreement),
        _figure(r.kappa),
        f"{_figure(r.kappa_low)} to {_figure(r.kappa_high)}",
        _figure(r.ac1),
        _figure(r.alpha),
        r.verdict,
    )


def _figure(value: float | None) -> str:
    return "n.d." if value is None else f"{value:.2f}"


def _table(rows: list[tuple[str, ...]], separator: str | None) -> str:
    if separator:
        return "".join(separator.join(row) + "\n" for row in rows)
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines) + "\nn.d. = not defined (only one category in use). Intervals by bootstrap over groups.\n"
