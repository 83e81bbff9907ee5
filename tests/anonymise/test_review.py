from dataclasses import replace

from made import made

from csa_research.anonymise.asking.questions import turn_texts
from csa_research.anonymise.asking.review import REOPENED, apply_decisions, close_review, questions
from csa_research.anonymise.places import places
from csa_research.records import ReviewDecision

LINE = "P1: our {PERSON:Kelly} saw {PERSON:Hope} and hope came, Kelly"


def reviewed(*decisions, lines=(LINE,)):
    transcript, found = made("G", *lines, status="suggested")
    return apply_decisions(found, [transcript], decisions)


def states(result):
    return [(i.span.start, i.text, i.type, i.status) for i in result.identifiers]


def decide(action, text, turn=0, start=None, group="G", **more):
    return ReviewDecision(group, turn, start, text, action, by="K", **more)


def test_a_decision_at_a_place_confirms_rejects_retypes_and_adds():
    done = reviewed(
        decide("mask", "Kelly", start=4), decide("keep", "Hope", start=14), decide("mask", "Kelly", start=34, type="PLACE")
    )  # fmt: skip
    assert states(done) == [
        (4, "Kelly", "PERSON", "mask"), (14, "Hope", "PERSON", "keep"), (34, "Kelly", "PLACE", "mask"),
    ]  # fmt: skip
    assert all("person" in identifier.detectors for identifier in done.identifiers)
    assert done.unplaced == ()


def test_a_decision_without_a_turn_means_every_mention_in_the_group_and_minds_common_words():
    done = reviewed(decide("mask", "kelly", turn=None), decide("mask", "Hope", turn=None))
    assert states(done) == [
        (4, "Kelly", "PERSON", "mask"), (14, "Hope", "PERSON", "mask"), (34, "Kelly", "PERSON", "mask"),
    ]  # fmt: skip
    elsewhere = reviewed(decide("mask", "Kelly", turn=None, group="OTHER"))
    assert elsewhere.unplaced == ("decision 1 (mask, OTHER): its words are not there, or more than once. Decide again.",)


def test_a_later_mask_beats_an_earlier_keep_and_a_general_keep_does_not_undo_a_place():
    again = reviewed(decide("keep", "Kelly", turn=None), decide("mask", "Kelly", turn=None))
    assert {status for _, text, _, status in states(again) if text == "Kelly"} == {"mask"}
    pinned = reviewed(decide("mask", "Kelly", start=4), decide("keep", "Kelly", turn=None))
    assert [status for _, text, _, status in states(pinned) if text == "Kelly"] == ["mask", "keep"]


def test_a_wider_decision_settles_what_lies_inside():
    masked = reviewed(decide("mask", "Kelly saw Hope", start=4))
    assert states(masked) == [(4, "Kelly saw Hope", "PERSON", "mask")]
    kept = reviewed(decide("keep", "Kelly saw Hope", start=4))
    assert [(start, status) for start, _, _, status in states(kept)] == [(4, "keep"), (4, "keep"), (14, "keep")]


def test_words_at_another_place_are_taken_only_where_they_stand_once():
    assert states(reviewed(decide("mask", "came", start=3)))[-1] == (28, "came", "PERSON", "mask")
    lost = reviewed(decide("mask", "Kelly", start=3))
    assert len(lost.unplaced) == 1
    assert "Kelly" not in lost.unplaced[0]


def test_closing_keeps_only_what_is_undecided_in_turns_that_were_read():
    _, found = made("G", "P1: {PERSON:Kelly}", "P1: {PERSON:Hope}", status="suggested")
    closed = close_review(found, {("G", 1)})
    assert [identifier.status for identifier in closed] == ["suggested", "keep"]
    _, decided = made("G", "P1: {PERSON:Kelly}")
    assert close_review(decided, {("G", 0)}) == tuple(decided)


def test_questions_are_asked_once_a_name_and_by_risk():
    transcript, found = made(
        "G", "P1: {PLACE:Oxley} and {PERSON:Kelly}", "P1: {PERSON:kelly's} and {PERSON:Bea}", status="suggested"
    )
    asked = questions(found, [transcript])
    assert [(q.text, len(q.snippets), q.direct) for q in asked] == [("Kelly", 2, True), ("Bea", 1, True), ("Oxley", 1, False)]
    first = asked[0].snippets[0]
    assert (first.before, first.text, first.after) == ("Oxley and ", "Kelly", "")
    assert asked[0].choices == ("mask", "keep")


def test_unlikely_mentions_of_a_likely_name_are_asked_about_apart():
    transcript, found = made("G", "P1: {ORG:Family} and {ORG:family} and {ORG:family}", status="suggested")
    found = [replace(i, score=0.2) if i.text == "family" else i for i in found]
    assert [(q.text, len(q.snippets), q.tier) for q in questions(found, [transcript])] == [
        ("family", 2, "unlikely"),
        ("Family", 1, "sure"),
    ]


def test_a_name_that_is_a_word_and_what_a_second_reader_found_are_never_passed_on_a_page():
    transcript, found = made(
        "G", "P1: {PERSON:Hope} and {PERSON:Hope} and {PERSON:Keeley} twice {PERSON:Keeley}", status="suggested"
    )
    assert {q.text: q.tier for q in questions(found, [transcript])} == {"Hope": "ask", "Keeley": "sure"}
    again = [replace(i, score=0.25, why=REOPENED) for i in found]
    assert {q.tier for q in questions(again, [transcript])} == {"ask"}


def test_places_know_spacing_and_whole_words():
    transcript, _ = made("G", "P1: holly  bank and Holly Bankside, HOLLY BANK")
    texts = turn_texts((transcript,))
    found = places(decide("mask", "Holly Bank", turn=None), texts)
    assert [(p.span.start, p.span.end) for p in found] == [(0, 11), (32, 42)]
    assert places(decide("mask", " ", turn=None), texts) == ()
