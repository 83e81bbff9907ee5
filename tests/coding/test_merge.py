from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from csa_research.coding.merge import Conflict, merge
from csa_research.records import Coding, Span

BASE = Coding("C1", "G1", 4, Span(0, 3), "abc", "KN01", "barrier", "ann")
CODINGS = st.lists(
    st.builds(
        lambda i, polarity, memo: replace(BASE, id=f"C{i}", turn=i, polarity=polarity, memo=memo),
        st.integers(1, 4), st.sampled_from(["barrier", "enabler"]), st.sampled_from(["", "m", "n"]),
    ),
    max_size=8,
)  # fmt: skip


def test_the_same_coding_in_both_is_one() -> None:
    other = replace(BASE, id="C2", coder="ben")
    merged = merge([BASE], [BASE, other])
    assert merged.codings == (BASE, other)
    assert merged.conflicts == ()


def test_different_judgements_on_one_id_are_a_conflict_and_the_fuller_is_kept() -> None:
    other = replace(BASE, polarity="enabler", memo="why")
    merged = merge([BASE], [other])
    assert merged.codings == (other,)
    assert merged.conflicts == (Conflict("C1", ("polarity", "memo"), (other, BASE)),)


@given(CODINGS, CODINGS)
def test_any_order_gives_the_same_and_nothing_is_lost_or_doubled(a: list[Coding], b: list[Coding]) -> None:
    merged = merge(a, b)
    assert merged == merge(b, a) == merge(list(reversed(b)), list(reversed(a)))
    assert sorted(c.id for c in merged.codings) == sorted({c.id for c in [*a, *b]})
    versions = {v for conflict in merged.conflicts for v in conflict.codings} | set(merged.codings)
    assert versions == set(a) | set(b)


@given(CODINGS, CODINGS)
def test_merging_again_changes_nothing(a: list[Coding], b: list[Coding]) -> None:
    once = merge(a, b).codings
    assert merge(once, b).codings == once
    assert merge(once, once).codings == once
