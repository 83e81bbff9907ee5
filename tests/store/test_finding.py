"""Codings found in one statement are those that a plain filter finds."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from csa_research.coding.query import Resolved, matches
from csa_research.records import Coding, Release, Span
from csa_research.store import StudyStore
from csa_research.store.finding import Wanted

CODES, COLOURS = ("A", "B", "C"), ("barrier", "enabler")


@pytest.fixture
def many(store: StudyStore, release: Callable[..., Release]) -> StudyStore:
    dice = random.Random(4)
    texts = tuple("one two three four five" for _ in range(12))
    for group in ("G1", "G2"):
        store.put_release(release(group, texts))
    made = []
    for i in range(120):
        start = dice.choice([0, 4, 8])
        end = start + dice.choice([3, 5, 9])
        made.append(
            Coding(
                f"c{i}", dice.choice(["G1", "G2"]), dice.randrange(1, 12), Span(start, end), texts[0][start:end],
                dice.choice(CODES), dice.choice(COLOURS), dice.choice(["ann", "ben"]), role=dice.choice(["need", "counter"]),
                flags=dice.choice([(), ("strong_quote",), ("strong_quote", "dissent")]),
            )  # type: ignore[arg-type]
        )  # fmt: skip
    store.add_codings(made)
    return store


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"codes": {"A"}}, {"codes": {"A", "B"}, "polarities": {"barrier"}}, {"groups": {"G2"}, "coders": {"ann"}},
        {"codes": set()},
        {"roles": {"counter"}, "flags": ("dissent",)}, {"flags": ("strong_quote", "dissent")},
    ],
)  # fmt: skip
def test_what_is_wanted_is_found_and_counted(many: StudyStore, asked: dict[str, object]) -> None:
    expected = [c for c in many.codings() if matches(c, Resolved(**asked))]  # type: ignore[arg-type]
    found = many.find_codings(Wanted(**asked))  # type: ignore[arg-type]
    assert list(found.codings) == expected
    assert found.total == len(expected)
    assert many.find_codings(Wanted(**asked), limit=3).codings == tuple(expected[:3])  # type: ignore[arg-type]


def near(a: Coding, b: Coding, reach: int) -> bool:
    return a.group == b.group and abs(a.turn - b.turn) <= reach


def overlapping(a: Coding, b: Coding) -> bool:
    return near(a, b, 0) and a.span.start < b.span.end and b.span.start < a.span.end


def inside(a: Coding, b: Coding) -> bool:
    return near(a, b, 0) and b.span.start <= a.span.start and a.span.end <= b.span.end


@pytest.mark.parametrize("codes", [{"A"}, {"B"}, None])
def test_nearness_counts_other_codings_only(many: StudyStore, codes: set[str] | None) -> None:
    every = many.codings()
    mine = [c for c in every if codes is None or c.code in codes]
    others = [c for c in every if c.code == "A"]
    for reach in (0, 2):
        expected = [c for c in mine if any(near(c, o, reach) and c.id != o.id for o in others)]
        assert list(many.find_codings(Wanted(codes=codes, near={"A"}, reach=reach)).codings) == expected
    for relation, holds in (("overlapping", overlapping), ("within", inside)):
        expected = [c for c in mine if any(holds(c, o) and c.id != o.id for o in others)]
        assert list(many.find_codings(Wanted(codes=codes, near={"A"}, relation=relation)).codings) == expected  # type: ignore[arg-type]


def test_words_are_those_of_the_turn_and_withdrawn_codings_are_not_found(many: StudyStore) -> None:
    assert many.find_codings(Wanted(words="three")).total == 120
    assert many.find_codings(Wanted(words="seven")).total == 0
    assert many.find_codings(Wanted(words="(")).total == 0
    many.withdraw_coding("c0", "ann")
    assert many.find_codings(Wanted()).total == 119
