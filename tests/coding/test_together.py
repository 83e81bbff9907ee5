"""Two copies as one: in any order the same, nothing lost, nothing doubled."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from csa_research.coding.reliability.together import Copy, bring_together
from csa_research.records import Coding, JournalEntry, Memo, Span

BASE = Coding("C1", "G1", 4, Span(0, 3), "abc", "KN01", "barrier", "ann")
IDS = st.integers(1, 5)
CODINGS = st.dictionaries(IDS, st.builds(lambda p, m: (p, m), st.sampled_from(["barrier", "enabler"]), st.sampled_from(["", "m"])))
ENTRIES = st.lists(st.builds(lambda i: JournalEntry(f"2024-01-0{i}T00:00:00Z", "ann", "summary", "G1 KN01", f"t{i}"), IDS))
STANDING = st.dictionaries(
    st.sampled_from([("summary", "G1", "KN01"), ("summary", "G2", "KN01")]),
    st.builds(lambda i: (f"2024-01-0{i}T00:00:00Z", "ann", f"t{i}"), IDS),
)


def copy(codings: dict[int, tuple[str, str]], gone: set[int], journal: list[JournalEntry], standing: dict[object, object]) -> Copy:
    made = [replace(BASE, id=f"C{i}", turn=i, polarity=p, memo=m) for i, (p, m) in codings.items()]  # type: ignore[arg-type]
    events = {c.id: frozenset({("2024-01-01T00:00:00Z", "ann", "added", "")}) for c in made}
    for i in gone:
        events[f"C{i}"] = events.get(f"C{i}", frozenset()) | {("2024-02-01T00:00:00Z", "ann", "withdrawn", "")}
    out = [c for c in made if c.turn in gone]
    return Copy([c for c in made if c not in out], out, events, journal, standing)  # type: ignore[arg-type]


COPIES = st.builds(copy, CODINGS, st.sets(IDS), ENTRIES, STANDING)


@given(COPIES, COPIES)
def test_any_order_gives_the_same_and_nothing_is_lost_or_doubled(a: Copy, b: Copy) -> None:
    one, two = bring_together(a, b), bring_together(b, a)
    assert one == two
    every = {c.id for c in (*a.codings, *a.withdrawn, *b.codings, *b.withdrawn)}
    assert sorted(c.id for c in one.codings) == sorted(every)
    assert {c.id for c in a.withdrawn} & {c.id for c in b.withdrawn} <= one.withdrawn
    assert set(a.journal) | set(b.journal) == set(one.journal)
    assert set(one.standing) == set(a.standing) | set(b.standing)


@given(COPIES)
def test_a_copy_with_itself_is_itself(a: Copy) -> None:
    made = bring_together(a, a)
    assert made.conflicts == ()
    assert made.withdrawn == {c.id for c in a.withdrawn}
    assert sorted(made.journal, key=repr) == sorted(a.journal, key=repr)


def test_a_withdrawal_counts_unless_the_coding_was_brought_back_later() -> None:
    with_, without = copy({1: ("barrier", "")}, {1}, [], {}), copy({1: ("barrier", "")}, set(), [], {})
    assert bring_together(with_, without).withdrawn == {"C1"}
    later = replace(without, events={"C1": with_.events["C1"] | {("2024-03-01T00:00:00Z", "ben", "restored", "undone")}})
    assert bring_together(with_, later).withdrawn == frozenset()


def test_a_refusal_outweighs_a_clearance_where_neither_knew_of_the_other() -> None:
    key = ("clearance", "Q1", "web")
    yes, no = ("2024-05-02T00:00:00Z", "ann", "cleared", ""), ("2024-05-01T00:00:00Z", "ben", "refused", "who is it")
    empty = copy({}, set(), [], {})
    a, b = replace(empty, standing={key: yes}), replace(empty, standing={key: no})
    made = bring_together(a, b)
    assert made.standing == {key: no}
    assert [(c.what, c.where) for c in made.conflicts] == [("clearance", "Q1 web")]
    seen = replace(a, journal=[JournalEntry(no[0], "ben", "quote refused", "Q1 for web", "who is it")])
    assert bring_together(seen, b).standing == {key: yes}  # ann cleared it knowing of the refusal


def test_memos_known_to_the_other_copy_give_way_and_others_stand_one_after_the_other() -> None:
    old, new = Memo("code", "A", "old", "ann", "1"), Memo("code", "A", "new", "ben", "2")
    before = {"code:A": frozenset({("1", "ann", "noted", "")})}
    after = {"code:A": before["code:A"] | {("2", "ben", "noted", "old")}}
    elsewhere = {"code:A": frozenset({("2", "ben", "noted", "")})}

    def copy(memo: Memo, events: dict[str, frozenset[tuple[str, str, str, str]]]) -> Copy:
        return Copy((), (), events, (), {}, (memo,) if memo.text else ())

    for first, second, text, conflicts in (
        (copy(old, before), copy(new, after), "new", 0),
        (copy(old, before), copy(new, elsewhere), "old\n\nnew", 1),
        (copy(replace(old, text=""), after), copy(old, before), "", 0),
        (copy(old, before), copy(replace(new, text="old and more"), elsewhere), "old and more", 1),
    ):
        for one, two in ((first, second), (second, first)):
            made = bring_together(one, two)
            assert ([m.text for m in made.memos], len(made.conflicts)) == ([text], conflicts)
