from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from pyrefiqda import RefiCodebook

from csa_research.analysis import Analysis
from csa_research.export.refi_qda import write_codebook
from csa_research.records import Code, Codebook, Family

SCHEMA = Path(__file__).parent.parent / "data" / "refi-qda" / "Codebook-mrt2019.xsd"
CODE = "{urn:QDA-XML:codebook:1.0}Code"


@pytest.fixture(scope="module")
def written(tiny: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("qdc") / "codebook.qdc"
    write_codebook(path, tiny.codebook)
    return path


def test_the_file_is_valid_against_the_standard(written: Path) -> None:
    etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(etree.parse(str(written)))


def test_every_family_and_code_is_there_once(written: Path, tiny: Analysis) -> None:
    names = [code.get("name") for code in etree.parse(str(written)).iter(CODE)]
    book = tiny.codebook
    assert sorted(names) == sorted([f"{f.id} {f.name}" for f in book.families] + [f"{c.id} {c.name}" for c in book.codes])


def test_a_sub_code_lies_inside_its_code_and_a_heading_cannot_be_applied(written: Path) -> None:
    by_name = {str(code.get("name")).split()[0]: code for code in etree.parse(str(written)).iter(CODE)}
    assert str(by_name["BE02a"].getparent().get("name")).startswith("BE02 ")
    assert by_name["KN"].get("isCodable") == "false"
    assert by_name["KN01"].get("isCodable") == "true"


def test_another_program_reads_it(written: Path, tiny: Analysis) -> None:
    codebook = RefiCodebook.load(written)
    assert codebook.origin == "csa_research"
    assert len(codebook.codes.code) == len(tiny.codebook.families)


def test_bytes_are_utf8_with_plain_line_ends_and_the_same_each_time(written: Path, tiny: Analysis, tmp_path: Path) -> None:
    data = written.read_bytes()
    assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n')
    assert b"\r" not in data
    write_codebook(tmp_path / "again.qdc", tiny.codebook)
    assert (tmp_path / "again.qdc").read_bytes() == data


def test_a_definition_that_xml_cannot_hold_is_mended(tmp_path: Path) -> None:
    book = Codebook("b", "1", "q", (Family("F", "Family", "a\x00b"),), (Code("F1", "C", "F", "F", "x\x0by"),))
    write_codebook(tmp_path / "b.qdc", book)
    assert "a b" in etree.tostring(etree.parse(str(tmp_path / "b.qdc")), encoding="unicode")
