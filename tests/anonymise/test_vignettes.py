"""Passages that tell who somebody is though nothing in them is a name."""

from dataclasses import replace

import pytest
from made import made

from csa_research.anonymise.asking.vignettes import LONGEST, vignettes

STORY = "P1: You'll know who it is, her dad runs the choir and her nan was on the news."


def test_a_story_of_relations_and_events_is_a_passage_though_it_names_nobody():
    transcript, found = made("G", "P1: Good morning all.", STORY, "P2: Mm.")
    (passage,) = vignettes([transcript], found)
    assert (passage.group, [turn.index for turn in passage.turns]) == ("G", [1])
    assert passage.weight >= 4


@pytest.mark.parametrize(
    "line",
    ["P1: The form is long and nobody rings back.", "P1: {PERSON:Kelly}, {PERSON:Bea}, {PERSON:Ann}, {ORG:Oxley}, {ID:44}"],
)
def test_plain_talk_and_bare_lists_of_names_are_none(line: str):
    transcript, found = made("G", line)
    assert vignettes([transcript], found) == ()


def test_identifiers_count_unless_they_were_kept_or_are_unlikely():
    transcript, found = made("G", "P1: {PERSON:Kelly} from {PLACE:Oxley}, {AGE:ten}, and her brother")
    assert len(vignettes([transcript], found)) == 1
    assert vignettes([transcript], [replace(i, status="keep") for i in found]) == ()
    assert vignettes([transcript], [replace(i, status="suggested", score=0.1) for i in found]) == ()


def test_telling_turns_with_one_between_them_are_one_passage_and_long_ones_are_cut():
    transcript, found = made("G", STORY, "P2: Mm.", STORY.replace("choir", "band"))
    assert [[t.index for t in p.turns] for p in vignettes([transcript], found)] == [[0, 1, 2]]
    long, found = made("G", *[STORY] * 10)
    passages = vignettes([long], found)
    assert max(len(p.turns) for p in passages) <= LONGEST
    assert sorted(t.index for p in passages for t in p.turns) == list(range(10))


def test_a_confirmed_passage_stays_away_until_its_words_change():
    transcript, found = made("G", STORY)
    (passage,) = vignettes([transcript], found)
    assert vignettes([transcript], found, frozenset(passage.marks)) == ()
    changed = replace(transcript, turns=(replace(transcript.turns[0], text=transcript.turns[0].text + " Twice."),))
    assert len(vignettes([changed], found, frozenset(passage.marks))) == 1


def test_the_most_telling_comes_first():
    transcript, found = made("G", STORY, *["P2: Mm."] * 5, STORY + " They adopted her cousin after the fire and the trial.")
    weights = [passage.weight for passage in vignettes([transcript], found)]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) == 2
