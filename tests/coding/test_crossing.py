"""Codes that share words, counted."""

from csa_research.coding.reliability.crossing import Crossing, cross, tops
from csa_research.records import Code, Codebook


def code(ident: str, parent: str = "") -> Code:
    return Code(ident, ident, "F", parent, "")


BOOK = Codebook("b", "1", "", (), (code("B"), code("A"), code("A1", "A"), code("A1x", "A1")))
PLACED = [
    ("G1", 1, 0, 10, "A", "ann"), ("G1", 1, 5, 15, "B", "ann"), ("G1", 1, 10, 20, "A1", "ann"),  # A|A1 touch: no words shared
    ("G1", 1, 0, 20, "B", "ben"),  # another coder: no pair
    ("G1", 2, 0, 9, "B", "ben"), ("G1", 2, 0, 9, "A1", "ben"), ("G1", 2, 3, 4, "B", "ben"),
    ("G2", 1, 0, 9, "A1x", "ann"), ("G2", 1, 8, 12, "B", "ann"),
]  # fmt: skip


def test_pairs_are_one_coders_codings_that_share_words() -> None:
    made = cross(PLACED, BOOK)
    assert made.codes == ("B", "A", "A1", "A1x")
    assert made.alone == (Crossing("B", "B", 5, 3, 2), Crossing("A", "A", 1, 1, 1), Crossing("A1", "A1", 2, 2, 1),
                          Crossing("A1x", "A1x", 1, 1, 1))  # fmt: skip
    assert made.pairs == (Crossing("B", "A1", 3, 2, 1), Crossing("B", "A", 1, 1, 1), Crossing("B", "A1x", 1, 1, 1))
    assert made.cells("turns")["A1", "B"] == made.cells("turns")["B", "A1"] == 2


def test_rolled_up_a_sub_code_counts_as_the_top_of_its_branch() -> None:
    made = cross(PLACED, BOOK, rolled=True)
    assert made.codes == ("B", "A")
    assert made.alone == (Crossing("B", "B", 5, 3, 2), Crossing("A", "A", 4, 3, 2))
    assert made.pairs == (Crossing("B", "A", 5, 3, 2),)
    assert tops(BOOK) == {"B": "B", "A": "A", "A1": "A", "A1x": "A"}


def test_the_order_in_which_codings_come_does_not_matter() -> None:
    assert cross(reversed(PLACED), BOOK) == cross(PLACED, BOOK)
    assert cross((), BOOK).codes == ()
