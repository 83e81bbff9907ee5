"""Four times the talk takes about four times the work, and hostile turns end in good time.

Work is counted in lines of Python that run, so that a busy machine does not matter; hostile turns are timed by the processor.
"""

import random
import sys
import time
from pathlib import Path

import pytest

import csa_research
from csa_research.anonymise.detect import detect
from csa_research.anonymise.detectors.lists import load_lists
from csa_research.anonymise.detectors.talk import Talk
from csa_research.anonymise.naming.propagate import spread
from csa_research.anonymise.naming.pseudonyms import assign
from csa_research.anonymise.naming.speakers import release_labels
from csa_research.anonymise.redact import redact_transcript
from csa_research.records import Identifier, Span, Transcript, Turn
from csa_research.settings import Models, ReleaseRules

QUICK = Models(uncased_tagger=False, rampart=False)
PARTS = "bran dock wen thorn lis mor vik hal ros tam pel gar ick ven dul fay nor zel".split()
OURS = str(Path(csa_research.__file__).parent / "anonymise")
SIZE = 8_000


def talk(groups, turns=40):
    """Groups with new people, streets and schools in every turn, and the names of earlier ones said again."""
    chance, transcripts, found, said = random.Random(1), [], [], ["Kelly Threlford"]
    for number in range(groups):
        made = []
        for index in range(turns):
            name = " ".join("".join(chance.choices(PARTS, k=3)).capitalize() for _ in "ab")
            before = chance.choice(said)
            text = f"Then {name} rang and {before.split()[0]}'s mum told the {before.split()[1]}s about it."
            made.append(Turn(f"G{number}", index, f"Participant {1 + index % 6}", text, "participant"))
            found.append(Identifier(f"G{number}", index, Span(5, 5 + len(name)), name, "PERSON", ("names", "spacy"), 0.85))
            said.append(name)
        transcripts.append(Transcript(f"G{number}", tuple(made)))
    return transcripts, found


def released(transcripts, found):
    talks = [Talk(turn.text) for transcript in transcripts for turn in transcript.turns]
    everywhere = spread(transcripts, talks, found, roster=(), lists=load_lists())
    speakers = release_labels(transcripts, (), ReleaseRules(), seed=1)
    given = assign(everywhere, transcripts, speakers=speakers, rules=ReleaseRules(), seed=1)
    return [redact_transcript(one, given.identifiers, given.entities, speakers) for one in transcripts]


def lines_run(work):
    """How many lines of the closed side ran; every turn of a loop counts."""
    count, before = 0, sys.gettrace()

    def inside(frame, event, arg):
        nonlocal count
        count += event == "line"
        return inside

    sys.settrace(lambda frame, event, arg: inside if frame.f_code.co_filename.startswith(OURS) else None)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_propagation_pseudonyms_and_release_grow_with_the_words():
    released(*talk(1))  # lists are read and patterns made once
    once, often = (talk(groups) for groups in (2, 8))
    assert lines_run(lambda: released(*often)) < 7 * lines_run(lambda: released(*once))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 399 + " ",
        "7" * 399 + " ",
        "7-" * 199 + " ",
        "a." * 199 + " ",
        "a_" * 199 + " ",
        "a@" * 199 + " ",
        "x" * 399 + " ",
        "[" * 399 + " ",
        "the only ",
        "the one who ",
        "a dot ",
        "double ",
        "twenty one ",
        "e\u0301",
        "a\u200b",
        "\u202eabc\u202c ",
        "7",
        "@",
        "a.a.",
        "A ",
        "Kelly-",
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_a_hostile_turn_ends_in_good_time(text):
    turn = Turn("A", 0, "Participant 1", text * (SIZE // len(text)))
    began = time.process_time()
    for found in detect([Transcript("A", (turn,))], models=QUICK):
        assert turn.text[found.span.start : found.span.end] == found.text
    assert time.process_time() - began < 30


def test_the_same_word_thousands_of_times_is_read_once():
    turns = tuple(Turn("A", n, "Participant 1", "Kelly") for n in range(12_000))
    began = time.process_time()
    assert len(detect([Transcript("A", turns)], models=QUICK)) == 12_000
    assert time.process_time() - began < 60


def test_one_very_long_turn_full_of_names_is_released_in_good_time():
    (transcript,), found = talk(1, turns=900)
    text = " ".join(turn.text for turn in transcript.turns)
    at, inside = 0, []
    for turn, one in zip(transcript.turns, found, strict=True):
        inside.append(Identifier("A", 0, Span(at + one.span.start, at + one.span.end), one.text, "PERSON", ("names",), 0.85))
        at += len(turn.text) + 1
    whole = Transcript("A", (Turn("A", 0, "Participant 1", text),))
    speakers = release_labels([whole], (), ReleaseRules(), seed=1)
    began = time.process_time()
    given = assign(inside, [whole], speakers=speakers, rules=ReleaseRules(), seed=1)
    ((turn,), _) = redact_transcript(whole, given.identifiers, given.entities, speakers)
    assert turn.text.count("[Person ") >= 840
    assert time.process_time() - began < 30
