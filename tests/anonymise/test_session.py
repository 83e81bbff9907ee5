from dataclasses import replace

from made import made

from csa_research.anonymise.asking.net import suspects
from csa_research.anonymise.asking.questions import turn_texts
from csa_research.anonymise.asking.review import apply_decisions, questions
from csa_research.anonymise.asking.session import Answer, answer, answer_apart, mask_words, take_net, take_page, take_passage, undo
from csa_research.anonymise.asking.steps import Desk, Page, steps
from csa_research.anonymise.asking.vignettes import Passage

TRANSCRIPT, FOUND = made("G", "P1: {PERSON:Hope} and hope", "P1: {PERSON:Hope} too", status="suggested")


def test_an_answer_decides_every_mention_of_the_question_and_nothing_else():
    (question,) = questions(FOUND, [TRANSCRIPT])
    decisions = answer(question, "mask", "K", label="Child")
    assert [(d.turn, d.start, d.text, d.label, d.by) for d in decisions] == [
        (0, 0, "Hope", "Child", "K"),
        (1, 0, "Hope", "Child", "K"),
    ]
    done = apply_decisions(FOUND, [TRANSCRIPT], decisions)
    assert [(i.text, i.status) for i in done.identifiers] == [("Hope", "mask"), ("Hope", "mask")]
    assert questions(done.identifiers, [TRANSCRIPT]) == ()


def test_resuming_goes_on_from_the_decisions_so_far_and_undo_takes_the_last_away():
    (question,) = questions(FOUND, [TRANSCRIPT])
    decisions = answer(question, "keep", "K")
    half = apply_decisions(FOUND, [TRANSCRIPT], undo(decisions))
    assert [i.status for i in half.identifiers] == ["keep", "suggested"]
    assert undo(decisions, 5) == ()


def test_apart_names_the_person_of_each_group():
    (question,) = questions(FOUND, [TRANSCRIPT])
    assert {d.entity for d in answer_apart(question, "K")} == {"Hope (G)"}


def on_desk(*lines: str) -> Desk:
    transcript, found = made("G", *lines, status="suggested")
    return Desk((transcript,), tuple(found), suspects((transcript,)))


def page_of(desk: Desk, kind: str) -> Page:
    return next(step for step in steps(desk) if isinstance(step, Page) and step.kind == kind)


def test_a_page_of_sure_names_masks_all_but_the_lines_that_are_turned():
    desk = on_desk("P1: {PERSON:Keeley}, {PERSON:Beatrix}")
    page = page_of(desk, "sure")
    given = take_page(page, {1}, turn_texts(desk.transcripts), "K")
    assert [(d.text, d.action) for d in given.decisions] == [(page.questions[0].text, "mask"), (page.questions[1].text, "keep")]
    assert given.looked == ()


def test_a_page_of_words_leaves_marks_and_no_decisions_for_what_stays():
    desk = on_desk("P1: a zorbwick and a quornby")
    given = take_page(page_of(desk, "words"), {1}, turn_texts(desk.transcripts), "K")
    assert [(d.text, d.action, d.type) for d in given.decisions] == [("zorbwick", "mask", "QUASI")]
    assert len(given.looked) == 1
    done = apply_decisions(desk.identifiers, desk.transcripts, given.decisions).identifiers
    assert steps(replace(desk, identifiers=done, looked=frozenset(given.looked))) == ()


def test_a_word_of_the_net_is_masked_everywhere_or_looked_at_everywhere():
    desk = on_desk("P1: a zorbwick", "P1: the zorbwick")
    texts = turn_texts(desk.transcripts)
    (question,) = page_of(desk, "words").questions
    assert len(take_net(question, "mask", texts, "K").decisions) == 2
    assert (len(take_net(question, "keep", texts, "K").looked), take_net(question, "keep", texts, "K").decisions) == (2, ())


def test_typed_words_are_found_without_regard_to_case_gaps_and_quotation_marks():
    desk = on_desk("P1: Her dad’s  face was on vans. Dad's facemask.")
    (decision,) = mask_words(turn_texts(desk.transcripts), "G", 0, "dad's face", "K")
    assert (decision.start, decision.text, decision.type) == (4, "dad’s  face", "QUASI")
    assert mask_words(turn_texts(desk.transcripts), "G", 0, "(nobody", "K") == ()
    assert mask_words(turn_texts(desk.transcripts), "G", 0, " ", "K") == ()


def test_typed_words_swallow_the_suggestions_inside_them():
    desk = on_desk("P1: her {PERSON:Bea} of the choir")
    given = mask_words(turn_texts(desk.transcripts), "G", 0, "her bea of the choir", "K")
    done = apply_decisions(desk.identifiers, desk.transcripts, given).identifiers
    assert [(i.text, i.status) for i in done] == [("her Bea of the choir", "mask")]


def test_a_passage_that_may_stay_leaves_its_marks_only():
    passage = Passage("G", (), (), 4, ("a", "b"))
    assert take_passage(passage) == Answer((), ("a", "b"))
