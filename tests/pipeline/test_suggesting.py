"""Suggestions as lines and as a sheet to fill."""

import csv
import io
import json
from pathlib import Path

import pytest

from csa_research.pipeline.context import Context
from csa_research.pipeline.team.suggesting import by_turn, suggestion_lines, write_suggestions
from csa_research.records import Suggestion

MADE = tuple(
    Suggestion("CSC1", 1, code, score, "combined", "a cue")
    for code, score in (("OR01", 0.4), ("BE01", 0.9), ("EM01", 0.4), ("KN01", 0.2), ("KN02", 0.1), ("KN03", 0.05))
)


@pytest.fixture
def suggested(released: Context) -> Context:
    released.store.replace_suggestions("combined", MADE)
    return released


def test_the_best_come_first_and_equals_by_code() -> None:
    assert [s.code for s in by_turn(MADE)["CSC1", 1]] == ["BE01", "EM01", "OR01", "KN01", "KN02", "KN03"]
    assert by_turn(()) == {}


def test_one_object_a_turn_with_at_most_five_codes_and_none_where_none_is_due(suggested: Context) -> None:
    rows = [json.loads(line) for line in suggestion_lines(suggested).splitlines()]
    assert len(rows) == 10
    assert rows[1] == {"group": "CSC1", "turn": 1, "codes": ["BE01", "EM01", "OR01", "KN01", "KN02"]}
    assert all(r["codes"] == [] for r in rows if (r["group"], r["turn"]) != ("CSC1", 1))


def test_lines_go_where_they_are_put(suggested: Context) -> None:
    got: list[tuple[str, Path | None]] = []
    write_suggestions(suggested, "jsonl", Path("x"), lambda text, out: got.append((text, out)))
    assert got == [(suggestion_lines(suggested), Path("x"))]


def test_a_sheet_has_the_words_and_comes_back_as_codings_only_when_filled(suggested: Context, tmp_path: Path) -> None:
    from csa_research.pipeline.team.codings import import_codings

    out = tmp_path / "s.csv"
    write_suggestions(suggested, "csv", out, lambda text, out: None)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert rows
    assert {"group", "turn", "quote", "code", "polarity", "coder"} <= set(rows[0])
    done = import_codings(suggested, out, coder="", by="x")
    assert (done.placed, done.new) == (0, 0)
    assert suggested.store.codings() == ()


def test_a_workbook_is_written_into_the_outputs(suggested: Context) -> None:
    write_suggestions(suggested, "xlsx", None, lambda text, out: None)
    assert (suggested.study.outputs / "suggestions.xlsx").stat().st_size > 1000


def test_a_rejected_suggestion_is_remembered_and_not_shown_again(suggested: Context, tmp_path: Path) -> None:
    from csa_research.pipeline.opened import rejected, suggest, suggest_inputs
    from csa_research.pipeline.team.codings import import_codings

    before, key = {(s.group, s.turn, s.code) for s in suggest(suggested)}, suggest_inputs(suggested)
    group, turn, code = min(before)
    sheet = tmp_path / "back.csv"
    sheet.write_text(f"group,turn,quote,code,decision,coder\n{group},{turn},any words,{code},reject,ann\n", encoding="utf-8")
    done = import_codings(suggested, sheet, coder="", by="ann")
    assert (done.rows, done.placed, done.unplaced) == (0, 0, ())
    assert done.warnings == ("1 suggestions rejected, 0 revised; they are not shown again",)
    assert rejected(suggested) == {(group, turn, code)}
    assert suggest_inputs(suggested) != key
    assert (group, turn, code) not in {(s.group, s.turn, s.code) for s in suggest(suggested)}


def test_a_sheet_that_comes_back_with_another_code_revises(suggested: Context, tmp_path: Path) -> None:
    from csa_research.pipeline.opened import rejected
    from csa_research.pipeline.team.codings import import_codings

    out = tmp_path / "s.csv"
    write_suggestions(suggested, "csv", out, lambda text, out: None)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))[:2]
    assert rows[0]["suggested code"] == rows[0]["code"] == "BE01"
    rows[0] |= {"code": "KN04", "polarity": "barrier", "coder": "ann"}
    rows[1] |= {"polarity": "neutral", "effect": "none_stated", "coder": "ann"}
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert import_codings(suggested, out, coder="", by="ann").placed == 2
    assert rejected(suggested) == {("CSC1", 1, "BE01")}
    assert {c.code for c in suggested.store.codings()} == {"KN04", "EM01"}


def test_refusals_are_listed_with_the_suggestions(suggested: Context, tmp_path: Path, told: list[str]) -> None:
    from csa_research.pipeline.opened import REFUSALS, refusals
    from csa_research.records import StageRun

    assert refusals(suggested) == ()
    suggested.store.put_stage_run(StageRun(REFUSALS, "", "", 0.0, json.dumps(["rules at OR01: refused, no better than guessing"])))
    write_suggestions(suggested, "csv", tmp_path / "s.csv", lambda text, out: None)
    assert "Left out: rules at OR01: refused, no better than guessing" in told
