"""START-HERE.html: what was made and where each of the three users looks first."""

from __future__ import annotations

import html
from pathlib import Path

from csa_research.atomic import write_text

PLACES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Researcher",
        (
            ("transcripts/", "released transcripts: .docx, .txt, .html with an anchor a turn"),
            ("findings/findings.xlsx", "framework matrix, balances, emotions, agreement, quote bank (team only)"),
            ("exchange/project.qdpx", "the coded project for NVivo, MAXQDA, ATLAS.ti, QualCoder"),
            ("exchange/codebook.qdc", "the codebook for the same programs"),
            ("exchange/codings.csv", "all codings with their quotes"),
        ),
    ),
    (
        "Lead researcher",
        (
            ("report/report.docx", "the report; every number carries quote ids that open at the turn"),
            ("report/report.html", "the same in the browser"),
            ("theory/theory_of_change.svg", "the drawing with its evidence"),
            ("theory/theory_of_change.xlsx", "links, nodes, logic model, evaluation framework, recommendations"),
            ("notebooks/", "seven notebooks, executed"),
        ),
    ),
    (
        "Conference organiser",
        (
            ("conference/conference_pack.pptx", "quotes by theme as slides, agency only"),
            ("conference/conference_quotes.xlsx", "the same with columns for the two clearances"),
        ),
    ),
)

_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:17px/1.6 system-ui,"Segoe UI",Arial,sans-serif;max-width:44rem;margin:2.5rem auto;padding:0 1rem;color:#1a1a1a}}
h2{{margin-bottom:.3rem}} li{{margin:.25rem 0}} .stamp{{background:#fff3c4;border-left:.4rem solid #a66a00;padding:.4rem .8rem}}
</style></head><body><main><h1>{title}</h1>{stamp}{body}
<p><a href="manifest.json">manifest.json</a> says how each file was made: versions, seed, decisions, hashes.</p>
</main></body></html>
"""


def first_looks(folder: Path) -> tuple[str, ...]:
    """A line for each place that exists: user, file, what it is."""
    return tuple(f"{who:<22} {place:<36} {what}" for who, places in PLACES for place, what in places if (folder / place).exists())


def write_start_here(folder: Path, title: str, stamp: str) -> None:
    """START-HERE.html for the parts that the folder has."""
    parts: list[str] = []
    for who, places in PLACES:
        items = "".join(
            f'<li><a href="{place}">{place}</a><br>{html.escape(what)}</li>' for place, what in places if (folder / place).exists()
        )
        if items:
            parts.append(f"<h2>{who}</h2><ul>{items}</ul>")
    mark = f'<p class="stamp">{html.escape(stamp)}</p>' if stamp else ""
    write_text(folder / "START-HERE.html", _PAGE.format(title=html.escape(title), stamp=mark, body="".join(parts)))
