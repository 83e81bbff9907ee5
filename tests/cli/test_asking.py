"""The review in the terminal: one key a decision."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pipeline.conftest import PASSPHRASE, TALK, found, table

from csa_research.cli.asking import ask_all
from csa_research.errors import PersonNeeded
from csa_research.pipeline import reviewing
from csa_research.pipeline.context import Context, working_on
from csa_research.pipeline.importing import import_files
from csa_research.pipeline.runner import run_up_to
from csa_research.pipeline.starting import make_study
from csa_research.vault import contents

Ask = Callable[..., dict[str, str]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Types these keys into a review of three names; what became of each."""
    monkeypatch.setattr("csa_research.vault.cipher.N", 2**14)
    monkeypatch.setattr("csa_research.anonymise.detect.detect", found)
    monkeypatch.setenv("CSA_VAULT", str(tmp_path / "vault.db"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for group, lines in TALK.items():
        (tmp_path / f"{group.lower()}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "groups.csv").write_text(table(*TALK), encoding="utf-8")

    def answer(*keys: str) -> dict[str, str]:
        typed = iter(keys)

        def read(prompt: str) -> str:
            try:
                return next(typed)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", read)
        with working_on(make_study(tmp_path / "study"), lambda: PASSPHRASE, print) as ctx:
            import_files(ctx, (tmp_path,), groups=tmp_path / "groups.csv")
            run_up_to(ctx, "detect")
            ask_all(ctx, by="anna")
            return status(ctx)

    return answer


def status(ctx: Context) -> dict[str, str]:
    names = {i.text: i.status for i in contents.identifiers(ctx.vault(), "final")}
    return {**names, "open": str(reviewing.count_open(ctx))}


def test_every_name_is_asked_for_until_nothing_is_open(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("y", "y", "n")["open"] == "0"
    assert "[3 left]" in capsys.readouterr().out


def test_the_end_of_the_input_stops_and_keeps_what_was_answered(ask: Ask) -> None:
    assert ask("y")["open"] == "2"


def test_stop_skip_and_keys_without_a_meaning_decide_nothing(ask: Ask) -> None:
    assert ask("s", "x", "", "9", "q")["open"] == "3"


def test_undo_asks_again(ask: Ask) -> None:
    assert ask("y", "u", "q")["open"] == "3"


def test_a_label_of_ones_own_is_a_mask_and_none_is_no_answer(ask: Ask) -> None:
    assert ask("l", "", "q")["open"] == "3"


def test_where_nobody_can_answer_the_number_is_said(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(PersonNeeded, match="3 questions are open"):
        ask("y")
