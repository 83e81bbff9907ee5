from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyrefiqda import RefiProject

from csa_research.analysis import Analysis
from csa_research.errors import InputError
from csa_research.exchange.project import read_project
from csa_research.export.refi_qda import write_project
from csa_research.export.refi_qda.project import source
from csa_research.export.text import one_line
from csa_research.records import Memo, Turn

SCHEMA = Path(__file__).parent.parent / "data" / "refi-qda" / "Project-mrt2019.xsd"
NS = {"q": "urn:QDA-XML:project:1.0"}


@pytest.fixture(scope="module")
def written(tiny: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("qdpx") / "project.qdpx"
    write_project(path, tiny)
    return path


def tree(path: Path) -> etree._ElementTree:
    return etree.parse(io.BytesIO(zipfile.ZipFile(path).read("project.qde")))


def assert_valid(path: Path) -> None:
    etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(tree(path))


def test_the_project_is_valid_against_the_standard(written: Path) -> None:
    assert_valid(written)


def test_every_selection_gives_its_quote_back(written: Path, tiny: Analysis) -> None:
    archive, found = zipfile.ZipFile(written), {}
    for text_source in tree(written).iterfind(".//q:TextSource", NS):
        text = archive.read(text_source.get("plainTextPath").replace("internal://", "sources/")).decode("utf-8")
        for selection in text_source.iterfind("q:PlainTextSelection", NS):
            words = text[int(selection.get("startPosition")) : int(selection.get("endPosition"))]
            found[selection.get("name")] = (text_source.get("name"), words)
    assert found == {q.id: (q.group, q.text) for q in tiny.quotes}


def test_every_coding_stands_under_its_code(written: Path, tiny: Analysis) -> None:
    codes = {c.get("guid"): str(c.get("name")).split()[0] for c in tree(written).iterfind(".//q:Code", NS)}
    marks = [
        (selection.get("name"), codes[mark.find("q:CodeRef", NS).get("targetGUID")])
        for selection in tree(written).iterfind(".//q:PlainTextSelection", NS)
        for mark in selection.iterfind("q:Coding", NS)
    ]
    assert sorted(marks) == sorted((c.quote_id, c.code) for c in tiny.codings)


def test_another_program_reads_the_same_quotes(written: Path, tiny: Analysis, tmp_path: Path) -> None:
    project = RefiProject.load(written, extract_dir=str(tmp_path))
    assert [s.name for s in project.sources.text_source] == ["SC1", "SC2", "HE1", "HE2"]
    for text_source in project.sources.text_source:
        text = RefiProject.resolve_source_path(text_source.plain_text_path, tmp_path).read_text(encoding="utf-8")
        for selection in text_source.plain_text_selection:
            assert text[selection.start_position : selection.end_position] == tiny.quote(selection.name).text


def test_groups_are_cases_with_their_agency(written: Path) -> None:
    cases = {c.get("name"): c.find("q:VariableValue/q:TextValue", NS).text for c in tree(written).iterfind("q:Cases/q:Case", NS)}
    assert cases == {"SC1": "Social care", "SC2": "Social care", "HE1": "Health", "HE2": "Health"}


def test_memos_go_with_their_codings(written: Path) -> None:
    assert sorted(n.findtext("q:PlainTextContent", namespaces=NS) for n in tree(written).iterfind("q:Notes/q:Note", NS)) == [
        "=HYPERLINK(1)",
        "Same as ada",
    ]


def test_nothing_names_a_coder_a_file_or_a_place_on_the_machine(written: Path, tmp_path: Path) -> None:
    archive = zipfile.ZipFile(written)
    everything = "\n".join([*archive.namelist(), *(archive.read(n).decode("utf-8") for n in archive.namelist())])
    for inside in ("ada_l", "bob_m", "R. Viewer", "basePath", "richText", str(tmp_path), "/home", "C:\\"):
        assert inside not in everything
    users = [u.get("name") for u in tree(written).iterfind("q:Users/q:User", NS)]
    assert users == ["Coder 1", "Coder 2"]


def test_texts_are_utf8_with_plain_line_ends_and_no_mark(written: Path) -> None:
    archive = zipfile.ZipFile(written)
    for name in archive.namelist():
        data = archive.read(name)
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        data.decode("utf-8")


def test_the_same_study_gives_the_same_bytes(written: Path, tiny: Analysis, tmp_path: Path) -> None:
    write_project(tmp_path / "again.qdpx", tiny)
    assert (tmp_path / "again.qdpx").read_bytes() == written.read_bytes()


def test_a_study_without_codings_or_without_texts_is_valid_too(uncoded: Analysis, unspoken: Analysis, tmp_path: Path) -> None:
    for analysis in (uncoded, unspoken):
        write_project(tmp_path / "p.qdpx", analysis)
        assert_valid(tmp_path / "p.qdpx")


def test_a_coding_that_would_lose_its_place_stops_the_export(tiny: Analysis, tmp_path: Path) -> None:
    moved = (replace(tiny.codings[0], quote="other words"), *tiny.codings[1:])
    with pytest.raises(InputError, match="nothing was written"):
        write_project(tmp_path / "p.qdpx", replace(tiny, codings=moved))
    with pytest.raises(InputError, match="nothing was written"):
        write_project(tmp_path / "p.qdpx", replace(tiny, turns=()))
    assert not (tmp_path / "p.qdpx").exists()


@given(st.lists(st.text(st.characters(codec=None, exclude_categories=()), max_size=60), min_size=1, max_size=5), st.data())
def test_any_words_anywhere_are_found_at_their_place(texts: list[str], data: st.DataObject) -> None:
    made = source("G", [Turn("G", i, f"[Participant {i}]", text) for i, text in enumerate(texts)])
    i = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[i])))
    end = data.draw(st.integers(start, len(texts[i])))
    read = made.text.encode("utf-8").decode("utf-8")
    at = made.starts[i]
    assert read[at + start : at + end] == one_line(texts[i])[start:end]
    assert read.count("\n") == len(texts)


def test_memos_on_codes_texts_and_the_study_are_notes_tied_to_them(tiny: Analysis, tmp_path: Path) -> None:
    memos = (
        Memo("study", "", "whole", "Full Name"), Memo("group", "SC1", "of the group", "bob_m"),
        Memo("code", "KN01", "of the code", "bob_m"), Memo("code", "KN", "of the family"), Memo("code", "ZZ9", "of an old code"),
    )  # fmt: skip
    write_project(tmp_path / "p.qdpx", replace(tiny, memos=memos))
    assert_valid(tmp_path / "p.qdpx")
    root = tree(tmp_path / "p.qdpx").getroot()
    notes = {n.get("guid"): n for n in root.iterfind("q:Notes/q:Note", NS)}

    def on(path: str) -> list[str]:
        refs = root.iterfind(f"{path}/q:NoteRef", NS)
        return [notes[r.get("targetGUID")].findtext("q:PlainTextContent", namespaces=NS) for r in refs]

    assert on(".") == ["whole", "of an old code"]
    assert on(".//q:TextSource[@name='SC1']") == ["of the group"]
    assert on(".//q:CodeBook//q:Code") == ["of the family", "of the code"]
    assert b"Full Name" not in zipfile.ZipFile(tmp_path / "p.qdpx").read("project.qde")
    read = read_project(tmp_path / "p.qdpx").project
    assert [code.name.split()[0] for code in read.codes if code.notes] == ["KN", "KN01"]
    assert len(read.noted) == 2
