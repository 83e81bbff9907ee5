"""Agreement in words and for programs."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.coding.reliability.agreement import OVERALL
from csa_research.coding.reliability.kept import HIDDEN
from csa_research.coding.reliability.machine import MACHINE, WHAT
from csa_research.errors import InputError
from csa_research.export.report.blocks import Paragraph
from csa_research.export.report.method import method
from csa_research.export.tabular.excel import on_machine
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import analysis_inputs, findings_inputs
from csa_research.pipeline.team.agreeing import methods_text
from csa_research.pipeline.team.codings import import_codings
from csa_research.pipeline.team.comparing import HEAD, TOO_FEW, agreement_text, few_examples, summary
from csa_research.pipeline.team.double_coding import draw_sample
from csa_research.records import Agreement
from csa_research.study import SAMPLES, sample_is_out


@pytest.fixture
def doubled(coded: Context, tmp_path: Path) -> Context:
    """The second coder agrees with one of the first's codings."""
    (tmp_path / "b.csv").write_text(
        "group,turn,quote,code,polarity,coder\n"
        "CSC1,1,Supervision helps me,OR01,enabler,ben\n"
        "ED1,3,Not enough time,OR03,barrier,ben\n",
        encoding="utf-8",
    )
    import_codings(coded, tmp_path / "b.csv", coder="", by="x")
    return coded


def test_a_table_has_a_line_a_code_and_one_over_all(doubled: Context) -> None:
    lines = agreement_text(doubled, ("anna", "ben"), "table").splitlines()
    head = "code who turns positives prev. percent pos.agr kappa interval scott AC1 alpha char.alpha verdict".split()
    assert lines[0] == "4 codes compared: 4 with too few examples."
    assert lines[2].split() == head
    assert any(line.startswith("all ") for line in lines)
    assert "n.d. = not defined" in lines[-2]
    assert lines[-1] == WHAT


def test_codes_with_too_few_examples_stand_below_the_table_where_others_can_be_judged() -> None:
    judged = {"K1": "usable", "K2": TOO_FEW, "K3": "weak", "K4": TOO_FEW, OVERALL: "usable"}
    plain = Agreement("", 9, (1, 1), ("a", "b"), 0.1, 0.9, 0.5, 0.5, 0.9, 0.5)
    rows = [replace(plain, code=code, verdict=verdict) for code, verdict in judged.items()]
    assert few_examples(rows) == ("K2", "K4")
    assert few_examples(rows[1:2]) == ()
    assert summary(rows) == ("4 codes compared: 1 usable, 1 weak, 2 with too few examples.", "")


def test_csv_and_json_say_the_same_as_the_table(doubled: Context) -> None:
    rows = list(csv.DictReader(io.StringIO(agreement_text(doubled, (), "csv"))))
    assert list(rows[0]) == list(HEAD)
    assert all(None not in row and None not in row.values() for row in rows)
    found = json.loads(agreement_text(doubled, (), "json"))
    assert found["coders"] == ["anna", "ben"]
    by_code = {r["code"]: r for r in found["codes"]}
    assert tuple(by_code["OR01"]["positives"]) == (1, 1)
    assert {r["code"] for r in rows if r["who"] == "people"} == {*by_code, "all"}
    assert {r["code"] for r in rows} == {*by_code, "all", *(r["code"] for r in found["machine"]["codes"])}
    assert found["overall"]["code"] == "*"


def test_one_coder_cannot_be_compared(released: Context) -> None:
    with pytest.raises(InputError, match="Two coders are needed; codings exist by: nobody"):
        agreement_text(released, (), "table")


def test_an_unknown_coder_or_one_with_oneself_is_refused(doubled: Context) -> None:
    with pytest.raises(InputError, match="Not found: cleo"):
        agreement_text(doubled, ("anna", "cleo"), "table")
    with pytest.raises(InputError, match="two different coders"):
        agreement_text(doubled, ("anna", "anna"), "table")


def test_reflexive_analysis_hides_agreement(doubled: Context) -> None:
    settings = doubled.study.settings
    coding = settings.coding.model_copy(update={"method": "reflexive"})
    doubled.study = replace(doubled.study, settings=settings.model_copy(update={"coding": coding}))
    with pytest.raises(InputError, match="reflexive"):
        agreement_text(doubled, (), "table")


def test_the_machine_stands_beside_each_coder_with_every_statistic_and_is_said_to_be_none(doubled: Context) -> None:
    rows = list(csv.DictReader(io.StringIO(agreement_text(doubled, (), "csv"))))
    assert [r["who"] for r in rows if r["code"] == "all"] == ["people", "machine/anna", "machine/ben"]
    found = json.loads(agreement_text(doubled, (), "json"))["machine"]
    assert found["what"].startswith("The machine is no coder")
    assert [row["coders"] for row in found["overall"]] == [["anna", MACHINE], ["ben", MACHINE]]
    people = json.loads(agreement_text(doubled, (), "json"))["overall"]
    assert {row["units"] for row in found["overall"]} == {people["units"]}
    for row in (*found["codes"], *found["overall"]):
        assert {"kappa", "kappa_low", "kappa_high", "ac1", "ac1_low", "alpha", "alpha_low", "positive_agreement"} <= row.keys()
        assert row["character_alpha"] is None
    assert "Suggestions were no coder and counted nowhere" in methods_text(doubled, ())


def test_people_alone_on_request(doubled: Context) -> None:
    text = agreement_text(doubled, (), "table", people_only=True)
    assert "machine" not in text
    assert "no coder" not in methods_text(doubled, (), people_only=True)


def test_what_the_machine_says_is_kept_until_a_coding_changes(doubled: Context, told: list[str]) -> None:
    agreement_text(doubled, (), "table")
    agreement_text(doubled, (), "json")
    assert sum("what the machine says" in line for line in told) == 1
    assert doubled.store.suggestions("combined") == ()  # nothing of it is proposed to anybody
    doubled.store.withdraw_coding(doubled.store.codings()[0].id, "x")
    agreement_text(doubled, ("anna", "ben"), "table")
    assert sum("what the machine says" in line for line in told) == 2


def test_while_a_sample_is_out_nobody_sees_the_machine(doubled: Context, tmp_path: Path) -> None:
    draw_sample(doubled, tmp_path / "out", coders=("anna", "ben"), share=0.5, seed=1, by="x")
    text = agreement_text(doubled, (), "table")
    assert "machine/" not in text
    assert "left out: draw-1 has not come back" in text
    found = json.loads(agreement_text(doubled, (), "json"))["machine"]
    assert (found["codes"], found["overall"]) == ([], [])
    assert "draw-1" in found["hidden"]


def test_workbook_report_and_notebooks_show_the_machine_once_it_was_worked_out_and_while_it_holds(doubled: Context) -> None:
    before = findings_inputs(doubled)
    assert before == analysis_inputs(doubled)
    shown = doubled.study.analysis()
    assert shown.machine == ()
    assert "csa agree" in shown.machine_why
    assert any("csa agree" in line for line in on_machine(shown))
    agreement_text(doubled, (), "table")
    shown = doubled.study.analysis()
    assert [a.coders for a in shown.machine if a.code == "*"] == [("anna", MACHINE), ("ben", MACHINE)]
    assert findings_inputs(doubled) != before
    assert on_machine(shown) == (f"Sheet Agreement: {WHAT}",)
    said = "".join(block.text for block in method(shown) if isinstance(block, Paragraph))
    assert "Suggestions that nobody accepted, the first of each turn" in said
    assert "anna" not in said
    doubled.store.withdraw_coding(doubled.store.codings()[0].id, "x")
    assert doubled.study.analysis().machine == ()


def test_the_machine_is_hidden_in_reflexive_analysis_and_while_a_sample_is_out(doubled: Context, tmp_path: Path) -> None:
    agreement_text(doubled, (), "table")
    assert doubled.study.analysis().machine
    settings = doubled.study.settings
    coding = settings.coding.model_copy(update={"method": "reflexive"})
    reflexive = replace(doubled.study, settings=settings.model_copy(update={"coding": coding})).analysis()
    assert (reflexive.machine, reflexive.machine_why, reflexive.agreement) == ((), "", ())
    draw_sample(doubled, tmp_path / "out", coders=("anna", "ben"), share=0.5, seed=1, by="x")
    hidden = doubled.study.analysis()
    assert (hidden.machine, hidden.machine_why) == ((), HIDDEN)
    assert findings_inputs(doubled) != analysis_inputs(doubled)
    (doubled.study.folder / SAMPLES).write_text("{", encoding="utf-8")
    assert sample_is_out(doubled.study.folder)


def test_rows_of_other_coders_do_not_take_the_place_of_the_reports(doubled: Context) -> None:
    agreement_text(doubled, (), "table")
    kept = doubled.study.analysis().machine
    settings = doubled.study.settings
    coding = settings.coding.model_copy(update={"coders": ("anna", "cleo", "ben")})
    doubled.study = replace(doubled.study, settings=settings.model_copy(update={"coding": coding}))
    agreement_text(doubled, ("anna", "ben"), "table")
    assert doubled.study.analysis().machine == ()
    doubled.study = replace(doubled.study, settings=settings)
    assert doubled.study.analysis().machine == kept
