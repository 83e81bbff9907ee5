from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.errors import InputError
from csa_research.exchange.codebook import propose
from csa_research.exchange.codebook_sheet import read_codebook_sheet
from csa_research.export.documents.codebook_book import write_codebook_xlsx

from .homes import BOOK
from .test_codebook import BOOK as OWN_BOOK
from .test_codebook import GUIDS, OWN


def read(folder: Path, text: str, name: str = "codebook.csv") -> list[tuple[str, str, bool]]:
    (folder / name).write_text(text, encoding="utf-8")
    codes = read_codebook_sheet(folder / name, BOOK)
    names = {code.guid: code.name for code in codes}
    seen: set[str] = {""}
    for code in codes:
        assert code.parent in seen
        seen.add(code.guid)
    return [(code.name, names.get(code.parent, ""), code.codable) for code in codes]


def test_our_own_workbook_comes_back_without_a_difference(tmp_path: Path) -> None:
    write_codebook_xlsx(tmp_path / "c.xlsx", OWN_BOOK)
    proposal = propose(read_codebook_sheet(tmp_path / "c.xlsx", OWN_BOOK), OWN, "codebook.yaml", GUIDS)
    assert proposal.changes == ()
    assert parse_codebook(proposal.text, "x").codes == OWN_BOOK.codes


def test_a_flat_table_as_taguette_writes_it(tmp_path: Path) -> None:
    text = "tag,description,number of highlights\r\nSigns,what shows,3\r\ninteresting,,1\r\n"
    assert read(tmp_path, text) == [("Signs", "", True), ("interesting", "", True)]
    assert read_codebook_sheet(tmp_path / "codebook.csv", BOOK)[0].description == "what shows"


def test_parents_families_and_paths_become_places(tmp_path: Path) -> None:
    text = "Our codebook\n\nID;Code;Parent;Category;Definition;Inclusion\n"
    text += "KN01-a;Early signs;KN01;;d;always\nKN01;Signs;;KN;;\n3;New one;;Fresh ideas;;\n;Team\\Supervision;;;;\n"
    assert read(tmp_path, text) == [
        ("KN Knowing", "", False), ("KN01 Signs", "KN Knowing", True), ("KN01-a Early signs", "KN01 Signs", True),
        ("Fresh ideas", "", False), ("New one", "Fresh ideas", True), ("Team", "", False), ("Supervision", "Team", True),
    ]  # fmt: skip
    code = read_codebook_sheet(tmp_path / "codebook.csv", BOOK)[2]
    assert code.description == "d\nInclude when: always"


def test_codes_above_each_other_and_doubled_names_are_no_endless_loop(tmp_path: Path) -> None:
    found = read(tmp_path, "name,parent\na,b\nb,a\nc,c\na,\n")
    assert sorted(name for name, _, _ in found) == ["a", "a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "said"), [("words,x\na,b\n", "no column is called name"), ("name,parent\n", "holds no codes"), ("", "is empty")]
)
def test_what_is_no_codebook_is_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, text)
    with pytest.raises(InputError, match="no such file"):
        read_codebook_sheet(tmp_path / "absent.csv", BOOK)
