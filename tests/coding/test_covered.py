"""Characters under coders' spans."""

import pytest

from csa_research.coding.reliability.bootstrap import alphas, point, tally
from csa_research.coding.reliability.covered import covered
from csa_research.records import Span


def test_each_pattern_has_its_characters_and_all_are_counted() -> None:
    found = covered(100, [[Span(10, 30), Span(20, 25)], [Span(15, 35)]])
    assert found == {(False, False): 75, (True, False): 5, (True, True): 15, (False, True): 5}


def test_alpha_over_them_is_the_worked_example() -> None:
    import numpy as np

    spans = [[Span(10, 30)], [Span(15, 35)], [Span(10, 35)]]
    for coders, expected in ((2, 0.6891), (3, 0.8043)):
        counts = {("G", p): n for p, n in covered(100, spans[:coders]).items()}
        assert point(alphas(tally(counts, ["G"], coders), np.ones((1, 1)))) == pytest.approx(expected, abs=5e-5)


def test_a_span_beyond_the_text_is_refused_and_an_empty_text_has_nothing() -> None:
    with pytest.raises(ValueError, match="only 5 characters"):
        covered(5, [[Span(1, 9)]])
    assert covered(0, [[]]) == {}
