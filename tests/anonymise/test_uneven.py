"""Names that are kept in one place and masked in another."""

from csa_research.anonymise.asking.uneven import SHOWN, Uneven, uneven_names
from csa_research.records import Identifier, IdentifierType, Span


def said(group: str, turn: int, text: str, status: str, start: int = 0, type_: IdentifierType = "PERSON") -> Identifier:
    return Identifier(group, turn, Span(start, start + len(text)), text, type_, ("person",), 0.9, status)  # type: ignore[arg-type]


def listed(*found: Identifier) -> tuple[Uneven, ...]:
    return uneven_names(found, [one for one in found if one.status == "mask"])


def test_a_name_is_listed_by_place_whatever_its_case_and_title() -> None:
    (one,) = listed(said("A", 1, "Mrs Zorbwick", "mask"), said("B", 4, "zorbwick", "keep"), said("B", 4, "Zorbwick", "keep", 20))
    assert (one.text, one.kept, one.masked) == ("zorbwick", (("B", 4, 2),), (("A", 1, 1),))
    assert one.places() == "kept in B turn 4 (2 times); masked in A turn 1"


def test_ordinary_words_and_what_is_no_name_are_not_listed() -> None:
    assert listed(said("A", 1, "Hope", "mask"), said("B", 4, "hope", "keep"), said("A", 2, "Will", "keep")) == ()
    assert listed(said("A", 1, "zorbled twice", "mask", 0, "QUASI"), said("B", 4, "zorbled twice", "keep", 0, "QUASI")) == ()


def test_a_name_decided_alike_still_open_or_inside_a_masked_one_is_not_listed() -> None:
    assert listed(said("A", 1, "Zorbwick", "keep"), said("B", 1, "Zorbwick", "keep")) == ()
    assert listed(said("A", 1, "Zorbwick", "mask"), said("B", 1, "Zorbwick", "suggested")) == ()
    inside = said("B", 1, "Tyler Zorbwick", "mask"), said("B", 1, "Zorbwick", "keep", 6)
    assert listed(said("A", 1, "Zorbwick", "mask"), *inside) == ()


def test_the_most_often_kept_comes_first_and_long_lists_are_cut() -> None:
    many = [said("B", turn, "Quornby", "keep", 0, "PLACE") for turn in range(SHOWN + 2)]
    found = listed(
        said("A", 1, "Zorbwick", "mask"), said("A", 2, "Zorbwick", "keep"), said("A", 3, "Quornby", "mask", 0, "PLACE"), *many
    )
    assert [one.text for one in found] == ["Quornby", "Zorbwick"]
    assert "B turn 11 and 2 more turns; masked in A turn 3" in found[0].places()


def test_a_surname_that_is_kept_alone_is_held_against_the_whole_name() -> None:
    (one,) = listed(said("A", 1, "Tyler Zorbwick", "mask"), said("B", 4, "Zorbwick's", "keep"))
    assert one.places() == "kept in B turn 4; masked in A turn 1"
    assert listed(said("A", 1, "Zorbwick Road", "mask", 0, "PLACE"), said("B", 4, "Road", "keep", 0, "PLACE")) == ()
