"""The net: what no recogniser stopped at, a question a word, looked at once."""

from dataclasses import replace

from made import made

from csa_research.anonymise.asking.net import BESIDE, NUMBER, SMALL, UNKNOWN, net, net_questions, open_net, suspects
from csa_research.anonymise.asking.questions import turn_texts
from csa_research.anonymise.asking.session import marks


def words(*lines: str, group: str = "G"):
    transcript, found = made(group, *lines)
    return [(one.identifier.text, one.identifier.why) for one in open_net(suspects((transcript,)), found)]


def test_the_net_catches_capitals_inside_sentences_and_numbers_nobody_looked_at():
    transcript, found = made("G", "P1: Well, the Oxley lot. They said I'm {AGE:ten} or twenty-one. Ask DS 4412")
    caught = net([transcript], found)
    assert [i.text for i in caught] == ["Oxley", "twenty-one", "DS", "4412"]
    assert {i.score for i in caught} == {0.0}
    assert net([transcript], [*found, *caught]) == ()


def test_words_of_no_list_are_caught_and_those_of_the_lists_are_not():
    assert words("P1: We had a zorbwick and a good talk") == [("zorbwick", UNKNOWN)]


def test_a_word_that_several_groups_say_often_is_a_word_of_the_trade():
    several = tuple(made(group, "P1: The zorbwick and the zorbwick.")[0] for group in ("A", "B", "C"))
    assert suspects(several) == ()
    assert len(suspects(several[:2])) == 4


def test_one_and_first_are_talk_unless_a_number_stands_beside_them():
    assert words("P1: One of us was the first. And oh yes") == []
    assert [text for text, _ in words("P1: the first, then one four two")] == ["one", "four", "two"]


def test_a_capital_beside_a_name_is_a_question_of_its_own():
    lines = ("P1: We like the {ORG:Oakwell Children}'s Centre.", "P1: It is a new Centre.")
    transcript, found = made("G", *lines)
    asked = net_questions(open_net(suspects((transcript,)), found), (transcript,))
    assert [(q.text, len(q.snippets)) for q in asked] == [("Centre", 1), ("Centre", 1)]
    assert words(*lines)[0] == ("Centre", BESIDE)


def test_a_speakers_name_that_is_a_word_is_asked_about_where_there_are_no_capitals():
    assert words("Will: will read it out now for all of you to hear it") == [("will", SMALL)]
    assert words("Will: And for Oxley we will read it out.")[1:] == []


def test_numbers_are_grouped_by_what_is_counted_over_the_study():
    one, _ = made("A", "P1: ten minutes", "P1: ten minutes more")
    two, _ = made("B", "P1: ten dogs and ten minutes")
    asked = net_questions(suspects((one, two)), (one, two))
    assert [(q.id, q.kind, len(q.snippets)) for q in asked] == [("net:ten dogs", "number", 1), ("net:ten minutes", "number", 3)]
    assert {one.identifier.why for one in suspects((one, two))} == {NUMBER}


def test_a_word_that_was_looked_at_is_not_shown_again_until_its_turn_changes():
    transcript, _ = made("G", "P1: We had a zorbwick here")
    caught = suspects((transcript,))
    (question,) = net_questions(caught, (transcript,))
    looked = frozenset(marks(question, turn_texts((transcript,))))
    assert open_net(caught, (), looked) == ()
    changed = replace(transcript, turns=(replace(transcript.turns[0], text="We had a zorbwick there"),))
    assert len(open_net(suspects((changed,)), (), looked)) == 1
