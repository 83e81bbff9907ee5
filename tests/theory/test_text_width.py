from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csa_research.theory.text_width import text_width, wrap


def test_wide_letters_are_wider_than_narrow_ones_and_bold_than_regular() -> None:
    assert text_width("mmm", 10) > text_width("iii", 10)
    assert text_width("abc", 10, bold=True) > text_width("abc", 10)


@given(st.text(max_size=120), st.floats(40, 200))
def test_every_line_fits_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = wrap(text, width, 12, bold=True)
    assert all(text_width(line, 12, bold=True) <= width for line in lines)
    assert "".join("".join(line.split()) for line in lines) == "".join(text.split())
