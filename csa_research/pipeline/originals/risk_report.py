"""The risk report for the team and its board: what machine and review find, who stands out, what was left; worksheet to fill."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.atomic import replacing, write_text
from csa_research.errors import PersonNeeded
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.originals import second_reading
from csa_research.pipeline.outputs import hand_out, home

if TYPE_CHECKING:
    from csa_research.anonymise.measuring.risk import RecallRow, SmallCell
    from csa_research.anonymise.treatment import Treated

K = 5
TIER = "FOR THE RESEARCH TEAM ONLY"
WORKSHEET = (
    ("Transcripts or quotes read (group, turns)", ""),
    ("Search engine: distinctive phrases, events, places with dates", "What was typed, what was found, minutes spent"),
    ("News archives and social media of the area and time", ""),
    ("Council papers, inspection reports, published safeguarding reviews, court lists", ""),
    ("A colleague with local knowledge reads the text: whom do they recognise, and by what?", "Role of the colleague"),
    ("A member of the same team reads the text: whom of the speakers do they recognise?", "Role of the colleague"),
    ("Facts that together single somebody out (turn by turn)", ""),
    ("What is to be changed, by whom, until when (csa redact, csa withdraw, wider bands)", ""),
)
"""What a motivated intruder without special means would try (ICO guidance on anonymisation); one row each."""


@dataclass(frozen=True, slots=True)
class Risk:
    """The figures of the report."""

    at: str
    title: str
    stamp: str
    signed: tuple[tuple[str, int, str, str, bool], ...]  # group, version, by, at, reviewed
    machine: tuple[RecallRow, ...]  # the machine alone against the review
    sampled: tuple[RecallRow, ...]  # the review against a second person
    sample_turns: int
    missed: int
    cells: tuple[SmallCell, ...]
    treated: tuple[Treated, ...]
    reasons: tuple[tuple[str, str, int], ...]


def measure(ctx: Context) -> Risk:
    """The figures as they now stand. Raises PersonNeeded before the first release."""
    from csa_research.analysis import stamp
    from csa_research.anonymise.measuring.risk import recall_by_type, small_cells
    from csa_research.anonymise.release import to_mask_unattended
    from csa_research.anonymise.treatment import reasons, treated
    from csa_research.vault import contents

    releases = ctx.store.releases()
    if not releases:
        raise PersonNeeded(f"Nothing has been released yet, so there is no risk to report. See: csa status {ctx.study.folder}")
    vault = ctx.vault()
    final, samples = contents.identifiers(vault, "final"), second_reading.samples(vault)
    machine = to_mask_unattended(contents.identifiers(vault, "machine"))
    return Risk(
        at=now(),
        title=ctx.study.settings.title,
        stamp=stamp(ctx.study.settings, releases),
        signed=tuple((r.group, r.version, r.signed_by, r.signed_at, r.reviewed) for r in releases),
        machine=recall_by_type(machine, final) if contents.identifiers(vault, "machine") else (),
        sampled=second_reading.recall_rows(samples),
        sample_turns=len({place for sample in samples for place in sample.turns}),
        missed=sum(len(sample.missed) for sample in samples),
        cells=small_cells((p for r in releases for p in r.participants), ctx.store.groups(), k=K),
        treated=treated(final, contents.entities(vault)),
        reasons=reasons(final),
    )


def write_report(ctx: Context) -> tuple[Path, tuple[str, ...]]:
    """The folder with report, worksheet and figures, checked for leaks as everything is; and a few lines for the person."""
    risk = measure(ctx)

    def make(folder: Path) -> None:
        _write_report(folder / "risk" / "risk_report.docx", risk)
        _write_worksheet(folder / "risk" / "motivated_intruder.docx", risk)
        write_text(folder / "risk" / "risk.json", json.dumps(asdict(risk), indent=2, ensure_ascii=False) + "\n")

    hand_out(ctx, "risk", ("risk",), make)
    return home(ctx) / "risk", summary(risk)


def summary(risk: Risk) -> tuple[str, ...]:
    """The report in a few lines."""
    lines = [
        f"Machine alone, by the review: {_shares(risk.machine)}" if risk.machine else "Machine alone: no findings kept to measure."
    ]
    if risk.sampled:
        lines.append(f"Review, by a second person's {risk.sample_turns} turns: {_shares(risk.sampled)}")
    else:
        lines.append("Review: not measured. Draw a sample for a second person: csa risk sample STUDY -o FILE.csv")
    people = sum(cell.people for cell in risk.cells)
    lines.append(f"Fewer than {K} people share their attributes: {len(risk.cells)} combinations, {people} people.")
    left = sum(row.kept + row.passed for row in risk.treated)
    lines.append(f"Left as said by the review: {left} mentions; not decided: {sum(row.open for row in risk.treated)}.")
    return tuple(lines)


def _shares(rows: Sequence[RecallRow]) -> str:
    sums = [row for row in rows if row.type in ("direct", "quasi")]
    return ", ".join(f"{r.type} {r.leaked} of {r.entities} left (at most {r.leak_upper or 0:.1%}, 95%)" for r in sums)


def _write_report(path: Path, risk: Risk) -> None:
    document = _document(f"Risk report: {risk.title}", risk)
    _paragraphs(document, _opening(risk))
    document.add_heading("1. What the machine alone would have left", level=2)
    _paragraphs(document, ["Measured against the review; not a measure of the review. An entity of a group counts as left when any "
                           "part of any mention was left. The bound is one-sided, 95% (Clopper and Pearson 1934)."])  # fmt: skip
    _table(document, ("Type", "Entities", "Left", "Recall", "Share left, at most"), _recall(risk.machine))
    document.add_heading("2. What the review left, by a second person", level=2)
    _paragraphs(document, [_sampled(risk)])
    _table(document, ("Type", "Entities", "Left", "Recall", "Share left, at most"), _recall(risk.sampled))
    document.add_heading(f"3. Participants who stand out (fewer than {K} alike)", level=2)
    _paragraphs(document, [
        "Combinations of agency, kept job title and size of group. Anybody in such a cell may be recognised by colleagues: give "
        "their words wider labels, or quote them without agency."
    ])  # fmt: skip
    cells = [("; ".join(f"{name}: {value or 'not shown'}" for name, value in cell.attributes), cell.people) for cell in risk.cells]
    _table(document, ("Combination", "People"), cells)
    document.add_heading("4. What was done, by type", level=2)
    head = ("Type", "Entities", "Pseudonym", "Vaguer words", "Kept by decision", "Passed by whole review", "Open")
    _table(document, head, [tuple(asdict(row).values()) for row in risk.treated])
    document.add_heading("5. What was left, and why it had been noticed", level=2)
    _table(document, ("Type", "Why it was noticed", "Mentions left"), risk.reasons[:40])
    document.add_heading("6. Releases", level=2)
    _table(document, ("Group", "Version", "Signed by", "At", "Reviewed"), [(*s[:4], "yes" if s[4] else "NO") for s in risk.signed])
    _save(document, path)


def _opening(risk: Risk) -> list[str]:
    return [
        *summary(risk),
        "No figure here says that no name is left. Below full recall a person has to read every transcript before release, and "
        "the motivated-intruder worksheet has to be filled before anything leaves the team. People may also be recognised by "
        "what happened to them, which no list of names shows.",
    ]


def _sampled(risk: Risk) -> str:
    if not risk.sampled:
        return "Not measured yet. csa risk sample draws turns for a second person, csa risk take reads them back."
    asked = f"{risk.missed} mentions had been missed and were put to the review as questions."
    return f"{risk.sample_turns} turns, drawn by lot from every group and marked by a second person on the original text. {asked}"


def _recall(rows: Sequence[RecallRow]) -> list[tuple[object, ...]]:
    return [(r.type, r.entities, r.leaked, f"{r.recall or 0:.1%}", f"{r.leak_upper or 0:.1%}") for r in rows]


def _write_worksheet(path: Path, risk: Risk) -> None:
    document = _document("Motivated-intruder worksheet", risk)
    _paragraphs(document, [
        "To fill before each release to the partnership or the public. The intruder has no special means: the internet, libraries, "
        "public papers, enquiries, and what colleagues know. Do not write names here; write group and turn.",
        "Release concerned: ____________________   Tier: team / partnership / public",
    ])  # fmt: skip
    rows = [(what, hint, "") for what, hint in WORKSHEET]
    _table(document, ("What was tried", "Note", "Result: who or what could be singled out, or nothing"), rows)
    _paragraphs(document, [
        "Result:  release as it is  /  release after the changes above  /  do not release",
        "Reviewer: ____________________   Date: ______________   Second reviewer: ____________________",
    ])  # fmt: skip
    _save(document, path)


def _document(title: str, risk: Risk) -> Any:
    from docx import Document

    from csa_research.export.documents.office import neutral

    document = Document()
    neutral(document.core_properties, title)
    document.sections[0].header.paragraphs[0].text = " · ".join(part for part in (TIER, risk.stamp) if part)
    document.add_heading(title, level=1)
    document.add_paragraph(f"Made {risk.at}. {TIER.capitalize()}.")
    return document


def _paragraphs(document: Any, texts: Sequence[str]) -> None:
    from csa_research.export.text import carried

    for text in texts:
        document.add_paragraph(carried(text))


def _table(document: Any, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from csa_research.export.text import carried

    if not rows:
        document.add_paragraph("None.")
        return
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = carried(str(value))


def _save(document: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        document.save(str(temporary))
