from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csa_research.coding.suggesting.polarity import (
    Evidence,
    Polarity,
    judge,
    make_reader,
    questions,
    read_polarity,
    suggest_polarities,
)
from csa_research.records import Code, Codebook, Family, Suggestion, Turn


def code(id: str, family: str = "OR", polarity: str = "either", cues: tuple[tuple[str, str], ...] = ()) -> Code:
    return Code(id, id, family, family, "definition", polarity=polarity, cue_phrases=cues)


TIME = code("OR03", cues=(("enabler", "protected time to think"), ("barrier", "snowed under")))
BOOK = Codebook(
    "b", "1", "?", (Family("OR", "Work", "d"), Family("EM", "Feeling", "d")),
    (TIME, code("EM03", "EM"), code("FW01", polarity="neutral")),
)  # fmt: skip
READER = make_reader(BOOK)


def read(text: str, question: str = "", id: str = "OR03") -> Polarity:
    return read_polarity(READER, text, id, question=question)


def test_the_codes_own_cue_phrase_is_enough() -> None:
    assert read("We have protected time to think on Fridays.") == Polarity("enabler", "enabler: “protected time to think”")
    assert read("We were snowed under.").polarity == "barrier"


def test_a_helpful_cue_that_is_denied_and_a_thing_missing_make_a_barrier() -> None:
    found = read("We never get protected time to think, there is no supervision.")
    assert found == Polarity("barrier", "barrier: “protected time to think” (denied), no supervision (missing)")


def test_a_hindrance_that_is_denied_helps() -> None:
    assert read("It didn't stop me, and she taught me the words.").polarity == "enabler"
    assert read("It stopped me, and I was told not to ask.").polarity == "barrier"


def test_what_would_help_is_wished_for_and_so_missing() -> None:
    found = read("I'd like somebody who listens. That would help.")
    assert found.polarity == "barrier"
    assert "listens (wished)" in found.why


def test_a_wish_reaches_no_further_than_its_sentence() -> None:
    assert read("I want that. She helped, she listened, she stayed with me, she taught me.").polarity == "enabler"


def test_reported_words_count_half() -> None:
    said = read("She helped and taught me. They said, “that was too late”.")
    assert said.polarity == "enabler"
    assert "too late (reported)" in said.why


def test_the_question_asked_is_a_witness_but_not_alone() -> None:
    assert read("Sandwiches.", "What gets in the way?").polarity == ""
    assert read("She taught me.", "So what helps, then?") == Polarity("enabler", "enabler: taught me, asked for enablers")
    assert read("She taught me.").polarity == ""


def test_a_question_that_asks_for_both_says_nothing() -> None:
    assert read("She taught me.", "What helps, and what gets in the way?").polarity == ""


def test_cues_that_conflict_are_unclear_and_own_cues_of_both_sides_mixed() -> None:
    assert read("She helped and listened, but nobody had a room and it was too late.").polarity == "unclear"
    assert read("Protected time to think, and then snowed under again.").polarity == "mixed"


def test_feeling_is_no_witness() -> None:
    assert read("I was so sad, I cried, it was horrible, heartbreaking.") == Polarity("")
    assert read("Lovely, I was so happy and proud.") == Polarity("")


def test_an_emotion_and_a_code_with_one_polarity_are_not_read_from_cues() -> None:
    assert read("Nobody helped, no time, too late.", id="EM03").polarity == ""
    assert read("Nobody helped, no time, too late.", id="FW01").polarity == "neutral"


def test_curly_apostrophes_are_the_same_as_straight_ones() -> None:
    assert read("We can’t. We couldn’t.") == read("We can't. We couldn't.")


def test_nothing_found_is_no_answer() -> None:
    assert judge([]) == Polarity("")
    assert judge([Evidence("barrier", 1.0, "x")]) == Polarity("")


def test_a_suggestion_gets_the_polarity_of_its_turn_and_question() -> None:
    turns = (
        Turn("G1", 0, "Facilitator", "What helps?", "facilitator"),
        Turn("G1", 1, "P1", "She taught me.", "participant"),
        Turn("G2", 0, "P1", "She taught me.", "participant"),
    )
    assert questions(turns) == {("G1", 1): "What helps?"}
    wanted = [Suggestion(group, turn, "OR03", 0.5, "rules") for group, turn in (("G1", 1), ("G2", 0), ("G9", 4))]
    found = suggest_polarities(turns, BOOK, wanted)
    assert {key: hint.polarity for key, hint in found.items()} == {("G1", 1, "OR03"): "enabler", ("G2", 0, "OR03"): ""}


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_gets_one_of_the_answers(text: str, question: str) -> None:
    found = read(text, question)
    assert found.polarity in ("enabler", "barrier", "mixed", "unclear", "")
    assert bool(found.why) == bool(found.polarity)
