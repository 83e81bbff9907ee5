"""What a question costs grows with the number of codings, not with its square: counted in the database's steps, not in seconds."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from csa_research.records import Coding, Release, Span, Turn
from csa_research.store import StudyStore
from csa_research.store.finding import Wanted

CODES = tuple(f"C{i}" for i in range(40))
WORDS = "one two three four five six seven eight nine ten"


def made(folder: Path, groups: int) -> StudyStore:
    """So many groups of 25 turns and 250 codings."""
    dice, codings = random.Random(3), []
    store = StudyStore.open(f"sqlite:///{(folder / f'{groups}.db').as_posix()}")
    with store.atomically():
        for g in range(groups):
            turns = tuple(Turn(f"G{g:03}", i, "P1", WORDS) for i in range(25))
            store.put_release(Release(f"G{g:03}", turns, (), 1, "x", "2024-01-01T00:00:00Z", True))
            for i in range(250):
                start = dice.choice([0, 4, 8, 14])
                span = Span(start, start + dice.choice([3, 9]))
                quote = WORDS[span.start : span.end]
                codings.append(Coding(f"{g}-{i}", f"G{g:03}", i % 25, span, quote, dice.choice(CODES), "barrier", "ann"))
        store.add_codings(codings)
    return store


def steps(store: StudyStore, wanted: Wanted) -> int:
    """How many thousands of steps the database took."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    with store.atomically():
        assert store._current is not None
        driver = store._current.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_progress_handler(count, 1000)
        store.find_codings(wanted, 50)
        driver.set_progress_handler(None, 0)
    return counted


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[StudyStore, StudyStore]:
    folder = tmp_path_factory.mktemp("scale")
    return made(folder, 8), made(folder, 32)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(), Wanted(codes=CODES), Wanted(words="five"), Wanted(near=CODES, reach=2), Wanted(near=CODES, reach=100),
        Wanted(near=CODES, relation="overlapping"), Wanted(near=("C1",), relation="within"), Wanted(near=("C1",), reach=5),
    ],
)  # fmt: skip
def test_four_times_the_codings_cost_about_four_times_as_much(stores: tuple[StudyStore, StudyStore], wanted: Wanted) -> None:
    small, large = (steps(store, wanted) for store in stores)
    assert large <= 5 * small + 20
    assert large < 8_000 * 150 / 1000  # steps a coding
