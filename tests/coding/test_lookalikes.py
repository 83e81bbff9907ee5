"""The nearest name, with signs that look alike taken as one."""

from __future__ import annotations

import pytest

from csa_research.coding.lookalikes import nearest

CODES = ("KN01", "KN02", "KN05", "KN10", "KN01a", "OR01", "OR04", "EM05")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("KN0l", "KN01"), ("KNO1", "KN01"), ("kno5", "KN05"), ("KNIO", "KN10"), ("0R04", "OR04"), (" KN|0 ", "KN10"),
        ("KN0x", "KN01"),
    ],
)  # fmt: skip
def test_signs_that_look_alike_count_as_the_same(given: str, meant: str) -> None:
    assert nearest(given, CODES, cutoff=0.5) == meant


def test_nothing_is_offered_where_nothing_is_near() -> None:
    assert nearest("zz", CODES, cutoff=0.5) == ""
    assert nearest("KN01", (), cutoff=0.5) == ""
