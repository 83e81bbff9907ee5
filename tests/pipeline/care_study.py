"""A small made-up study, released and coded, for the tests of what comes after. Nobody in it is real."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from csa_research.anonymise.asking.net import suspects
from csa_research.anonymise.asking.questions import mark
from csa_research.codec import to_json
from csa_research.offsets import find_all
from csa_research.pipeline.context import Context, now, working_on
from csa_research.pipeline.originals import looking, reviewing
from csa_research.pipeline.originals.importing import IMPORTED
from csa_research.pipeline.originals.releasing import sign_release
from csa_research.pipeline.runner import key_of
from csa_research.pipeline.stages import stage
from csa_research.pipeline.starting import copy_documents
from csa_research.records import Coding, Group, Identifier, Span, StageRun, Transcript, Turn
from csa_research.study import Study, open_study
from csa_research.vault import contents

PASSPHRASE = "a passphrase for tests"


def make_study(folder: Path, *, documents: bool = False) -> Study:
    """A study folder with a vault beside it."""
    folder.mkdir(parents=True)
    vault = (folder.parent / f"{folder.name}-vault.db").as_posix()
    (folder / "study.yaml").write_text(f'study_id: small\ntitle: Small\npaths:\n  vault: "{vault}"\n', encoding="utf-8")
    if documents:
        copy_documents(folder)
    return open_study(folder)


@contextmanager
def working(study: Study) -> Iterator[Context]:
    """A context whose messages are dropped."""
    with working_on(study, lambda: PASSPHRASE, lambda line: None) as ctx:
        yield ctx


def transcript(group: str, *lines: str) -> Transcript:
    """A transcript of "LABEL: text" lines."""
    turns = []
    for index, line in enumerate(lines):
        label, _, text = line.partition(": ")
        turns.append(Turn(group, index, label, text, "facilitator" if label.startswith("Fac") else "participant"))
    return Transcript(group, tuple(turns), f"{group}.txt", f"sha of {group}")


def found(transcripts: Sequence[Transcript], *names: tuple[str, str]) -> list[Identifier]:
    """Given (name, type): every exact mention, to be masked."""
    return [
        Identifier(turn.group, turn.index, span, name, type_, ("test",), 0.9, "mask")  # type: ignore[arg-type]
        for t in transcripts
        for turn in t.turns
        for name, type_ in names
        for span in find_all(turn.text, name)
    ]


def fill(ctx: Context, transcripts: Sequence[Transcript], identifiers: Sequence[Identifier], *, unreviewed: bool = False) -> None:
    """Import, detection and release as they would have run, with given identifiers in place of the recognisers."""
    vault = ctx.create_vault()
    groups = tuple(Group(t.group, "police", transcript=t.source, consent_scope=("analysis", "conference")) for t in transcripts)
    contents.save_transcripts(vault, transcripts)
    for t in transcripts:
        contents.save_original(vault, f"{t.group}.txt", "\n".join(turn.text for turn in t.turns).encode(), t.group)
    vault.put("groups", "all", to_json(groups))
    ctx.store.put_groups(tuple(replace(g, transcript="") for g in groups))
    ctx.store.put_stage_run(StageRun(IMPORTED, "k", now(), 0.0, f"{len(groups)} transcripts"))
    contents.save_identifiers(vault, "machine", identifiers)
    reviewing.decide(ctx)
    done: dict[str, StageRun] = {}
    for name in ("import", "detect"):
        done[name] = StageRun(name, key_of(ctx, stage(name), done), now(), 0.0, "made")
        ctx.store.put_stage_run(done[name])
    look_at_all(ctx)
    sign_release(ctx, by="R. Lead", unreviewed=unreviewed)


def look_at_all(ctx: Context) -> None:
    """Every word and turn of the transcripts as looked at, as after a person's review of the net and the passages."""
    transcripts = contents.transcripts(ctx.vault())
    turns = [mark(turn.group, turn.text, -1) for transcript in transcripts for turn in transcript.turns]
    looking.remember(ctx.vault(), 0, [*turns, *(one.mark for one in suspects(transcripts))])


def code(ctx: Context, group: str, turn: int, words: str, *, memo: str = "", code: str = "IN01") -> Coding:
    """A coding on these words of the released turn."""
    text = next(t.text for t in ctx.store.turns(group) if t.index == turn)
    start = text.index(words)
    number = len(ctx.store.codings())
    coding = Coding(
        f"c{number}-{group}-{turn}-{start}", group, turn, Span(start, start + len(words)), words, code, "barrier", "A",
        memo=memo, quote_id=f"Q{number}-{group}-{turn}",
    )  # fmt: skip
    ctx.store.add_codings([coding])
    return coding


def everything_in(folder: Path, skip: Callable[[Path], bool] = lambda path: False) -> bytes:
    """All bytes of all files of a folder, in lower case, names included."""
    parts = [
        f"{path.name}\n".encode() + path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and not skip(path)
    ]
    return b"\n".join(parts).lower()
