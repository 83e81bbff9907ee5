"""Stores for tests: SQLite always; PostgreSQL when CSA_TEST_POSTGRES names a database that may be emptied."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.records import Coding, Group, Participant, Release, Span, Turn
from csa_research.store import StudyStore

TEXTS = ("What helps you?", "The supervision helps, and [Colleague 1] helps 😀 me.", "Nothing else.")


def empty_postgres() -> str:
    """The URL of the test database, emptied; skips where there is none."""
    url = os.environ.get("CSA_TEST_POSTGRES", "")
    if not url:
        pytest.skip("CSA_TEST_POSTGRES is not set: give the URL of a PostgreSQL database whose name holds 'test'")
    from csa_research.store import engine

    parsed = engine.parse(url)
    assert "test" in (parsed.database or ""), "only a database with 'test' in its name is emptied"
    connections = engine.connect(parsed)
    with connections.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    connections.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'study.db').as_posix()}" if request.param == "sqlite" else empty_postgres()


@pytest.fixture
def store(url: str) -> Iterator[StudyStore]:
    with StudyStore.open(url) as store:
        yield store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


@pytest.fixture
def release() -> Callable[..., Release]:
    def make(group: str = "G1", texts: tuple[str, ...] = TEXTS, version: int = 1) -> Release:
        turns = tuple(Turn(group, i, f"[Participant {i}]", text, start_s=i * 1.25) for i, text in enumerate(texts))
        turns = (replace(turns[0], speaker="[Facilitator]", role="facilitator"), *turns[1:])
        people = (Participant(group, "[Facilitator]", "facilitator"), Participant(group, "[Participant 1]"))
        return Release(group, turns, people, version, "A Lead", "2024-05-01T10:00:00Z", True)

    return make


@pytest.fixture
def coding() -> Callable[..., Coding]:
    def make(identity: str = "c1", **changes: object) -> Coding:
        base = Coding(
            identity, "G1", 1, Span(4, 21), "supervision helps", "SU01", "enabler", "anna", "towards", "mechanism",
            "a memo", ("dissent",), "Q1",
        )  # fmt: skip
        return replace(base, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def groups() -> tuple[Group, ...]:
    return (
        Group("G2", "police", "2024-05", "b.docx", "A Facilitator", 8, 6, ("analysis", "report")),
        Group("G1", "health"),
    )
