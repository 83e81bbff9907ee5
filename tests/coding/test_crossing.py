"""Codes that share words, counted."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.coding.reliability import crossing
from csa_research.coding.reliability.crossing import Crossing, cross, tops
from csa_research.columns import spots
from csa_research.records import Code, Codebook

Row = tuple[str, int, int, int, str, str]  # group, turn, start, end, code, coder


def code(ident: str, parent: str = "") -> Code:
    return Code(ident, ident, "F", parent, "")


BOOK = Codebook("b", "1", "", (), (code("B"), code("A"), code("A1", "A"), code("A1x", "A1")))
ROWS: list[Row] = [
    ("G1", 1, 0, 10, "A", "ann"), ("G1", 1, 5, 15, "B", "ann"), ("G1", 1, 10, 20, "A1", "ann"),  # A|A1 touch: no words shared
    ("G1", 1, 0, 20, "B", "ben"),  # another coder: no pair
    ("G1", 2, 0, 9, "B", "ben"), ("G1", 2, 0, 9, "A1", "ben"), ("G1", 2, 3, 4, "B", "ben"),
    ("G2", 1, 0, 9, "A1x", "ann"), ("G2", 1, 8, 12, "B", "ann"),
]  # fmt: skip


def test_pairs_are_one_coders_codings_that_share_words() -> None:
    made = cross(spots(ROWS), BOOK)
    assert made.codes == ("B", "A", "A1", "A1x")
    assert made.alone == (Crossing("B", "B", 5, 3, 2), Crossing("A", "A", 1, 1, 1), Crossing("A1", "A1", 2, 2, 1),
                          Crossing("A1x", "A1x", 1, 1, 1))  # fmt: skip
    assert made.pairs == (Crossing("B", "A1", 3, 2, 1), Crossing("B", "A", 1, 1, 1), Crossing("B", "A1x", 1, 1, 1))
    assert made.cells("turns")["A1", "B"] == made.cells("turns")["B", "A1"] == 2


def test_rolled_up_a_sub_code_counts_as_the_top_of_its_branch() -> None:
    made = cross(spots(ROWS), BOOK, rolled=True)
    assert made.codes == ("B", "A")
    assert made.alone == (Crossing("B", "B", 5, 3, 2), Crossing("A", "A", 4, 3, 2))
    assert made.pairs == (Crossing("B", "A", 5, 3, 2),)
    assert tops(BOOK) == {"B": "B", "A": "A", "A1": "A", "A1x": "A"}


def test_the_order_in_which_codings_come_does_not_matter() -> None:
    assert cross(spots(reversed(ROWS)), BOOK) == cross(spots(ROWS), BOOK)
    assert cross(spots(()), BOOK).codes == ()


def by_hand(rows: Sequence[Row]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Every two codings looked at."""
    places: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in rows:
        places.setdefault((row[4], row[4]), []).append(row[:2])
    for a, b in combinations(rows, 2):
        together = a[:2] == b[:2] and a[5] == b[5] and max(a[2], b[2]) < min(a[3], b[3])
        if together and a[4] != b[4]:
            places.setdefault((min(a[4], b[4]), max(a[4], b[4])), []).append(a[:2])
    return {pair: (len(p), len(set(p)), len({group for group, _ in p})) for pair, p in places.items()}


row = st.tuples(
    st.sampled_from(["G1", "G2"]), st.sampled_from([0, 1, 7]), st.integers(0, 6), st.integers(0, 6), st.sampled_from("ABCD"),
    st.sampled_from(["ann", "ben"]),
)  # fmt: skip


@pytest.mark.parametrize("at_once", [1, crossing.AT_ONCE])
def test_every_number_is_that_of_looking_at_every_two_codings(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossing, "AT_ONCE", at_once)

    @given(st.lists(row, max_size=40))
    def check(given_: list[Row]) -> None:
        rows = [(g, t, min(a, b), max(a, b), code, coder) for g, t, a, b, code, coder in given_]
        made = cross(spots(rows), Codebook("b", "1", "", (), ()))
        found = {(c.first, c.second): (c.codings, c.turns, c.groups) for c in (*made.alone, *made.pairs)}
        assert found == by_hand(rows)
        assert [c.first for c in made.alone] == list(made.codes) == sorted({r[4] for r in rows})

    check()
