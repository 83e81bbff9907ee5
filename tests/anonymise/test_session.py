from made import made

from csa_research.anonymise.review import apply_decisions, questions
from csa_research.anonymise.session import answer, answer_apart, undo

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
