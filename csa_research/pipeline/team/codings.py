"""Human codings in and out of the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.pipeline.outputs import hand_out_file
from csa_research.records import Unplaced
from csa_research.study import Study

TOGETHER = 4
"""Rows of one group with one reason beyond which they share a line."""


@dataclass(frozen=True, slots=True)
class CodingsTaken:
    """What became of a file of codings."""

    file: str
    rows: int
    placed: int
    new: int
    warnings: tuple[str, ...]
    unplaced: tuple[Unplaced, ...]
    lost: tuple[str, ...] = ()  # what the file held that is no coding of words, a line each
    doubtful: tuple[Unplaced, ...] = ()  # placed, but a person has to look at the place, with the reason

    def lines(self) -> tuple[str, ...]:
        """What to tell the person; never with words of a transcript."""
        head = (
            f"{self.file}: {self.placed} of {self.rows} codings placed ({self.new} new), {len(self.unplaced)} could not be placed"
            f"{f', {len(self.doubtful)} to be checked' if self.doubtful else ''}."
        )
        notes = (f"  note: {w}" for w in self.warnings[:20])
        noun = "marked place" if self.file.lower().endswith(".docx") else "row"  # a Word document has no rows to look up
        looked = (*listed(self.doubtful, noun), *listed(self.unplaced, noun))
        return (head, *notes, *looked, *(f"  lost: {line}" for line in self.lost))


def listed(unplaced: Sequence[Unplaced], noun: str = "row") -> Iterator[str]:
    """A line a row, or one line for many rows of a group that share a reason; every row's number is there."""
    together: dict[tuple[str, str], list[Unplaced]] = {}
    for one in unplaced:
        together.setdefault((one.group, one.reason), []).append(one)
    for (group, reason), rows in together.items():
        if len(rows) > TOGETHER:
            yield f"  {len(rows)} {noun}s of {group}: {reason} ({noun}s {_runs([one.row for one in rows])})"
        else:
            yield from (f"  {noun} {one.row}, {group}{_turn(one)}, {one.code or 'no code'}: {reason}" for one in rows)


def _turn(row: Unplaced) -> str:
    return "" if row.turn is None else f" turn {row.turn}"


def _runs(numbers: Sequence[int]) -> str:
    """1, 2, 3, 7 as "1-3, 7"."""
    out: list[list[int]] = []
    for number in sorted(numbers):
        if out and number == out[-1][1] + 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)


def import_codings(ctx: Context, path: Path, *, coder: str, by: str) -> CodingsTaken:
    """Codings of a file, each quote found in the released text. Raises PersonNeeded when nothing is released yet."""
    from csa_research.pipeline.team.exchanging import Hints, take_codings

    return take_codings(ctx, path, Hints(coder), by=by)


def export_codings(ctx: Context, format: str, out: Path | None) -> Path:
    """All codings as .csv, .xlsx or .qdpx, checked for leaks. Raises InputError when there is none."""
    from csa_research.coding.sheets import write_codings_csv, write_codings_xlsx
    from csa_research.export.refi_qda import write_project
    from csa_research.pipeline.outputs import current_analysis, warn_of_wide

    codings = ctx.store.codings()
    if not codings:
        raise InputError(f"There are no codings yet. Add some with: csa code import {ctx.study.folder} CODINGS.csv")
    target = out or ctx.study.outputs / f"codings.{format}"
    if format == "qdpx":
        analysis = current_analysis(ctx)
        made = hand_out_file(ctx, target, lambda path: write_project(path, analysis))
        warn_of_wide(ctx, analysis)
        return made
    write = write_codings_csv if format == "csv" else write_codings_xlsx
    return hand_out_file(ctx, target, lambda path: write(path, codings))


def export_codebook(study: Study, format: str, out: Path | None) -> Path:
    """The codebook as .qdc or .xlsx, without memos; it holds no transcript text, so no vault is needed."""
    from csa_research.export.documents.codebook_book import write_codebook_xlsx
    from csa_research.export.refi_qda import write_codebook

    target = out or study.outputs / f"codebook.{format}"
    target.parent.mkdir(parents=True, exist_ok=True)
    (write_codebook if format == "qdc" else write_codebook_xlsx)(target, study.codebook())
    return target


def export_codebook_book(ctx: Context, out: Path | None) -> Path:
    """The codebook as .xlsx; with the team's memos on codes where there are any, then checked for leaks."""
    from csa_research.export.documents.codebook_book import write_codebook_xlsx

    memos = [memo for memo in ctx.store.memos() if memo.kind == "code"]
    if not memos:
        return export_codebook(ctx.study, "xlsx", out)
    target = out or ctx.study.outputs / "codebook.xlsx"
    return hand_out_file(ctx, target, lambda path: write_codebook_xlsx(path, ctx.study.codebook(), memos))


def export_codebook_document(ctx: Context, out: Path | None) -> Path:
    """The codebook as .docx with one cleared quote a code, an invented example where there is none; checked for leaks."""
    from csa_research.export.documents.codebook_word import example_quotes, write_codebook_docx
    from csa_research.pipeline.outputs import current_analysis

    target = out or ctx.study.outputs / "codebook.docx"
    if not ctx.store.releases():
        write_codebook_docx(target, ctx.study.codebook())
        return target
    analysis = current_analysis(ctx)
    quotes, stamp = example_quotes(analysis), analysis.stamp
    return hand_out_file(
        ctx, target, lambda path: write_codebook_docx(path, analysis.codebook, quotes, agencies=analysis.agencies, stamp=stamp)
    )
