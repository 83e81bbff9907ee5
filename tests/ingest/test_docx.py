"""Word documents: what counts as visible, and which tables hold turns."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.oxml import parse_xml

from csa_research.ingest import hidden_text, read_transcript

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_insertions_are_text_and_deletions_are_hidden_text(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("P1: One ")
    document.add_paragraph("P2: Two.")
    inner = (
        f'<w:ins {W} w:id="1" w:author="Nan Typist"><w:r><w:t>kept</w:t></w:r></w:ins>',
        f'<w:del {W} w:id="2" w:author="Ola Editor"><w:r><w:delText>Gone Girl</w:delText></w:r></w:del>',
        f'<w:hyperlink {W}><w:r><w:t xml:space="preserve"> link</w:t></w:r></w:hyperlink>',
    )
    for xml in inner:
        document.paragraphs[0]._p.append(parse_xml(xml))
    document.core_properties.author = "Ann Author"
    document.core_properties.last_modified_by = "Len Last"
    document.add_comment(document.paragraphs[1].runs, text="ask Cora", author="Rev Iewer", initials="RI")
    document.sections[0].header.paragraphs[0].text = "Trust Hall"
    document.save(str(tmp_path / "a.docx"))
    assert [t.text for t in read_transcript(tmp_path / "a.docx", "G").turns] == ["One kept link", "Two."]
    hidden = hidden_text(tmp_path / "a.docx")
    assert {"Nan Typist", "Ola Editor", "Gone Girl", "Ann Author", "Len Last", "ask Cora", "Rev Iewer", "Trust Hall"} <= set(hidden)
    assert "One kept link" not in hidden


def test_a_speaker_table_without_a_header_is_known_by_its_shape(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("SYNTHETIC")
    rows = [
        ("0:01", "Joy", "Hello to all of you."),
        ("0:05", "Bal", "Hi."),
        ("", "", "And more."),
        ("0:09", "Joy", "Right then, off we go."),
    ]
    table = document.add_table(rows=len(rows), cols=3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    transcript = read_transcript(tmp_path / "a.docx", "G")
    assert [(t.start_s, t.speaker, t.text) for t in transcript.turns] == [
        (1.0, "Joy", "Hello to all of you."),
        (5.0, "Bal", "Hi. And more."),
        (9.0, "Joy", "Right then, off we go."),
    ]
    assert hidden_text(tmp_path / "a.docx")[-1] == "SYNTHETIC"


def test_a_small_table_beside_paragraphs_is_no_turns_but_is_searched_for_names(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Present", "Joy Amber"
    for text in ("P1: This is the first turn of the group.", "P2: And this is the second one."):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    transcript = read_transcript(tmp_path / "a.docx", "G")
    assert [t.speaker for t in transcript.turns] == ["P1", "P2"]
    assert "a table that is no speaker table was left aside" in transcript.warnings
    assert "Joy Amber" in hidden_text(tmp_path / "a.docx")


def test_a_teams_title_above_the_first_name_is_no_turn(tmp_path: Path) -> None:
    document = Document()
    for text in (
        "Meeting-20241112-Transcript",
        "November 12, 2024, 12:00PM",
        "16m 25s",
        "Joy Amber   0:03\nHello.",
        "Bal (Guest)   0:09\nYes.\nNo.",
    ):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    transcript = read_transcript(tmp_path / "a.docx", "G")
    assert [(t.speaker, t.text, t.start_s) for t in transcript.turns] == [("Joy Amber", "Hello.", 3.0), ("Bal", "Yes. No.", 9.0)]
    assert transcript.warnings[0] == "3 lines before the first speaker kept out of the turns"


def test_a_teams_paragraph_for_the_name_and_one_for_the_words(tmp_path: Path) -> None:
    document = Document()
    for text in ("Joy Amber   0:03", "Hello.", "", "Bal   1:02:09", "Yes."):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    assert [(t.speaker, t.text, t.start_s) for t in read_transcript(tmp_path / "a.docx", "G").turns] == [
        ("Joy Amber", "Hello.", 3.0),
        ("Bal", "Yes.", 3729.0),
    ]
