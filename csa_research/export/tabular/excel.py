"""Workbooks of findings, theory and quotes: plain tables with filters, frozen headings and a first sheet that explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.atomic import replacing
from csa_research.coding.reliability.machine import WHAT
from csa_research.export import frames
from csa_research.export.documents.office import AUTHOR
from csa_research.export.tabular import theory_frames
from csa_research.export.text import carried

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis

TALK = "Counts of codes describe talk, not how common an experience is. The focus group is the unit; read groups before citations."
TEAM = "For the research team only: per-group figures and speaker labels must not leave it."
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
WIDEST = 48  # characters of a column
LINE, HIGHEST = 15.0, 400.0  # points of a line, and of the highest row that Excel has
LONGEST = 32_000  # characters of a cell; Excel ends at 32,767
ON_TURNS = "Each quote id opens at its turn: transcripts/<group>.html, and is listed on the sheet Quotes."


def write_book(path: Path, about: list[str], sheets: dict[str, pd.DataFrame]) -> None:
    """A workbook with a sheet "About" and one sheet a table. Text is written as text: no cell becomes a formula.

    Raises CsaError when it cannot be written.
    """
    import xlsxwriter

    with replacing(path) as temporary, xlsxwriter.Workbook(str(temporary), PLAIN) as book:
        book.set_properties({"author": AUTHOR, "title": path.stem.replace("_", " "), "created": datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "text_wrap": True, "valign": "top", "border": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("About")
        sheet.set_column(0, 0, 110, cell)
        title, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
        for row, line in enumerate(about):
            sheet.write_string(row, 0, carried(line), wrapped if row else title)
            sheet.set_row(row, _height((line,), (100.0,)))
        for name, frame in sheets.items():
            _write_sheet(book.add_worksheet(name[:31]), frame, head, cell)


def _write_sheet(sheet: Any, frame: pd.DataFrame, head: Any, cell: Any) -> None:
    widths = [_width(name, frame[name]) for name in frame.columns]
    for column, name in enumerate(frame.columns):
        sheet.write_string(0, column, str(name), head)
        sheet.set_column(column, column, widths[column], cell)
    for row, values in enumerate(frame.itertuples(index=False), start=1):
        sheet.set_row(row, _height(values, widths))
        for column, value in enumerate(values):
            _write_cell(sheet, row, column, value)
    sheet.freeze_panes(1, min(2, len(frame.columns)))
    if len(frame) and len(frame.columns):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _width(name: object, values: Iterable[object]) -> float:
    longest = max([len(str(name)), *(len(str(value)) for value in values)])
    return min(WIDEST, max(9, longest * 0.95 + 2))


def _height(values: Iterable[object], widths: Sequence[float]) -> float:
    """Points that the longest cell needs: not every program finds the height of wrapped rows by itself."""
    pairs = zip(values, widths, strict=True)
    lines = [sum(1 + int(len(part) * 1.1 / width) for part in str(value).split("\n")) for value, width in pairs]
    return min(HIGHEST, LINE * max(lines, default=1))


def _write_cell(sheet: Any, row: int, column: int, value: object) -> None:
    number = _number(value)
    if value is None or value == "" or value != value:  # NaN: not given
        sheet.write_blank(row, column, None)
    elif number is not None:
        sheet.write_number(row, column, number)
    else:
        sheet.write_string(row, column, carried(str(value))[:LONGEST])


def _number(value: object) -> float | None:
    """The value as a number; numpy's numbers count, truth values and text do not."""
    return None if isinstance(value, bool) or not isinstance(value, Real) else float(value)


def about(analysis: Analysis, title: str, *lines: str) -> list[str]:
    """The first sheet's lines: what this is, its stamp, how to read it, what it was made with."""
    made = ", ".join(f"{k} {v}" for k, v in analysis.provenance.items())
    return [f"{analysis.title}: {title}", *([analysis.stamp] if analysis.stamp else []), *lines, f"Made with {made}"]


def on_machine(analysis: Analysis) -> tuple[str, ...]:
    """What the rows of the machine on the sheet Agreement are, or how to get them; () where coders are not compared."""
    said = WHAT if analysis.machine else analysis.machine_why
    return (f"Sheet Agreement: {said}",) if analysis.agreement and said else ()


def write_findings(path: Path, analysis: Analysis) -> None:
    """The framework matrix, balances, emotions, co-occurrence, saturation, agreement, topics and the quote bank."""
    sheets = {
        "Sample": frames.sample(analysis),
        "Matrix": frames.matrix(analysis),
        "Matrix quotes": frames.matrix_quotes(analysis),
        "Balance by code": frames.balance(analysis),
        "Balance by family": frames.balance(analysis, level="family"),
        "Balance by agency": frames.balance_by_agency(analysis),
        "Codes by agency": frames.balance_by_agency(analysis, level="code"),
        "Emotions": frames.emotions(analysis),
        "Together": frames.co_occurrence(analysis),
        "Saturation": frames.saturation(analysis),
        "Agreement": frames.agreement(analysis),
        "Topics": frames.topics(analysis),
        "Topics by agency": frames.agency_topics(analysis),
        "Words by agency": frames.agency_words(analysis),
        "Topics and codes": frames.topic_codes(analysis),
        "Codes with no topic": frames.untopical(analysis),
        "Topics and emotions": frames.topic_emotions(analysis),
        "Topics over the meeting": frames.topic_timeline(analysis),
        "Quotes": frames.quotes(analysis),
    }
    lines = about(
        analysis, "findings", TEAM, TALK, ON_TURNS, *(w for s in analysis.saturation[:1] for w in s.warnings), *on_machine(analysis)
    )
    write_book(path, lines, sheets)


def write_theory(path: Path, analysis: Analysis) -> None:
    """Links with evidence, nodes, logic model, evaluation framework, recommendations, assumptions, quotes cited."""
    sheets = {
        "Links": theory_frames.links(analysis),
        "Nodes": theory_frames.nodes(analysis),
        "Logic model": theory_frames.logic_model(analysis),
        "Evaluation framework": theory_frames.evaluation(analysis),
        "Recommendations": theory_frames.recommendations(analysis),
        "Assumptions": theory_frames.assumptions(analysis),
        "Quotes": frames.quotes(analysis),
    }
    believe = "Views in focus groups are evidence of belief and mechanism; they are not proof that a link works."
    asked = (
        "'Silent' means a source could have spoken and did not; 'not asked' means it could not have. Neither means 'no barrier'."
    )
    write_book(path, about(analysis, "theory of change", TEAM, believe, asked, ON_TURNS), sheets)


def write_conference_quotes(path: Path, analysis: Analysis) -> None:
    """Quotes that may be put forward for clearance by theme: agency only, consented for the conference, nothing locked."""
    from csa_research.export.public import conference_frame, refusals_frame

    lines = about(
        analysis,
        "quotes for the conference",
        "Candidates, not cleared quotes: two different people check each one for recognisability, risk and consent before use.",
        "Attribution is the agency only. Numbers of participants or groups are left out on purpose.",
        "Consent for the conference was checked by group; locked codes and personal disclosures are not here.",
    )
    write_book(path, lines, {"Quotes by theme": conference_frame(analysis), "Left out and why": refusals_frame(analysis)})
