"""Nothing that was said shows in messages, nor in the study folder before its release, nor beside it afterwards."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pipeline.conftest import CODINGS, NAMES, PASSPHRASE, TALK, found, table

from csa_research.cli import main

Csa = Callable[..., tuple[int, str]]


@pytest.fixture
def csa(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Csa:
    """`csa` in this process, with the recogniser replaced by a list: its status and everything it said."""
    monkeypatch.setattr("csa_research.vault.cipher.N", 2**14)
    monkeypatch.setattr("csa_research.anonymise.detect.detect", found)
    monkeypatch.setattr("csa_research.pipeline.outputs.run_report", lambda ctx: "left out here")
    for name, value in (("HOME", str(tmp_path)), ("USERPROFILE", str(tmp_path)), ("CSA_PASSPHRASE", PASSPHRASE)):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("CSA_VAULT", raising=False)
    monkeypatch.delenv("CSA_DEBUG", raising=False)

    def run(*args: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["csa", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capfd.readouterr()
        return int(end.value.code or 0), said.out + said.err

    return run


def runs(text: str) -> set[str]:
    """Every three words in a row."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return {" ".join(words[i : i + 3]) for i in range(len(words) - 2)}


@pytest.fixture
def study(csa: Csa, tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    assert csa("new", folder)[0] == 0
    settings = (folder / "study.yaml").read_text(encoding="utf-8")
    (folder / "study.yaml").write_text(settings.replace("embedder: auto", "embedder: lsa"), encoding="utf-8")
    (tmp_path / "in").mkdir()
    for group, lines in TALK.items():
        (tmp_path / "in" / f"{group.lower()}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "groups.csv").write_text(table(*TALK), encoding="utf-8")
    (tmp_path / "codings.csv").write_text(CODINGS + "CSC1,2,words of Zorbwick not there,OR01,enabler,,,anna,\n", encoding="utf-8")
    return folder


def spoken(study: Path) -> set[str]:
    """Runs of three words that were said and do not stand in the study's own documents."""
    own = set().union(*(runs(p.read_text(encoding="utf-8")) for p in study.rglob("*") if p.suffix in (".yaml", ".csv", ".txt")))
    return set().union(*(runs(line.split(": ", 1)[1]) for lines in TALK.values() for line in lines)) - own


def heard(text: str, said: set[str]) -> set[str]:
    return (runs(text) & said) | {word for name in NAMES for word in name.split() if word in text}


def test_no_message_and_no_file_repeats_what_was_said(csa: Csa, study: Path, tmp_path: Path) -> None:
    said = spoken(study)
    assert len(said) > 50
    told = [
        csa("import", study, tmp_path / "in", "--groups", tmp_path / "groups.csv"),
        csa("detect", study),
        csa("review", study),
        csa("run", study),
        csa("release", study, "--by", "A Lead"),
    ]
    assert [status for status, _ in told] == [0, 0, 1, 1, 1]
    for path in study.rglob("*"):
        assert not path.is_file() or not heard(path.read_bytes().decode("latin-1"), said), path.name
    told += [
        csa("release", study, "--unreviewed", "--by", "A Lead"),
        csa("code", "import", study, tmp_path / "codings.csv"),
        csa("status", study),
        csa("export", "transcripts", study, "-o", tmp_path / "t.jsonl"),
    ]
    assert [status for status, _ in told[5:]] == [0, 1, 0, 0]
    for _, text in told:
        assert not heard(text, said)
    for path in study.rglob("*"):
        if path.is_file() and not path.name.startswith("study.db") and "outputs" not in path.parts:
            assert not heard(path.read_bytes().decode("latin-1"), said), path.name
    everything = b"".join(p.read_bytes() for p in study.rglob("*") if p.is_file())
    assert not [name for name in NAMES if name.encode() in everything]


def test_a_fault_of_the_program_shows_where_it_is_and_nothing_of_what_it_failed_on(
    csa: Csa, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise KeyError("Tyler Zorbwick said so")

    monkeypatch.setattr("csa_research.pipeline.originals.importing.import_files", fail)
    status, text = csa("import", study, tmp_path / "in")
    assert status == 2
    assert "a fault of the program itself (KeyError in test_no_words_in_logs.py line" in text
    assert "Zorbwick" not in text
    assert "Traceback" not in text


def test_a_fault_of_the_system_is_told_with_its_file(csa: Csa, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError(28, "No space left on device", "/some/file")

    monkeypatch.setattr("csa_research.pipeline.originals.importing.import_files", full)
    assert csa("import", study) == (2, "csa: /some/file: No space left on device. Mend that, and give the same command again.\n")


def test_a_stopped_command_says_that_it_goes_on_from_there(csa: Csa, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("csa_research.pipeline.originals.importing.import_files", stop)
    status, text = csa("import", study)
    assert status == 130
    assert "the same command goes on from there" in text
