from __future__ import annotations

import pytest

from csa_research.analysis import Analysis
from csa_research.export.tabular.tables import agency_label, ids, names, plural, table
from csa_research.records import Count


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        table([(1, 2, 3)], ("A", "B"))


def test_no_rows_still_have_their_columns() -> None:
    assert list(table([], ("A", "B")).columns) == ["A", "B"]


def test_ids_beyond_the_most_are_counted() -> None:
    assert ids(Count(4, 1, 1, 1, ("Q1", "Q2", "Q3", "Q4")), 2) == "Q1 Q2 +2"
    assert ids(Count(1, 1, 1, 1, ("Q1",)), 2) == "Q1"


def test_names_of_agencies_and_codes(tiny: Analysis) -> None:
    assert (agency_label(tiny, ""), agency_label(tiny, "health"), agency_label(tiny, "unheard")) == ("All", "Health", "unheard")
    assert names(tiny)["KN"] == "Noticing and knowing"
    assert names(tiny)["KN01"] == "Recognising signs and indicators"


def test_one_is_singular() -> None:
    assert (plural(1, "group"), plural(2, "group"), plural(0, "person", "people")) == ("1 group", "2 groups", "0 people")
