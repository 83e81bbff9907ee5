"""Windows: inside one group, at the facilitator's questions, every participant's turn in exactly one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from csa_research.records import Group, Turn
from csa_research.topics.windows import by_turn, make_windows, silent_words, spoken, topic_words

GROUPS = (Group("A", "health"), Group("B", "police"))
TEN = "supervision helps me when a child says something at home"


def turn(group: str, index: int, text: str, *, facilitator: bool = False) -> Turn:
    speaker = "[Facilitator]" if facilitator else f"[Participant {index % 3}]"
    return Turn(group, index, speaker, text, "facilitator" if facilitator else "participant")


def test_a_window_never_crosses_groups() -> None:
    turns = [turn(g, i, TEN) for g in "AB" for i in range(4)]
    windows = make_windows(turns, GROUPS, words=120)
    assert [(w.group, w.turns) for w in windows] == [("A", (0, 1, 2, 3)), ("B", (0, 1, 2, 3))]
    assert [w.agency for w in windows] == ["health", "police"]


def test_a_question_closes_a_window_that_is_half_full_and_is_kept_as_context() -> None:
    turns = [turn("A", i, TEN) for i in range(3)]
    turns += [turn("A", 3, "What gets in the way?", facilitator=True), *(turn("A", i, TEN) for i in range(4, 8))]
    first, second = make_windows(turns, GROUPS, words=40)
    assert (first.turns, first.question) == ((0, 1, 2), "")
    assert (second.turns, second.question) == ((4, 5, 6, 7), "What gets in the way?")


def test_the_facilitators_words_are_in_no_window() -> None:
    turns = [turn("A", 0, "Tell me about paediatricians?", facilitator=True), turn("A", 1, TEN)]
    assert "paediatricians" not in make_windows(turns, GROUPS)[0].text


TALK = st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 60), st.booleans(), st.booleans()), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(TALK, st.integers(40, 200))
def test_every_participants_turn_with_a_word_is_in_exactly_one_window(talk: list[tuple[str, int, bool, bool]], words: int) -> None:
    turns = [
        turn(group, i, " ".join(["word"] * length) + ("?" if asks else ""), facilitator=leads)
        for i, (group, length, leads, asks) in enumerate(talk)
    ]
    windows = make_windows(turns, GROUPS, words=words)
    held = [(w.group, i) for w in windows for i in w.turns]
    wanted = {(t.group, t.index) for t in turns if t.role == "participant" and "word" in t.text}
    assert len(held) == len(set(held))
    assert set(held) == wanted
    assert len({w.id for w in windows}) == len(windows)


def test_replacements_and_stage_directions_are_not_words() -> None:
    assert spoken("I told [Colleague 2] then (laughs) we [pause] left") == "I told then we left"


def test_fillers_and_stop_words_describe_no_topic_and_possessives_are_plain() -> None:
    assert topic_words("Well, yeah, the school’s doctor theyre um really", silent_words(frozenset({"the"}))) == ["school", "doctor"]


def test_each_turn_takes_the_topic_of_its_window() -> None:
    windows = make_windows([turn(g, i, TEN) for g in "AB" for i in range(2)], GROUPS)
    assert by_turn(windows, (4, -1)) == {("A", 0): 4, ("A", 1): 4, ("B", 0): -1, ("B", 1): -1}
