from __future__ import annotations

from csa_research.coding.place import place
from csa_research.exchange.rows import own_rows
from csa_research.records import IncomingCoding

from .homes import BOOK, home, turns

LINES = (
    "P1: Yes, exactly, you learn the signs.",
    "Moderator: And the training?",
    "P2: Yes, exactly, one day of training.",
    "P-3: Supervision is where I say it.",
)


Found = list[tuple[int | None, str, str]]


def rows(quote: str, code: str, *, group: str = "SC1", speaker: str = "", turn: int | None = None) -> Found:
    given = IncomingCoding(7, group, turn, quote, code, coder="AE", speaker=speaker)
    placed = place(own_rows([given], home(turns(LINES))), turns(LINES), BOOK)
    assert all(unplaced.row == 7 for unplaced in placed.unplaced)
    found: Found = [(c.turn, c.quote, c.code) for c in placed.codings]
    return found + [(None, u.code, u.reason) for u in placed.unplaced]


def test_a_row_with_trouble_stays_one_row_with_its_reason() -> None:
    given = IncomingCoding(7, "SC1", None, "the signs", "KN01; OR01", trouble="the turn is wrong")
    assert own_rows([given], home(turns(LINES))) == (given,)


def test_several_codes_in_a_cell_become_a_row_each() -> None:
    wanted = [(0, "the signs", "KN01"), (0, "the signs", "OR01")]
    for cell in ("KN01; OR01", "Signs\nTraining", "KN01 Signs | Work::Training", "signs, OR01", "KN01,OR01,KN01"):
        assert rows("the signs", cell) == wanted
    assert rows("the signs", "KN01; odd one")[1][:2] == (None, "odd one")
    assert rows("the signs", "odd; two")[0][:2] == (None, "odd; two")


def test_the_speaker_tells_turns_with_the_same_words_apart() -> None:
    assert "2 turns" in rows("Yes, exactly", "KN01")[0][2]
    assert rows("Yes, exactly", "KN01", speaker="p2") == [(2, "Yes, exactly", "KN01")]
    assert rows("Supervision is where", "TM01", speaker="P3") == [(3, "Supervision is where", "TM01")]
    assert "2 turns" in rows("Yes, exactly", "KN01", speaker="P9")[0][2]
    assert rows("Yes, exactly", "KN01", speaker="P1", turn=2) == [(2, "Yes, exactly", "KN01")]


def test_a_quote_over_several_turns_becomes_a_row_each_without_the_facilitator() -> None:
    quote = "P1: Yes, exactly, you learn the signs.\nModerator: And the training?\n\nP2: Yes, exactly, one day of training."
    assert rows(quote, "KN01") == [
        (0, "Yes, exactly, you learn the signs.", "KN01"), (2, "Yes, exactly, one day of training.", "KN01"),
    ]  # fmt: skip


def test_a_label_in_front_of_the_words_is_no_part_of_them() -> None:
    assert rows("P-3: Supervision is", "TM01") == [(3, "Supervision is", "TM01")]


def test_what_cannot_be_found_stays_as_it_was_given() -> None:
    assert rows("never said by anybody here", "KN01")[0][2] == "the quote is in no participant's turn of the group"
    assert "not in the released text" in rows("the signs", "KN01", group="Nowhere")[0][2]
    assert rows("  ", "KN01")[0][2] == "the quote is empty"
