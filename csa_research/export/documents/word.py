"""The report as a Word document: headings, linked quote ids, tables, pictures; wide tables on pages turned to their side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.atomic import replacing
from csa_research.export.documents import word_parts as parts
from csa_research.export.documents.office import neutral
from csa_research.export.report import build
from csa_research.export.report.blocks import (
    Block,
    Citation,
    Contents,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
    Targets,
    Turned,
    sections,
    targets,
)
from csa_research.export.text import carried

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

UPRIGHT, ON_ITS_SIDE = 16.6, 26.7
"""Width for text in centimetres."""


def write_report(path: Path, analysis: Analysis, pictures: Path) -> None:
    """report.docx; `pictures` is the output folder that holds findings/ and theory/. Raises CsaError when it cannot be written."""
    from docx import Document

    document = Document()
    neutral(document.core_properties, analysis.title)
    _styles(document)
    parts.page(document.sections[0], turned=False)
    if analysis.stamp:
        document.sections[0].header.paragraphs[0].text = analysis.stamp
    parts.page_number(document.sections[0].footer.paragraphs[0])
    writer = _Writer(document, targets(analysis), pictures, sections(build(analysis)))
    blocks = build(analysis)
    for i, block in enumerate(blocks):
        writer.render(block)
        if isinstance(block, Paragraph) and i + 1 < len(blocks) and isinstance(blocks[i + 1], FigureBlock):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
        if isinstance(block, Turned) and i + 1 < len(blocks):
            parts.new_section(document, turned=isinstance(blocks[i + 1], Turned))
    with replacing(path) as temporary:
        document.save(str(temporary))


def _styles(document: Any) -> None:
    from docx.shared import Pt

    styles = document.styles
    styles["Normal"].font.name = "Calibri"
    styles["Normal"].font.size = Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    styles["Quote"].paragraph_format.left_indent = Pt(18)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name, size in (("Heading 1", 20), ("Heading 2", 15), ("Heading 3", 12.5)):
        styles[name].font.size = Pt(size)
        styles[name].font.name = "Calibri"


class _Writer:
    """One document being written: where references lead, where pictures lie, which section comes next."""

    def __init__(self, document: Any, links: Targets, pictures: Path, contents: tuple[tuple[str, str], ...]) -> None:
        self.document, self.links, self.pictures, self.contents = document, links, pictures, contents
        self.width, self.seen = UPRIGHT, 0

    def render(self, block: Block) -> None:
        match block:
            case Heading(level, text):
                self._heading(level, text)
            case Paragraph(text, refs, lead):
                paragraph = self.document.add_paragraph()
                if lead:
                    paragraph.add_run(f"{carried(lead)} ").bold = True
                paragraph.add_run(carried(text))
                parts.references(paragraph, refs, self.links)
            case Citation(quote, agency):
                paragraph = self.document.add_paragraph(style="Quote")
                paragraph.add_run(f"“{carried(quote.text)}”")
                paragraph.add_run(f" {carried(agency)}").italic = False
                parts.references(paragraph, (quote.id,), self.links)
            case TableBlock():
                self._caption(block.caption, block.refs)
                parts.table(self.document, block, self.links, self.width)
            case FigureBlock(caption, file, refs):
                self._picture(self.pictures / file)
                self._caption(caption, refs).paragraph_format.keep_with_next = False
            case Contents():
                self._contents()
            case Turned(blocks):
                self._turned(blocks)

    def _heading(self, level: int, text: str) -> None:
        heading = self.document.add_heading(carried(text), level=level)
        if level == 2 and self.seen < len(self.contents):
            parts.bookmark(heading, self.contents[self.seen][0], self.seen + 1)
            self.seen += 1

    def _caption(self, text: str, refs: tuple[str, ...]) -> Any:
        paragraph = self.document.add_paragraph(carried(text), style="Caption")
        parts.references(paragraph, refs, self.links)
        return paragraph

    def _picture(self, path: Path) -> None:
        from docx.shared import Cm

        if path.is_file():
            picture = self.document.add_picture(str(path), width=Cm(self.width))
            most = Cm(13.4 if self.width == ON_ITS_SIDE else 21.0)
            if picture.height > most:
                picture.width, picture.height = int(picture.width * most / picture.height), most
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _contents(self) -> None:
        self.document.add_paragraph().add_run("Contents").bold = True
        for anchor, title in self.contents:
            parts.jump(self.document.add_paragraph(style="List Bullet"), title, anchor)

    def _turned(self, blocks: tuple[Block, ...]) -> None:
        if self.document.sections[-1].page_width < self.document.sections[-1].page_height:
            parts.new_section(self.document, turned=True)
        self.width = ON_ITS_SIDE
        for block in blocks:
            self.render(block)
        self.width = UPRIGHT
