from __future__ import annotations

import numpy as np

from csa_research.coding.suggesting.choice import shares, surroundings
from csa_research.coding.suggesting.scene import lay_out
from csa_research.records import Code, Codebook, Family, Turn

BOOK = Codebook("b", "1", "?", (Family("F", "F", ""),), (Code("A", "A", "F", "F", "d"), Code("B", "B", "F", "F", "d")))
TURNS = [
    Turn("G1", 0, "P", "one."), Turn("G1", 1, "F", "two.", "facilitator"), Turn("G1", 2, "P", "three."), Turn("G2", 0, "P", "four.")
]  # fmt: skip


def test_a_turn_sees_the_participants_around_it_in_its_own_group_and_not_itself() -> None:
    scene = lay_out(TURNS, BOOK, (), lambda texts: np.eye(len(texts)))
    near, _, whole = surroundings(scene, np.array([[1.0, 0.0], [5.0, 5.0], [0.5, 0.5], [0.2, 0.8]]))
    assert near.tolist() == [[0.5, 0.5], [0.75, 0.25], [1.0, 0.0], [0.0, 0.0]]
    assert np.allclose(whole[0], np.log(np.array([0.75, 0.25]) + 1e-4))
    assert np.allclose(whole[3], np.log(np.array([0.2, 0.8]) + 1e-4))


def test_shares_sum_to_one_even_for_huge_scores() -> None:
    assert np.allclose(shares(np.array([[1000.0, 0.0], [0.0, 0.0]])), [[1.0, 0.0], [0.5, 0.5]])
