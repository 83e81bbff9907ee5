"""Detection as a whole, with the packaged models that are installed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csa_research.anonymise.detect import MASK_FROM, detect
from csa_research.records import RosterEntry, Transcript, Turn
from csa_research.settings import Models

QUICK = Models(uncased_tagger=False, rampart=False)


def transcript(group, *texts, speakers=()):
    names = [*speakers, *(["Participant 1"] * len(texts))]
    return Transcript(group, tuple(Turn(group, n, names[n], text) for n, text in enumerate(texts)))


def masked(transcripts, models=QUICK, **options):
    out = {(t.group, turn.index): turn.text for t in transcripts for turn in t.turns}
    for i in sorted(detect(transcripts, models=models, **options), key=lambda i: -i.span.start):
        if i.score >= MASK_FROM:
            text = out[i.group, i.turn]
            assert text[i.span.start : i.span.end] == i.text
            out[i.group, i.turn] = text[: i.span.start] + "[X]" + text[i.span.end :]
    return list(out.values())


@pytest.mark.parametrize(
    ("said", "released"),
    [
        ("Kelly's mum rang", "[X]'s mum rang"),
        ("Operation Sandstone and then Sandstone wound down", "[X] and then [X] wound down"),
        ("I said to Mark, mark my words", "I said to [X], mark my words"),
        ("will said he'd seen it", "[X] said he'd seen it"),
        ("MASH and CAMHS both closed it", "MASH and CAMHS both closed it"),
        ("Ofsted, NSPCC, Barnardo's, Working Together", "Ofsted, NSPCC, Barnardo's, Working Together"),
        ("PC Khan came out first, the other PC just stood there", "PC [X] came out first, the other PC just stood there"),
    ],
)
def test_hard_sentences(said, released):
    assert masked([transcript("A", said)]) == [released]


def test_a_name_found_once_is_found_everywhere_in_any_form():
    study = [
        transcript("A", "Kelly Threlford was in care by then."),
        transcript("B", "we told kel the next day", "the threlfords moved out", "threlfrod rang me after"),
    ]
    assert masked(study)[1:] == ["we told [X] the next day", "the [X] moved out", "[X] rang me after"]


def test_roster_and_speaker_names_are_known():
    study = [transcript("A", "no go on joy", "i hope zibbo gets it", speakers=("Joy", "Facilitator"))]
    assert masked(study, roster=[RosterEntry("Zibbo", "PERSON")]) == ["no go on [X]", "i hope [X] gets it"]


def test_a_doubtful_word_waits_for_a_person():
    study = [transcript("A", "Grace told me."), transcript("B", "We said grace before dinner.")]
    doubtful = [i for i in detect(study, models=QUICK) if i.score < MASK_FROM]
    assert [(i.group, i.text, i.status) for i in doubtful] == [("B", "grace", "suggested")]


def test_reasons_never_repeat_the_text():
    found = detect([transcript("A", "Agnieszka Threlford lives at 12 Harden Lane, ring 07700 900123.")], models=QUICK)
    assert found
    assert not any(word in i.why for i in found for word in ("Agnieszka", "Threlford", "Harden", "900123"))


def test_same_input_same_output_and_nothing_overlaps():
    study = [transcript("A", "Hope told Mrs Price that Jayden, eleven, is at Larkfield Academy.", "", "  ")]
    first = detect(study, models=QUICK)
    assert first == detect(study, models=QUICK)
    spans = [i.span for i in first if i.turn == 0]
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))


def test_no_transcripts_no_identifiers_and_progress_is_told():
    told = []
    assert detect([], models=QUICK, progress=lambda done, of: told.append((done, of))) == ()
    assert told[-1] == (3, 3)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=3))
def test_any_text_is_detected_without_failing(texts):
    for i in detect([transcript("A", *texts)], models=QUICK):
        assert texts[i.turn][i.span.start : i.span.end] == i.text
        assert 0 <= i.score <= 1
