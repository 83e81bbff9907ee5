import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import made

from csa_research.anonymise.leaving.leaks import build_index, search_text
from csa_research.records import Entity, Identifier, Span

ENTITIES = (
    Entity("E1", "PERSON", ("Keeley Mobberly", "Kez"), "[Colleague 1]"),
    Entity("E2", "PERSON", ("Hope", "Price"), "[Child 2]"),
    Entity("E3", "ORG", ("Larkfield Academy", "Good Hope Ward"), "[School A]"),
    Entity("E4", "OPERATION", ("Operation Sandspur",), "[Operation 1]"),
    Entity("E5", "PERSON", ("Bytheway",), "[Person 5]"),
)


def detail(text, type="ID"):
    return Identifier("G", 0, Span(0, len(text)), text, type, (), 1.0, "mask")


INDEX = build_index(
    [
        detail("oh seven seven double oh, nine hundred, one four six", "CONTACT"), detail("999 471 2063"), detail("LCS 440917"),
        detail("the third of October twenty nineteen", "DATE"), detail("last year", "DATE"), detail("six", "AGE"),
        detail("the one with the beehives on the roof", "QUASI"), detail("kay.m@oakbank.example", "CONTACT"),
    ],
    ENTITIES,
)  # fmt: skip


def found(text, index=INDEX):
    return list(dict.fromkeys(leak.pseudonym for leak in search_text(text, index)))


@pytest.mark.parametrize(
    ("text", "pseudonym"),
    [
        ("and KEELEY MOBBERLY came", "[Colleague 1]"), ("mobberly's desk", "[Colleague 1]"), ("the Mobberlys", "[Colleague 1]"),
        ("KeeleyMobberly", "[Colleague 1]"), ("kez said", "[Colleague 1]"), ("keeley\nmobberly", "[Colleague 1]"),
        ("at Larkfield now", "[School A]"), ("lark field academy", "[School A]"), ("on sand spur then", "[Operation 1]"),
        ("operation sandspur", "[Operation 1]"), ("Sandspur closed", "[Operation 1]"), ("on Good Hope Ward we", "[School A]"),
        ("we told Hope about it", "[Child 2]"), ("there is hope for it", None), ("Hope is a word", None),
        ("the Price of it", "[Child 2]"),
        ("call 07700900146 now", "[CONTACT]"), ("07700 900 146", "[CONTACT]"), ("NHS 9994712063", "[ID]"), ("999-471-2063", "[ID]"),
        ("lcs440917", "[ID]"), ("440917", "[ID]"), ("440 917 rows", "[ID]"), ("mail Kay.M@Oakbank.example", "[CONTACT]"),
        ("on the Third of October, twenty-nineteen", "[DATE]"), ("last year we", None), ("six groups", None),
        ("the one with the beehives on the roof", "[QUASI]"), ("the beehives", None), ("by the way it rained", None),
        ("a hopeful priceless pricey sixth", None), ("[Child 2] and [Colleague 1]", None), ("sha a440917f", None),
    ],
)  # fmt: skip
def test_originals_are_found_in_any_dress_and_ordinary_words_are_not(text, pseudonym):
    assert found(text) == ([pseudonym] if pseudonym else [])


def test_a_heading_in_capitals_is_no_name():
    assert found("What Gives Professionals Hope When They Consider Abuse") == []


def test_leaks_say_the_line_and_never_the_word():
    (leak,) = search_text("one\ntwo\nsee Mobberly", INDEX)
    assert (leak.line, leak.pseudonym) == (3, "[Colleague 1]")
    assert "obberly" not in repr(leak)


def test_words_of_the_studys_own_documents_are_looked_for_only_with_capitals():
    index = build_index([], [Entity("E1", "PLACE", ("Suttonby",), "[Town 1]")], own_words=["see the Suttonby toolkit"])
    assert found("the suttonby toolkit", index) == []
    assert found("she lived in Suttonby then", index) == ["[Town 1]"]


def test_a_phrase_of_the_studys_own_documents_is_no_leak_wherever_it_stands():
    owner = Entity("E1", "ORG", ("Supervision",), "[Organisation B]")
    index = build_index([], [owner], own_words=["Supervision and support taking place"])
    assert found("see O2 Supervision and support taking place", index) == []
    assert found("she rang Supervision today about it", index) == ["[Organisation B]"]


def test_a_mention_that_a_person_kept_is_no_leak_beside_the_same_words():
    transcript, (kept,) = made("G", "P1: at the {PLACE:Oxley} Rovers match", status="keep")
    kept = Identifier(kept.group, kept.turn, kept.span, kept.text, kept.type, ("person",), 0.5, "keep")
    gone = Identifier("H", 3, Span(0, 5), "Oxley", "PLACE", (), 0.9, "mask", "E1")
    index = build_index([kept, gone], [Entity("E1", "PLACE", ("Oxley",), "[Town 1]")], transcripts=[transcript])
    assert found("the Oxley Rovers", index) == []
    assert found("in Oxley then", index) == ["[Town 1]"]


def test_a_kept_mention_is_no_leak_where_a_quote_in_a_cell_begins_or_ends_at_it():
    transcript, (kept,) = made("G", "P1: at the {PLACE:Oxley} Rovers match", status="keep")
    kept = Identifier(kept.group, kept.turn, kept.span, kept.text, kept.type, ("person",), 0.5, "keep")
    gone = Identifier("H", 0, Span(0, 5), "Oxley", "PLACE", ("person",), 1.0, "mask")
    index = build_index([kept, gone], [Entity("E1", "PLACE", ("Oxley",), "[Town 1]")], transcripts=[transcript])
    assert found("next cell\nat the Oxley\nanother cell", index) == []
    assert found("next cell\nOxley Rovers match", index) == []
    for text in (
        '31,"at the Oxley.""",MA07',
        "31,at the Oxley,MA07",
        '{"quote": "at the Oxley.", "code": "MA07"}',
        "31,Oxley Rovers,x",
    ):
        assert found(text, index) == [], text
    for text in ("Oxley", "the Oxley road", "by Oxley\nRovers", "near\nOxley\n", "31,Oxley,MA07"):
        assert found(text, index), text


def test_a_kept_name_with_a_possessive_is_no_leak_beside_the_same_words():
    transcript, (kept,) = made("G", "P1: black over {PERSON:Zorb}'s mother's", status="keep")
    kept = Identifier(kept.group, kept.turn, kept.span, kept.text, kept.type, ("person",), 0.5, "keep")
    gone = Identifier("H", 3, Span(0, 4), "Zorb", "PERSON", (), 0.9, "mask", "E1")
    index = build_index([kept, gone], [Entity("E1", "PERSON", ("Zorb",), "[Child 1]")], transcripts=[transcript])
    assert found("black over Zorb's mother's", index) == []
    assert found("that was Zorb's fault", index) == ["[Child 1]"]


def test_kept_and_unsure_identifiers_are_not_looked_for():
    kept = Identifier("G", 0, Span(0, 8), "Zebedees", "PERSON", (), 1.0, "keep")
    unsure = Identifier("G", 0, Span(0, 8), "Zorbland", "PERSON", (), 0.1, "suggested")
    sure = Identifier("G", 0, Span(0, 8), "Zurbland", "PERSON", (), 0.9, "suggested")
    index = build_index([kept, unsure, sure], [])
    assert found("zebedees zorbland zurbland", index) == ["[PERSON]"]


def test_an_entity_whose_every_mention_was_kept_is_no_secret_but_an_unmentioned_one_is():
    kept = Identifier("G", 0, Span(0, 8), "Zebedees", "ORG", (), 1.0, "keep", "E1")
    entities = [Entity("E1", "ORG", ("Zebedees",), "[Organisation A]"), Entity("E2", "PERSON", ("Zorb",), "[Child 1]")]
    assert found("Zebedees and Zorb", build_index([kept], entities)) == ["[Child 1]"]


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["Mobberly", "keeley mobberly", "SANDSPUR", "999 471 2063"]))
def test_an_original_is_found_whatever_stands_around_it(before, after, original):
    assert found(f"{before} | {original} | {after}")


def test_a_megabyte_and_a_thousand_names_take_seconds_only():
    names = tuple(Entity(f"E{n}", "PERSON", (f"Quorn{n:04d} Zed{n:04d}",), f"[Person {n}]") for n in range(1000))
    index = build_index([], names)
    began = time.perf_counter()
    assert search_text("people said the work was hard and slow " * 25_000, index) == ()
    assert time.perf_counter() - began < 10
