from __future__ import annotations

from dataclasses import replace

from csa_research.coding.suggesting.verdicts import ACTION, Verdicts, rejected_suggestions, sort_rows, verdict_note
from csa_research.records import Coding, IncomingCoding, JournalEntry, Span

PLACES, CODES = {("G1", 1), ("G1", 2)}, {"KN01", "OR03"}


def row(code: str = "KN01", *, turn: int | None = 1, polarity: str = "", decision: str = "", suggested: str = "") -> IncomingCoding:
    return IncomingCoding(2, "G1", turn, "words", code, polarity, decision=decision, suggested=suggested)


def entry(verdicts: Verdicts) -> JournalEntry:
    return JournalEntry("2026-01-01T00:00:00Z", "ann", ACTION, "", verdict_note(verdicts, 0))


def test_a_row_with_no_as_decision_or_polarity_is_rejected_and_is_no_coding() -> None:
    found = sort_rows([row(decision="Reject"), row("or03", turn=2, polarity="no"), row(polarity="barrier")], PLACES, CODES)
    assert found.rejected == (("G1", 1, "KN01"), ("G1", 2, "OR03"))
    assert [r.polarity for r in found.rows] == ["barrier"]


def test_another_code_than_was_suggested_revises() -> None:
    changed = row("OR03", polarity="barrier", suggested="KN01")
    found = sort_rows([changed, row(polarity="barrier", suggested="KN01")], PLACES, CODES)
    assert found.revised == (("G1", 1, "KN01", "OR03"),)
    assert len(found.rows) == 2


def test_an_undecided_row_stays_a_row() -> None:
    assert sort_rows([row(suggested="KN01")], PLACES, CODES) == Verdicts((row(suggested="KN01"),), ())


def test_a_rejection_of_what_does_not_exist_is_listed() -> None:
    found = sort_rows([row(turn=None, decision="no"), row(turn=9, decision="no"), row("XX", decision="no")], PLACES, CODES)
    assert len(found.unplaced) == 3
    assert found.rejected == ()


def test_a_rejection_with_a_bad_turn_says_so() -> None:
    [unplaced] = sort_rows([replace(row(turn=None, decision="no"), trouble="the turn is wrong")], PLACES, CODES).unplaced
    assert unplaced.reason == "the turn is wrong"


def test_what_was_rejected_or_revised_is_remembered_until_somebody_puts_the_code_there() -> None:
    journal = [entry(Verdicts((), (("G1", 1, "KN01"),), (("G1", 2, "OR03", "KN01"),)))]
    assert rejected_suggestions(journal, ()) == {("G1", 1, "KN01"), ("G1", 2, "OR03")}
    put = Coding("C1", "G1", 1, Span(0, 1), "w", "KN01", "barrier", "ann")
    assert rejected_suggestions(journal, (put,)) == {("G1", 2, "OR03")}


def test_a_damaged_entry_or_another_action_says_nothing() -> None:
    journal = [JournalEntry("", "ann", ACTION, "", detail) for detail in ("", "[]", '{"rejected": 3}', "{")]
    assert rejected_suggestions([*journal, JournalEntry("", "a", "other", "", '{"rejected": []}')], ()) == frozenset()
