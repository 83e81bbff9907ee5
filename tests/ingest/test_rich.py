"""OpenDocument and RTF."""

from __future__ import annotations

from pathlib import Path

from odfdo import Document, Element, Paragraph

from csa_research.ingest import hidden_text, read_transcript


def test_comments_of_an_odt_are_hidden_text_and_not_speech(tmp_path: Path) -> None:
    document = Document("text")
    document.body.clear()
    paragraph = Paragraph("P1: One  two.")
    paragraph.insert_annotation(after="One", body="ask Cora", creator="Rev Iewer")
    document.body.append(paragraph)
    document.body.append(Paragraph("P2: Three."))
    document.meta.creator = "Len Last"
    document.save(str(tmp_path / "a.odt"))
    assert [t.text for t in read_transcript(tmp_path / "a.odt", "G").turns] == ["One  two.", "Three."]
    assert {"ask Cora", "Rev Iewer", "Len Last"} <= set(hidden_text(tmp_path / "a.odt"))


def test_a_speaker_table_of_an_odt(tmp_path: Path) -> None:
    document = Document("text")
    document.body.clear()
    cells = [("Speaker", "Text"), ("Joy", "One."), ("Bal", "Two."), ("Joy", "Three.")]
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in cells
    )
    document.body.append(Element.from_tag(f'<table:table table:name="t">{rows}</table:table>'))
    document.save(str(tmp_path / "a.odt"))
    assert [(t.speaker, t.text) for t in read_transcript(tmp_path / "a.odt", "G").turns] == [
        ("Joy", "One."),
        ("Bal", "Two."),
        ("Joy", "Three."),
    ]


def test_the_author_of_an_rtf_is_hidden_text(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1\ansi{\info{\author Ann Author}{\operator Len Last}}P1: caf\'e9\par P2: Two.\par}")
    assert [t.text for t in read_transcript(path, "G").turns] == ["café", "Two."]
    assert hidden_text(path) == ("Ann Author", "Len Last")
