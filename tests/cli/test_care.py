"""csa redact, withdraw, risk and destroy as a person runs them."""

import io
import sys
from dataclasses import replace

import pytest
from pipeline.care_study import PASSPHRASE, code, everything_in, fill, found, make_study, transcript, working
from typer.testing import CliRunner

from csa_research.cli.app import app
from csa_research.errors import CsaError, PersonNeeded
from csa_research.pipeline.originals import reviewing
from csa_research.vault import contents

TALK = (
    transcript(
        "POL1", "Fac: How was it?", "P1: Zarnika rang us and Rowan Ashby did not.", "P2: Nobody ever listened to us out there."
    ),
    transcript("EDU1", "P1: It takes time, zarnika said."),
)  # fmt: skip


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.setattr("csa_research.vault.cipher.N", 2**14)
    monkeypatch.setenv("CSA_PASSPHRASE", PASSPHRASE)
    study = make_study(tmp_path / "study", documents=True)
    with working(study) as ctx:
        fill(ctx, TALK, found(TALK, ("Rowan Ashby", "PERSON")))
        code(ctx, "POL1", 2, "Nobody ever listened", memo="like Zarnika")
    return study


def csa(*args, typed=""):
    """(exit status, everything said)."""
    done = CliRunner().invoke(app, [str(arg) for arg in args], input=typed)
    error = done.exception
    if isinstance(error, PersonNeeded):
        return 1, f"{done.output}{error}"
    if isinstance(error, CsaError):
        return 2, f"{done.output}{error}"
    if error is not None and not isinstance(error, SystemExit):
        raise error
    return done.exit_code, done.output


def test_redact_asks_for_the_name_and_never_says_it(study):
    status, said = csa("redact", study.folder, "--by", "R. Lead", "--label", "Child", typed="Zarnika\n")
    assert status == 0, said
    assert "2 mentions in 2 groups, 1 note" in said
    assert "EDU1: 1 in turns 0" in said
    assert "Replaced by [Child 1]: new versions of EDU1, POL1, signed by R. Lead; 1 notes rewritten." in said
    assert "arnika" not in said
    assert b"zarnika" not in everything_in(study.folder)
    assert csa("redact", study.folder, "--by", "R. Lead", typed="Zarnika\n")[0] == 1


def test_redact_looks_without_changing_and_needs_a_signature(study):
    before = (study.folder / "study.db").read_bytes()
    assert csa("redact", study.folder, "zarnika", "--look")[0] == 0
    assert (study.folder / "study.db").read_bytes() == before
    status, said = csa("redact", study.folder, "zarnika")
    assert (status, "signed" in said) == (2, True)
    status, said = csa("redact", study.folder, "Vantongeren", "--by", "R")
    assert (status, "stands nowhere" in said) == (1, True)
    assert csa("redact", study.folder, "--by", "R", typed="")[0] == 2


def test_redact_lists_outputs_and_other_folders_and_deletes_only_outputs(study, tmp_path):
    study.outputs.mkdir()
    (study.outputs / "old.txt").write_text("ZARNIKA's nan", encoding="utf-8")
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "mail.txt").write_text("zarnika", encoding="utf-8")
    args = ("redact", study.folder, "Zarnika", "--by", "R", "--also", tmp_path / "sent")
    status, said = csa(*args, "--remove-outputs")
    assert status == 0
    assert "old.txt" in said
    assert "mail.txt" in said
    assert not (study.outputs / "old.txt").exists()
    assert (tmp_path / "sent" / "mail.txt").exists()


def test_the_help_says_why_the_name_is_better_left_out():
    status, said = csa("redact", "--help")
    assert status == 0
    assert "history" in said
    assert "asked for" in said


def test_withdraw_says_what_had_been_used(study):
    status, said = csa("withdraw", study.folder, "POL1", "[Participant 2]", "--by", "R. Lead")
    assert status == 0, said
    assert "[Participant 2] of POL1: 1 turns emptied, 1 codings withdrawn" in said
    assert "Quotes that are gone: Q0-POL1-2" in said
    assert "POL1 IN01" in said
    assert csa("withdraw", study.folder, "POL1", "[Participant 2]")[0] == 2
    assert csa("withdraw", study.folder, "POL1", "[Participant 2]", "--by", "R")[0] == 2


def test_risk_is_a_report_a_sample_and_what_a_second_person_found(study, tmp_path):
    status, said = csa("risk", study.folder)
    assert status == 0, said
    assert "Review: not measured." in said
    assert (study.outputs / "risk" / "motivated_intruder.docx").is_file()
    sample = tmp_path / "sample.csv"
    status, said = csa("risk", "sample", study.folder, "-o", sample, "--turns", "60", "--seed", "4")
    assert status == 0
    assert "ORIGINAL text" in said
    text = sample.read_text(encoding="utf-8-sig")
    sample.write_text(text.replace("time, zarnika said", "time, [[PERSON:zarnika]] said"), encoding="utf-8")
    status, said = csa("risk", "take", study.folder, sample, "--by", "B")
    assert status == 1
    assert "1 mentions marked, 0 of them" not in said
    assert "not taken" in said or "1 mentions marked, 1 of them not masked." in said
    assert "zarnika" not in said.lower().replace(str(study.folder).lower(), "")


def test_destroy_waits_for_the_typed_id_and_writes_a_certificate(study):
    for args in ((), ("--originals", "--key")):
        assert csa("destroy", study.folder, *args, "--by", "D")[0] == 2
    assert csa("destroy", study.folder, "--originals")[0] == 2
    status, said = csa("destroy", study.folder, "--originals", "--by", "D", typed="wrong\n")
    assert (status, "Nothing was destroyed" in said) == (1, True)
    status, said = csa("destroy", study.folder, "--originals", "--by", "D", typed="small\n")
    assert status == 0, said
    assert "CERTIFICATE OF DESTRUCTION" in said
    status, said = csa("destroy", study.folder, "--key", "--by", "D", "--yes")
    assert status == 0, said
    assert len(list(study.folder.glob("destroyed-*.json"))) == 2


def test_destroy_warns_before_it_asks_while_the_review_is_open_or_nothing_is_released(study):
    ask = "Type the study's id"
    _, said = csa("destroy", study.folder, "--originals", "--by", "D", typed="wrong\n")
    assert "WARNING" not in said
    with working(study) as ctx:
        found_late = [replace(one, status="suggested") for one in found(TALK, ("Zarnika", "PERSON"))]
        contents.save_identifiers(ctx.vault(), "machine", found_late)
        reviewing.decide(ctx)
    status, said = csa("destroy", study.folder, "--originals", "--by", "D", typed="wrong\n")
    assert status == 1
    assert "1 names, words and numbers are open, on about 1 screen" in said
    assert "no release is possible" in said
    assert "stays for good as it was last released" in said
    assert said.index("WARNING") < said.index(ask)
    assert csa("destroy", study.folder, "--originals", "--by", "D", typed="small\n")[0] == 0
    assert "WARNING" not in csa("destroy", study.folder, "--key", "--by", "D", typed="wrong\n")[1]


def test_status_reminds_of_retention(study):
    text = (study.folder / "study.yaml").read_text(encoding="utf-8")
    (study.folder / "study.yaml").write_text(f'{text}retention:\n  originals_until: "2020-01-31"\n', encoding="utf-8")
    status, said = csa("status", study.folder)
    assert status == 0
    assert "Retention: the originals were to be kept until 2020-01-31 only." in said


def test_an_unseen_prompt_is_used_on_a_terminal(monkeypatch):
    from csa_research.cli import care

    monkeypatch.setattr(sys, "stdin", io.StringIO("a line\n"))
    assert care._ask_name() == "a line"
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "unseen")
    assert care._ask_name() == "unseen"


def test_bad_studies_are_refused_plainly(tmp_path):
    for args in (("redact", tmp_path, "x", "--by", "R"), ("risk", tmp_path), ("withdraw", tmp_path, "A", "B", "--by", "R")):
        assert csa(*args)[0] == 2
