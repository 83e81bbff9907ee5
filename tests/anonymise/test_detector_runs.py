"""Runs of signs without a space: not read, so masked as a whole and put to a person."""

import time

import pytest

from csa_research.anonymise.asking.review import questions
from csa_research.anonymise.detect import MASK_FROM, detect
from csa_research.anonymise.detectors.runs import LEAST, blanked, find
from csa_research.anonymise.naming.pseudonyms import assign
from csa_research.anonymise.naming.speakers import release_labels
from csa_research.anonymise.release import make_release
from csa_research.errors import PersonNeeded
from csa_research.records import Transcript, Turn
from csa_research.settings import Models, ReleaseRules

QUICK = Models(uncased_tagger=False, rampart=False)
GLUED = "mymum'scousinKellyThrelford,kelly@larkfield.exampleor07700900123" * 8


def study(*texts):
    return Transcript("A", tuple(Turn("A", n, "Participant 1", text) for n, text in enumerate(texts)))


def released(transcript, *, reviewed):
    speakers = release_labels([transcript], (), ReleaseRules(), seed=1)
    found = detect([transcript], models=QUICK)
    given = assign(found, [transcript], speakers=speakers, rules=ReleaseRules(), seed=1)
    signed = {"signed_by": "A. Reader", "at": "2025-01-01T00:00:00Z", "version": 1}
    return make_release(transcript, given.identifiers, given.entities, speakers, given.questions, reviewed=reviewed, **signed)


def test_a_run_is_found_from_its_least_length_on():
    assert find("a" * (LEAST - 1)) == []
    (hit,) = find("so " + "a" * LEAST + " then")
    assert (hit.start, hit.end, hit.type) == (3, 3 + LEAST, "ID")


def test_several_runs_are_found_each_by_itself():
    assert [(h.start, h.end) for h in find("x" * 400 + "\n" + "[" * 500)] == [(0, 400), (401, 901)]


def test_blanking_keeps_every_position():
    text = "Kelly " + "a." * 300 + " Threlford"
    assert blanked(text) == "Kelly " + " " * 600 + " Threlford"
    assert blanked("Kelly rang") == "Kelly rang"


def test_a_run_is_masked_as_a_whole_whatever_stands_in_it():
    (one,) = detect([study(f"well {GLUED} yeah")], models=QUICK)
    assert (one.text, one.detectors) == (GLUED, ("runs",))
    assert one.score >= MASK_FROM


def test_nothing_of_a_run_is_released_without_a_person():
    (turn,) = released(study(f"well {GLUED} yeah"), reviewed=False).turns
    assert turn.text.startswith("well [")
    assert turn.text.endswith("] yeah")
    assert "Threlford" not in turn.text
    assert "larkfield" not in turn.text


def test_a_person_is_asked_about_a_run_by_itself_and_nothing_is_released_before():
    transcript = study(f"well {GLUED} yeah")
    (asked,) = questions(detect([transcript], models=QUICK), [transcript])
    assert (asked.tier, asked.direct) == ("ask", True)
    with pytest.raises(PersonNeeded):
        released(transcript, reviewed=True)


def test_names_beside_a_run_are_found_at_their_places():
    text = f"Kelly Threlford said {'ab' * 300} to Zeynab Oduya"
    found = [(i.text, i.type) for i in detect([study(text)], models=QUICK)]
    assert found == [("Kelly Threlford", "PERSON"), ("ab" * 300, "ID"), ("Zeynab Oduya", "PERSON")]


def test_a_run_of_signs_without_letter_or_figure_hides_nothing_and_stays():
    assert detect([study("well " + "-" * 1000)], models=QUICK) == ()


def test_runs_just_too_short_to_be_left_out_are_searched_in_good_time():
    text = ("a" * (LEAST - 1) + " ") * 1000
    began = time.process_time()
    assert find(text) == []
    assert time.process_time() - began < 5
