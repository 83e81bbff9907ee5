"""What happened to codings, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from csa_research.errors import StoreError
from csa_research.records import Coding, JournalEntry, Release, Span
from csa_research.store import StudyStore


@pytest.fixture
def filled(store: StudyStore, release: Callable[..., Release]) -> StudyStore:
    store.put_release(release())
    store.add_codings([made("c1"), made("c2")], who="ann")
    return store


def made(ident: str) -> Coding:
    return Coding(ident, "G1", 2, Span(0, 7), "Nothing", "KN01", "barrier", "ann", memo="m", flags=("strong_quote",))


def test_one_transaction_is_one_step(filled: StudyStore) -> None:
    with filled.atomically():
        filled.withdraw_coding("c1", "ben")
        filled.put_judgements([replace(made("c2"), code="KN02", polarity="mixed")], "ben")
    assert [(e.step, e.action, e.coding) for e in filled.coding_events()] == [
        (1, "added", "c1"), (1, "added", "c2"), (2, "withdrawn", "c1"), (2, "changed", "c2"),
    ]  # fmt: skip
    done = filled.undo("ben")
    assert done is not None
    assert (done.step, done.who, done.actions) == (2, "ben", (("changed", 1), ("withdrawn", 1)))
    assert set(filled.codings()) == {made("c1"), made("c2")}


def test_a_change_that_changes_nothing_is_no_event(filled: StudyStore) -> None:
    assert filled.put_judgements([made("c1")], "ben") == 0
    assert filled.set_statuses(["c1"], "decided", "ben") == 0
    assert len(filled.coding_events()) == 2
    assert [e.action for e in filled.coding_events("c2")] == ["added"]


def test_words_that_are_gone_cannot_come_back(filled: StudyStore, release: Callable[..., Release]) -> None:
    filled.withdraw_coding("c1", "ann")
    new = release(texts=("What helps you?", "Other words.", "Nothing else."), version=2)
    filled.put_release(new, codings=[made("c2")])
    with pytest.raises(StoreError, match="its words were removed"):
        filled.undo("ann")
    assert filled.statuses() == {"c1": "withdrawn", "c2": "decided"}


def test_events_of_another_copy_are_kept_and_not_undone_here(filled: StudyStore) -> None:
    filled.record_events([replace(e, who="other", at="2020-01-01T00:00:00Z") for e in filled.coding_events("c1")])
    done = filled.undo("ann")
    assert done is not None
    assert done.step == 1
    assert [e.who for e in filled.coding_events("c1")] == ["ann", "other", "ann"]


def test_the_journal_only_grows(filled: StudyStore) -> None:
    filled.append_journal(JournalEntry("2024-05-02T00:00:00Z", "a", "b", "c"))
    with pytest.raises(StoreError, match="can only grow"):
        filled.replace_journal([])
    more = (JournalEntry("2024-05-01T00:00:00Z", "x", "y", "z"), *filled.journal())
    filled.replace_journal(more)
    assert filled.journal() == more


def test_readings_and_standing_decisions_are_kept(filled: StudyStore) -> None:
    filled.put_readings("ann", [("G1", 1), ("G1", 2)])
    filled.put_readings("ann", [("G1", 2)])
    assert filled.readings("ann") == {("G1", 1), ("G1", 2)}
    assert filled.all_readings() == {"ann": {("G1", 1), ("G1", 2)}}
    filled.put_summary("G1", "KN01", "s", "ann")
    before = filled.standing()
    assert [(*key, value[1:]) for key, value in before.items()] == [("summary", "G1", "KN01", ("ann", "s"))]
    filled.put_standing({("summary", "G1", "KN01"): ("t", "ben", "other")})
    assert filled.summaries() == {("G1", "KN01"): "other"}
    assert filled.coders() == ("ann",)
