"""Codings, suggestions and topics in the store."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from csa_research.errors import StoreError
from csa_research.records import Coding, Release, Span, Suggestion, Topic, TopicModel, Window
from csa_research.store import StudyStore

MakeCoding = Callable[..., Coding]


@pytest.fixture
def filled(store: StudyStore, release: Callable[..., Release]) -> StudyStore:
    store.put_release(release())
    return store


def test_codings_come_back_by_place(filled: StudyStore, coding: MakeCoding) -> None:
    late = coding("a", turn=2, span=Span(0, 7), quote="Nothing", flags=(), effect="", memo="")
    assert filled.add_codings([late, coding("b")]) == 2
    assert filled.codings() == (coding("b"), late)


def test_adding_again_changes_nothing(filled: StudyStore, coding: MakeCoding) -> None:
    assert filled.add_codings([coding(), coding()]) == 1
    assert filled.add_codings([coding(memo="other"), coding("c2")]) == 1
    assert filled.codings() == (coding(), coding("c2"))


def test_positions_count_code_points(filled: StudyStore, coding: MakeCoding) -> None:
    emoji = coding(span=Span(47, 51), quote="😀 me")
    filled.add_codings([emoji])
    assert filled.codings() == (emoji,)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quote": "something else"}, "Coding c1 .group G1, turn 1.: its quote is not"),
        ({"span": Span(4, 22)}, "its quote is not"),
        ({"span": Span(500, 500), "quote": ""}, "its quote is not"),
        ({"turn": 99}, "turn 99 of group G1 has not been released"),
        ({"group": "G9"}, "turn 1 of group G9 has not been released"),
    ],
)
def test_a_coding_that_does_not_fit_is_refused_and_none_is_kept(
    filled: StudyStore, coding: MakeCoding, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(StoreError, match=message) as error:
        filled.add_codings([coding("ok"), coding(**changes)])
    assert "supervision" not in str(error.value)
    assert filled.codings() == ()


def test_a_quote_that_no_longer_fits_is_found_on_load(filled: StudyStore, coding: MakeCoding) -> None:
    filled.add_codings([coding("first"), coding("second")])
    with filled._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE codings SET span_start = 5 WHERE id = 'second'")
    with pytest.raises(StoreError, match="Coding second"):
        filled.codings()


def test_a_withdrawn_coding_does_not_count_does_not_come_back_and_is_journalled(filled: StudyStore, coding: MakeCoding) -> None:
    filled.add_codings([coding(), coding("c2")])
    filled.withdraw_coding("c1", "anna")
    filled.withdraw_coding("c1", "anna")
    assert filled.add_codings([coding()]) == 0
    assert filled.codings() == (coding("c2"),)
    assert [(e.who, e.action, e.subject) for e in filled.journal()] == [("anna", "coding withdrawn", "c1")]
    with pytest.raises(StoreError, match="no coding c9"):
        filled.withdraw_coding("c9", "anna")


def test_replacing_a_groups_codings_keeps_no_word_of_withdrawn_ones(filled: StudyStore, coding: MakeCoding) -> None:
    filled.add_codings([coding(), coding("c2")])
    filled.withdraw_coding("c1", "anna")
    filled.replace_codings_of_group("G1", [coding("c3")])
    assert filled.codings() == (coding("c3"),)
    with filled._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, quote, memo, status FROM codings ORDER BY id").all()
    assert [tuple(row) for row in rows] == [("c1", "", "", "withdrawn"), ("c3", "supervision helps", "a memo", "decided")]
    with pytest.raises(StoreError, match="is of group G1, not G2"):
        filled.replace_codings_of_group("G2", [coding("c3")])


def test_suggestions_are_replaced_by_suggester_and_keep_their_order(filled: StudyStore) -> None:
    rules = tuple(Suggestion("G1", 1, code, 0.5, "rules", "cue") for code in ("B", "A"))
    nearest = (Suggestion("G1", 0, "A", 0.1234567890123, "nearest"),)
    filled.replace_suggestions("rules", rules)
    filled.replace_suggestions("nearest", nearest)
    assert filled.suggestions() == nearest + rules
    filled.replace_suggestions("rules", rules[:1])
    assert filled.suggestions("rules") == rules[:1]


def test_suggestions_that_do_not_fit_are_refused_and_the_old_ones_stay(filled: StudyStore) -> None:
    good = Suggestion("G1", 1, "A", 0.5, "rules")
    filled.replace_suggestions("rules", [good])
    for bad in ([replace(good, turn=99)], [good, good]):
        with pytest.raises(StoreError, match="without its turn"):
            filled.replace_suggestions("rules", bad)
    with pytest.raises(StoreError, match="another suggester than rules"):
        filled.replace_suggestions("rules", [replace(good, suggester="nearest")])
    assert filled.suggestions() == (good,)


def test_the_topic_model_comes_back(filled: StudyStore) -> None:
    topic = Topic(0, ("wait", "señal"), "waiting", ("w1",), 0.75, ("G1",), 3, (("police", 1),), (("G1", 1),), True)
    model = TopicModel((topic,), (Window("w1", "G1", "police", (1, 2), "text"),), (0,), (("seed", "1"),), ((4, 0.5, 0.25),))
    filled.put_topics(replace(model, assignment=(-1,)))
    filled.put_topics(model)
    assert filled.topics() == model


def test_ten_thousand_codings_are_added_in_under_two_seconds(filled: StudyStore, coding: MakeCoding) -> None:
    many = [coding(f"c{i:05}") for i in range(10_000)]
    started = time.process_time()
    assert filled.add_codings(many) == 10_000
    assert time.process_time() - started < (2 if filled._engine.dialect.name == "sqlite" else 20)
    assert len(filled.codings()) == 10_000
