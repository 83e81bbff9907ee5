"""What the review puts on the screen."""

import pytest

from csa_research.anonymise.asking.lines import gather
from csa_research.anonymise.asking.questions import Question, Snippet
from csa_research.anonymise.asking.steps import Desk, Page
from csa_research.anonymise.asking.vignettes import Passage
from csa_research.cli.showing import show
from csa_research.records import Identifier, Span, Turn

RUN = "a" * 1_048_576
EMPTY = Desk((), ())


def question(text: str, number: int = 0, **more: object) -> Question:
    place = Snippet("G", number, Span(0, len(text)), "then ", text, " rang")
    return Question(f"q{number}", "identifier", text, "PERSON", (place,), ("mask", "keep"), 0.9, True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("page", [False, True])
def test_a_very_long_run_of_signs_is_cut(page: bool, capsys: pytest.CaptureFixture[str]) -> None:
    show(Page("sure", (question(RUN),)) if page else question(RUN), EMPTY, "")
    shown = capsys.readouterr().out
    assert "aaa… (1,048,576 signs)" in shown
    assert len(shown) < 2000


@pytest.mark.parametrize("masked", [False, True])
def test_a_passage_with_a_very_long_run_is_cut(masked: bool, capsys: pytest.CaptureFixture[str]) -> None:
    turn = Turn("G", 0, "P1", f"her dad {RUN} runs the choir", "participant")
    found = Identifier("G", 0, Span(8, 8 + len(RUN)), RUN, "ID", ("runs",), 0.5, status="mask")
    show(Passage("G", (turn,), (), 4, ("m",)), Desk((), (found,) if masked else ()), "")
    shown = capsys.readouterr().out
    assert "aaa… (1,048,576 signs)" in shown
    assert "runs the choir" in shown
    assert len(shown) < 2000


def test_a_line_of_several_names_shows_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    show(Page("sure", (gather((question("Kelly Moss"), question("Kel", 1))), question("Bea", 2))), EMPTY, "")
    rows = capsys.readouterr().out.splitlines()
    assert "   1  Kelly Moss; Kel" in rows
    assert "      G turn 0: then >>Kelly Moss<< rang" in rows
    assert "   2  Bea   G turn 2: then >>Bea<< rang" in rows


def test_a_line_of_a_kind_says_which_and_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    found = tuple(question(f"07700 90012{n}", n) for n in range(3))
    show(Page("sure", (gather(found, "a telephone number"),)), EMPTY, "")
    assert "a telephone number, 3 mentions: 07700 900120; 07700 900121; 07700 900122" in capsys.readouterr().out
