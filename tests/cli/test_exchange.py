"""csa qdpx inspect and the import of projects as a person runs them."""

import json
from dataclasses import replace

import pytest
from exchange.test_project import NVIVO
from exchange.writers import TEXT, Way, places, write
from pipeline.care_study import PASSPHRASE, fill, found, make_study, transcript, working
from typer.testing import CliRunner

from csa_research.cli.app import app
from csa_research.errors import FormatError

TALK = (transcript("EDU1", "Fac: How was it?", "P1: The forms are long.", "P2: Nobody ever listened to us out there."),)


def test_a_project_is_inspected_without_a_study(tmp_path):
    path = write(tmp_path / "p.qdpx", NVIVO)
    done = CliRunner().invoke(app, ["qdpx", "inspect", str(path), "--format", "jsonl"])
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [(r["start"], r["end"]) for r in rows[:-1]] == places(TEXT)
    assert set(rows[-1]) >= {"selections", "on_word_boundary", "reading", "lost"}
    out = tmp_path / "out.txt"
    assert CliRunner().invoke(app, ["qdpx", "inspect", str(path), "-o", str(out)]).exit_code == 0
    assert "60 selections; 100.0% of starts and ends between words" in out.read_text(encoding="utf-8")


def test_a_project_that_cannot_be_trusted_is_shown_with_exit_status_1(tmp_path):
    spans = [(a + 1, b - 1) for a, b in places(TEXT)]
    path = write(tmp_path / "p.qdpx", replace(NVIVO, way=Way(), origin="somebody"), spans=spans)
    done = CliRunner().invoke(app, ["qdpx", "inspect", str(path), "--format", "jsonl"])
    assert done.exit_code == 1
    assert json.loads(done.stdout.splitlines()[-1])["refused"]


def test_what_is_no_project_is_bad_input(tmp_path):
    (tmp_path / "p.qdpx").write_bytes(b"no")
    done = CliRunner().invoke(app, ["qdpx", "inspect", str(tmp_path / "p.qdpx")])
    assert isinstance(done.exception, FormatError)


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.setattr("csa_research.vault.cipher.N", 2**14)
    monkeypatch.setenv("CSA_PASSPHRASE", PASSPHRASE)
    made = make_study(tmp_path / "study", documents=True)
    with working(made) as ctx:
        fill(ctx, TALK, found(TALK))
    return made


def test_a_project_is_taken_and_what_cannot_be_placed_is_listed(study, tmp_path):
    raw = "P1: The forms are long.\nP2: Nobody ever listened to us out there.\nP2: Something quite different was said.\n"
    spans = places(raw, ["The forms are long", "Nobody ever listened", "quite different was said"])
    made = replace(NVIVO, sources={"EDU1": raw})
    path = write(tmp_path / "p.qdpx", made, spans=spans)
    done = CliRunner().invoke(app, ["code", "import", str(study.folder), str(path), "--user", "Ada Example=ada"])
    assert done.exit_code == 1
    assert "p.qdpx: 2 of 3 codings placed (2 new), 1 could not be placed." in done.stderr
    assert "row 3, EDU1, TM01: the quote is in no participant's turn of the group" in done.stderr
    assert "different" not in done.stderr
    with working(study) as ctx:
        assert {(c.turn, c.quote, c.code, c.coder) for c in ctx.store.codings()} == {
            (1, "The forms are long", "KN01", "ada"),
            (2, "Nobody ever listened", "OR01", "ada"),
        }


def test_a_wrong_pair_of_user_and_coder_is_wrong_use(study, tmp_path):
    done = CliRunner().invoke(app, ["code", "import", str(study.folder), "x.qdpx", "--user", "nobody"])
    assert done.exit_code == 2
