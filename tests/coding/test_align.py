from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from csa_research.coding.reliability.align import locate
from csa_research.offsets import replace_spans, words
from csa_research.records import Span

WORD = st.sampled_from("the boy rang school and nobody said why to him then we waited so long for it".split())


@given(st.lists(WORD, min_size=6, max_size=30), st.data())
def test_any_run_of_words_is_found_where_the_same_words_stand(chosen: list[str], data: st.DataObject) -> None:
    text = " ".join(chosen)
    spans = words(text)
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    quote = text[spans[first].start : spans[last].end]
    found = locate(text, quote)
    assert found is not None
    assert text[found.start : found.end] == quote


@settings(max_examples=60)
@given(st.lists(WORD, min_size=12, max_size=25), st.integers(0, 9), st.integers(1, 3))
def test_a_quote_is_found_again_after_names_in_it_were_replaced(chosen: list[str], at: int, size: int) -> None:
    chosen[at : at + size] = [f"Name{i}" for i in range(size)]
    text = " ".join(chosen)
    spans = words(text)
    released, _ = replace_spans(text, [(Span(spans[at].start, spans[at + size - 1].end), "[Child 1]")])
    assert locate(released, text) == Span(0, len(released))


@given(st.text(max_size=80), st.text(max_size=40))
def test_a_found_span_lies_in_the_text_and_cuts_no_pseudonym(text: str, quote: str) -> None:
    text = text[:40] + "[Child 1] " + text[40:]
    span = locate(text, quote)
    if span:
        at = text.index("[Child 1]")
        assert span.end <= len(text)
        assert span.end <= at or span.start >= at + 9 or (span.start <= at and at + 9 <= span.end) or "[" in text[:at]


def test_a_very_long_quote_is_not_looked_for() -> None:
    assert locate("short text", "word " * 10_000) is None


def test_a_quote_half_of_whose_words_are_elsewhere_is_not_found() -> None:
    assert locate("we waited for the call and it came", "we waited for a man who never did") is None


def test_a_long_replacement_is_still_one_replacement() -> None:
    detail = "[Identifying detail: a relative by marriage with a local business]"
    text = f"And who comes? Uncle. {detail}. They let uncle translate! I am sitting there."
    said = "And who comes? Uncle. Uncle who has the wash on the corner. They let uncle translate! I am sitting there."
    assert locate(text, said) == Span(0, len(text))
