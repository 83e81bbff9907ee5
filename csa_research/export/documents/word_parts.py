"""Parts of a Word document that python-docx has no call for: links, bookmarks, page numbers, tables with set widths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from csa_research.export.report.blocks import TableBlock, Targets
from csa_research.export.text import carried

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
SMALL, CELL = 7.0, 8.0  # points
SHORT = 9  # rows of a table that stays on one page


def _element(tag: str, **values: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(name.replace("_", ":")), value)
    return element


def page(section: Any, *, turned: bool) -> None:
    """Nothing; the section is then A4, upright or on its side."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if turned else (Cm(21), Cm(29.7))
    section.left_margin = section.right_margin = Cm(1.5 if turned else 2.2)
    section.top_margin = section.bottom_margin = Cm(1.6 if turned else 2.2)


def new_section(document: Any, *, turned: bool) -> None:
    """Nothing; what comes next then stands on a new page, upright or on its side."""
    from docx.enum.section import WD_SECTION

    page(document.add_section(WD_SECTION.NEW_PAGE), turned=turned)
    _thin(document.paragraphs[-1])


def _thin(paragraph: Any) -> None:
    """An empty paragraph that Word asks for, as low as can be, so that it never takes a page of its own."""
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(3)


def page_number(paragraph: Any) -> None:
    """Nothing; the paragraph then shows the number of its page."""
    paragraph._p.append(_element("w:fldSimple", w_instr="PAGE"))


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Nothing; the paragraph can then be jumped to by name."""
    paragraph._p.insert(0, _element("w:bookmarkStart", w_id=str(number), w_name=name))
    paragraph._p.append(_element("w:bookmarkEnd", w_id=str(number)))


def jump(paragraph: Any, text: str, anchor: str) -> None:
    """Nothing; the paragraph then holds a link to a bookmark of the same document."""
    link = _element("w:hyperlink", w_anchor=anchor)
    link.append(_run(text, 10.5))
    paragraph._p.append(link)


def references(paragraph: Any, refs: tuple[str, ...], links: Targets) -> None:
    """Nothing; the paragraph then ends with its references, each a link to the turn where it was spoken."""
    from docx.shared import Pt

    if not refs:
        return
    paragraph.add_run(" [").font.size = Pt(SMALL)
    for i, ref in enumerate(refs):
        if i:
            paragraph.add_run(", ").font.size = Pt(SMALL)
        link_out(paragraph, *links[ref])
    paragraph.add_run("]").font.size = Pt(SMALL)


def link_out(paragraph: Any, label: str, link: str) -> None:
    """Nothing; the paragraph then goes on with a link to another file."""
    from docx.oxml.ns import qn

    element = _element("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(link, LINK, is_external=True))
    element.append(_run(label, SMALL))
    paragraph._p.append(element)


def _run(text: str, size: float) -> Any:
    run, properties, words = _element("w:r"), _element("w:rPr"), _element("w:t")
    properties.append(_element("w:color", w_val="1D5FA8"))
    properties.append(_element("w:sz", w_val=str(round(size * 2))))
    properties.append(_element("w:u", w_val="single"))
    words.text = carried(text)
    run.append(properties)
    run.append(words)
    return run


def table(document: Any, block: TableBlock, links: Targets, width: float) -> None:
    """Nothing; the document then ends with the table, `width` centimetres wide, its head repeated on each page."""
    made = document.add_table(rows=1, cols=len(block.frame.columns), style="Table Grid")
    made.autofit = False
    _fill(made.rows[0], block.frame.columns, {}, bold=True)
    made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", w_val="true"))
    for cell in made.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", w_val="clear", w_color="auto", w_fill="DCE6F1"))
    for values in block.frame.itertuples(index=False):
        row = made.add_row()
        row._tr.get_or_add_trPr().append(_element("w:cantSplit", w_val="true"))
        _fill(row, values, links)
    _set_widths(made, block.widths, width)
    if len(made.rows) <= SHORT:
        for row in made.rows[:-1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    _thin(document.add_paragraph())


def _set_widths(made: Any, shares: tuple[float, ...], width: float) -> None:
    from docx.shared import Cm

    for i, share in enumerate(shares):
        length = Cm(width * share / sum(shares))
        made.columns[i].width = length
        for cell in made.columns[i].cells:
            cell.width = length


def _fill(row: Any, values: Iterable[object], links: Targets, *, bold: bool = False) -> None:
    from docx.shared import Pt

    for cell, value in zip(row.cells, values, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        text = "" if value is None or value != value else carried(str(value))
        words = text.split(" ")
        if links and words and all(word in links for word in words):
            for i, word in enumerate(words):
                if i:
                    paragraph.add_run(" ")
                link_out(paragraph, *links[word])
            continue
        run = paragraph.add_run(text)
        run.font.size = Pt(CELL)
        run.bold = bold or None
