import pytest

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import load_lists
from csa_research.anonymise.detectors.talk import Talk
from csa_research.anonymise.naming.label_names import name_in
from csa_research.anonymise.naming.propagate import propagate
from csa_research.anonymise.naming.sound import alike, distance, sound_key
from csa_research.anonymise.union import unite
from csa_research.records import Identifier, RosterEntry, Span, Transcript, Turn

LISTS = load_lists()


def test_overlapping_hits_are_one_identifier_with_all_detectors():
    text = "Mia-Rose Tandy's mum"
    hits = [Hit(0, 8, "PERSON", 0.6, "names"), Hit(4, 14, "ORG", 0.7, "spacy"), Hit(0, 3, "PERSON", 0.2, "uncased")]
    (one,) = unite("A", 0, Talk(text), hits, LISTS)
    assert (one.text, one.type, one.detectors, one.score) == ("Mia-Rose Tandy", "ORG", ("names", "spacy"), 0.7)


def test_the_possessive_stays_outside_and_words_stay_whole():
    (one,) = unite("A", 0, Talk("to Kelly's house"), [Hit(4, 10, "PERSON", 0.6, "spacy")], LISTS)
    assert one.span == Span(3, 8)


def test_two_first_names_in_a_row_are_two_people_and_a_surname_belongs_to_its_first_name():
    def united(text, *ends):
        starts = (0, *(end + 1 for end in ends))
        hits = [Hit(a, b, "PERSON", 0.6, "names") for a, b in zip(starts, (*ends, len(text)), strict=True)]
        return [i.text for i in unite("A", 0, Talk(text), hits, LISTS)]

    assert united("agnieszka kelly", 9) == ["agnieszka", "kelly"]
    assert united("agnieszka threlford", 9) == ["agnieszka threlford"]


def test_a_turn_is_cased_or_not():
    assert Talk("Then Kelly left.").cased
    assert not Talk("then kelly left and i cried").cased
    assert not Talk("THEN KELLY LEFT AND CRIED").cased


def test_initial_words_and_possessives():
    talk = Talk("No. Kelly's mum, she said.")
    assert [w.initial for w in talk.words] == [True, True, False, False, False]
    assert talk.possessive(1)
    assert [w.text for w in talk.words] == ["No", "Kelly", "mum", "she", "said"]


@pytest.mark.parametrize(
    ("a", "b"), [("threlfall", "threlfell"), ("mobberley", "moberly"), ("oduya", "oduyah"), ("zeynab", "zaynab")]
)
def test_misspellings_are_alike(a, b):
    assert alike(a, b)


def test_short_or_distant_names_are_not_alike():
    assert not alike("kel", "mel")
    assert not alike("hodgetts", "whitehouse")
    assert distance("kelly", "kelyl", 2) == 1
    assert distance("abc", "xyz", 1) == 2
    assert sound_key("kayleigh") == sound_key("kayley") or alike("kayleigh", "kayley")


@pytest.mark.parametrize(
    ("label", "name"),
    [("Joy", "Joy"), ("DS Tranter", "Tranter"), ("Bernie C", "Bernie C"), ("Participant 2", ""), ("FAC", ""), ("College tutor", ""),
     ("Family therapist", ""), ("P3", ""), ("Speaker A", "")],
)  # fmt: skip
def test_names_among_speaker_labels(label, name):
    assert name_in(label, LISTS) == name


def test_propagation_masks_short_forms_plurals_and_two_word_forms():
    text = "holloway park and the whitehouses, jayden white house too"
    study = [Transcript("A", (Turn("A", 0, "P1", "Jayden Whitehouse"), Turn("A", 1, "P1", text)))]
    known = [Identifier("A", 0, Span(0, 17), "Jayden Whitehouse", "PERSON", ("test",), 0.9)]
    found = propagate(study, known, roster=[RosterEntry("Holloway Park Academy", "ORG")])
    assert [i.text for i in found if i.turn == 1] == ["holloway park", "whitehouses", "jayden white house"]


def test_a_roster_name_of_one_group_counts_only_there():
    study = [Transcript(g, (Turn(g, 0, "P1", "we saw zibbo there"),)) for g in ("A", "B")]
    found = propagate(study, [], roster=[RosterEntry("Zibbo", "PERSON", group="A")])
    assert [(i.group, i.text) for i in found] == [("A", "zibbo")]
