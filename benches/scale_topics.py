"""Measures what topics cost as a study grows: `csa topics` itself on 140,000 words, then the computing alone up to sixteen times.

    python benches/scale_topics.py [FOLDER] [--words 140000] [--most 16]

FOLDER holds GROUP.txt as in benches/suggest.py; without it, the sample. Its talk is repeated and varied (neighbouring words change
places, some words are exchanged for others), so that no text is embedded twice. Released text is put straight into a study's
store. Each run is a process of its own; processor seconds and peak memory are the child's, from the operating system. Rows:

cold       nothing embedded yet
unchanged  the same command again
warm       another seed in study.yaml, so that all is computed again, with vectors kept
2 cores    warm again, on one thread and on two: topics must be the same to the byte
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from suggest import read_turns

from csa_research.records import Group, Participant, Release, StageRun, Turn

SWAPS = 0.12
OTHER = {
    "child": "kid", "children": "kids", "mother": "mum", "father": "dad", "school": "classroom", "police": "officers",
    "social": "family", "training": "course", "worried": "anxious", "talk": "speak", "told": "said to", "think": "reckon",
    "home": "house", "referral": "report", "manager": "boss", "family": "household", "young": "little", "abuse": "harm",
    "always": "often", "really": "truly", "people": "folk", "work": "job", "meeting": "conference", "girl": "lass", "boy": "lad",
}  # fmt: skip
HERE = Path(__file__).resolve()
CSA = ("-c", "from csa_research.cli import main; main()")


def varied(text: str, rng: random.Random) -> str:
    """The text with some words changed and some neighbours exchanged."""
    words = [OTHER[w] if w in OTHER and rng.random() < 0.5 else w for w in text.split()]
    for i in range(len(words) - 2):
        if rng.random() < SWAPS:
            words[i], words[i + 1] = words[i + 1], words[i]
    return " ".join(words)


def grown(folder: Path, words: int, *, seed: int = 0) -> tuple[tuple[Turn, ...], tuple[Group, ...]]:
    """At least so many words of talk, in whole groups."""
    rng = random.Random(seed)
    source = read_turns(folder, {"CSC1=Ruth", "CSC4=Ellen Sturrock"})
    names = sorted({t.group for t in source})
    turns: list[Turn] = []
    groups: list[Group] = []
    held = copy = 0
    while held < words:
        for name in names:
            if held < words:
                own = [Turn(f"{name}-{copy}", t.index, t.speaker, varied(t.text, rng), t.role) for t in source if t.group == name]
                groups.append(Group(f"{name}-{copy}", name[:3]))
                turns += own
                held += sum(len(t.text.split()) for t in own)
        copy += 1
    return tuple(turns), tuple(groups)


def make_study(folder: Path, turns: tuple[Turn, ...], groups: tuple[Group, ...]) -> None:
    """A study whose text is released and signed, ready for `csa topics`."""
    from csa_research.pipeline import starting
    from csa_research.pipeline.context import working_on
    from csa_research.pipeline.runner import key_of
    from csa_research.pipeline.stages import stage

    study = starting.make_study(folder)
    with working_on(study, lambda: os.environ["CSA_PASSPHRASE"], lambda line: None) as ctx:
        ctx.create_vault()
        ctx.store.put_groups(groups)
        for group in groups:
            own = tuple(t for t in turns if t.group == group.group_id)
            people = tuple(Participant(group.group_id, s) for s in dict.fromkeys(t.speaker for t in own if t.role == "participant"))
            ctx.store.put_release(Release(group.group_id, own, people, 1, "bench", "2026-01-01T00:00:00Z", True))
        for name in ("import", "detect", "release"):
            done = {run.stage: run for run in ctx.store.stage_runs()}
            ctx.store.put_stage_run(StageRun(name, key_of(ctx, stage(name), done), "", 0.0, "bench"))


def child(*command: str, threads: int = 1, hash_seed: int = 0) -> tuple[str, float, float]:
    """What the command printed, its processor seconds, its peak memory in MB. Raises CalledProcessError."""
    env = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "OMP_NUM_THREADS": str(threads)}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        process = subprocess.Popen([sys.executable, *command], stdout=out, env=env)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        out.seek(0)
        return out.read(), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def topics(study: Path, **how: int) -> tuple[float, float]:
    """Processor seconds and peak memory of `csa topics`."""
    return child(*CSA, "topics", str(study), **how)[1:]


def exported(study: Path) -> str:
    """The topics, and the topic of every turn, as they are handed out."""
    out = study.parent / "handed-out"
    text = ""
    for form in ("json", "jsonl"):
        child(*CSA, "export", "topics", str(study), "--format", form, "-o", str(out))
        text += out.read_text(encoding="utf-8")
    return text


def with_seed(study: Path, seed: int) -> None:
    """Another seed in study.yaml."""
    path = study / "study.yaml"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("seed:")]
    path.write_text("\n".join([*kept, f"seed: {seed}"]) + "\n", encoding="utf-8")


def compute(folder: Path, words: int, times: int, cache: Path) -> dict[str, float]:
    """Windows, processor seconds and peak memory of the computing alone on `times` the words, vectors given."""
    import numpy as np

    from csa_research.embed import embed
    from csa_research.topics.model import fit_topics
    from csa_research.topics.spaces import embed_windows, unit
    from csa_research.topics.windows import make_windows

    known = embed_windows(make_windows(*grown(folder, words)), lambda texts: embed(texts, model="minilm", cache=cache))
    windows = make_windows(*grown(folder, words * times))
    noise = np.random.default_rng(0).normal(0, 0.01, (len(windows), known.shape[1]))
    vectors = unit(known[np.arange(len(windows)) % len(known)] + noise)
    start = time.process_time()
    model = fit_topics(windows, vectors)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"windows": len(windows), "topics": len(model.topics), "seconds": seconds, "peak": peak}


def end_to_end(folder: Path, words: int, study: Path) -> None:
    """Print the table of whole runs."""
    turns, groups = grown(folder, words)
    make_study(study, turns, groups)
    print(f"{sum(len(t.text.split()) for t in turns)} words, {len(turns)} turns, {len(groups)} groups\n")
    print("| csa topics | CPU s | MB |\n|---|---|---|")
    for name, seed in (("cold", None), ("unchanged", None), ("warm", 1)):
        if seed is not None:
            with_seed(study, seed)
        print("| {} | {:.1f} | {:.0f} |".format(name, *topics(study)), flush=True)
    one = exported(study)
    for again in (2, 1):
        with_seed(study, again)
        print("| {} | {:.1f} | {:.0f} |".format("warm, two threads", *topics(study, threads=2, hash_seed=again)), flush=True)
    print(f"\none thread and two, another hash seed: topics {'identical' if exported(study) == one else 'DIFFER'}\n")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE.parents[1] / "tests" / "data" / "gold")
    parser.add_argument("--words", type=int, default=140_000)
    parser.add_argument("--most", type=int, default=16)
    parser.add_argument("--compute", nargs=2, metavar=("TIMES", "CACHE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.compute:
        print(json.dumps(compute(args.folder, args.words, int(args.compute[0]), Path(args.compute[1]))))
        return
    with tempfile.TemporaryDirectory() as place:
        study = Path(place) / "study"
        os.environ |= {"CSA_VAULT": str(Path(place) / "vault"), "CSA_PASSPHRASE": "bench: nobody is in it"}
        end_to_end(args.folder, args.words, study)
        from csa_research.study import open_study

        cache = open_study(study).embeddings
        print("| computing alone | windows | topics | CPU s | CPU ms a window | MB |\n|---|---|---|---|---|---|")
        times = 1
        while times <= args.most:
            out = child(str(HERE), str(args.folder), "--words", str(args.words), "--compute", str(times), str(cache))[0]
            r = json.loads(out.splitlines()[-1])
            each = 1000 * r["seconds"] / r["windows"]
            figures = f"{r['windows']} | {r['topics']} | {r['seconds']:.1f} | {each:.1f} | {r['peak']:.0f} |"
            print(f"| {times} x | {figures}", flush=True)
            times *= 2


if __name__ == "__main__":
    main()
