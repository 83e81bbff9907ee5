from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5

from hypothesis import given
from hypothesis import strategies as st

from csa_research.export.refi_qda.ids import FAMILY_COLOURS, colour, guid


def test_the_same_thing_has_the_same_guid_and_another_a_different_one() -> None:
    assert guid("code", "KN01") == guid("code", "KN01") != guid("code", "KN02")
    assert guid("a", "bc") != guid("ab", "c")
    assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", guid("code", "KN01"))


@given(st.lists(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.integers()), max_size=4))
def test_a_guid_is_the_uuid5_of_its_parts(parts: list[object]) -> None:
    space = uuid5(NAMESPACE_URL, "urn:csa_research:refi-qda")
    assert guid(*parts) == str(uuid5(space, "\x1f".join(map(str, parts)))).upper()


def test_a_guid_of_the_first_release_is_still_the_same() -> None:
    assert guid("code", "OR01") == "E9143889-C8A9-5D14-99D7-8807F757CE4A"


def test_colours_start_again_after_the_last() -> None:
    assert colour(0) == colour(len(FAMILY_COLOURS)) == "#0072B2"
