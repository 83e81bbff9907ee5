from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.errors import WorkstreamError
from csa_research.records import WorkstreamRow
from csa_research.theory.model import parse_theory
from csa_research.theory.workstreams import TABLES, parse_table, split

from .tiny import CODEBOOK, theory

THEORY = theory()
AUDIT = ",".join(TABLES["audit_findings"].columns)


def parse(name: str, text: str) -> tuple[WorkstreamRow, ...]:
    return parse_table(name, text, f"{name}.csv", CODEBOOK, THEORY)


def audit(**cells: str) -> str:
    values = {"finding_id": "AD1", "type": "good", **cells}
    return AUDIT + "\n" + ",".join(values.get(column, "") for column in TABLES["audit_findings"].columns) + "\n"


def test_a_row_keeps_its_line_its_key_and_empty_cells() -> None:
    (row,) = parse("audit_findings", audit(code_ids="OR01;TM01", date="2024-08"))
    assert (row.key, row.row, row.get("n_files"), split(row.get("code_ids"))) == ("AD1", 2, "", ("OR01", "TM01"))


def test_other_columns_are_kept_and_a_byte_order_mark_is_not() -> None:
    (row,) = parse("snapshot", "\ufefffinding,domain,source,code_ids,node_ids,colour\nA finding,,X,OR01,S1,red\n")
    assert (row.get("colour"), row.key) == ("red", "snapshot:2")


def test_a_row_counts_from_the_line_it_starts_on() -> None:
    rows = parse("snapshot", 'finding,domain,source,code_ids,node_ids\n"two\nlines",,X,,\n\nlast,,Y,,\n')
    assert [row.row for row in rows] == [2, 5]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"code_ids": "OR01;XX"}, "row 2, column code_ids: 'XX' is not a known code"),
        ({"toc_node_ids": "S9"}, "row 2, column toc_node_ids: 'S9' is not a known node"),
        ({"date": "2024-13"}, "row 2, column date: '2024-13' is not a date"),
        ({"date": "1 May"}, "write YYYY-MM-DD"),
        ({"type": "bad"}, "use one of good, development"),
        ({"polarity": "either"}, "use one of enabler, barrier, mixed, neutral"),
        ({"n_files": "-3"}, "column n_files: '-3' is not a whole number"),
        ({"finding_id": ""}, "column finding_id: is empty"),
        ({"text": '"x' + "y" * 20_001 + '"'}, "column text: must be plain text of at most"),
    ],
)
def test_a_complaint_names_file_row_and_column(cells: dict[str, str], says: str) -> None:
    with pytest.raises(WorkstreamError) as error:
        parse("audit_findings", audit(**cells))
    assert str(error.value).startswith("audit_findings.csv: ")
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("finding,domain\n", "row 1: column source, code_ids, node_ids is missing"),
        ("finding,finding,domain,source,code_ids,node_ids\n", "stands there twice"),
        ("finding,domain,source,code_ids,node_ids,NHS number\n", "tables about single children are never loaded"),
        ("finding,domain,source,code_ids,node_ids\na,b,c,,,,\n", "has 7 cells, while there are 5 columns"),
        ('finding,domain,source,code_ids,node_ids\n"a,b\n', "not readable as CSV"),
        ("finding,domain,source,code_ids,node_ids\na,,x,,\na,,x,,\n", "the same as row 2"),
    ],
)
def test_a_broken_file_is_refused(text: str, says: str) -> None:
    with pytest.raises(WorkstreamError, match=says):
        parse("snapshot", text)


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(WorkstreamError, match="Name the file after one of"):
        parse("children", "a\n")


def test_two_findings_of_one_study_get_two_keys() -> None:
    header = ",".join(TABLES["literature"].columns)
    cells = {"study_id": "LIT1"}
    lines = [
        ",".join({**cells, "finding_text": text}.get(column, "") for column in TABLES["literature"].columns)
        for text in ("one", "two")
    ]
    assert [row.key for row in parse("literature", "\n".join([header, *lines]))] == ["LIT1", "LIT1:3"]


@given(st.text(max_size=200))
def test_no_text_makes_anything_but_rows_or_a_complaint(text: str) -> None:
    complaint = ""
    try:
        parse("snapshot", text)
    except WorkstreamError as error:
        complaint = str(error)
    assert not complaint or complaint.startswith("snapshot.csv: ")


def test_the_repositorys_own_tables_are_sound() -> None:
    folder = Path(__file__).parents[2] / "codebook"
    codebook = parse_codebook((folder / "codebook.yaml").read_text(encoding="utf-8"), "codebook.yaml")
    made = parse_theory((folder / "theory_of_change.yaml").read_text(encoding="utf-8"), "theory_of_change.yaml", codebook)
    sizes = {}
    for name in TABLES:
        text = (folder / "workstreams" / f"{name}.csv").read_text(encoding="utf-8")
        sizes[name] = len(parse_table(name, text, f"{name}.csv", codebook, made))
    assert sizes == {
        "literature": 1, "audit_findings": 14, "recommendations": 6, "referrals": 24, "training": 9, "conference": 1,
        "pathway": 2, "snapshot": 0, "evaluation": 12,
    }  # fmt: skip
