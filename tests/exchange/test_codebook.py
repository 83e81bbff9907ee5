from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.errors import FormatError
from csa_research.exchange.codebook import UNWRITTEN, parts_of, propose, read_qdc
from csa_research.export.refi_qda import write_codebook
from csa_research.export.refi_qda.codebook import code_guid, describe
from csa_research.resources import codebook_dir

OWN = (codebook_dir() / "codebook.yaml").read_text(encoding="utf-8")
BOOK = parse_codebook(OWN, "codebook.yaml")
GUIDS = {code_guid(i): i for i in (*(f.id for f in BOOK.families), *(c.id for c in BOOK.codes))}
HEAD = '<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="somebody"><Codes>'
TAIL = "</Codes><Sets/></CodeBook>"


def qdc(path: Path, codes: str) -> Path:
    path.write_text(HEAD + codes + TAIL, encoding="utf-8")
    return path


def test_our_own_codebook_comes_back_without_a_difference(tmp_path: Path) -> None:
    write_codebook(tmp_path / "c.qdc", BOOK)
    proposal = propose(read_qdc(tmp_path / "c.qdc"), OWN, "codebook.yaml", GUIDS)
    assert proposal.changes == ()
    again = parse_codebook(proposal.text, "x")
    assert (again.families, again.codes, again.pair_rules) == (BOOK.families, BOOK.codes, BOOK.pair_rules)


def test_every_difference_is_said_and_the_rest_stays(tmp_path: Path) -> None:
    write_codebook(tmp_path / "c.qdc", BOOK)
    text = (tmp_path / "c.qdc").read_text(encoding="utf-8")
    first = BOOK.codes[0]
    assert f'name="{first.id} {first.name}"' in text
    text = text.replace(f'name="{first.id} {first.name}"', 'name="Quite another name"')
    text = text.replace("</Codes>", '<Code guid="X1" name="Fresh idea" isCodable="true"/></Codes>')
    (tmp_path / "c.qdc").write_text(text, encoding="utf-8")
    proposal = propose(read_qdc(tmp_path / "c.qdc"), OWN, "codebook.yaml", GUIDS)
    assert proposal.changes == (
        "new family: N New codes",
        "new: N-01 Fresh idea (in N)",
        f"renamed: {first.id} {first.name} -> Quite another name",
    )
    again = parse_codebook(proposal.text, "x")
    assert again.code(first.id).cue_phrases == first.cue_phrases
    assert again.code("N-01").definition == UNWRITTEN


def test_a_flat_codebook_as_taguette_writes_it_leaves_out_what_it_does_not_hold(tmp_path: Path) -> None:
    kept = BOOK.codes[1]
    path = qdc(tmp_path / "c.qdc", f'<Code guid="A1" name="{kept.name}" isCodable="true"/><Code guid="A2" name="interesting"/>')
    proposal = propose(read_qdc(path), OWN, "codebook.yaml", GUIDS)
    again = parse_codebook(proposal.text, "x")
    assert [c.id for c in again.codes] == [kept.id, "N-01"]
    assert again.code(kept.id) == kept
    assert sum(line.startswith("not in the file, left out: ") for line in proposal.changes) == len(BOOK.codes) - 1
    assert not any(code for rule in again.pair_rules for code in rule.codes if code not in {kept.id, "N-01"})


def test_nested_codes_keep_their_place_and_families_are_made_of_headings(tmp_path: Path) -> None:
    inner = '<Code guid="C" name="XY01 Lower" isCodable="true"><Description>What it is\nInclude when: always</Description></Code>'
    codes = (
        f'<Code guid="A" name="Things seen" isCodable="false"><Code guid="B" name="Upper" isCodable="true">{inner}</Code></Code>'
    )
    again = parse_codebook(propose(read_qdc(qdc(tmp_path / "c.qdc", codes)), OWN, "codebook.yaml", GUIDS).text, "x")
    assert [(f.id, f.name) for f in again.families] == [("TS", "Things seen")]
    assert [(c.id, c.name, c.parent, c.family) for c in again.codes] == [
        ("N-01", "Upper", "TS", "TS"),
        ("XY01", "Lower", "N-01", "TS"),
    ]
    assert (again.code("XY01").definition, again.code("XY01").include_when) == ("What it is", "always")


@pytest.mark.parametrize("code", BOOK.codes[:12], ids=lambda c: c.id)
def test_a_description_is_read_in_its_parts(code) -> None:
    said = parts_of(describe(code))
    assert said["definition"] == code.definition
    assert (said.get("include_when", ""), said.get("exclude_when", "")) == (code.include_when, code.exclude_when)


@pytest.mark.parametrize(
    "data", [b"", b"x", b"<Project/>", (HEAD + TAIL).encode(), b"<!DOCTYPE a [<!ENTITY b 'c'>]><CodeBook>&b;</CodeBook>"]
)
def test_what_is_no_codebook_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "c.qdc").write_bytes(data)
    with pytest.raises(FormatError, match=r"c\.qdc"):
        read_qdc(tmp_path / "c.qdc")


def test_codes_nested_without_end_are_read(tmp_path: Path) -> None:
    depth = 3000
    codes = "".join(f'<Code guid="{i}" name="n{i}">' for i in range(depth)) + "</Code>" * depth
    assert len(read_qdc(qdc(tmp_path / "c.qdc", codes))) == depth
