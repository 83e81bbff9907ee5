"""A name that a taken-back answer gave to somebody of an earlier release."""

import pytest

from csa_research.pipeline.context import Context
from csa_research.pipeline.originals import reviewing
from csa_research.pipeline.originals.releasing import sign_release
from csa_research.pipeline.originals.unlearning import lost_names, searched, unlearned
from csa_research.pipeline.runner import run_up_to
from csa_research.records import Entity, ReviewDecision
from csa_research.vault import contents
from csa_research.vault.contents import Decided

TYLER = Entity("E0001", "PERSON", ("Tyler Zorbwick", "Tyke"), "[Person 1]", ("A",))
ANSWER = ReviewDecision("A", 0, 0, "Tyke's", "mask", entity="Tyler Zorbwick")
OURS = ReviewDecision("CSC1", 5, 15, "Nobody", "mask", "PERSON", "Tyler Zorbwick", by="anna")


def log(*decisions: ReviewDecision, undone: tuple[int, ...] = ()) -> list[Decided]:
    return [*(Decided("", "anna", d) for d in decisions), *(Decided("", "anna", undoes=n) for n in undone)]


def test_a_name_goes_with_the_only_answer_that_gave_it() -> None:
    assert [e.names for e in unlearned([TYLER], log(ANSWER, undone=(0,)))] == [("Tyler Zorbwick",)]
    assert lost_names([TYLER], log(ANSWER, undone=(0,))) == ("[Person 1]",)


def test_a_name_stays_while_an_answer_that_gave_it_stands() -> None:
    assert unlearned([TYLER], log(ANSWER)) == (TYLER,)
    assert unlearned([TYLER], log(ANSWER, ANSWER, undone=(0,))) == (TYLER,)
    assert lost_names([TYLER], log(ANSWER, ANSWER, undone=(0,))) == ()


def test_the_pseudonym_names_the_entity_as_well_and_others_are_not_touched() -> None:
    other = Entity("E0002", "PERSON", ("Tyke", "Bea"), "[Person 2]", ("A",))
    by_pseudonym = ReviewDecision("A", 0, 0, "Tyke", "mask", entity="[Person 1]")
    assert [e.names for e in unlearned([TYLER, other], log(by_pseudonym, undone=(0,)))] == [("Tyler Zorbwick",), ("Tyke", "Bea")]


def test_the_name_by_which_it_was_named_and_the_last_name_stay() -> None:
    bare = Entity("E0003", "PERSON", ("Tyke",), "[Person 3]", ("A",))
    for name in ("Tyke", "[Person 3]"):
        assert unlearned([bare], log(ReviewDecision("A", 0, 0, "Tyke", "mask", entity=name), undone=(0,))) == (bare,)


def test_what_goes_out_is_searched_for_every_released_name() -> None:
    short = Entity("E0001", "PERSON", ("Tyler Zorbwick", "Ty"), "[Person 1]", ("A",))
    assert searched([short], [TYLER])[0].names == ("Tyler Zorbwick", "Ty", "Tyke")


@pytest.fixture
def given(imported: Context) -> Context:
    """Released with a word that a person gave to somebody."""
    run_up_to(imported, "detect")
    reviewing.take(imported, (OURS,), by="anna")
    sign_release(imported, by="A Lead", unreviewed=True)
    return imported


def names(ctx: Context, *, last: bool = False) -> tuple[str, ...]:
    entities = reviewing.released_entities(ctx.vault()) if last else contents.entities(ctx.vault())
    return next(e.names for e in entities if "Tyler Zorbwick" in e.names)


def test_an_undone_answer_after_the_release_is_said_and_gone_with_the_next_release(given: Context, told: list[str]) -> None:
    assert "Nobody" in names(given, last=True)
    done = reviewing.undo(given, by="anna")
    assert "Nobody" not in next(e.names for e in done.entities if "Tyler Zorbwick" in e.names)
    assert "Nobody" in names(given)  # what goes out is still searched for it
    assert told[-1].startswith("A name given to [Person ")
    assert not any("Nobody" in line or "Zorbwick" in line for line in told)
    sign_release(given, by="A Lead", unreviewed=True)
    assert "Nobody" not in names(given, last=True) + names(given)


def test_the_answer_given_again_gives_the_name_again(given: Context) -> None:
    reviewing.undo(given, by="anna")
    done = reviewing.take(given, (OURS,), by="anna")
    assert "Nobody" in next(e.names for e in done.entities if "Tyler Zorbwick" in e.names)
