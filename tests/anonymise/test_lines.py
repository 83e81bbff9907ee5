"""Lines that stand for several questions, and what they show."""

from dataclasses import replace

from made import made

from csa_research.anonymise.asking.lines import (
    FORM_CONTEXT,
    asked_once,
    form,
    number_lines,
    on_screen,
    sure_lines,
    unlikely_lines,
    word_lines,
)
from csa_research.anonymise.asking.net import net_questions, suspects
from csa_research.anonymise.asking.questions import LINE_CONTEXT, Question, turn_texts
from csa_research.anonymise.asking.review import questions
from csa_research.anonymise.asking.session import take_page
from csa_research.anonymise.asking.sorts import AMOUNT, TIME
from csa_research.anonymise.asking.steps import Desk, Page, opened, steps


def asked(*lines: str, score: float = 0.95, **entities: str) -> tuple[Question, ...]:
    transcript, found = made("G", *lines, status="suggested")
    return questions([replace(i, score=score, entity=entities.get(i.text, ""), why="a code") for i in found], [transcript])


def numbers(*lines: str) -> tuple[Question, ...]:
    transcript, _ = made("G", *lines)
    return tuple(q for q in net_questions(suspects((transcript,)), (transcript,)) if q.kind == "number")


def names_of(lines: tuple[Question, ...]) -> list[list[str]]:
    return [[member.text for member in line.members] or [line.text] for line in lines]


def test_the_names_of_one_person_are_one_line_with_the_fullest_first() -> None:
    found = asked(
        "P1: {PERSON:Kel} and {PERSON:Kelly Moss} and {PERSON:Beatrix} and {PERSON:Moss}",
        Kel="E1",
        Moss="E1",
        **{"Kelly Moss": "E1"},
    )
    (line,) = [q for q in sure_lines(found) if q.members]
    assert [member.text for member in line.members] == ["Kelly Moss", "Kel", "Moss"]
    assert len(line.snippets) == 3
    assert [width for _, width in on_screen(line)] == [LINE_CONTEXT, 0, 0]
    assert sorted(q.text for q in sure_lines(found) if not q.members) == ["Beatrix"]


def test_certain_patterns_are_one_line_a_kind_and_less_certain_ones_are_not() -> None:
    talk = ("P1: {ID:AB1 2CD} and {ID:EF3 4GH}", "P1: {CONTACT:07700 900123}")
    assert sorted(names_of(sure_lines(asked(*talk)))) == [["07700 900123"], ["AB1 2CD", "EF3 4GH"]]
    assert len(sure_lines(asked(*talk, score=0.8))) == 3


def test_telling_details_are_never_put_together() -> None:
    assert all(not q.members for q in sure_lines(asked("P1: {QUASI:the only vicar} and {QUASI:the only baker}")))


def test_nothing_is_lost_and_every_form_is_shown() -> None:
    found = numbers("P1: " + ", ".join(f"{n} weeks" for n in range(2, 60)) + ", four, four children")
    lines = number_lines(found)
    assert sorted(s for line in lines for s in map(repr, line.snippets)) == sorted(repr(s) for q in found for s in q.snippets)
    assert [len(line.members) for line in lines if line.text == TIME] == [20, 20, 18]
    assert all({m.snippets[0] for m in line.members} == {s for s, _ in on_screen(line)} for line in lines if line.members)


def test_amounts_show_the_pair_and_bare_numbers_the_talk_around_them() -> None:
    amounts, bare = number_lines(numbers("P1: six pages, two pages, and at four, or the four children"))
    assert (amounts.text, [form(m) for m in amounts.members]) == (AMOUNT, ["six pages", "two pages"])
    assert ({w for _, w in on_screen(amounts)}, {w for _, w in on_screen(bare)}) == ({0}, {FORM_CONTEXT})
    assert [form(m) for m in bare.members] == ["four children", "four or"]


def test_forms_of_one_word_are_one_line() -> None:
    transcript, _ = made("G", "P1: we zorbwick, he zorbwicks, a quornby")
    net = net_questions(suspects((transcript,)), (transcript,))
    assert sorted(names_of(word_lines(net))) == [["quornby"], ["zorbwick", "zorbwicks"]]


def test_who_is_meant_is_asked_once_where_the_choice_is_the_same() -> None:
    one = Question("which:A", "which", "Ayla", "PERSON", asked("P1: {PERSON:Ayla}")[0].snippets, ("Ayla Fox", "Ayla Moss"), 1, True)
    others = (replace(one, id="which:B"), replace(one, id="which:C", choices=("Ayla Fox", "Ayla Reed")))
    assert [len(q.members) for q in asked_once((one, *others))] == [2, 0]


def test_of_a_word_that_is_kept_the_most_telling_places_are_shown() -> None:
    plain = [f"P1: a zorbwick in the shed {'x ' * 30}" for _ in range(5)]
    transcript, _ = made("G", *plain, "P1: her sister does the zorbwick on the radio")
    (line,) = net_questions(suspects((transcript,)), (transcript,))
    assert (len(on_screen(line)), on_screen(line)[0][0].turn) == (3, 5)


def test_an_opened_line_is_a_page_of_its_members_and_a_turned_line_turns_all_of_them() -> None:
    transcript, _ = made("G", "P1: we waited two weeks and six months")
    desk = Desk((transcript,), (), suspects((transcript,)))
    (page,) = [step for step in steps(desk) if isinstance(step, Page)]
    (line,) = page.questions
    (part,) = opened(page, line)
    assert (part.kind, part.usual, [form(q) for q in part.questions]) == ("numbers", "keep", ["six months", "two weeks"])
    texts = turn_texts(desk.transcripts)
    assert sorted(d.text for d in take_page(page, {0}, texts, "K").decisions) == ["six", "two"]
    assert len(take_page(page, set(), texts, "K").looked) == 2
    assert [d.text for d in take_page(part, {1}, texts, "K").decisions] == ["two"]


def test_names_that_are_nothing_else_are_listed_and_those_beside_telling_words_are_not() -> None:
    talk = ("P1: we saw {PERSON:Beatrix}", "P1: and {PERSON:Keeley}", "P1: her sister {PERSON:Dilys} was on the news")
    (people, alone) = sure_lines(asked(*talk, score=0.98))
    assert (people.text, [m.text for m in people.members], alone.text) == ("people", ["Beatrix", "Keeley"], "Dilys")
    assert {width for _, width in on_screen(people)} == {0}
    assert not any(q.members for q in sure_lines(asked(*talk, score=0.96)))
    assert not any(q.members for q in sure_lines(asked("P1: a {PERSON:moon} and {PERSON:Moon} and {PERSON:beatrix}", score=0.98)))


def test_ordinary_words_are_listed_and_names_and_capitals_and_telling_places_are_not() -> None:
    talk = (
        "P1: a {ORG:soup}, {PERSON:nappies}",
        "P1: a {PERSON:rose}, {ORG:Family}",
        f"P1: {'x ' * 30} {{ORG:radio}} beside her sister",
    )
    lines = unlikely_lines(asked(*talk, score=0.1))
    assert [([m.text for m in q.members] or q.text) for q in lines if q.members] == [["soup", "nappies"]]
    assert sorted(q.text for q in lines if not q.members) == ["Family", "radio", "rose"]
