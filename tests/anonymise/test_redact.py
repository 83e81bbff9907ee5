import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import made

from csa_research.anonymise.redact import redact_transcript
from csa_research.errors import InputError
from csa_research.offsets import carry
from csa_research.records import Entity, Identifier, Participant, Span, Transcript, Turn

LABELS = {("G", "Kay"): Participant("G", "[Participant 1]"), ("G", "Fac"): Participant("G", "[Facilitator]", "facilitator")}


def linked(identifiers, **entity):
    return [Identifier(i.group, i.turn, i.span, i.text, i.type, i.detectors, i.score, i.status, "E1") for i in identifiers]


def redacted(line, pseudonym="[Child 3]", type="PERSON", names=("x",)):
    transcript, found = made("G", f"Kay: {line}")
    turns, _ = redact_transcript(transcript, linked(found), [Entity("E1", type, names, pseudonym)], LABELS)
    return turns[0].text


@pytest.mark.parametrize(
    ("line", "out"),
    [
        ("our {PERSON:Kelly} was", "our [Child 3] was"),
        ("{PERSON:Kelly's} mum", "[Child 3]'s mum"),
        ("an {PERSON:Kelly,} then", "an [Child 3], then"),
        ("{PERSON:Kel}ly said", "[Child 3] said"),
        ("so{PERSON: Kelly }went", "so [Child 3] went"),
        ("{PERSON:Kelly} {PERSON:Marsh} went", "[Child 3] went"),
        ("{PERSON:Kelly}, {PERSON:Kelly}!", "[Child 3], [Child 3]!"),
        ("[{PERSON:Kelly} laughs]", "[[Child 3] laughs]"),
    ],
)
def test_spacing_possessives_and_punctuation(line, out):
    assert redacted(line) == out


def test_a_school_keeps_the_possessive_only_when_it_goes_by_the_name_without():
    assert redacted("at {ORG:St Aldwyn's} then", "[School A]", "ORG", ("St Aldwyn's",)) == "at [School A] then"
    assert redacted("{ORG:Oakbank's} head", "[School A]", "ORG", ("Oakbank",)) == "[School A]'s head"


def test_overlapping_identifiers_are_joined_under_the_longest():
    turn = Turn("G", 0, "Kay", "at Holly Bank Academy now")
    school = Identifier("G", 0, Span(3, 21), "Holly Bank Academy", "ORG", (), 0.5, "mask", "E1")
    holly = Identifier("G", 0, Span(3, 8), "Holly", "PERSON", (), 0.9, "mask", "E2")
    entities = [Entity("E1", "ORG", ("Holly Bank Academy",), "[School A]"), Entity("E2", "PERSON", ("Holly",), "[Child 1]")]
    turns, moves = redact_transcript(Transcript("G", (turn,)), [holly, school], entities, LABELS)
    assert turns[0].text == "at [School A] now"
    assert carry(Span(9, 13), moves[0]) == Span(3, 13)


def test_speakers_are_replaced_with_role():
    transcript, _ = made("G", "Fac: hello", "Kay: hi")
    turns, _ = redact_transcript(transcript, [], [], LABELS)
    assert [(turn.speaker, turn.role) for turn in turns] == [("[Facilitator]", "facilitator"), ("[Participant 1]", "participant")]


def test_what_cannot_be_replaced_is_refused_without_its_words():
    transcript, found = made("G", "Kay: our {PERSON:Kelly} was")
    with pytest.raises(InputError, match="G turn 0: an identifier is not linked") as refused:
        redact_transcript(transcript, found, [], LABELS)
    assert "Kelly" not in str(refused.value)
    with pytest.raises(InputError, match="no released label"):
        redact_transcript(transcript, [], [], {})


WORDS = st.lists(st.sampled_from("Kelly kelly's she said the Åsa 😀 marsh, I'm an — [laughs] ok.".split()), min_size=1, max_size=12)


@st.composite
def marked(draw):
    words = draw(WORDS)
    text = " ".join(words)
    picks = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(1, 9), st.sampled_from(["E1", "E2"])), max_size=5))
    found = []
    for start, size, entity in picks:
        end = min(len(text), start + size)
        if start < end:
            found.append(Identifier("G", 0, Span(start, end), text[start:end], "PERSON", (), 0.5, "mask", entity))
    return text, found


ENTITIES = [Entity("E1", "PERSON", ("Kelly",), "[Child 1]"), Entity("E2", "PERSON", ("Marsh",), "[Colleague 2]")]


@given(marked())
def test_everything_outside_the_replaced_pieces_is_unchanged_and_spans_follow_their_words(case):
    text, found = case
    turns, maps = redact_transcript(Transcript("G", (Turn("G", 0, "Kay", text),)), found, ENTITIES, LABELS)
    new, moves = turns[0].text, maps[0]
    at = at_new = 0
    for move in moves:
        assert text[at : move.start] == new[at_new : move.new_start]
        assert new[move.new_start : move.new_end] in ("[Child 1]", "[Colleague 2]")
        at, at_new = move.end, move.new_end
    assert text[at:] == new[at_new:]
    for i in range(len(text)):
        if not any(move.start <= i < move.end for move in moves):
            span = carry(Span(i, i + 1), moves)
            assert new[span.start : span.end] == text[i]
    for identifier in found:
        covered = [i for i in range(identifier.span.start, identifier.span.end) if text[i].isalnum()]
        tail = {i for i in covered if text[max(0, i - 1) : i + 1].casefold() == "'s"}
        assert all(any(move.start <= i < move.end for move in moves) for i in covered if i not in tail)


@given(marked())
def test_redacting_released_text_again_changes_nothing(case):
    text, found = case
    turns, maps = redact_transcript(Transcript("G", (Turn("G", 0, "Kay", text),)), found, ENTITIES, LABELS)
    labels = LABELS | {("G", "[Participant 1]"): Participant("G", "[Participant 1]")}
    again = []
    for move in maps[0]:
        span = Span(move.new_start, move.new_end)
        inner = Span(move.new_start + 1, move.new_end - 1)
        words = turns[0].text
        again += [Identifier("G", 0, s, words[s.start : s.end], "PERSON", (), 0.9, "mask", "E1") for s in (span, inner)]
    twice, _ = redact_transcript(Transcript("G", turns), again, ENTITIES, labels)
    assert twice == turns
