from __future__ import annotations

from dataclasses import replace

import pytest

from csa_research.coding.place import Placed, coding_id, place, quote_id
from csa_research.records import Code, Codebook, Family, IncomingCoding, Span, Turn


def code(ident: str, **more: object) -> Code:
    return Code(ident, ident, ident[:2], more.pop("parent", ident[:2]), "d", **more)  # type: ignore[arg-type]


BOOK = Codebook(
    "b", "1", "", (Family("KN", "K", ""), Family("EM", "E", "")),
    (code("KN01"), code("KN02"), code("EM05"), code("BE02", codable=False), code("BE02a", parent="BE02")),
)  # fmt: skip
TURNS = (
    Turn("G1", 0, "[Facilitator]", "What makes you think of it?", "facilitator"),
    Turn("G1", 1, "[Participant 1]", "I rang [Child 3]'s school at [School B]. Nobody rang me back, not once."),
    Turn("G1", 2, "[Participant 2]", "He was [primary-age], a “quiet” boy… and  we\nwaited."),
    Turn("G1", 3, "[Participant 1]", "That's it. That's it."),
)


def row(quote: str, turn: int | None = 1, **more: object) -> IncomingCoding:
    values: dict[str, object] = {"group": "G1", "code": "KN01", "polarity": "barrier", "coder": "ann", "row": 2} | more
    return IncomingCoding(turn=turn, quote=quote, **values)  # type: ignore[arg-type]


def one(incoming: IncomingCoding) -> Placed:
    return place([incoming], TURNS, BOOK)


def quote_of(incoming: IncomingCoding) -> str:
    placed = one(incoming)
    assert placed.unplaced == ()
    [coding] = placed.codings
    assert TURNS[coding.turn].text[coding.span.start : coding.span.end] == coding.quote
    return coding.quote


def reason(incoming: IncomingCoding) -> str:
    placed = one(incoming)
    assert placed.codings == ()
    return placed.unplaced[0].reason


def test_an_exact_quote_gets_its_place_and_stable_ids() -> None:
    [coding] = one(row("Nobody rang me back", role="need", memo="m", flags=("dissent",))).codings
    assert (coding.span, coding.quote, coding.role, coding.memo, coding.flags) == (
        Span(41, 60), "Nobody rang me back", "need", "m", ("dissent",),
    )  # fmt: skip
    assert coding.id == coding_id("G1", 1, Span(41, 60), "KN01", "ann")
    assert coding.quote_id == quote_id("G1", 1, Span(41, 60))
    assert (coding.quote_id[0], len(coding.quote_id)) == ("Q", 8)


@pytest.mark.parametrize("quote", ["nobody  rang me back", "NOBODY RANG\nME BACK", "  Nobody rang me back "])
def test_case_and_white_space_are_tolerated(quote: str) -> None:
    assert quote_of(row(quote)) == "Nobody rang me back"


@pytest.mark.parametrize("quote", ['a "quiet" boy... and we waited.', "a “quiet” boy… and we waited."])
def test_quotation_marks_and_dots_are_tolerated(quote: str) -> None:
    assert quote_of(row(quote, 2)) == "a “quiet” boy… and  we\nwaited."


@pytest.mark.parametrize(
    ("quote", "released"),
    [
        ("I rang Ravi's school at Holly Bank Primary.", "I rang [Child 3]'s school at [School B]."),
        ("at Holly Bank Primary School. Nobody rang me back, not once", "at [School B]. Nobody rang me back, not once"),
        ("I rang Ravi's school", "I rang [Child 3]'s school"),
    ],
)
def test_a_pseudonym_stands_for_the_words_it_replaced(quote: str, released: str) -> None:
    assert quote_of(row(quote)) == released


def test_a_quote_that_was_wholly_replaced_is_its_turns_only_pseudonym() -> None:
    assert quote_of(row("six and three quarters", 2)) == "[primary-age]"
    assert "not in the turn's released text" in reason(row("Ravi Ellery"))  # two pseudonyms: which is not known
    assert "in no participant's turn" in reason(row("six and three quarters", None))


def test_the_incoming_words_are_never_kept() -> None:
    placed = place([row("I rang Ravi's school"), row("Ravi went elsewhere entirely that day", row=3)], TURNS, BOOK)
    assert "Ravi" not in repr(placed)


def test_a_word_inside_a_pseudonym_is_not_a_quote() -> None:
    assert "not in the turn's" in reason(row("Child"))
    assert "not in the turn's" in reason(row("School B"))


def test_without_a_turn_the_group_is_searched() -> None:
    assert quote_of(row("not once", None)) == "not once"
    assert quote_of(row("I rang Ravi's school at Holly Bank", None)) == "I rang [Child 3]'s school at [School B]"
    assert "in no participant's turn" in reason(row("What makes you think of it?", None))


def test_words_that_stand_in_several_turns_need_the_turn() -> None:
    turns = (*TURNS, Turn("G1", 4, "[Participant 2]", "not once, ever"))
    [unplaced] = place([row("not once", None)], turns, BOOK).unplaced
    assert unplaced.reason == "the quote stands in 2 turns of the group; say which (a turn column)"


@pytest.mark.parametrize(
    ("incoming", "expected"),
    [
        (row("x", group="GG1"), "the group is not in the released text; did you mean G1?"),
        (row("not once", 9), "the group has no turn 9; its turns are 0 to 3"),
        (row("What makes you", 0), "the turn is a facilitator's; facilitators are not coded"),
        (row("not once", code="KN1"), "the code is not in the codebook; did you mean KN01?"),
        (row("not once", code="KN0l"), "the code is not in the codebook; did you mean KN01?"),
        (replace(row("not once", None), trouble="the turn is wrong"), "the turn is wrong"),
        (row("not once", code=""), "no code is given"),
        (row("not once", code="BE02"), "BE02 is a heading, which is never applied; use BE02a"),
        (row("not once", polarity="barier"), "the polarity is not one of enabler, barrier, mixed, neutral; did you mean barrier?"),
        (row("not once", role="seen"), "the role is not one of need, mechanism, counter, none"),
        (row("not once", effect="near", code="EM05"), "the effect is not one of towards, away, both, none_stated"),
        (row("not once", coder=""), "no coder is given; add a coder column or name the coder when importing"),
        (row(" "), "the quote is empty"),
        (row("waited", 1), "the quote is not in the turn's released text; the same words stand in turn 2"),
    ],
)
def test_every_refusal_says_why(incoming: IncomingCoding, expected: str) -> None:
    assert reason(incoming) == expected


def test_doubled_rows_are_listed_once_placed() -> None:
    rows = [
        row("not once"),
        row("not once", row=3),
        row("not once", row=4, polarity="enabler"),
        row("not once", row=5, coder="ben"),
    ]
    placed = place(rows, TURNS, BOOK)
    assert [c.coder for c in placed.codings] == ["ann", "ben"]
    assert [(u.row, u.reason) for u in placed.unplaced] == [
        (3, "doubles row 2"), (4, "doubles row 2 with another polarity, effect or role; keep one of them"),
    ]  # fmt: skip


def test_the_effect_belongs_to_emotions_and_gives_their_polarity() -> None:
    [coding] = one(row("not once", code="EM05", polarity="", effect="towards")).codings
    assert (coding.effect, coding.polarity) == ("towards", "enabler")
    placed = one(row("not once", code="EM05", polarity="barrier", effect="towards"))
    assert placed.codings[0].polarity == "barrier"
    assert placed.warnings == ("polarity barrier does not follow effect towards (enabler): kept as given (row 2)",)
    placed = one(row("not once", effect="away"))
    assert placed.codings[0].effect == ""
    assert placed.warnings == ("an effect on practice belongs to emotion codes only: left out (row 2)",)


def test_what_is_not_given_is_taken_plainly_and_said() -> None:
    rows = [row("not once", polarity="", row=n, coder=f"c{n}") for n in (2, 3)]
    placed = place(rows, TURNS, BOOK)
    assert {(c.polarity, c.role) for c in placed.codings} == {("neutral", "none")}
    assert placed.warnings == ("no polarity is given: taken as neutral (2 rows: 2, 3)",)


def test_the_coder_of_the_import_stands_in() -> None:
    assert place([row("not once", coder="")], TURNS, BOOK, coder="cat").codings[0].coder == "cat"


def test_names_of_groups_and_codes_may_be_in_any_case() -> None:
    [coding] = one(row("not once", group=" g1 ", code="kn01")).codings
    assert (coding.group, coding.code) == ("G1", "KN01")


def test_nothing_in_gives_nothing_out() -> None:
    assert place([], TURNS, BOOK) == Placed((), ())
    assert "the group is not in the released text" in place([row("x")], (), BOOK).unplaced[0].reason


def test_a_quote_of_nothing_but_replaced_words_is_placed_and_listed_to_be_checked() -> None:
    placed = place(
        [row("Tyler Zorbwick", 2, row=7), row("[primary-age]", 2, row=8, code="KN02"), row("a quiet boy", 2)], TURNS, BOOK
    )
    assert [c.quote for c in placed.codings] == ["[primary-age]", "[primary-age]", "a “quiet” boy"]
    assert [(u.row, u.group, u.turn, u.code, u.reason) for u in placed.doubtful] == [
        (7, "G1", 2, "KN01", "placed on the only replacement in the turn: check")
    ]
    assert placed.unplaced == ()
