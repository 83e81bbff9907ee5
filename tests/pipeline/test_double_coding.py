"""Blind double coding of a frozen sample."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from csa_research.coding.reliability.machine import MACHINE
from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.team.agreeing import agreement_text, methods_text, write_disagreements
from csa_research.pipeline.team.double_coding import draw_sample, take_sheets
from csa_research.pipeline.team.samples import draws
from csa_research.study import SAMPLES

PAIR = ("Anna A", "ben")


def fill(path: Path, *codes: str) -> None:
    """Writes a code beside each turn."""
    book = load_workbook(path)
    sheet = book["Turns"]
    heads = [cell.value for cell in sheet[1]]
    for row, code in zip(sheet.iter_rows(min_row=2), codes, strict=True):
        row[heads.index("code")].value = code
        row[heads.index("polarity")].value = "barrier"
    book.save(path)


def test_each_coder_gets_the_same_turns_with_nobodys_codes(coded: Context, tmp_path: Path) -> None:
    drawn, folder = draw_sample(coded, tmp_path / "out", coders=PAIR, share=1.0, seed=3, by="A Lead")
    paths = sorted(folder.iterdir())
    assert [p.name for p in paths] == ["draw-1_A_Anna_A.xlsx", "draw-1_B_ben.xlsx"]
    assert len(drawn.units) == 7
    rows = [list(load_workbook(p)["Turns"].iter_rows(values_only=True)) for p in paths]
    assert rows[0] == rows[1]
    row = dict(zip(rows[0][0], rows[0][1], strict=True))
    assert row["question"] == "What helps you to consider it?"
    assert row["words"].startswith("Supervision helps me")
    assert not any(row[name] for name in ("code", "polarity", "quote", "memo"))


def test_the_same_seed_draws_the_same_turns_and_a_share_of_every_group(coded: Context, tmp_path: Path) -> None:
    one, _ = draw_sample(coded, tmp_path / "1", coders=PAIR, share=0.4, seed=3, by="x")
    two, _ = draw_sample(coded, tmp_path / "2", coders=PAIR, share=0.4, seed=3, by="x")
    assert one.units == two.units
    assert {group for group, _ in one.units} == {"CSC1", "ED1"}
    assert [d.name for d in draws(coded)] == ["draw-1", "draw-2"]


def test_nothing_is_taken_before_both_are_filled(coded: Context, tmp_path: Path) -> None:
    _, folder = draw_sample(coded, tmp_path / "out", coders=PAIR, share=1.0, seed=3, by="x")
    before = coded.store.codings()
    fill(folder / "draw-1_A_Anna_A.xlsx", *["OR01", "EM01", "-", "-", "-", "-", "OR03"])
    with pytest.raises(PersonNeeded, match="ben has not decided on 7 of 7 turns"):
        take_sheets(coded, folder, by="x")
    (folder / "draw-1_B_ben.xlsx").rename(tmp_path / "elsewhere.xlsx")
    with pytest.raises(PersonNeeded, match="The sheet of ben is not there"):
        take_sheets(coded, folder, by="x")
    with pytest.raises(InputError, match="has not come back from both"):
        agreement_text(coded, (), "json", sample=True)
    assert coded.store.codings() == before


def test_both_are_taken_together_and_compared_on_exactly_these_turns(coded: Context, tmp_path: Path) -> None:
    _, folder = draw_sample(coded, tmp_path / "out", coders=PAIR, share=1.0, seed=3, by="x")
    fill(folder / "draw-1_A_Anna_A.xlsx", *["OR01", "EM01", "-", "-", "-", "-", "OR03; OR04"])
    fill(folder / "draw-1_B_ben.xlsx", *["OR01", "-", "none", "-", "-", "-", "OR03"])
    taken, number = take_sheets(coded, folder, by="x")
    assert (number, len(taken.taken)) == (6, 6)
    found = json.loads(agreement_text(coded, (), "json", sample=True))
    by_code = {row["code"]: row for row in found["codes"]}
    assert found["coders"] == list(PAIR)
    assert {code: row["positives"] for code, row in by_code.items()} == {
        "OR01": [1, 1],
        "OR03": [1, 1],
        "OR04": [1, 0],
        "EM01": [1, 0],
    }
    assert {row["units"] for row in by_code.values()} == {7}  # ben's own coding of BE01, not blind, is left out
    assert {tuple(row["coders"]) for row in found["machine"]["overall"]} == {(name, MACHINE) for name in PAIR}
    assert {row["units"] for row in found["machine"]["codes"]} == {7}
    assert coded.store.readings("ben") == set(taken.units)
    assert write_disagreements(coded, (), tmp_path / "d.xlsx", sample=True)[1] == 2
    assert "a random sample, stratified" in methods_text(coded, (), sample=True)
    with pytest.raises(InputError, match="was taken already"):
        take_sheets(coded, folder, by="x")


def test_a_changed_codebook_and_codes_that_do_not_exist_are_refused(coded: Context, tmp_path: Path) -> None:
    _, folder = draw_sample(coded, tmp_path / "out", coders=PAIR, share=1.0, seed=3, by="x")
    for path in folder.iterdir():
        fill(path, *["ZZ1", "-", "-", "-", "-", "-", "-"])
    with pytest.raises(InputError, match="1 codings cannot be taken"):
        take_sheets(coded, folder, by="x")
    book = coded.study.folder / "codebook.yaml"
    book.write_text(book.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    with pytest.raises(InputError, match="The codebook was changed after draw-1"):
        take_sheets(coded, folder, by="x")


def test_wrong_use_is_said(coded: Context, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="two different coders"):
        draw_sample(coded, tmp_path / "o", coders=("Ben", "ben"), share=0.5, seed=1, by="x")
    with pytest.raises(InputError, match="--share must be"):
        draw_sample(coded, tmp_path / "o", coders=PAIR, share=0.0, seed=1, by="x")
    with pytest.raises(InputError, match="No sample has been drawn"):
        take_sheets(coded, tmp_path, by="x")
    (coded.study.folder / SAMPLES).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="is damaged"):
        take_sheets(coded, tmp_path, by="x")


def test_nothing_is_drawn_before_a_release(imported: Context, tmp_path: Path) -> None:
    with pytest.raises(PersonNeeded, match="Nothing has been released"):
        draw_sample(imported, tmp_path / "o", coders=PAIR, share=0.5, seed=1, by="x")
