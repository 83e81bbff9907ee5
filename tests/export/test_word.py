from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from csa_research.analysis import Analysis
from csa_research.export import figures
from csa_research.export.documents import word
from csa_research.export.documents.word_parts import LINK

from .conftest import LOCKED_WORDS


@pytest.fixture(scope="module")
def document(tiny: Analysis, tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("word")
    (folder / "findings").mkdir()
    figures.write_findings_figures(folder / "findings", tiny)
    word.write_report(folder / "report.docx", tiny, folder)
    return Document(str(folder / "report.docx"))


def text(document: object) -> str:
    paragraphs = [p.text for p in document.paragraphs]  # type: ignore[attr-defined]
    return "\n".join([*paragraphs, *(c.text for t in document.tables for row in t.rows for c in row.cells)])  # type: ignore[attr-defined]


def test_every_link_leads_to_a_turn_or_a_transcript(document: object, tiny: Analysis) -> None:
    links = {rel.target_ref for rel in document.part.rels.values() if rel.reltype == LINK}  # type: ignore[attr-defined]
    turns = {f"../transcripts/{t.group}.html#t{t.index}" for t in tiny.turns}
    groups = {f"../transcripts/{g.group_id}.html" for g in tiny.groups}
    assert links <= turns | groups
    assert len(links & turns) >= 8


def test_locked_words_are_not_in_it(document: object) -> None:
    assert not any(inside in text(document) for inside in LOCKED_WORDS)


def test_contents_lead_to_the_sections(document: object) -> None:
    xml = document.element.xml  # type: ignore[attr-defined]
    for i, title in enumerate(("Summary", "The sample", "Enablers and barriers"), start=1):
        assert f'w:anchor="section{i}"' in xml
        assert f'w:name="section{i}"' in xml
        assert title in text(document)


def test_wide_tables_stand_on_pages_turned_to_their_side(document: object) -> None:
    sections = list(document.sections)  # type: ignore[attr-defined]
    assert [s.orientation == WD_ORIENT.LANDSCAPE for s in sections] == [False, True, False, True, False]
    assert all(len(t.columns) <= 8 for t in document.tables)  # type: ignore[attr-defined]


def test_heads_of_tables_are_repeated_and_rows_are_not_split(document: object) -> None:
    for table in document.tables:  # type: ignore[attr-defined]
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows[1:])


def test_pictures_are_in_it_and_a_missing_one_is_no_error(document: object, tiny: Analysis, tmp_path: Path) -> None:
    assert len(document.inline_shapes) == 5  # type: ignore[attr-defined]
    word.write_report(tmp_path / "r.docx", tiny, tmp_path)
    assert len(Document(str(tmp_path / "r.docx")).inline_shapes) == 0


def test_stamp_and_properties(document: object) -> None:
    assert document.sections[0].header.paragraphs[0].text == "SYNTHETIC"  # type: ignore[attr-defined]
    properties = document.core_properties  # type: ignore[attr-defined]
    assert (properties.author, properties.comments, properties.title) == ("csa_research", "", "Tiny study & friends")


def test_empty_studies_have_a_document(uncoded: Analysis, unspoken: Analysis, tmp_path: Path) -> None:
    for analysis in (uncoded, unspoken):
        word.write_report(tmp_path / "r.docx", analysis, tmp_path)
        assert Document(str(tmp_path / "r.docx")).paragraphs[0].text == "Tiny study & friends"
