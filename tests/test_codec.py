"""Records to JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csa_research import records
from csa_research.codec import from_json, to_json
from csa_research.errors import InputError
from csa_research.offsets import Move, PositionMap
from csa_research.records import Coding, Group, Identifier, ReviewDecision, Span, Theory, TopicModel, Turn


@dataclass(frozen=True)
class Tree:
    name: str
    children: tuple[Tree, ...] = ()
    weights: dict[int, float] | None = None


spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 99), st.integers(0, 99))
RECORDS = [
    getattr(records, name)
    for name in ("Group", "Turn", "Transcript", "Release", "RosterEntry", "Identifier", "ReviewDecision", "Codebook")
] + [Coding, TopicModel, Theory, records.JournalEntry, records.StageRun, records.LinkEvidence]


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_any_record_comes_back_as_it_was(cls: Any, data: st.DataObject) -> None:
    st.register_type_strategy(Span, spans)
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
    record = data.draw(st.builds(cls))
    assert from_json(cls, json.loads(json.dumps(to_json(record)))) == record


def test_a_record_may_hold_records_of_its_own_kind_and_dicts_with_numbers_as_keys() -> None:
    tree = Tree("a", (Tree("b", weights={3: 0.5, -1: 1.0}),))
    assert from_json(Tree, json.loads(json.dumps(to_json(tree)))) == tree


def test_position_maps_come_back_by_turn() -> None:
    maps: dict[int, PositionMap] = {0: (Move(1, 2, 1, 9),), 7: ()}
    assert from_json(dict[int, PositionMap], json.loads(json.dumps(to_json(maps)))) == maps


def test_fields_that_are_not_there_take_their_defaults() -> None:
    assert from_json(Group, {"group_id": "G1", "agency": "police"}) == Group("G1", "police")


def test_whole_numbers_become_numbers_where_a_number_is_wanted() -> None:
    turn = from_json(Turn, {"group": "G1", "index": 0, "speaker": "A", "text": "", "start_s": 3})
    assert turn.start_s == 3.0
    assert isinstance(turn.start_s, float)


@pytest.mark.parametrize(
    ("cls", "value", "message"),
    [
        (Group, {"agency": "x"}, r"Group\.group_id: missing"),
        (Group, {"group_id": 1, "agency": "x"}, r"Group\.group_id: expected text, found a whole number"),
        (Group, {"group_id": "G", "agency": "x", "colour": 1}, r"unknown field colour"),
        (Group, {"group_id": "G", "agency": "x", "invited": True}, r"Group\.invited: expected a whole number, found true"),
        (Group, [], r"Group: expected an object, found a list"),
        (Span, {"start": 4, "end": 2}, r"Span: a span must have"),
        (ReviewDecision, {"group": "", "turn": None, "start": None, "text": "", "action": "burn"}, r"action: expected one of"),
        (tuple[int, str], [1], r"expected 2 items, found 1"),
        (dict[int, str], {"a": "b"}, r"expected whole numbers as keys"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(cls: Any, value: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_json(cls, value)


def test_an_error_never_repeats_the_value() -> None:
    value = {"group": "G", "turn": 0, "span": {"start": 0, "end": 1}, "text": ["Priya Example"], "type": "PERSON"}
    with pytest.raises(InputError) as error:
        from_json(Identifier, {**value, "detectors": [], "score": 1.0})
    assert "Priya" not in str(error.value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), b"x", {1.5: "a"}])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        to_json(value)
