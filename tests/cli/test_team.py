"""The team's commands as a person runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pipeline.care_study import PASSPHRASE, code, fill, make_study, transcript, working
from typer.testing import CliRunner

from csa_research.cli.app import app
from csa_research.errors import CsaError, PersonNeeded

TALK = (
    transcript("POL1", "Fac: How was it?", "P1: They rang us and that helped.", "P2: Nobody ever listened to us out there."),
    transcript("EDU1", "P1: It takes time, I said."),
)
Csa = Callable[..., tuple[int, str]]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("csa_research.vault.cipher.N", 2**14)
    monkeypatch.setenv("CSA_PASSPHRASE", PASSPHRASE)
    made = make_study(tmp_path / "study", documents=True)
    with working(made) as ctx:
        fill(ctx, TALK, [])
        code(ctx, "POL1", 2, "Nobody ever listened")
    return made.folder


@pytest.fixture
def csa() -> Csa:
    def run(*args: object) -> tuple[int, str]:
        done = CliRunner().invoke(app, [str(arg) for arg in args])
        error = done.exception
        if isinstance(error, CsaError):
            return (1 if isinstance(error, PersonNeeded) else 2), f"{done.output}{error}"
        if error is not None and not isinstance(error, SystemExit):
            raise error
        return done.exit_code, done.output

    return run


def test_query_shows_and_saves(study: Path, csa: Csa, tmp_path: Path) -> None:
    status, said = csa("query", study, "--polarity", "barrier", "--save", "bad")
    assert (status, "1 of 1 codings: --polarity barrier" in said) == (0, True)
    assert csa("query", study, "--saved", "bad", "-o", tmp_path / "bad.docx")[0] == 0
    assert (tmp_path / "bad.docx").stat().st_size > 1000
    assert csa("query", study, "--code", "ZZ")[0] == 2


def test_undo_and_history(study: Path, csa: Csa) -> None:
    ident = "c0-POL1-2-0"
    assert "added" in csa("code", "history", study, ident)[1]
    assert "Taken back" in csa("code", "undo", study, "--by", "Ann")[1]
    assert "now: withdrawn" in csa("code", "history", study, ident)[1]
    assert csa("code", "undo", study)[0] == 1


def test_lock_and_unlock_are_signed(study: Path, csa: Csa) -> None:
    assert csa("codebook", "lock", study)[0] == 2
    assert "Locked: csa-enablers-barriers" in csa("codebook", "lock", study, "--by", "Ann")[1]
    assert "Unlocked" in csa("codebook", "unlock", study, "--by", "Ann")[1]
    assert "0 changes" in csa("codebook", "diff", study, study / "codebook.yaml")[1]


def test_double_coding_is_drawn_and_waits_for_both(study: Path, csa: Csa, tmp_path: Path) -> None:
    status, said = csa("double", "draw", study, "--coders", "ann", "ben", "--share", "1", "-o", tmp_path / "out")
    assert (status, "draw-1, 3 turns of 2 groups" in said) == (0, True)
    status, said = csa("double", "take", study, tmp_path / "out")
    assert (status, "ann has not decided on 3 of 3 turns" in said) == (1, True)


def test_a_study_is_not_merged_with_itself(study: Path, csa: Csa) -> None:
    status, said = csa("merge", study, study)
    assert (status, "this study itself" in said) == (2, True)


def test_memos_are_written_shown_listed_and_taken_back(study: Path, csa: Csa) -> None:
    ident = "c0-POL1-2-0"
    for on in (["--code", "or01"], ["--group", "POL1"], ["--study"]):
        assert "added" in csa("code", "memo", study, *on, "keep an eye on it")[1]
        assert "keep an eye on it" in csa("code", "memo", study, *on)[1]
    assert "added" in csa("code", "memo", study, ident, "mine")[1]
    assert csa("code", "memo", study, ident)[1].endswith("\nmine\n")
    assert csa("code", "memo", study, "--list")[1].count("keep an eye on it") == 3
    assert "memo" in csa("code", "history", study, "--group", "POL1")[1]
    assert "taken away" in csa("code", "memo", study, "--study", "")[1]
    assert "No memo of the study yet." in csa("code", "memo", study, "--study")[1]
    assert "Taken back" in csa("code", "undo", study, "--by", "Ann")[1]
    assert "keep an eye on it" in csa("code", "memo", study, "--study")[1]


def test_a_memo_on_nothing_or_on_two_things_is_refused(study: Path, csa: Csa) -> None:
    for wrong in ([], ["--code", "IN01", "--study"], ["--study", "a", "b"], ["--list", "c0"], ["--code", "ZZ99", "x"], ["C9"]):
        assert csa("code", "memo", study, *wrong)[0] == 2
    assert csa("code", "history", study)[0] == 2
