"""Agreement in words and for programs."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.errors import InputError
from csa_research.pipeline.codings import import_codings
from csa_research.pipeline.comparing import HEAD, agreement_text
from csa_research.pipeline.context import Context


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
    head = "code turns positives prev. percent pos.agr kappa interval scott AC1 alpha char.alpha verdict".split()
    assert lines[0].split() == head
    assert any(line.startswith("all ") for line in lines)
    assert "n.d. = not defined" in lines[-1]


def test_csv_and_json_say_the_same_as_the_table(doubled: Context) -> None:
    rows = list(csv.DictReader(io.StringIO(agreement_text(doubled, (), "csv"))))
    assert list(rows[0]) == list(HEAD)
    assert all(None not in row and None not in row.values() for row in rows)
    found = json.loads(agreement_text(doubled, (), "json"))
    assert found["coders"] == ["anna", "ben"]
    by_code = {r["code"]: r for r in found["codes"]}
    assert tuple(by_code["OR01"]["positives"]) == (1, 1)
    assert {r["code"] for r in rows} == {*by_code, "all"}
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
