"""The contract for checks from outside, with real processes and the real recognisers, on two small transcripts."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from running import run_csa

pytestmark = pytest.mark.slow

CSC1 = """Facilitator: What helps you to identify children who may be at risk?
P1: Supervision with Karen Whitfield helps me a great deal, she is my manager at Oakmere School.
P2: I felt frightened the first time a child told me something.
Facilitator: What gets in the way?
P1: The referral form is long and Dr Sandhu never rings back on 07700 900123.
P2: I just froze. Nobody told me what to do, so I did nothing.
"""
ED1 = """Interviewer: Tell me about the last time you worried about a child.
Anna: A boy called Tyler came in and I rang straight away.
Joe: We had training last year and it made me more confident to ask.
Interviewer: And what stops you?
Anna: Not enough time. Thresholds are too high in Wexcombe.
Joe: The police never tell us what happened afterwards.
"""
GROUPS = (
    "group_id,agency,date,transcript,facilitator,invited,attended,consent_scope\n"
    "CSC1,social_care,2024-03,a.txt,Jo Fazackerley,6,3,analysis;report;conference\n"
    "ED1,education,2024-04,b.txt,,6,3,analysis;report\n"
)
CODINGS = (
    "group,turn,quote,code,polarity,effect,role,coder,memo\n"
    "CSC1,2,I felt frightened,EM01,barrier,away,need,anna,\n"
    "CSC1,5,Nobody told me what to do,OR01,barrier,,need,anna,\n"
    "ED1,2,it made me more confident to ask,KN01,enabler,,mechanism,anna,\n"
    "ED1,2,it made me more confident to ask,KN01,enabler,,mechanism,ben,\n"
    "ED1,4,Not enough time,OR03,barrier,,need,ben,\n"
)
SECRETS = ("Karen", "Whitfield", "Oakmere", "Sandhu", "900123", "Tyler", "Wexcombe", "Fazackerley")
Done = subprocess.CompletedProcess[str]


@dataclass
class Way:
    """A study taken from transcripts to outputs, and what every command said."""

    study: Path
    place: Path
    csa: Callable[..., Done]
    done: dict[str, Done]


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Way:
    place = tmp_path_factory.mktemp("contract") / "with spaces é"
    place.mkdir()
    for name, text in (("a.txt", CSC1), ("b.txt", ED1), ("groups.csv", GROUPS), ("codings.csv", CODINGS)):
        (place / name).write_text(text, encoding="utf-8")
    study = place / "study"

    def csa(*args: str | Path, **env: str) -> Done:
        return run_csa(*args, home=place, OMP_NUM_THREADS="1", **env)

    done = {"new": csa("new", study)}
    settings = (study / "study.yaml").read_text(encoding="utf-8")
    (study / "study.yaml").write_text(settings.replace("embedder: auto", "embedder: lsa"), encoding="utf-8")
    steps: tuple[tuple[str, tuple[str | Path, ...]], ...] = (
        ("run, nothing there", ("run", study)),
        ("import", ("import", study, place / "a.txt", place / "b.txt", "--groups", place / "groups.csv")),
        ("detect", ("detect", study)),
        ("run, unreviewed", ("run", study)),
        ("release, open", ("release", study, "--by", "A Lead")),
        ("release", ("release", study, "--unreviewed", "--by", "A Lead")),
        ("transcripts", ("export", "transcripts", study, "--format", "jsonl", "-o", place / "t.jsonl")),
        ("suggest", ("suggest", study, "--format", "jsonl", "-o", place / "s.jsonl")),
        ("run, uncoded", ("run", study)),
        ("code import", ("code", "import", study, place / "codings.csv")),
        ("agree", ("agree", study, "--coders", "anna", "ben", "--format", "json")),
        ("topics", ("topics", study)),
        ("export topics", ("export", "topics", study, "--format", "jsonl", "-o", place / "topics.jsonl")),
        ("run", ("run", study)),
        ("status", ("status", study)),
    )
    done |= {name: csa(*args) for name, args in steps}
    return Way(study, place, csa, done)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


STATUS = {"run, nothing there": 1, "run, unreviewed": 1, "release, open": 1, "run, uncoded": 1}


def test_every_command_ends_with_the_status_of_the_contract(way: Way) -> None:
    assert {n: d.returncode for n, d in way.done.items()} == {n: STATUS.get(n, 0) for n in way.done}, {
        n: d.stderr[-600:] for n, d in way.done.items() if d.returncode != STATUS.get(n, 0)
    }


def test_no_command_shows_a_traceback_and_each_says_something(way: Way) -> None:
    for name, done in way.done.items():
        assert "Traceback" not in done.stdout + done.stderr, name
        assert (done.stdout + done.stderr).strip(), name


def test_released_transcripts_have_one_object_a_turn(way: Way) -> None:
    rows = lines(way.place / "t.jsonl")
    assert all(list(r) == ["group", "turn", "speaker", "text"] for r in rows)
    assert [(r["group"], r["turn"]) for r in rows] == [(g, i) for g in ("CSC1", "ED1") for i in range(6)]
    assert rows[2]["text"] == "I felt frightened the first time a child told me something."
    assert not [s for s in SECRETS if s in json.dumps(rows)]


def test_suggestions_have_one_object_a_turn_with_at_most_five_known_codes(way: Way) -> None:
    rows = lines(way.place / "s.jsonl")
    known = set(re.findall(r"^\s*- id: (\w+)", (way.study / "codebook.yaml").read_text(encoding="utf-8"), re.MULTILINE))
    assert [(r["group"], r["turn"]) for r in rows] == [(g, i) for g in ("CSC1", "ED1") for i in range(6)]
    for row in rows:
        codes = row["codes"]
        assert isinstance(codes, list)
        assert len(codes) <= 5
        assert len(set(codes)) == len(codes)
        assert set(codes) <= known
    assert any(r["codes"] for r in rows)


def test_agreement_is_json_with_the_figures_of_a_code(way: Way) -> None:
    found = json.loads(way.done["agree"].stdout)
    assert found["coders"] == ["anna", "ben"]
    code = next(c for c in found["codes"] if c["code"] == "KN01")
    assert code["positives"] == [1, 1]
    assert {"prevalence", "kappa", "ac1", "alpha", "positive_agreement"} <= set(code)


def test_too_little_text_for_topics_is_said_and_is_no_failure(way: Way) -> None:
    assert "not enough talk for topics" in way.done["topics"].stderr
    assert {r["topic"] for r in lines(way.place / "topics.jsonl")} == {-1}


def test_status_says_that_everything_is_up_to_date(way: Way) -> None:
    assert "Everything is up to date." in way.done["status"].stdout
    assert "UNREVIEWED" in way.done["status"].stdout


def words_of(path: Path) -> str:
    """Everything readable in an output, archives unpacked."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(n).decode("utf-8", "ignore") for n in archive.namelist())
    return path.read_bytes().decode("utf-8", "ignore")


def test_every_output_for_people_says_unreviewed(way: Way) -> None:
    # turn and coding lists for programs have a fixed form, the codebook holds no talk, charts stand in stamped documents
    plain = {".jsonl", ".csv", ".qdc", ".png"}  # a picture says it in its pixels
    outputs = [p for p in (way.study / "outputs").rglob("*") if p.is_file() and p.suffix not in plain]
    assert len(outputs) > 20
    silent = [p.relative_to(way.study).as_posix() for p in outputs if "UNREVIEWED" not in words_of(p)]
    assert not silent


def test_no_original_word_is_in_any_output_or_message(way: Way) -> None:
    said = "".join(d.stdout + d.stderr for d in way.done.values())
    for secret in SECRETS:
        assert secret not in said
        for path in way.study.rglob("*"):
            assert not path.is_file() or secret not in words_of(path), path.name


WRONG: tuple[tuple[str, Callable[[Path, Path], tuple[str | Path, ...]]], ...] = (
    ("no such command", lambda s, p: ("imprt", s)),
    ("no study", lambda s, p: ("status", p / "nowhere")),
    ("a file for a study", lambda s, p: ("status", p / "a.txt")),
    ("an unknown format", lambda s, p: ("export", "transcripts", s, "--format", "pdf")),
    ("a missing groups table", lambda s, p: ("import", s, p / "a.txt", "--groups", p / "none.csv")),
    ("a release without a name", lambda s, p: ("release", s)),
    ("codings that are not there", lambda s, p: ("code", "import", s, p / "none.csv")),
    ("codings that are a folder", lambda s, p: ("code", "import", s, p)),
    ("a coder who is not there", lambda s, p: ("agree", s, "--coders", "anna", "zoe")),
    ("a folder to write a file in", lambda s, p: ("export", "transcripts", s, "-o", p)),
)


@pytest.mark.parametrize(("name", "args"), WRONG, ids=[n for n, _ in WRONG])
def test_wrong_use_ends_with_two_and_a_message(way: Way, name: str, args: Callable[[Path, Path], tuple[str | Path, ...]]) -> None:
    done = way.csa(*args(way.study, way.place))
    assert done.returncode == 2, done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_wrong_passphrase_and_none_at_all_are_told_apart(way: Way) -> None:
    wrong = way.csa("code", "export", way.study, CSA_PASSPHRASE="not the right one")
    none = way.csa("code", "export", way.study, CSA_PASSPHRASE="")
    assert (wrong.returncode, none.returncode) == (2, 2)
    assert "does not open the vault" in wrong.stderr
    assert "set CSA_PASSPHRASE" in none.stderr
