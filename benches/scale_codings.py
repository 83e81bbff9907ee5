"""Measures queries, an import and a merge on a large made study: a hundred thousand codings.

    python benches/scale_codings.py [--codings 100000] [--folder FOLDER] [--only queries|imports|merges]

The study is invented (seeded: the same every time): 120 groups of 120 turns, a quarter of them a facilitator's, four coders. It is
built through the store. Queries run in one process, each three times (median); imports and merges are `csa` as a person starts it.
Printed: processor seconds and wall-clock seconds. Fails (status 1) when a figure is over its target in processor seconds.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from csa_research.coding.place import coding_id, quote_id
from csa_research.coding.query import Query
from csa_research.pipeline.context import Context, working_on
from csa_research.pipeline.starting import make_study
from csa_research.records import Coding, Group, Participant, Release, Span, Turn
from csa_research.resources import sample_dir
from csa_research.study import Study, open_study

SEED, GROUPS, TURNS, INCOMING = 2024, 120, 120, 10_000
AGENCIES = ("education", "health", "police", "social_care")
CODERS = ("anna", "ben", "cara", "dev")
FLAGS = ((), (), (), (), ("strong_quote",), ("dissent",), ("strong_quote", "vignette"))
PASSPHRASE = "a made study only"
Figure = tuple[str, float, float, float]  # what, processor seconds, wall-clock seconds, target


def made_releases(dice: random.Random) -> Iterator[Release]:
    """Groups of talk: sentences of the sample's words, 5 to 80 words a turn."""
    talk = " ".join(path.read_text(encoding="utf-8") for path in sorted((sample_dir() / "transcripts").glob("*.txt")))
    words = sorted({word.lower() for word in talk.split() if word.isalpha()})
    common = [words[min(int(dice.paretovariate(0.6)), len(words)) - 1] for _ in range(20_000)]
    for number in range(GROUPS):
        name = f"{'EHPC'[number % 4]}{number:03d}"
        turns = []
        for index in range(TURNS):
            text = " ".join(dice.choices(common, k=dice.randrange(5, 80))).capitalize() + "."
            asks = index % 4 == 0
            turns.append(
                Turn(name, index, "Facilitator" if asks else f"P{index % 5 + 1}", text, "facilitator" if asks else "participant")
            )
        people = tuple(Participant(name, f"P{i + 1}", "") for i in range(5))
        yield Release(name, tuple(turns), people, 1, "bench", "2024-01-01T00:00:00Z", True)


def made_codings(
    turns: Sequence[Turn], codes: Sequence[str], number: int, dice: random.Random, coders: Sequence[str]
) -> list[Coding]:
    """So many different codings: runs of 2 to 25 words of participants' turns, some codes far more often than others."""
    out: dict[str, Coding] = {}
    weights = [1 / (i + 1) ** 0.7 for i in range(len(codes))]
    spoken = [turn for turn in turns if turn.role == "participant"]
    while len(out) < number:
        turn, code, coder = dice.choice(spoken), dice.choices(codes, weights)[0], dice.choice(coders)
        starts = [0, *(i + 1 for i, char in enumerate(turn.text) if char == " ")]
        first = dice.randrange(len(starts))
        last = min(first + dice.randrange(2, 25), len(starts))
        span = Span(starts[first], starts[last] - 1 if last < len(starts) else len(turn.text) - 1)
        ident = coding_id(turn.group, turn.index, span, code, coder)
        emotion = code.startswith("EM")
        out[ident] = Coding(
            ident, turn.group, turn.index, span, turn.text[span.start : span.end], code,
            "barrier" if emotion else dice.choice(("enabler", "barrier", "mixed", "neutral")),
            coder, "away" if emotion else "", dice.choice(("none", "need", "mechanism", "counter")),
            "a memo" if dice.random() < 0.1 else "", dice.choice(FLAGS), quote_id(turn.group, turn.index, span),
        )  # type: ignore[arg-type]  # fmt: skip
    return list(out.values())


def opened(folder: Path) -> Iterator[Context]:
    """The study, open for one `for`."""
    with working_on(open_study(folder), lambda: PASSPHRASE, lambda line: None) as ctx:
        yield ctx


def codes_of(study: Study) -> list[str]:
    """The codes that may be applied."""
    return [code.id for code in study.codebook().codes if code.codable]


def build(folder: Path, number: int, dice: random.Random) -> None:
    """A released study with so many codings."""
    make_study(folder, title="A made study")
    for ctx in opened(folder):
        ctx.create_vault()
        releases = tuple(made_releases(dice))
        ctx.store.put_groups(tuple(Group(r.group, AGENCIES[i % 4], "2024-03", "") for i, r in enumerate(releases)))
        with ctx.store.atomically():
            for release in releases:
                ctx.store.put_release(release)
        codings = made_codings(ctx.store.turns(), codes_of(ctx.study), number, dice, CODERS)
        for start in range(0, number, INCOMING):  # a team's work comes in parts
            ctx.store.add_codings(codings[start : start + INCOMING], who="bench")


def copied(folder: Path, target: Path) -> Path:
    """A colleague's copy."""
    return Path(shutil.copytree(folder, target, ignore=shutil.ignore_patterns(".csa.lock")))


# ---- queries -------------------------------------------------------------------------------------------------------------


def asked(codes: Sequence[str]) -> dict[str, Query]:
    """Every kind of question, the widest of each kind too."""
    often, families = codes[0], tuple(sorted({code[:2] for code in codes}))
    everything = tuple(f"{family}+sub" for family in families)
    return {
        "no filter": Query(),
        "the most frequent code": Query(code=(often,)),
        "a family with sub-codes": Query(code=(f"{families[0]}+sub",)),
        "all codes by name": Query(code=everything),
        "polarity": Query(polarity=("barrier",)),
        "agency": Query(agency=("health",)),
        "group": Query(group=("E000",)),
        "coder": Query(coder=("ben",)),
        "effect": Query(effect=("away",)),
        "role": Query(role=("mechanism",)),
        "flag": Query(flag=("strong_quote",)),
        "two flags": Query(flag=("strong_quote", "vignette")),
        "text, a rare word": Query(text="supervis*"),
        "text, the most frequent word": Query(text="a*"),
        "near a code": Query(near=(often,)),
        "near any code (2 turns)": Query(near=everything),
        "near any code (20 turns)": Query(near=everything, reach=20),
        "same turn, any code": Query(near=everything, reach=0),
        "overlapping a code": Query(near=(often,), relation="overlapping"),
        "overlapping any code": Query(near=everything, relation="overlapping"),
        "inside a code": Query(near=(often,), relation="within"),
        "inside any code": Query(near=everything, relation="within"),
        "code, agency, polarity, flag, near": Query(
            code=(often,), agency=("health",), polarity=("barrier",), flag=("dissent",), near=everything
        ),
        "co-occurrence of a family": Query(code=(f"{families[0]}+sub",), crossed=True),
        "co-occurrence in an agency": Query(agency=("health",), crossed=True),
        "co-occurrence of all codes": Query(crossed=True),
        "text, coder, overlapping any": Query(text="a*", coder=("ben",), near=everything, relation="overlapping"),
    }  # fmt: skip


def timed(work: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """(processor, wall-clock) seconds, each the median."""
    cpu, wall = [], []
    for _ in range(times):
        c, w = time.process_time(), time.perf_counter()
        work()
        cpu.append(time.process_time() - c)
        wall.append(time.perf_counter() - w)
    return statistics.median(cpu), statistics.median(wall)


def queries(folder: Path) -> Iterator[Figure]:
    """Each kind of question, as the table of `csa query` asks it; then all of them in a file."""
    from csa_research.pipeline.team.querying import answer, ask

    for ctx in opened(folder):
        for name, query in asked(codes_of(ctx.study)).items():
            yield f"query: {name}", *timed(partial(answer, ctx, query, "table", None, None)), 0.1
        yield "all codings read for a file (no target)", *timed(partial(ask, ctx, Query(), None), 1), 0


# ---- csa as a person starts it -------------------------------------------------------------------------------------------


def ran(*args: object) -> tuple[float, float]:
    """(processor, wall-clock) seconds of `csa ARGS` from its start. Raises SystemExit when it fails."""
    env = {**os.environ, "CSA_PASSPHRASE": PASSPHRASE}
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", "from csa_research.cli import main; main()", *map(str, args)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"csa {args[0]} failed: {done.stderr[-2000:]}")
    print("   ", "; ".join(done.stderr.strip().splitlines()[:2]), file=sys.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - wall


def written(folder: Path, scratch: Path, dice: random.Random) -> dict[str, Path]:
    """Ten thousand more codings of two new coders, as files of each kind."""
    from csa_research.coding.sheets import write_codings_csv, write_codings_xlsx
    from csa_research.pipeline.team.codings import export_codings

    for ctx in opened(copied(folder, scratch / "incoming")):
        more = made_codings(ctx.store.turns(), codes_of(ctx.study), INCOMING, dice, ("eve", "fay"))
        write_codings_csv(scratch / "more.csv", more)
        write_codings_xlsx(scratch / "more.xlsx", more)
        with ctx.store.atomically():
            for release in ctx.store.releases():
                ctx.store.replace_codings_of_group(release.group, [c for c in more if c.group == release.group])
        export_codings(ctx, "qdpx", scratch / "more.qdpx")
    return {kind: scratch / f"more.{kind}" for kind in ("csv", "xlsx", "qdpx")}


def imports(folder: Path, scratch: Path, dice: random.Random) -> Iterator[Figure]:
    """`csa code import` of each file, and of one that is in the study already."""
    for kind, path in written(folder, scratch, dice).items():
        study = copied(folder, scratch / f"with-{kind}")
        users = ("--user", "Coder 1=eve", "--user", "Coder 2=fay") if kind == "qdpx" else ()
        yield f"import of {INCOMING:,} codings: {kind}", *ran("code", "import", study, path, *users), 5
        if kind == "csv":
            yield "the same file again", *ran("code", "import", study, path), 5


def merges(folder: Path, scratch: Path, dice: random.Random) -> Iterator[Figure]:
    """`csa merge` of copies that went on by themselves, and of copies that share no coding at all."""
    mine, theirs = copied(folder, scratch / "mine"), copied(folder, scratch / "theirs")
    for study, coder in ((mine, "gil"), (theirs, "hal")):
        work_on(study, coder, dice)
    yield "merge: copies with 10% new, 2% changed, 1% withdrawn each", *ran("merge", mine, theirs), 20
    yield "the same merge again", *ran("merge", mine, theirs), 20
    apart = copied(folder, scratch / "apart")
    for ctx in opened(apart):
        number = len(ctx.store.statuses())
        new = made_codings(ctx.store.turns(), codes_of(ctx.study), number, dice, ("ida", "jan"))
        with ctx.store.atomically():
            for release in ctx.store.releases():
                ctx.store.replace_codings_of_group(release.group, [c for c in new if c.group == release.group])
    yield "merge: copies with no coding in common", *ran("merge", copied(folder, scratch / "first"), apart), 20


def work_on(folder: Path, coder: str, dice: random.Random) -> None:
    """What a coder does in a copy: new codings, other judgements, withdrawals."""
    for ctx in opened(folder):
        there = ctx.store.codings()
        some = dice.sample(there, len(there) * 3 // 100)
        changed, gone = some[: len(some) * 2 // 3], some[len(some) * 2 // 3 :]
        ctx.store.put_judgements([replace(c, memo=f"seen by {coder}", role="need") for c in changed], coder)
        ctx.store.set_statuses([c.id for c in gone], "withdrawn", coder)
        ctx.store.add_codings(made_codings(ctx.store.turns(), codes_of(ctx.study), len(there) // 10, dice, (coder,)), who=coder)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a figure is over its target."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--codings", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="keep the made study here, and use it when it is there")
    parser.add_argument("--only", choices=("queries", "imports", "merges"))
    given = parser.parse_args(argv)
    over = 0
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        os.environ["HOME"] = os.environ["USERPROFILE"] = str(given.folder.parent if given.folder else scratch)
        folder = given.folder or scratch / "study"
        if not (folder / "study.db").exists():
            build(folder, given.codings, random.Random(SEED))
        dice = random.Random(SEED + 1)
        parts = {
            "queries": lambda: queries(folder),
            "imports": lambda: imports(folder, scratch, dice),
            "merges": lambda: merges(folder, scratch, dice),
        }
        print(f"| {given.codings:,} codings | CPU s | wall s | target s |\n|---|---|---|---|")
        for part, make in parts.items():
            for what, cpu, wall, target in make() if given.only in (None, part) else ():
                print(f"| {what} | {cpu:.3f} | {wall:.3f} | {target or ''} |", flush=True)
                over += bool(target) and cpu > target
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
