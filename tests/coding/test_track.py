from __future__ import annotations

import pytest

from csa_research.coding.suggesting.track import (
    BETTER,
    NOTHING,
    REFUSED,
    UNJUDGED,
    backed,
    read_units,
    refused,
    track,
    why_refused,
    without_refused,
)
from csa_research.records import Agreement, Code, Codebook, Coding, Family, Span, Suggestion, Turn

BOOK = Codebook("b", "1", "?", (Family("F", "F", ""),), tuple(Code(id, id, "F", "F", "d") for id in ("A", "B")))
GROUPS = ("G1", "G2", "G3", "G4")
UNITS = [(group, turn) for group in GROUPS for turn in range(20)]


def coding(group: str, turn: int, code: str = "A") -> Coding:
    return Coding(f"{group}{turn}{code}", group, turn, Span(0, 1), "w", code, "barrier", "ann")


def said(group: str, turn: int, code: str = "A", score: float = 0.5) -> Suggestion:
    return Suggestion(group, turn, code, score, "rules")


CODED = [coding(group, turn) for group in GROUPS for turn in (0, 1, 2, 3)]


def test_figures_of_the_first_five_and_of_the_first() -> None:
    found = [said("G1", 0, "B", 0.9), said("G1", 0, "A", 0.4), said("G1", 1, "A"), said("G1", 9, "A"), said("G1", 10, "A")]
    record = track({"rules": found}, CODED, BOOK, UNITS, seed=0)
    a = next(t for t in record if t.code == "A")
    assert (a.turns, a.positives, a.prevalence, a.groups) == (80, 16, 0.2, 4)
    assert (a.proposed, a.precision, a.recall) == (4, 0.5, 2 / 16)
    assert (a.first_proposed, a.first_precision, a.first_recall) == (3, 1 / 3, 1 / 16)
    assert a.agreement == pytest.approx(2 / 19)


def test_a_sixth_suggestion_is_not_looked_at() -> None:
    codes = tuple(Code(id, id, "F", "F", "d") for id in "ABCDEF")
    book = Codebook("b", "1", "?", BOOK.families, codes)
    found = [said("G1", 0, id, 1 - at / 10) for at, id in enumerate("BCDEFA")]
    record = track({"rules": found}, CODED, book, UNITS, seed=0)
    assert next(t for t in record if t.code == "A").proposed == 0
    assert next(t for t in record if t.code == "A").verdict == NOTHING


def test_one_that_is_right_is_better_than_guessing_and_one_that_proposes_everywhere_is_refused() -> None:
    right = [said(c.group, c.turn) for c in CODED]
    everywhere = [said(group, turn) for group, turn in UNITS]
    record = track({"rules": right, "nearest": everywhere}, CODED, BOOK, UNITS, seed=0)
    assert {t.suggester: t.verdict for t in record} == {"rules": BETTER, "nearest": REFUSED}
    assert [t.above_guessing for t in record] == [pytest.approx(0.8), pytest.approx(0.0)]
    refusals = refused(record)
    assert refusals == {"rules": frozenset(), "nearest": frozenset({"A"})}
    assert without_refused({"rules": right, "nearest": everywhere}, refusals) == {"rules": tuple(right), "nearest": ()}


def test_a_code_with_few_examples_is_not_judged() -> None:
    record = track({"rules": [said("G1", 9)]}, CODED[:3], BOOK, UNITS, seed=0)
    assert [t.verdict for t in record] == [UNJUDGED]


def test_agencies_have_their_own_figures_and_no_verdict_and_people_stand_beside() -> None:
    people = Agreement("A", 80, (16, 15), ("ann", "bo"), 0.2, 0.9, 0.7, 0.62, 0.8, 0.6)
    agencies = {"G1": "health", "G2": "health", "G3": "police", "G4": "police"}
    record = track({"rules": [said("G1", 0)]}, CODED, BOOK, UNITS, agencies=agencies, people=[people], seed=0)
    assert [(t.agency, t.turns, t.proposed, t.verdict) for t in record] == [
        ("", 80, 1, BETTER), ("health", 40, 1, ""), ("police", 40, 0, "")
    ]  # fmt: skip
    assert {(t.human_agreement, t.human_kappa) for t in record} == {(0.7, 0.62)}


def test_turns_after_the_last_coded_one_and_facilitators_were_not_read() -> None:
    turns = [Turn("G1", 0, "F", "q", "facilitator"), *(Turn("G1", i, "P", "t") for i in (1, 2, 3)), Turn("G2", 0, "P", "t")]
    assert read_units(turns, [coding("G1", 2)]) == (("G1", 1), ("G1", 2))


def test_nothing_read_gives_no_record() -> None:
    assert track({"rules": [said("G1", 0)]}, [], BOOK, [], seed=0) == ()


def test_a_refusal_says_why_in_a_line() -> None:
    everywhere = [said(group, turn) for group, turn in UNITS]
    (found,) = track({"rules": everywhere}, CODED, BOOK, UNITS, seed=0)
    assert why_refused(found) == (
        "rules at A: refused, no better than guessing (right on 16 of 80 turns; as first suggestion on 16 of 80; the code is on "
        "20.0% of all)"
    )


def test_a_refused_learned_suggestion_stays_on_the_evidence_of_another_that_is_not_refused() -> None:
    lists = {
        "rules": [said("G1", 0), said("G1", 1)],
        "nearest": [said("G1", 2, id, 1 - at / 10) for at, id in enumerate("BCDEFA")],
        "learned": [said("G1", turn) for turn in (0, 1, 2, 3)],
    }
    assert [s.turn for s in backed(lists, {"learned": {"A"}})["learned"]] == [0, 1]  # sixth in the list of likeness is no leg
    assert backed(lists, {"learned": {"A"}, "rules": {"A"}, "nearest": {"A"}})["learned"] == ()
    assert [s.turn for s in backed(lists, {"rules": {"A"}})["learned"]] == [0, 1, 2, 3]
    assert "learned" not in backed({"rules": lists["rules"]}, {})
