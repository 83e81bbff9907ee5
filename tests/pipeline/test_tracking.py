"""The suggesters' record of a study."""

import json
from pathlib import Path

import pytest

from csa_research.errors import PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.team.codings import import_codings
from csa_research.pipeline.team.tracking import track_record, write_record

ROWS = ("CSC1,1,Supervision helps me,TM01,enabler,,ann", "CSC1,4,The form is long,OR02,barrier,,ann")


@pytest.fixture
def coded(released: Context, tmp_path: Path) -> Context:
    path = tmp_path / "codings.csv"
    path.write_text("group,turn,quote,code,polarity,effect,coder\n" + "\n".join(ROWS) + "\n", encoding="utf-8")
    assert import_codings(released, path, coder="", by="x").placed == 2
    return released


def written(ctx: Context, format: str) -> str:
    got: list[str] = []
    write_record(ctx, format, None, lambda text, out: got.append(text))
    return "".join(got)


def test_without_codings_a_person_is_needed(released: Context) -> None:
    with pytest.raises(PersonNeeded, match="no codings yet"):
        track_record(released)


def test_the_record_holds_every_suggester_over_all_and_by_agency(coded: Context) -> None:
    record = track_record(coded)
    assert {t.suggester for t in record} == {"rules", "nearest", "combined"}
    assert {t.agency for t in record} == {"", "social_care"}
    supervision = next(t for t in record if (t.suggester, t.code, t.agency) == ("rules", "TM01", ""))
    assert (supervision.turns, supervision.positives, supervision.verdict) == (3, 1, "too few examples to judge")


def test_it_is_written_for_a_person_and_for_a_program(coded: Context) -> None:
    assert "too few examples to judge" in written(coded, "table")
    assert len(json.loads(written(coded, "json"))["records"]) == len(track_record(coded))
    assert written(coded, "csv").startswith("suggester,code,name,agency,groups,turns,positives")
    assert written(coded, "xlsx") == ""
    assert (coded.study.outputs / "suggesters.xlsx").stat().st_size > 1000


def test_polarity_cues_have_their_record_too(coded: Context, told: list[str]) -> None:
    found = json.loads(written(coded, "json"))
    assert found["refused"] == []
    assert [(row["agency"], row["code"], row["refused"]) for row in found["polarity"][:2]] == [
        ("", "", False),
        ("social_care", "", False),
    ]
    assert any(line.startswith("polarity cues, social_care: too few to judge") for line in told)
