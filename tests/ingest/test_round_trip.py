"""Nothing of the text is lost: random turns, written in every format, come back the same."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csa_research.ingest import read_transcript

from . import writers

LABELS = (
    "Facilitator", "FAC", "Interviewer", "P1", "P2", "P12", "Participant 1", "Participant A", "Speaker 3", "DC Hope", "DS Tranter",
    "Attendance officer", "Family therapist", "CAMHS nurse", "College tutor", "Bernie C", "Yvonne St Hilaire", "Ellen Sturrock",
    "O'Neill, Joy", "Anne-Marie", "Grace", "Will", "Joy", "Łukasz", "JOY",
)  # fmt: skip
TRAPS = ("Honestly: no", "So the question is: ", "P9: ", "[laughs]", "10:30", "Joy said: ", '"', "’", "::", "(pause)", "= 1+1",
         "🙂", "&lt;", "C:\\temp", "{x}", "é", "what?", "; ", ", ", "No. ", " - ", "* ")  # fmt: skip
chars = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp"), exclude_characters="<>\ufffd\xa0")
texts = (
    st.lists(st.one_of(st.sampled_from(TRAPS), st.text(chars, min_size=1, max_size=12)), min_size=1, max_size=6)
    .map("".join)
    .filter(lambda text: text == text.strip() and any(c.isalnum() for c in text) and "\\N" not in text)
)
turns = st.lists(st.tuples(st.sampled_from(LABELS), texts), min_size=1, max_size=8)
quick = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def _back(write: writers.Writer, said: Sequence[writers.Said]) -> list[writers.Said]:
    with tempfile.TemporaryDirectory() as folder:
        transcript = read_transcript(write(Path(folder), said), "G1")
    assert [turn.index for turn in transcript.turns] == list(range(len(transcript.turns)))
    return [(turn.speaker, turn.text) for turn in transcript.turns]


@pytest.mark.parametrize("write", writers.ONE_LINE_A_TURN, ids=lambda write: write.__name__)
def test_random_turns_come_back_the_same(write: writers.Writer) -> None:
    captions = write in (writers.vtt_teams, writers.vtt_zoom, writers.srt)

    @quick
    @given(turns)
    def check(said: list[writers.Said]) -> None:
        if captions:  # there, an unfinished sentence of the same speaker goes on in the next cue
            said = [(who, text + ".") for who, text in said]
        if write in (writers.vtt_zoom, writers.srt) or write in (writers.txt_own_line, writers.txt_bracket):
            said = [(who.replace(",", ""), text) for who, text in said]
        if write is writers.txt_own_line:  # two lines alone could be anything
            said = [("Grace", "Honestly: yes"), ("P1", "Grace"), *said, ("Grace", "P1: no")]
        assert _back(write, said) == said

    check()


words = st.lists(
    st.sampled_from(
        "we said it was the school and nobody rang Honestly: no. then I thought (laughs) what is it: that's"
        " it well-known Joy Grace".split()
    ),
    min_size=1,
    max_size=60,
).map(" ".join)
spoken = st.lists(st.tuples(st.sampled_from(("Facilitator", "P1", "Bernie C", "Early years lead")), words), min_size=2, max_size=12)


@quick
@given(spoken, st.booleans(), st.integers(40, 90))
def test_wrapped_lines_come_back_as_one_turn(said: list[writers.Said], blank: bool, width: int) -> None:
    def write(folder: Path, turns: Sequence[writers.Said]) -> Path:
        (folder / "a.txt").write_text("\n".join(writers.wrapped(turns, width=width, blank=blank)), encoding="utf-8")
        return folder / "a.txt"

    said = [("P1", "hello"), ("Bernie C", "hi"), *said, ("Bernie C", "bye")]
    assert _back(write, said) == said


@quick
@given(spoken)
def test_wrapped_pages_of_a_pdf_come_back_without_heads_and_numbers(said: list[writers.Said]) -> None:
    def write(folder: Path, turns: Sequence[writers.Said]) -> Path:
        lines = writers.wrapped(turns, width=60, blank=False)
        pages = [lines[i : i + 12] for i in range(0, len(lines), 12)]
        framed = [["SYNTHETIC study", *page, f"Page {n} of {len(pages)}"] for n, page in enumerate(pages, start=1)]
        return writers.pdf(folder / "a.pdf", framed)

    said = [("Bernie C", f"line {i} of talk") for i in range(14)] + said
    assert _back(write, said) == said
