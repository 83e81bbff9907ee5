"""People's decisions, the journal and stage runs in the store."""

import pytest

from csa_research.errors import StoreError
from csa_research.records import JournalEntry, StageRun
from csa_research.store import StudyStore


def test_summaries_come_back_by_cell_and_earlier_ones_stay_in_the_journal(store: StudyStore) -> None:
    store.put_summary("G1", "SU01", "first", "anna")
    store.put_summary("G1", "SU01", "second", "ben")
    assert store.summaries() == {("G1", "SU01"): "second"}
    assert [(e.who, e.subject, e.detail) for e in store.journal()] == [("anna", "G1 SU01", "first"), ("ben", "G1 SU01", "second")]


def test_a_confidence_is_kept_with_its_reason(store: StudyStore) -> None:
    store.put_confidence("L1", "low", "one agency only", "anna")
    store.put_confidence("L1", "moderate", "two agencies now", "anna")
    assert store.confidences() == {"L1": ("moderate", "two agencies now")}
    assert [e.detail for e in store.journal()] == ["low: one agency only", "moderate: two agencies now"]


@pytest.mark.parametrize(("level", "reason", "message"), [("low", "  ", "say in a sentence why"), ("certain", "x", "one of high")])
def test_a_confidence_without_reason_or_of_unknown_level_is_refused(
    store: StudyStore, level: str, reason: str, message: str
) -> None:
    with pytest.raises(StoreError, match=message):
        store.put_confidence("L1", level, reason, "anna")
    assert store.confidences() == {}
    assert store.journal() == ()


def test_the_latest_clearance_of_each_use_stands(store: StudyStore) -> None:
    store.put_clearance("Q1", "report", "anna")
    store.put_clearance("Q1", "conference", "anna", decision="refused", note="voice")
    store.put_clearance("Q1", "report", "ben", decision="withdrawn")
    assert [(c.quote_id, c.use, c.decision, c.reviewer, c.note) for c in store.clearances()] == [
        ("Q1", "conference", "refused", "anna", "voice"),
        ("Q1", "report", "withdrawn", "ben", ""),
    ]
    assert [e.action for e in store.journal()] == ["quote cleared", "quote refused", "quote withdrawn"]
    with pytest.raises(StoreError, match="reviewer's name"):
        store.put_clearance("Q1", "report", " ")


def test_the_journal_keeps_its_order(store: StudyStore) -> None:
    entries = tuple(JournalEntry(f"2024-01-0{9 - i}T00:00:00Z", "anna", "a", f"s{i}", "dé") for i in range(5))
    for entry in entries:
        store.append_journal(entry)
    assert store.journal() == entries


def test_the_last_run_of_each_stage_is_kept(store: StudyStore) -> None:
    store.put_stage_run(StageRun("topics", "k1", "2024-01-01T00:00:00Z", 1.5, "3 topics"))
    store.put_stage_run(StageRun("import", "k", "2024-01-01T00:00:00Z", 0.0))
    last = StageRun("topics", "k2", "2024-01-02T00:00:00Z", 0.25)
    store.put_stage_run(last)
    assert store.stage_runs() == (StageRun("import", "k", "2024-01-01T00:00:00Z", 0.0), last)


def test_notes_of_people_can_be_rewritten_everywhere(store: StudyStore) -> None:
    store.put_summary("G1", "SU01", "Quill said so", "anna")
    store.put_confidence("L1", "low", "as Quill said", "anna")
    store.put_clearance("Q1", "report", "anna", note="Quill")
    store.put_stage_run(StageRun("import", "k", "2024-01-01T00:00:00Z", 0.0, "nothing here"))
    assert store.rewrite_notes(lambda text: text.replace("Quill", "[Child 3]")) == 6
    assert store.summaries() == {("G1", "SU01"): "[Child 3] said so"}
    assert store.confidences() == {"L1": ("low", "as [Child 3] said")}
    assert [e.detail for e in store.journal()] == ["[Child 3] said so", "low: as [Child 3] said", "[Child 3]"]
