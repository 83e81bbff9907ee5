"""Memos on codes, groups and the study in the store, and their way back."""

from __future__ import annotations

from csa_research.records import Memo
from csa_research.store import StudyStore

CODE = Memo("code", "KN01", "watch the edge to KN02", "ann", "2024-05-01T00:00:00Z")


def test_memos_are_kept_changed_and_taken_away(store: StudyStore) -> None:
    study = Memo("study", "", "ask about shifts", "ben", "2024-05-02T00:00:00Z")
    group = Memo("group", "G1", "a tired group", "ann", "2024-05-02T00:00:00Z")
    assert store.put_memos([CODE, study, group], "ann") == 3
    assert store.memos() == (study, group, CODE)
    assert store.put_memos([CODE], "ben") == 0
    assert store.put_memos([Memo("code", "KN01", "")], "ben") == 1
    assert store.memos() == (study, group)
    assert [(e.action, e.coding, e.detail) for e in store.coding_events("code:KN01")] == [
        ("noted", "code:KN01", ""), ("noted", "code:KN01", "watch the edge to KN02"),
    ]  # fmt: skip


def test_an_undo_brings_the_memo_before_back_under_its_writers_name(store: StudyStore) -> None:
    store.put_memos([CODE], "ann")
    store.put_memos([Memo("code", "KN01", "other", "ben", "2024-05-03T00:00:00Z")], "ben")
    assert store.undo("cat") is not None
    (back,) = store.memos()
    assert (back.text, back.who) == ("watch the edge to KN02", "ann")
    assert store.undo("cat") is not None
    assert store.memos() == ()
    assert store.undo("cat") is None


def test_memos_now_and_before_are_gone_through_with_other_notes(store: StudyStore) -> None:
    store.put_memos([Memo("study", "", "as Zorb said", "ann")], "ann")
    store.put_memos([Memo("study", "", "as Zorb said twice", "ann")], "ann")
    assert store.rewrite_notes(lambda text: text.replace("Zorb", "[Child 1]")) == 2
    assert store.memos()[0].text == "as [Child 1] said twice"
    store.undo("ann")
    assert store.memos()[0].text == "as [Child 1] said"
