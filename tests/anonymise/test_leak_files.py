import json
import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from csa_research.anonymise.leaving import leak_files
from csa_research.anonymise.leaving.leak_files import check_outputs, search_file
from csa_research.anonymise.leaving.leaks import build_index
from csa_research.errors import FormatError
from csa_research.records import Entity

INDEX = build_index([], [Entity("E1", "PERSON", ("Keeley Mobberly",), "[Colleague 1]")])


def leaks(path):
    return {(leak.part, leak.pseudonym) for leak in search_file(path, INDEX)}


def put(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.md", "a.yaml", "a.unknown"])
def test_plain_text(tmp_path, name):
    assert leaks(put(tmp_path, name, "row,1\nsee Mobberly")) == {("text", "[Colleague 1]")}
    assert leaks(put(tmp_path, name, "row,1\nsee [Colleague 1]")) == set()


def test_other_encodings(tmp_path):
    assert leaks(put(tmp_path, "a.txt", "see Mobberly".encode("utf-16")))
    assert leaks(put(tmp_path, "a.csv", "see Mobberly £".encode("cp1252")))


def test_word_runs_properties_comments_and_headers(tmp_path):
    from docx import Document

    document = Document()
    paragraph = document.add_paragraph("we told Kee")
    paragraph.add_run("ley Mobb").bold = True
    paragraph.add_run("erly so")
    document.core_properties.author = "K Mobberly"
    document.sections[0].header.paragraphs[0].text = "Keeley Mobberly"
    document.save(tmp_path / "a.docx")
    assert {part for part, _ in leaks(tmp_path / "a.docx")} == {
        "word/document.xml text", "docProps/core.xml text", "word/header1.xml text",
    }  # fmt: skip


def test_workbooks_and_slides(tmp_path):
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from pptx import Presentation

    book = Workbook()
    book.active["A1"] = "see Mobberly"
    book.active["B2"].comment = Comment("Mobberly said", "x")
    book.save(tmp_path / "a.xlsx")
    assert len(leaks(tmp_path / "a.xlsx")) == 2
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "fine"
    slide.notes_slide.notes_text_frame.text = "ask Keeley Mobberly"
    deck.save(tmp_path / "a.pptx")
    assert {part for part, _ in leaks(tmp_path / "a.pptx")} == {"ppt/notesSlides/notesSlide1.xml text"}


def test_markup_text_attributes_and_comments(tmp_path):
    page = "<p title='Mobberly'>Keeley</p><!-- Mobberly --><p>Mob<b>berly</b> &amp; Mobb&#101;rly</p>"
    assert {part for part, _ in leaks(put(tmp_path, "a.html", page))} == {"text", "attributes", "comments"}
    svg = '<?xml version="1.0"?><svg><text>Mob<tspan>berly</tspan></text></svg>'
    assert leaks(put(tmp_path, "a.svg", svg)) == {("text", "[Colleague 1]")}


def test_entities_that_would_expand_are_left_alone(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b; Mobberly</x>'
    assert leaks(put(tmp_path, "a.xml", bomb)) == {("text", "[Colleague 1]")}


def test_notebooks_sources_and_outputs(tmp_path):
    cell = {"source": ["# see\n", "Mobberly"], "outputs": [{"data": {"text/html": ["<b>Keeley</b> Mobb<i>erly</i>"]}}]}
    path = put(tmp_path, "a.ipynb", json.dumps({"cells": [cell]}))
    assert {part for part, _ in leaks(path)} == {"/0/0/0", "/0/0/1/0/0/0", "/0/0/1/0/0/0 text"}


def test_json_lines_with_escapes(tmp_path):
    index_text = json.dumps({"text": "Mobb\u0065rly"}).replace("Mobberly", "Mobb\\u0065rly")
    assert leaks(put(tmp_path, "a.jsonl", index_text)) == {("row 1 /0", "[Colleague 1]")}


def test_pictures_text_chunks(tmp_path):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packed = b"Comment\x00\x00" + zlib.compress(b"by Mobberly")
    picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"tEXt", b"Author\x00Mobberly") + chunk(b"zTXt", packed)
    assert len(search_file(put(tmp_path, "a.png", picture), INDEX)) == 2
    assert search_file(put(tmp_path, "b.png", picture[:30]), INDEX) == ()


def test_pdf_text_and_properties(tmp_path):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "Keeley Mobberly"})
    writer.write(tmp_path / "a.pdf")
    assert leaks(tmp_path / "a.pdf") == {("properties", "[Colleague 1]")}
    with pytest.raises(FormatError, match="cannot be read by the leak check"):
        search_file(put(tmp_path, "b.pdf", b"%PDF-1.4 broken"), INDEX)


def zipped(**members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_archives_inside_archives_and_member_names(tmp_path):
    inner = zipped(**{"b.txt": "see Mobberly"})
    path = put(tmp_path, "a.qdpx", zipped(**{"in.zip": inner, "Mobberly_1.txt": "fine"}))
    assert {part for part, _ in leaks(path)} == {"in.zip b.txt text", "member names"}


def test_archives_that_cannot_be_searched_to_the_end_are_refused(tmp_path, monkeypatch):
    deep = zipped(**{"a.txt": "x"})
    for _ in range(6):
        deep = zipped(**{"a.zip": deep})
    with pytest.raises(FormatError, match="nested too deep"):
        search_file(put(tmp_path, "deep.zip", deep), INDEX)
    with pytest.raises(FormatError, match="damaged"):
        search_file(put(tmp_path, "cut.zip", zipped(**{"a.txt": "x" * 500})[:200]), INDEX)
    monkeypatch.setattr(leak_files, "_BYTES", 100)
    with pytest.raises(FormatError, match="too big"):
        search_file(put(tmp_path, "big.zip", zipped(**{"a.txt": "x" * 500})), INDEX)


def test_binaries_are_searched_for_readable_strings(tmp_path):
    assert leaks(put(tmp_path, "a.db", b"\x00\x01\x02 see Mobberly there \x00"))
    assert leaks(put(tmp_path, "b.db", b"\x00\x01" + "see Mobberly there".encode("utf-16-le")))


def test_a_whole_folder_file_names_included(tmp_path):
    (tmp_path / "runs").mkdir()
    put(tmp_path, "runs/Mobberly_notes.txt", "fine")
    put(tmp_path, "clean.txt", "fine")
    (leak,) = check_outputs(tmp_path, INDEX)
    assert (leak.file, leak.part, leak.pseudonym) == ("runs/[Colleague 1].txt", "file name", "[Colleague 1]")
