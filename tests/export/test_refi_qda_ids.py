from __future__ import annotations

import re

from csa_research.export.refi_qda.ids import FAMILY_COLOURS, colour, guid


def test_the_same_thing_has_the_same_guid_and_another_a_different_one() -> None:
    assert guid("code", "KN01") == guid("code", "KN01") != guid("code", "KN02")
    assert guid("a", "bc") != guid("ab", "c")
    assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", guid("code", "KN01"))


def test_colours_start_again_after_the_last() -> None:
    assert colour(0) == colour(len(FAMILY_COLOURS)) == "#0072B2"
