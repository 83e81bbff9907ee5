"""Codings as columns: which share words with, or stand inside, another; checked against looking at every two of them."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.columns import Spots, inside, sharing, spots

Row = tuple[str, int, int, int, str, str]

row = st.tuples(
    st.sampled_from(["G2", "G1", "Ä"]), st.sampled_from([0, 1, 7]), st.integers(0, 6), st.integers(0, 6), st.sampled_from("ABC"),
    st.just("ann"),
).map(lambda r: (*r[:2], min(r[2:4]), max(r[2:4]), *r[4:]))  # fmt: skip


def share(a: Row, b: Row) -> bool:
    return max(a[2], b[2]) < min(a[3], b[3])


def stands_in(a: Row, b: Row) -> bool:
    return b[2] <= a[2] and a[3] <= b[3]


@pytest.mark.parametrize(("asked", "holds"), [(sharing, share), (inside, stands_in)])
@given(rows=st.lists(row, max_size=30), near=st.sets(st.sampled_from("ABCD")))
def test_another_one_is_found_as_by_looking_at_every_two(
    asked: Callable[[Spots, Any], Any], holds: Callable[[Row, Row], bool], rows: list[Row], near: set[str]
) -> None:
    every = spots(rows)
    marked = asked(every, every.marked(near))
    by_hand = [
        any(i != j and a[:2] == b[:2] and b[4] in near and holds(a, b) for j, b in enumerate(rows)) for i, a in enumerate(rows)
    ]
    assert marked.tolist() == by_hand
    numbers = every.numbers(marked)
    assert {(g, t): n for g, turns in numbers.items() for t, n in turns.items()} == Counter(
        r[:2] for r, mark in zip(rows, by_hand, strict=True) if mark
    )
    assert list(numbers) == sorted(numbers)
    assert all(list(turns) == sorted(turns) for turns in numbers.values())
    assert every.places(marked, {"G1": [0, 7]} if "G1" in every.groups else {}) == {
        r[:5] for r, mark in zip(rows, by_hand, strict=True) if mark and r[0] == "G1" and r[1] in (0, 7)
    }
