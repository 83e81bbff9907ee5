"""The report as a Word document: headings, linked quote ids, tables, pictures. The only file that writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.export.report import Block, Citation, FigureBlock, Heading, Paragraph, TableBlock, build, target

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def write_report(path: Path, analysis: Analysis, pictures: Path) -> None:
    """report.docx; `pictures` is the output folder that holds findings/ and theory/."""
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    document.core_properties.author = "csa_research"
    document.core_properties.title = analysis.title
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    if analysis.stamp:
        section.header.paragraphs[0].text = analysis.stamp
    _page_number(section.footer.paragraphs[0])
    for block in build(analysis):
        _render(document, block, analysis, pictures)
    document.save(str(path))


def _render(document: Any, block: Block, analysis: Analysis, pictures: Path) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(text, level=level)
        case Paragraph(text, refs):
            _refs(document.add_paragraph(text), refs, analysis)
        case Citation(quote, agency):
            paragraph = document.add_paragraph(style="Quote")
            paragraph.add_run(f"“{quote.text}”")
            paragraph.add_run(f" {agency}").italic = False
            _refs(paragraph, (quote.id,), analysis)
        case TableBlock(caption, frame):
            _table(document, caption, frame, analysis)
        case FigureBlock(caption, file, refs):
            _picture(document, pictures / file)
            _refs(document.add_paragraph(caption, style="Caption"), refs, analysis)


def _picture(document: Any, path: Path) -> None:
    from docx.shared import Cm

    if path.is_file():
        document.add_picture(str(path), width=Cm(16.6))


def _table(document: Any, caption: str, frame: Any, analysis: Analysis) -> None:
    from docx.shared import Pt

    document.add_paragraph(caption, style="Caption")
    table = document.add_table(rows=1, cols=len(frame.columns), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, frame.columns, strict=True):
        cell.text = str(name)
    _repeat_head(table.rows[0])
    for values in frame.itertuples(index=False):
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = "" if value is None or value != value else str(value)
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(7.5)
    document.add_paragraph()


def _repeat_head(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _refs(paragraph: Any, refs: tuple[str, ...], analysis: Analysis) -> None:
    from docx.shared import Pt

    if not refs:
        return
    paragraph.add_run(" [").font.size = Pt(7)
    for i, ref in enumerate(refs):
        if i:
            paragraph.add_run(", ").font.size = Pt(7)
        _hyperlink(paragraph, *target(analysis, ref))
    paragraph.add_run("]").font.size = Pt(7)


def _hyperlink(paragraph: Any, label: str, link: str) -> None:
    """A link to a turn; python-docx has no call for links, so the element is made by hand."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    file, _, anchor = link.partition("#")
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(f"{file}#{anchor}" if anchor else file, _LINK, is_external=True))
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    for tag, value in (("w:color", "1D5FA8"), ("w:sz", "14"), ("w:u", "single")):
        part = OxmlElement(tag)
        part.set(qn("w:val"), value)
        properties.append(part)
    run.append(properties)
    text = OxmlElement("w:t")
    text.text = label
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
