"""Disagreements out, decisions back."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from csa_research.analysis import analyse
from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import analysis_inputs
from csa_research.pipeline.team.agreeing import agreement_text, methods_text, write_disagreements
from csa_research.pipeline.team.codings import import_codings
from csa_research.pipeline.team.consensus import take_consensus
from csa_research.pipeline.team.undoing import undo_last
from csa_research.study import gather

SECOND = (
    "group,turn,quote,code,polarity,effect,coder\n"
    "CSC1,1,Supervision helps me,OR01,enabler,,ben\n"
    "CSC1,2,I felt frightened the first time,EM01,mixed,both,ben\n"
    "ED1,3,Not enough time,OR04,barrier,,ben\n"
)


@pytest.fixture
def doubled(coded: Context, tmp_path: Path) -> Context:
    """anna and ben agree on one turn, differ over polarity on one, and over the code on two."""
    (tmp_path / "b.csv").write_text(SECOND, encoding="utf-8")
    assert import_codings(coded, tmp_path / "b.csv", coder="", by="x").new == 3
    return coded


def fill(path: Path, **decisions: str) -> None:
    """Writes a decision beside each disagreement whose id ends with the key's code pair (first_second)."""
    book = load_workbook(path)
    sheet = book["Disagreements"]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        a, b = str(row[heads.index("Id")].value).split(":")[2:]
        row[heads.index("Decision")].value = decisions.get(f"{a}_{b}", "")
    book.save(path)


def test_the_list_has_words_both_codings_and_definitions(doubled: Context, tmp_path: Path) -> None:
    path, number = write_disagreements(doubled, ("anna", "ben"), tmp_path / "d.xlsx")
    rows = list(load_workbook(path)["Disagreements"].iter_rows(values_only=True))
    head = dict(zip(rows[0], rows[1], strict=True))
    assert number == len(rows) - 1 == 4
    assert (head["Coder A"], head["Coder B"], head["Kind"], head["Decision"]) == ("anna", "ben", "another polarity", None)
    assert head["Words"].startswith("I felt frightened")
    assert head["Definition A"] == head["Definition B"] != ""
    assert {row[rows[0].index("Id")] for row in rows[1:]} == {"CSC1:2:EM01:EM01", "ED1:1::BE01", "ED1:3:OR03:", "ED1:3::OR04"}


def test_decisions_come_back_as_codings_of_the_consensus_and_the_originals_stay(doubled: Context, tmp_path: Path) -> None:
    path, _ = write_disagreements(doubled, ("anna", "ben"), tmp_path / "d.xlsx")
    before = doubled.store.codings()
    fill(path, EM01_EM01="ben", _BE01="neither", OR03_="OR05 mixed; OR03")
    lines = take_consensus(doubled, path, by="A Lead")
    assert lines[0] == "3 disagreements decided, 1 of the list still open."
    after = doubled.store.codings()
    assert [c for c in after if c.coder != "consensus"] == list(before)
    made = {(c.group, c.turn, c.code, c.polarity) for c in after if c.coder == "consensus"}
    assert made == {
        ("CSC1", 1, "OR01", "enabler"), ("CSC1", 2, "EM01", "mixed"), ("ED1", 3, "OR05", "mixed"), ("ED1", 3, "OR03", "barrier"),
    }  # fmt: skip
    assert doubled.store.journal()[-1].action == "consensus"


def test_the_same_list_twice_changes_nothing_and_another_decision_takes_the_place_of_the_first(
    doubled: Context, tmp_path: Path
) -> None:
    path, _ = write_disagreements(doubled, ("anna", "ben"), tmp_path / "d.xlsx")
    fill(path, OR03_="A")
    take_consensus(doubled, path, by="x")
    first = doubled.store.codings()
    assert "(0 new, 0 withdrawn)" in take_consensus(doubled, path, by="x")[1]
    assert doubled.store.codings() == first
    fill(path, OR03_="neither")
    take_consensus(doubled, path, by="x")
    assert not [c for c in doubled.store.codings() if c.coder == "consensus" and c.code == "OR03"]
    fill(path, OR03_="both")
    take_consensus(doubled, path, by="x")
    assert [c for c in doubled.store.codings() if c.coder == "consensus" and c.code == "OR03"]


def test_an_empty_list_waits_and_a_word_that_is_no_decision_is_refused_with_its_row(doubled: Context, tmp_path: Path) -> None:
    path, _ = write_disagreements(doubled, ("anna", "ben"), tmp_path / "d.xlsx")
    with pytest.raises(PersonNeeded, match="no decision is written yet"):
        take_consensus(doubled, path, by="x")
    fill(path, OR03_="whatever")
    with pytest.raises(InputError, match=r"d\.xlsx, row \d+: the decision must be"):
        take_consensus(doubled, path, by="x")
    (tmp_path / "e.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no sheet has the columns"):
        take_consensus(doubled, tmp_path / "e.csv", by="x")


def test_consensus_is_no_coder_to_compare(doubled: Context, tmp_path: Path) -> None:
    path, _ = write_disagreements(doubled, ("anna", "ben"), tmp_path / "d.xlsx")
    fill(path, OR03_="A")
    take_consensus(doubled, path, by="x")
    found = json.loads(agreement_text(doubled, (), "json"))
    assert found["coders"] == ["anna", "ben"]
    beside = {row["coders"][0]: row["units"] for row in found["machine"]["overall"]}
    assert beside == {"anna": 7, "ben": 7, "consensus": 2}  # the turn decided, and the one on which both agree


def test_json_has_every_statistic_with_its_interval(doubled: Context) -> None:
    found = json.loads(agreement_text(doubled, ("anna", "ben"), "json"))
    for row in (*found["codes"], found["overall"]):
        for name in ("prevalence", "percent", "positive_agreement", "kappa", "scott", "ac1", "alpha", "character_alpha"):
            assert {name, f"{name}_low", f"{name}_high"} <= row.keys()
            assert len(row["intervals"][name]) == 2
    assert found["overall"]["masi_alpha"] == found["overall"]["alpha"] is not None


def test_the_methods_paragraph_has_the_numbers(doubled: Context) -> None:
    text = methods_text(doubled, ("anna", "ben"))
    assert "2 coders applied the codebook" in text
    assert "MASI" in text
    assert "5 codes had too few uses to judge" in text
    assert "7 participant turns" in text


def test_where_the_meeting_decided_that_nothing_applies_findings_count_nothing(doubled: Context, tmp_path: Path) -> None:
    path, _ = write_disagreements(doubled, ("anna", "ben"), tmp_path / "d.xlsx")

    def counted() -> set[tuple[str, int, str]]:
        return {(c.group, c.turn, c.code) for c in analyse(gather(doubled.study, doubled.store)).codings}

    before, key = counted(), analysis_inputs(doubled)
    assert ("ED1", 1, "BE01") in before
    fill(path, _BE01="neither", OR03_="neither")  # of turn 3 of ED1 one disagreement stays open
    lines = take_consensus(doubled, path, by="x")
    assert "on 1 turns that nothing applies" in lines[-1]
    assert ("ED1", 1, "BE01") not in counted()
    assert {code for group, turn, code in counted() if (group, turn) == ("ED1", 3)} == {"OR03", "OR04"}
    assert analysis_inputs(doubled) != key
    fill(path, _BE01="neither", OR03_="neither", _OR04="neither")
    take_consensus(doubled, path, by="x")
    assert not {code for group, turn, code in counted() if (group, turn) == ("ED1", 3)}
    assert "turns settled: 1" in undo_last(doubled, by="x")
    assert {code for group, turn, code in counted() if (group, turn) == ("ED1", 3)} == {"OR03", "OR04"}
