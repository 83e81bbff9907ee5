"""The review in the terminal: one key a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from pipeline.conftest import PASSPHRASE, TALK, found, table

from csa_research.anonymise.asking.lines import asked_once
from csa_research.anonymise.asking.questions import Question, Snippet
from csa_research.anonymise.asking.session import Answer
from csa_research.anonymise.asking.steps import Desk, Step
from csa_research.cli.asking import _ask, _question, ask_all
from csa_research.cli.showing import Pace
from csa_research.errors import PersonNeeded
from csa_research.pipeline.context import Context, working_on
from csa_research.pipeline.originals import reviewing
from csa_research.pipeline.originals.importing import import_files
from csa_research.pipeline.runner import run_up_to
from csa_research.pipeline.starting import make_study
from csa_research.records import Span
from csa_research.study import open_study
from csa_research.vault import contents

if TYPE_CHECKING:
    from csa_research.pipeline.originals.sitting import Sitting

Ask = Callable[..., dict[str, str]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Types these keys into a review of three names (again: into the same review); what became of each."""
    monkeypatch.setattr("csa_research.vault.cipher.N", 2**14)
    monkeypatch.setattr("csa_research.anonymise.detect.detect", found)
    monkeypatch.setenv("CSA_VAULT", str(tmp_path / "vault.db"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def write(talk: Mapping[str, Sequence[str]]) -> None:
        (tmp_path / "in").mkdir()
        for group, lines in talk.items():
            (tmp_path / "in" / f"{group.lower()}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (tmp_path / "groups.csv").write_text(table(*talk), encoding="utf-8")

    def answer(*keys: str, talk: Mapping[str, Sequence[str]] = TALK) -> dict[str, str]:
        typed = iter(keys)

        def read(prompt: str) -> str:
            try:
                return next(typed)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", read)
        folder = tmp_path / "study"
        new = not folder.exists()
        with working_on(make_study(folder) if new else open_study(folder), lambda: PASSPHRASE, print) as ctx:
            if new:
                write(talk)
                import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
            run_up_to(ctx, "detect")
            ask_all(ctx, by="anna")
            return status(ctx)

    return answer


def status(ctx: Context) -> dict[str, str]:
    names = {i.text: i.status for i in contents.identifiers(ctx.vault(), "final")}
    return {**names, "open": str(reviewing.count_open(ctx))}


def test_one_key_masks_a_page_of_sure_names(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    done = ask("y")
    assert done == {"Tyler Zorbwick": "mask", "07700 900123": "mask", "Quornby": "mask", "open": "0"}
    shown = capsys.readouterr().out
    assert "[screen 1 of about 1]" in shown
    assert "numbers keep these" in shown


def test_numbers_turn_single_lines_and_leave_the_others_open(ask: Ask) -> None:
    done = ask("2")
    assert done["open"] == "2"
    assert sorted(status for name, status in done.items() if name != "open") == ["keep", "suggested", "suggested"]


def test_numbers_and_the_key_settle_the_whole_page(ask: Ask) -> None:
    done = ask("1 3 y")
    assert done["open"] == "0"
    assert sorted(status for name, status in done.items() if name != "open") == ["keep", "keep", "mask"]


def test_a_line_is_opened_and_answered_by_itself(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("o1", "n", "y")["open"] == "0"
    assert "t type the words to mask" in capsys.readouterr().out


def test_telling_words_around_a_name_are_typed_and_masked_with_it(ask: Ask) -> None:
    keys = [key for line in ("o1", "o2", "o3") for key in (line, "t", "Tyler Zorbwick was seen the same day")]
    done = ask(*keys, "q")
    assert done["Tyler Zorbwick was seen the same day"] == "mask"
    assert "Tyler Zorbwick" not in done


def test_each_mention_is_answered_by_itself(ask: Ask) -> None:
    assert ask("o1", "e", "k", "y")["open"] == "0"


def test_the_end_of_the_input_stops_and_keeps_what_was_answered(ask: Ask) -> None:
    assert ask("1")["open"] == "2"


def test_stop_skip_and_keys_without_a_meaning_decide_nothing(ask: Ask) -> None:
    assert ask("x", "", "9", "9 y", "o9", "0", "²", "o", "s")["open"] == "3"
    assert ask("q")["open"] == "3"


def test_undo_takes_a_whole_page_back(ask: Ask) -> None:
    assert ask("1", "2 y", "u", "q")["open"] == "2"


def test_undo_goes_back_over_every_answer(ask: Ask) -> None:
    assert ask("1", "1", "u", "u", "q")["open"] == "3"


def test_a_label_of_ones_own_is_a_mask_and_none_is_no_answer(ask: Ask) -> None:
    assert ask("o1", "l", "", "q")["open"] == "3"
    assert ask("o1", "l", "Child", "q")["open"] == "2"


NET = {"CSC1": ("P1: We met a zorbling once.", "P2: You'll know who, her dad runs the choir and her nan was on the news.")}


def test_passages_and_words_follow_and_what_was_looked_at_stays_away(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("q", talk=NET)["open"] == "2"
    assert "A passage that may tell" in capsys.readouterr().out
    assert ask("n", "q", talk=NET)["open"] == "1"
    assert ask("k", "", talk=NET)["open"] == "0"
    assert ask("u", talk=NET)["open"] == "0"  # nothing is open, so nothing is asked


def test_the_very_last_answer_can_be_taken_back_too(ask: Ask) -> None:
    assert ask("n", "k", "u", "q", talk=NET)["open"] == "1"


def test_more_of_a_passage_is_masked_until_it_may_stay(ask: Ask) -> None:
    done = ask("y", "her dad runs the choir", "n", "1", talk=NET)
    assert (done["her dad runs the choir"], done["zorbling"], done["open"]) == ("mask", "mask", "0")


def test_undo_brings_a_passage_back(ask: Ask) -> None:
    assert ask("n", "u", "q", talk=NET)["open"] == "2"


COUNTS = {"CSC1": ("P1: We waited two weeks and then six months.",)}


def test_a_line_of_several_numbers_is_kept_by_one_key_and_taken_back_as_one(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("k", "u", "q", talk=COUNTS)["open"] == "2"
    assert "lengths of time, 2 mentions: six months; two weeks" in capsys.readouterr().out
    assert ask("k", talk=COUNTS)["open"] == "0"


def test_a_line_of_several_numbers_is_opened_and_answered_line_by_line(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    done = ask("o1", "2 k", talk=COUNTS)
    assert (done["two"], done["open"], "six" in done) == ("mask", "0", False)
    assert " 2  two weeks   CSC1 turn 0: We waited >>two<< weeks" in capsys.readouterr().out


def test_an_opened_line_that_is_not_answered_stays_open(ask: Ask) -> None:
    assert ask("o1", "s", "q", talk=COUNTS)["open"] == "2"


class Taking:
    """A sitting that only collects what it is given."""

    def __init__(self, *asked: Question) -> None:
        self.asked, self.texts, self.desk = list(asked), {}, Desk((), ())
        self.given: list[Answer] = []

    def steps(self) -> tuple[Step, ...]:
        return tuple(self.asked)

    def take(self, answer: Answer) -> None:
        self.given.append(answer)
        self.asked = self.asked if len(self.given) < 2 else []


def test_who_is_meant_is_answered_group_by_group_where_it_is_not_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    places = (Snippet("A", 0, Span(0, 4), "", "Ayla", " rang"), Snippet("B", 3, Span(5, 9), "with ", "Ayla", ""))
    parts = [Question(f"which:{s.group}", "which", "Ayla", "PERSON", (s,), ("Ayla Fox", "Ayla Moss"), 1.0, True) for s in places]
    keys = iter(("e", "1", "2"))
    monkeypatch.setattr("builtins.input", lambda prompt: next(keys))
    sitting = Taking(*asked_once(parts))
    _ask(sitting, "anna")  # type: ignore[arg-type]
    assert [(d.group, d.entity) for given in sitting.given for d in given.decisions] == [("A", "Ayla Fox"), ("B", "Ayla Moss")]


def test_where_nobody_can_answer_the_number_is_said(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(
        PersonNeeded,
        match=r"3 names, words and numbers are open, on about 1 screen \(3 names, 0 questions who",
    ):
        ask("y")


def test_a_line_that_was_opened_is_left_with_nothing_answered(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("o1", "b", "o1", "u", "o1", "e", "b", "q")["open"] == "3"
    shown = capsys.readouterr().out
    assert "b back, nothing answered" in shown
    assert "[screen 2 of" not in shown
    assert "That key has no meaning" not in shown


def question(kind: str) -> Question:
    place = Snippet("CSC1", 0, Span(0, 8), "", "Zorbwick", " came")
    return Question(f"{kind}:1", kind, "Zorbwick", "PERSON", (place,), ("Tyler Zorbwick", "Zorbwick"), 0.5, True)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["which", "spelling", "namesake"])
def test_no_to_who_is_meant_never_leaves_the_name_in_the_text(kind: str) -> None:
    nobody = cast("Sitting", None)  # not asked for these keys
    assert _question(nobody, question(kind), "n", "anna") is None
    kept, named = _question(nobody, question(kind), "k", "anna"), _question(nobody, question(kind), "2", "anna")
    assert [d.action for d in kept.decisions] == ["keep"] if kept else False
    assert [(d.action, d.entity) for d in named.decisions] == [("mask", "Zorbwick")] if named else False


def test_the_time_left_is_told_from_the_pace_so_far() -> None:
    pace = Pace()
    assert pace.line(140) == "screen 1 of about 140"
    for seconds in (10, 10, 3000):
        pace.answered(seconds)
    assert pace.line(120) == "screen 4 of about 123, about 20 minutes left"
    pace.back()
    assert pace.line(121) == "screen 3 of about 123"


UNEVEN = {
    "CSC1": ("P1: Then Quornby was named to us.",),
    "ED1": ("P1: We all went to Quornby.", "P2: Nobody else was there."),
}


def test_a_name_kept_here_and_masked_there_is_listed_at_the_end(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    ask("o1", "e", "1 k", "q", talk=UNEVEN)
    shown = capsys.readouterr().out
    assert "Look again: 1 name is kept in one place and masked in another" in shown
    assert "  Quornby: kept in ED1 turn 0; masked in CSC1 turn 0" in shown


def test_a_name_decided_alike_everywhere_is_not_listed(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    ask("y", "q", talk=UNEVEN)
    assert "Look again" not in capsys.readouterr().out
