"""Codings found in one statement are those that a plain filter finds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

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


@pytest.mark.parametrize("relation", ["turns", "overlapping", "within"])
def test_everything_asked_at_once_has_to_hold(many: StudyStore, relation: str) -> None:
    holds = {"turns": lambda a, b: near(a, b, 1), "overlapping": overlapping, "within": inside}[relation]
    every = many.codings()
    own = Resolved(codes={"A", "B"}, groups={"G2"}, coders={"ann"}, flags=("strong_quote",))
    others = [c for c in every if c.code in ("B", "C")]
    expected = [c for c in every if matches(c, own) and any(holds(c, o) and c.id != o.id for o in others)]
    asked = Wanted(
        codes=own.codes, groups=own.groups, coders=own.coders, flags=own.flags, words="three", near={"B", "C"}, reach=1,
        relation=relation,
    )  # type: ignore[arg-type]  # fmt: skip
    for limit in (None, 1, 4):
        found = many.find_codings(asked, limit)
        assert (list(found.codings), found.total) == (expected[:limit], len(expected))
    assert 1 < len(expected) < len(every)
    places = many.placed_codings(asked)
    assert Counter(zip(places.turn.tolist(), places.codes, strict=True)) == Counter((c.turn, c.code) for c in expected)
    assert many.find_codings(replace(asked, near={"Z"})).total == many.find_codings(replace(asked, words="seven")).total == 0


def test_where_nothing_is_coded_nothing_is_found(store: StudyStore) -> None:
    for relation in ("turns", "overlapping", "within"):
        assert store.find_codings(Wanted(near={"A"}, relation=relation), 50) == ((), 0)  # type: ignore[arg-type]
    assert store.placed_codings(Wanted()).groups == ()


def test_the_order_is_that_of_characters_whatever_the_database_sorts_by(
    store: StudyStore, release: Callable[..., Release], coding: Callable[..., Coding]
) -> None:
    names = ["b", "B", "a", "ä", "Z", "_", "10", "9"]
    for name in names:
        store.put_release(release(name))
    store.add_codings([coding(name, group=name) for name in names])
    store.add_codings([coding(f"other {name}", group="a", coder=name) for name in names])
    every = store.codings()
    assert [c.group for c in every if c.coder == "anna"] == sorted(names)
    assert [c.coder for c in every if c.group == "a"] == sorted([*names, "anna"])
    for limit in (1, 5, 50):
        assert store.find_codings(Wanted(), limit).codings == every[:limit]
        assert store.find_codings(Wanted(words="supervision"), limit).codings == every[:limit]
        assert (
            store.find_codings(Wanted(near={"SU01"}, relation="overlapping"), limit).codings
            == tuple(c for c in every if c.group == "a")[:limit]
        )
    assert store.coders() == tuple(sorted([*names, "anna"]))
    assert store.coders_among(["B", "ä", "C"]) == {"B", "ä"}
    assert [r.group for r in store.releases()] == list(dict.fromkeys(t.group for t in store.turns())) == sorted(names)
    for name in names:
        store.withdraw_coding(name, "x")
    assert [c.group for c in store.withdrawn()] == sorted(names)


def test_words_are_those_of_the_turn_and_withdrawn_codings_are_not_found(many: StudyStore) -> None:
    assert many.find_codings(Wanted(words="three")).total == 120
    assert many.find_codings(Wanted(words="seven")).total == 0
    assert many.find_codings(Wanted(words="(")).total == 0
    many.withdraw_coding("c0", "ann")
    assert many.find_codings(Wanted()).total == 119
