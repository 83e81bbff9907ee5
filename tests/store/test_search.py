"""Search over released turns."""

from collections.abc import Callable
from pathlib import Path

import pytest

from csa_research.records import Release
from csa_research.store import StudyStore
from csa_research.store.search import match_expression

TEXTS = ("What helps?", "Supervision helped the café a lot.", "We are not waiting; the waiting list is long.", "The 100% rule")


@pytest.fixture
def filled(store: StudyStore, release: Callable[..., Release]) -> StudyStore:
    store.put_release(release(texts=TEXTS))
    store.put_release(release("G2", texts=("Nobody waits here.",)))
    return store


def places(store: StudyStore, words: str) -> set[tuple[str, int]]:
    return {(group, turn) for group, turn, _ in store.search(words)}


def test_every_form_of_a_word_is_found(filled: StudyStore) -> None:
    assert places(filled, "helping") == {("G1", 0), ("G1", 1)}
    assert places(filled, "WAIT") == {("G1", 2), ("G2", 0)}


def test_all_words_have_to_be_there_and_phrases_stay_together(filled: StudyStore) -> None:
    assert places(filled, "supervision lot") == {("G1", 1)}
    assert places(filled, '"waiting list"') == {("G1", 2)}
    assert places(filled, '"list waiting"') == set()


def test_a_short_word_is_found_too(filled: StudyStore) -> None:
    assert places(filled, "not") == {("G1", 2)}


def test_the_snippet_marks_the_words(filled: StudyStore) -> None:
    (hit,) = filled.search("supervision")
    assert "«Supervision» helped" in hit.snippet


def test_the_limit_holds(filled: StudyStore) -> None:
    assert len(filled.search("the", 1)) <= 1
    assert filled.search("waiting", 0) == ()


@pytest.mark.parametrize(
    "words", ["", "   ", '"', "*", "AND", 'a" OR "b', "text:x", "NEAR(", "-", "%", "\x00", "(((", "'; DROP TABLE turns; --"]
)
def test_nothing_that_is_typed_breaks_it(filled: StudyStore, words: str) -> None:
    filled.search(words)
    assert len(filled.turns()) == 5


def test_text_that_was_replaced_is_no_longer_found(filled: StudyStore, release: Callable[..., Release]) -> None:
    filled.put_release(release(texts=("Quite different.",), version=2))
    assert places(filled, "supervision") == set()
    assert places(filled, "different") == {("G1", 0)}


def test_accents_do_not_matter_and_a_star_finds_every_ending(file: Path, release: Callable[..., Release]) -> None:
    with StudyStore.open(f"sqlite:///{file.as_posix()}") as store:
        store.put_release(release(texts=TEXTS))
        assert places(store, "cafe") == {("G1", 1)}
        assert places(store, "superv*") == {("G1", 1)}


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("a b", '"a" "b"'),
        ('"a b" c*', '"a b" "c"*'),
        ("AND (x", '"AND" "(x"'),
        ('- * "" "', ""),
    ],
)
def test_what_is_typed_becomes_quoted_words(typed: str, expression: str) -> None:
    assert match_expression(typed) == expression
