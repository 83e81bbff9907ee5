"""Each pattern on sentences of its own; what must be found stands in braces, the rest must stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.anonymise.detectors import gazetteer, names, quasi, truecase
from csa_research.anonymise.detectors.capitals import find as capitals
from csa_research.anonymise.detectors.lists import load_lists
from csa_research.anonymise.detectors.patterns import ages, codes, contacts, dates, people, places, spoken
from csa_research.anonymise.detectors.talk import Talk

LISTS = load_lists()
TEXT_ONLY = (spoken, codes, contacts, dates, ages)
WITH_LISTS = (people, places, quasi, names, gazetteer)


def check(module, marked):
    """The braced words are each inside hits; no other word is touched."""
    text, wanted, at = "", set(), 0
    for match in re.finditer(r"\{(.*?)\}", marked):
        text += marked[at : match.start()]
        wanted |= set(range(len(text), len(text) + len(match.group(1))))
        text += match.group(1)
        at = match.end()
    text += marked[at:]
    hits = module.find(text) if module in TEXT_ONLY else module.find(Talk(text), LISTS)
    got = {n for h in hits if h.score >= 0.3 for n in range(h.start, h.end)}
    letters = {n for n, char in enumerate(text) if char.isalnum()}
    assert wanted & letters <= got, "left: " + "".join(text[n] for n in sorted((wanted & letters) - got))
    assert got & letters <= wanted, "lost: " + "".join(text[n] for n in sorted((got & letters) - wanted))


@pytest.mark.parametrize(
    "marked",
    [
        "it was {oh seven seven double oh, nine hundred, one two three}",
        "she read out {nine nine nine, oh four two, seven one one three} again",
        "the van was {bravo x-ray one four, kilo papa victor} then",
        "{K E L L Y} is how it's spelt",
        "number {C nought nought eight one nine five} was closed",
        "postcode {WS3 2 double L}",
        "we had two or three of them, then A and E rang",
        "the number's {zero five two one eight, oblique, thirty} and done",
    ],
)
def test_numbers_and_names_spelt_aloud(marked):
    check(spoken, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "ring {07700 900123} or {(0121) 496 0012}",
        "her NHS number {999 123 4567}",
        "collar number {99418}, thanks",
        "crime reference {20/123456/21} it was",
        "log number, it's {3317 of the twenty-second}",
        "parked up, {BX14 KPV}, outside",
        "it's at {DY29 7QT} somewhere",
        "the file is {BM19C50600} now",
        "Section 47 and 24/7 cover with 30 children in 2019",
        "she'd get {the thirty-one} from outside".replace("{the thirty-one}", "the {thirty-one}"),
        "a wee red car, {QXZ 4418}, by the gate",
        "it's under {TRF 9317} if you look",
        "we read GCSE 2023 and AD 1066 at school",
    ],
)
def test_written_codes(marked):
    check(codes, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "email {j.bloggs@example.org} please",
        "it's {jay dot pritchard at example dot com} I think",
        "on Snapchat as {kel_2009} he was",
        "{xX_jay_06_Xx} on Snap",
        "look at {hub.example.org} tomorrow",
        "he was on Snapchat as well at {mintyfreshbadger} all night",
        "her gaming name was, you know, it was {thimblerig_9} then",
    ],
)
def test_contacts(marked):
    check(contacts, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "I had one on {the twelfth of February} there",
        "born on {the ninth of the fourth two thousand and nine}",
        "it was {12/05/2010} or {3rd of August oh eight}",
        "we met {the second week of June} there",
        "since {January the sixth} at least",
        "{last Boxing Day} he came",
        "it was {October 2022} probably",
        "the new rota starts in April on a Monday before Christmas",
        "after {twenty  second of august} he rang",
        "it was {the third week of Lent 2019} she told",
        "on {Maundy Thursday 2017} we went",
        "we went to Mass in Advent",
    ],
)
def test_dates(marked):
    check(dates, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "she was {fourteen} when it came in",
        "a {seven-year-old} told me",
        "he was {eight weeks} old".replace("{eight weeks} old", "{eight weeks old}"),
        "he was {nineteen months} when he came, and it took nineteen months to get a worker",
        "I've been there about eight years now",
        "a little girl. {Seven}. She showed me her cards",
        "a girl of {eleven} about home",
        "hes {nine} and he told me",
        "she's two minutes away and he's five foot six",
        "he'd be what, {fourteen} this year",
        "a trainee, {twenty} years of age",
        "{Twelve}. And then nothing.",
        "she were {sixty} when it came out",
        "he was two years with us",
    ],
)
def test_ages_but_no_durations(marked):
    check(ages, marked)


def test_an_age_follows_a_name():
    assert [(h.start, h.end) for h in ages.after_name("a lad kieron nineteen he told me", {12})] == [(13, 21)]
    assert ages.after_name("kieron nineteen times", {6}) == []


@pytest.mark.parametrize(
    "marked",
    [
        "It was DS {Threlford} and PC {Khan}, the other PC stood there",
        "mister {beddowes} of all people",
        "Miss, don't tell my mum",
        "our {Kelly} was little, our school was not",
        "I'm {Joy} from early help",
        "the doctor and the sister came",
        "{patience} i manage the toddler room",
        "im dsl at the school",
    ],
)
def test_people_after_ranks_titles_and_introductions(marked):
    check(people, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "she went to {Larkfield Heath Academy} then",
        "at {St Wilfrid} on Sunday",
        "they live at {twenty two Harden Lane} now",
        "{Operation Sandstone} ended, the operation went well",
        "she was born at {mill pool surgery} there",
        "the Family Court and the High Court and a primary school",
        "we went up {tansy close} with her",
    ],
)
def test_places_by_their_head_noun(marked):
    check(places, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "He was {the only male midwife on the unit}, so they know",
        "{the vicar's foster son} was there",
        "They were {the only Polish family} on our estate",
        "she's {the third of five and the only girl}",
        "a lad with {Cockayne syndrome} in class",
        "the only thing is we asked",
        "he's {the sixth of the eight}",
        "she's {the first Somali midwife we ever had} here",
        "there's {only the one harpist in town}",
        "{one of the twins with the squint}",
        "it's {his eleventh placement} now",
        "{the lad that won the marathon at home}",
        "well I am {Tamil} you see",
    ],
)
def test_phrases_that_single_somebody_out(marked):
    check(quasi, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "then {Agnieszka} said no",
        "agreed with {agnieszka} about it",
        "{Hope} told me and I hope so",
        "{april} was crying and we start in april",
        "{joy} said it was a joy",
        "we will see what may come",
    ],
)
def test_names_of_the_list(marked):
    check(names, marked)


def test_places_of_the_list_and_of_the_study():
    text = "she came from Wolverhampton to the ladder"
    hits = gazetteer.find(Talk(text), LISTS, own=gazetteer.phrases(["Wren Hill School", "The Ladder"]))
    assert [text[h.start : h.end] for h in hits] == ["Wolverhampton", "the ladder"]


def test_capitals_are_evidence_only_in_cased_turns():
    text = "We sent it to Zorblatt and MASH on Monday."
    assert [text[h.start : h.end] for h in capitals(Talk(text), LISTS)] == ["Zorblatt"]
    assert capitals(Talk("WE SENT IT TO ZORBLATT AND MASH"), LISTS) == []


def test_truecase_keeps_every_position():
    talk = Talk("we asked mr threlford about agnieszka at school")
    raised = truecase.truecase(talk, LISTS)
    assert raised.lower() == talk.text
    assert "Threlford" in raised
    assert "Agnieszka" in raised
    assert "school" in raised
    assert truecase.truecase(Talk("Then Kelly left."), LISTS) == "Then Kelly left."


@given(st.text(max_size=80))
def test_no_pattern_leaves_the_text_or_fails(text):
    talk = Talk(text)
    assert len(talk.low) == len(text)
    assert len(truecase.truecase(talk, LISTS)) == len(text)
    for module in (*TEXT_ONLY, *WITH_LISTS):
        for hit in module.find(text) if module in TEXT_ONLY else module.find(talk, LISTS):
            assert 0 <= hit.start < hit.end <= len(text)
