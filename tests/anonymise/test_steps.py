"""The order of a review, its pages, and how much is left of each kind."""

from dataclasses import replace

from made import made

from csa_research.anonymise.asking.net import suspects
from csa_research.anonymise.asking.questions import Question
from csa_research.anonymise.asking.steps import Desk, Left, Page, each, left, step_id, steps
from csa_research.anonymise.asking.vignettes import Passage

STORY = "P1: You'll know who it is, her dad runs the choir and her nan was on the news."


def desk(*lines: str, **scores: float) -> Desk:
    transcript, found = made("G", *lines, status="suggested")
    found = [replace(i, score=scores.get(i.text, i.score)) for i in found]
    return Desk((transcript,), tuple(found), suspects((transcript,)))


def kinds(found: Desk) -> list[str]:
    return [step.kind if isinstance(step, Page | Question) else "passage" for step in steps(found)]


def test_doubtful_names_come_first_then_pages_passages_words_and_numbers():
    found = desk("P1: {PERSON:Keeley} {PERSON:Bea} {PERSON:Dot} zorbwick ten dogs", STORY, Bea=0.5, Dot=0.1)
    assert kinds(found) == ["identifier", "sure", "unlikely", "passage", "words", "numbers"]
    assert left(found) == Left(names=3, passages=1, words=1, numbers=1)
    assert str(left(found)) == "3 names, 0 questions who is meant, 1 passages, 1 words, 1 numbers"
    assert left(found).all == 6


def test_a_page_has_ten_lines_and_one_of_numbers_twenty():
    found = desk("P1: " + ", ".join(f"{n} dogs{'x' * n}" for n in range(100, 125)))
    sizes = {step.kind: [] for step in steps(found) if isinstance(step, Page)}
    for step in steps(found):
        if isinstance(step, Page):
            sizes[step.kind].append(len(step.questions))
    assert sizes["numbers"] == [20, 5]
    assert sizes["words"] == [10, 10, 5]


def test_groups_whose_whole_review_was_handed_in_have_no_net_and_no_passages():
    found = desk("P1: zorbwick ten dogs", STORY)
    assert left(replace(found, covered=frozenset({"G"}))) == Left()


def test_what_was_looked_at_is_gone_and_nothing_is_left_at_the_end():
    found = desk("P1: zorbwick ten dogs", STORY)
    marks = [one.mark for one in found.caught] + [m for s in steps(found) if isinstance(s, Passage) for m in s.marks]
    assert steps(replace(found, looked=frozenset(marks))) == ()


def test_every_step_has_an_id_of_its_own():
    found = desk("P1: {PERSON:Keeley} {PERSON:Bea} zorbwick ten dogs", STORY, Bea=0.5)
    assert len({step_id(step) for step in steps(found)}) == len(steps(found))


def test_each_mention_of_a_question_is_a_line_that_is_kept_unless_it_is_named():
    found = desk("P1: {PERSON:Hope} and {PERSON:Hope}")
    (question,) = [step for step in steps(found) if isinstance(step, Question)]
    (page,) = each(question)
    assert (page.kind, page.usual, [len(q.snippets) for q in page.questions]) == ("mentions", "keep", [1, 1])
