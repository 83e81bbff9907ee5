from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csa_research.export.text import carried, one_line

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY_TEXT)
def test_no_position_moves(text: str) -> None:
    assert len(carried(text)) == len(one_line(text)) == len(text)


@given(ANY_TEXT)
def test_a_line_has_no_line_end_and_can_be_written_as_utf8(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    line.encode("utf-8")


def test_emoji_joined_from_several_characters_and_accents_stay_whole() -> None:
    text = "👩‍⚕️ café naïve ½ –"
    assert carried(text) == one_line(text) == text


def test_half_characters_and_controls_become_spaces() -> None:
    assert carried("a\x00b\ud83dc\x0bd\te\n") == "a b c d\te\n"
