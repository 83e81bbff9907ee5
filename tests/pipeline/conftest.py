"""A small study of synthetic talk with the recogniser replaced by a list of names: everything else is real."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from csa_research.offsets import Span
from csa_research.pipeline.context import Context, working_on
from csa_research.pipeline.originals.importing import import_files
from csa_research.pipeline.starting import make_study
from csa_research.records import Identifier, Transcript
from csa_research.study import Study, open_study

PASSPHRASE = "a passphrase for tests"
NAMES = {"Tyler Zorbwick": "PERSON", "Zorbwick": "PERSON", "Quornby": "PLACE", "07700 900123": "CONTACT"}
HEAD = "group_id,agency,date,transcript,facilitator,invited,attended,consent_scope\n"
SCOPE = "analysis;report;conference"
TALK = {
    "CSC1": (
        "Facilitator: What helps you to consider it?",
        "P1: Supervision helps me, and Tyler Zorbwick was seen the same day.",
        "P2: I felt frightened the first time a child told me something.",
        "Facilitator: What gets in the way?",
        "P1: The form is long and nobody rings back on 07700 900123.",
        "P2: I just froze. Nobody told me what to do, so I did nothing.",
    ),
    "ED1": (
        "Facilitator: Tell me about the last time you worried.",
        "P1: A boy in Quornby came in and I rang straight away.",
        "P2: We had training last year and it made me more confident to ask.",
        "P1: Not enough time. Thresholds are too high here.",
    ),
}


def table(*groups: str) -> str:
    """groups.csv for these groups."""
    kinds = {"C": "social_care", "E": "education", "P": "police", "H": "health"}
    return HEAD + "".join(f"{g},{kinds[g[0]]},2024-03,{g.lower()}.txt,Jo Fazackerley,6,4,{SCOPE}\n" for g in groups)


def found(transcripts: Sequence[Transcript], **_: object) -> tuple[Identifier, ...]:
    """Each listed name wherever it is said, as the recognisers would report it."""
    out = []
    for transcript in transcripts:
        for turn in transcript.turns:
            for name, kind in NAMES.items():
                for match in re.finditer(rf"(?<!Tyler ){re.escape(name)}", turn.text):
                    span = Span(match.start(), match.end())
                    out.append(Identifier(turn.group, turn.index, span, name, kind, ("list",), 0.9))  # type: ignore[arg-type]
    return tuple(out)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Vaults under the test's own folder with a cheaper key, and the recogniser replaced."""
    monkeypatch.setattr("csa_research.vault.cipher.N", 2**14)
    monkeypatch.setattr("csa_research.anonymise.detect.detect", found)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("CSA_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("CSA_VAULT", raising=False)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study folder as `csa new` makes it, with two transcripts lying beside it."""
    made = make_study(tmp_path / "study", title="A small study")
    (made.folder / "study.yaml").write_text(
        (made.folder / "study.yaml").read_text(encoding="utf-8").replace("embedder: auto", "embedder: lsa"), encoding="utf-8"
    )
    (tmp_path / "in").mkdir()
    for group, lines in TALK.items():
        (tmp_path / "in" / f"{group.lower()}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "groups.csv").write_text(table(*TALK), encoding="utf-8")
    return open_study(made.folder)


Told = list[str]


@pytest.fixture
def told() -> Told:
    """What the person was told."""
    return []


@pytest.fixture
def ctx(study: Study, told: Told) -> Iterator[Context]:
    with working_on(study, lambda: PASSPHRASE, told.append) as ctx:
        yield ctx


@pytest.fixture
def imported(ctx: Context, tmp_path: Path) -> Context:
    """The study with both transcripts in its vault."""
    import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    return ctx


@pytest.fixture
def released(imported: Context) -> Context:
    """The study with both transcripts released without a review."""
    from csa_research.pipeline.originals.releasing import sign_release
    from csa_research.pipeline.runner import run_up_to

    run_up_to(imported, "detect")
    sign_release(imported, by="A Lead", unreviewed=True)
    return imported


CODINGS = (
    "group,turn,quote,code,polarity,effect,role,coder,memo\n"
    "CSC1,1,Supervision helps me,OR01,enabler,,mechanism,anna,\n"
    "CSC1,2,I felt frightened,EM01,barrier,away,need,anna,\n"
    "ED1,3,Not enough time,OR03,barrier,,need,anna,\n"
    "ED1,1,came in and I rang straight away,BE01,enabler,,mechanism,ben,\n"
)


@pytest.fixture
def coded(released: Context, tmp_path: Path) -> Context:
    """The released study with four codings."""
    from csa_research.pipeline.team.codings import import_codings

    (tmp_path / "codings.csv").write_text(CODINGS, encoding="utf-8")
    done = import_codings(released, tmp_path / "codings.csv", coder="", by="A Lead")
    assert done.placed == 4, done.unplaced
    return released
