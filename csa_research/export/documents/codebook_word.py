"""The codebook as a Word document for a report's appendix: definitions, when to use each code, one example a code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.atomic import replacing
from csa_research.export.documents import word_parts as parts
from csa_research.export.documents.office import neutral
from csa_research.export.text import carried
from csa_research.findings.public_quotes import PublicQuote, public_quotes
from csa_research.records import Code, Codebook

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

BEST_LENGTH = 150


def example_quotes(analysis: Analysis) -> dict[str, PublicQuote]:
    """One quote a code that is cleared for reports: unlocked, consented to, spread over people and groups."""
    locked = {code.id for code in analysis.codebook.codes if code.locked}
    pack = public_quotes(analysis.quotes, "report", analysis.groups)
    found: dict[str, PublicQuote] = {}
    for quote in sorted(pack.quotes, key=lambda q: (abs(len(q.text) - BEST_LENGTH), q.id)):
        for code in quote.codes:
            if code not in locked:
                found.setdefault(code, quote)
    return found


def write_codebook_docx(
    path: Path,
    codebook: Codebook,
    quotes: Mapping[str, PublicQuote] | None = None,
    *,
    agencies: Mapping[str, str] | None = None,
    stamp: str = "",
) -> None:
    """Families and codes with definition, include, exclude and an example; invented ones say so. Raises CsaError."""
    from docx import Document

    document = Document()
    neutral(document.core_properties, f"Codebook {codebook.id} {codebook.version}")
    parts.page(document.sections[0], turned=False)
    if stamp:
        document.sections[0].header.paragraphs[0].text = stamp
    parts.page_number(document.sections[0].footer.paragraphs[0])
    document.add_heading("Codebook", 1)
    document.add_paragraph(carried(f"{codebook.id}, version {codebook.version}. {codebook.question}".strip()))
    for family in codebook.families:
        document.add_heading(carried(f"{family.id} {family.name}"), 2)
        if family.definition:
            document.add_paragraph(carried(family.definition))
        for code in codebook.codes:
            if code.family == family.id:
                _code(document, code, (quotes or {}).get(code.id), agencies or {})
    with replacing(path) as temporary:
        document.save(str(temporary))


def _code(document: Any, code: Code, quote: PublicQuote | None, agencies: Mapping[str, str]) -> None:
    document.add_heading(carried(f"{code.id} {code.name}"), 3)
    _line(document, "Definition", code.definition if code.codable else f"{code.definition} A heading: never applied itself.")
    _line(document, "Include when", code.include_when)
    _line(document, "Exclude when", code.exclude_when)
    if quote is not None:
        _line(document, "Example", f"“{quote.text}” ({agencies.get(quote.agency, quote.agency)})")
    else:
        _line(document, "Example (invented)", f"“{code.example}”" if code.example else "")


def _line(document: Any, label: str, text: str) -> None:
    if not text:
        return
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(carried(text))
