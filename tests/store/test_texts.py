"""Groups and releases in the store."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from csa_research.errors import StoreError
from csa_research.records import Coding, Group, Release, Span, Suggestion, Topic, TopicModel, Turn
from csa_research.store import StudyStore

Make = Callable[..., Release]
MakeCoding = Callable[..., Coding]


def test_a_new_store_is_empty(store: StudyStore) -> None:
    assert store.groups() == store.releases() == store.turns() == store.participants() == store.codings() == ()
    assert store.release("G1") is None
    assert store.topics() is None


def test_groups_come_back_in_their_order_and_are_replaced_as_a_whole(store: StudyStore, groups: tuple[Group, ...]) -> None:
    store.put_groups(groups)
    assert store.groups() == groups
    store.put_groups(groups[1:])
    assert store.groups() == groups[1:]


def test_a_release_comes_back_as_it_was(store: StudyStore, release: Make) -> None:
    one, two = release("G1"), replace(release("G0"), reviewed=False)
    store.put_release(one)
    store.put_release(two)
    assert store.releases() == (two, one)
    assert store.release("G1") == one
    assert store.turns() == two.turns + one.turns
    assert store.participants() == two.participants + one.participants


def test_a_new_version_replaces_the_text_and_the_history_keeps_the_numbers(store: StudyStore, release: Make) -> None:
    store.put_release(release())
    new = release(texts=("Only this.",), version=2)
    store.put_release(new)
    assert store.releases() == (new,)
    assert [(h.version, h.signed_by, h.reviewed) for h in store.release_history("G1")] == [(1, "A Lead", True), (2, "A Lead", True)]


def test_an_older_version_is_refused(store: StudyStore, release: Make) -> None:
    store.put_release(release(version=3))
    with pytest.raises(StoreError, match="version 2 is older than the released 3"):
        store.put_release(release(version=2))


def test_turns_of_another_group_and_doubled_turns_are_refused(store: StudyStore, release: Make) -> None:
    with pytest.raises(StoreError, match="turns of another group"):
        store.put_release(replace(release(), group="G9"))
    with pytest.raises(StoreError, match="two turns with one number"):
        store.put_release(replace(release(), turns=(Turn("G1", 0, "a", "x"), Turn("G1", 0, "a", "y"))))
    assert store.releases() == ()


@pytest.mark.parametrize("text", ["secret\x00", "secret\ud83d"])
def test_characters_that_are_no_text_are_refused_without_repeating_them(store: StudyStore, release: Make, text: str) -> None:
    with pytest.raises(StoreError, match="turn 1 holds characters") as error:
        store.put_release(release(texts=("a", text)))
    assert "secret" not in str(error.value)


def test_the_text_under_a_coding_cannot_be_replaced_without_it(store: StudyStore, release: Make, coding: MakeCoding) -> None:
    store.put_release(release())
    store.add_codings([coding()])
    changed = release(texts=("What helps you?", "Your supervision helps.", "x"), version=2)
    with pytest.raises(StoreError, match="Coding c1"):
        store.put_release(changed)
    with pytest.raises(StoreError, match="Coding c1: turn 1 of group G1 has not been released"):
        store.put_release(release(texts=("What helps you?",), version=2))
    assert store.release("G1") == release()
    carried = coding(span=Span(5, 22))
    store.put_release(changed, codings=[carried])
    assert store.codings() == (carried,)


def test_a_release_that_would_lose_a_coding_is_refused(store: StudyStore, release: Make, coding: MakeCoding) -> None:
    store.put_release(release())
    store.add_codings([coding(), coding("c2")])
    with pytest.raises(StoreError, match="1 codings, c2 the first, were not carried over"):
        store.put_release(release(version=2), codings=[coding()])
    store.withdraw_coding("c2", "anna")
    store.put_release(release(version=2), codings=[coding()])
    assert store.codings() == (coding(),)


def test_release_and_codings_may_be_replaced_in_two_steps_of_one_transaction(
    store: StudyStore, release: Make, coding: MakeCoding
) -> None:
    store.put_release(release())
    store.add_codings([coding()])
    carried = coding(span=Span(0, 21), quote="Our supervision helps")
    with store.atomically():
        store.put_release(release(texts=("What helps you?", "Our supervision helps."), version=2))
        store.replace_codings_of_group("G1", [carried])
    assert store.codings() == (carried,)


def test_a_withdrawn_coding_neither_hinders_a_new_text_nor_keeps_words_of_the_old(
    store: StudyStore, release: Make, coding: MakeCoding
) -> None:
    store.put_release(release())
    store.add_codings([coding("gone", turn=2, span=Span(0, 7), quote="Nothing"), coding("kept")])
    store.withdraw_coding("gone", "anna")
    store.withdraw_coding("kept", "anna")
    store.put_release(release(texts=("a", "b"), version=2))
    with store._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, quote, memo FROM codings").all()
    assert [tuple(row) for row in rows] == [("kept", "", "")]


def test_what_fails_inside_a_transaction_undoes_all_of_it(store: StudyStore, release: Make) -> None:
    def fail() -> None:
        with store.atomically():
            store.put_release(release())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.releases() == ()


def test_new_text_takes_away_what_machines_made_of_the_old_one(store: StudyStore, release: Make) -> None:
    store.put_release(release())
    store.replace_suggestions("rules", [Suggestion("G1", 1, "SU01", 0.5, "rules")])
    store.put_topics(TopicModel((Topic(0, (), "", (), 0.5, (), 1, (), (), False),), (), (), ()))
    store.put_release(replace(release(), signed_by="B Lead"))
    assert len(store.suggestions()) == 1
    assert store.topics() is not None
    store.put_release(release(texts=("New.", "Newer."), version=2))
    assert store.suggestions() == ()
    assert store.topics() is None
