"""Measures how time and memory of the closed side grow with the words of a study.

    python benches/scale_anonymise.py [--times 1 2 4 8 16] [--quick]

First the sample's fourteen groups go through the real stages (import, detect, unattended release), as the pipeline runs them, vault
and study store on disk. Then the same talk is taken once, twice, four times ...: detection with all models and propagation,
pseudonyms, released text. Copies differ: every name of a copy is another invented one, and in every turn two neighbouring words
change places, so that nothing is read once only and entities grow with the words. Each row is a process of its own; time is
of the processor, models loaded; memory is the largest that the process ever held, models, libraries and all.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from csa_research.anonymise.detect import detect
from csa_research.anonymise.naming.pseudonyms import assign
from csa_research.anonymise.naming.speakers import release_labels
from csa_research.anonymise.redact import redact_transcript
from csa_research.anonymise.release import to_mask_unattended
from csa_research.records import Identifier, Transcript, Turn
from csa_research.resources import sample_dir
from csa_research.settings import Models, ReleaseRules

SYLLABLES = "bran dock wen thorn lis mor vik hal ros tam pel gar ick ven dul fay nor zel kip wick sto bel ran dee".split()
HEAD = (
    f"{'groups':>7}{'turns':>8}{'words':>9}{'entities':>10}{'detect s':>10}{'names s':>9}{'release s':>11}{'s/1,000 words':>15}"
    f"{'peak MB':>9}"
)


def sample() -> tuple[Transcript, ...]:
    """The sample's transcripts, as `csa import` reads them."""
    from csa_research.ingest import match_files, read_groups, read_transcript
    from csa_research.settings import load_settings

    folder = sample_dir()
    groups = read_groups(folder / "groups.csv", load_settings(folder).agencies)
    found = match_files(groups, [folder / "transcripts"])
    return tuple(read_transcript(path, group.group_id, facilitator=group.facilitator) for group, path in found.matched)


def copies(transcripts: Sequence[Transcript], times: int, names: Iterable[str]) -> tuple[Transcript, ...]:
    """So many copies of the talk, the first as it is."""
    out = list(transcripts)
    words = sorted(set(names))
    for number in range(1, times):
        chance = random.Random(number)
        others = {word: invented(chance) for word in words}
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b") if words else None
        for transcript in transcripts:
            group = f"{transcript.group}C{number}"
            turns = tuple(varied(turn, group, pattern, others, chance) for turn in transcript.turns)
            out.append(replace(transcript, group=group, turns=turns))
    return tuple(out)


def invented(chance: random.Random) -> str:
    """A name that nobody has."""
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def varied(turn: Turn, group: str, pattern: re.Pattern[str] | None, others: dict[str, str], chance: random.Random) -> Turn:
    """The turn with other names, and two neighbouring words in each other's place."""
    text = pattern.sub(lambda match: others[match.group()], turn.text) if pattern else turn.text
    speaker = pattern.sub(lambda match: others[match.group()], turn.speaker) if pattern else turn.speaker
    said = text.split(" ")
    if len(said) > 3:
        at = chance.randrange(1, len(said) - 2)
        said[at], said[at + 1] = said[at + 1], said[at]
    return replace(turn, group=group, speaker=speaker, text=" ".join(said))


def name_words(found: Iterable[Identifier]) -> set[str]:
    """The capitalised words of names that were found."""
    return {
        word
        for identifier in found
        if identifier.type in ("PERSON", "PLACE", "ORG", "OPERATION") and identifier.score >= 0.5
        for word in re.findall(r"[^\W\d_]{3,}", identifier.text)
        if word[0].isupper()
    }


def growth(times: int, models: Models) -> dict[str, float]:
    """One row: the closed side's own functions on so many copies."""
    once = sample()
    found = detect(once, models=models)  # loads the models, and says which words are names
    many = copies(once, times, name_words(found)) if times > 1 else once
    began = time.process_time()
    found = detect(many, models=models)
    detected = time.process_time()
    rules, speakers = ReleaseRules(), release_labels(many, (), ReleaseRules(), seed=1)
    given = assign(found, many, speakers=speakers, rules=rules, seed=1)
    named = time.process_time()
    masked = to_mask_unattended(given.identifiers)
    mine: dict[str, list[Identifier]] = {}
    for identifier in masked:
        mine.setdefault(identifier.group, []).append(identifier)
    for transcript in many:
        redact_transcript(transcript, mine.get(transcript.group, ()), given.entities, speakers)
    done = time.process_time()
    return {
        "groups": len(many),
        "turns": sum(len(t.turns) for t in many),
        "words": words(many),
        "entities": len(given.entities),
        "detect": detected - began,
        "names": named - detected,
        "release": done - named,
        "peak": peak(),
    }


def stages() -> dict[str, float]:
    """The sample through the stages of the pipeline, from files to released text in the study's store."""
    from csa_research.pipeline.context import working_on
    from csa_research.pipeline.originals.importing import import_files
    from csa_research.pipeline.originals.releasing import sign_release
    from csa_research.pipeline.runner import run_up_to
    from csa_research.pipeline.starting import copy_documents
    from csa_research.study import open_study

    source = sample_dir()
    with tempfile.TemporaryDirectory() as place:
        os.environ["CSA_VAULT"] = str(Path(place) / "vault.db")
        folder = Path(place) / "study"
        folder.mkdir()
        for name in ("study.yaml", "groups.csv"):
            shutil.copyfile(source / name, folder / name)
        copy_documents(folder)
        with working_on(open_study(folder), lambda: "measured words only", lambda line: None) as ctx:
            import_files(ctx, (source / "transcripts",), groups=source / "groups.csv", roster=source / "roster.csv")
            run_up_to(ctx, "detect")
            sign_release(ctx, by="bench", unreviewed=True)
            total = sum(len(turn.text.split()) for turn in ctx.store.turns())
    return {"words": total, "seconds": time.process_time(), "peak": peak()}


def words(transcripts: Iterable[Transcript]) -> int:
    """How many words were said."""
    return sum(len(turn.text.split()) for transcript in transcripts for turn in transcript.turns)


def peak() -> float:
    """The most memory that this process has held, in MB."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def in_a_process(*options: str) -> dict[str, float]:
    """What a fresh process measures."""
    done = subprocess.run([sys.executable, __file__, *options], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def show(row: dict[str, float]) -> str:
    """One line of the table."""
    each = (row["detect"] + row["names"] + row["release"]) / row["words"] * 1000
    return (
        f"{row['groups']:>7}{row['turns']:>8}{row['words']:>9}{row['entities']:>10}{row['detect']:>10.1f}{row['names']:>9.2f}"
        f"{row['release']:>11.2f}{each:>15.3f}{row['peak']:>9.0f}"
    )


def main() -> int:
    """Print both tables; 0 when done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", nargs="*", type=int, default=[1, 2, 4, 8, 16])
    parser.add_argument("--quick", action="store_true", help="without the two models that are run through onnxruntime")
    parser.add_argument("--row", default="", help=argparse.SUPPRESS)  # what a process of its own measures
    asked = parser.parse_args()
    quick = Models(uncased_tagger=False, rampart=False) if asked.quick else Models()
    if asked.row:
        print(json.dumps(stages() if asked.row == "stages" else growth(int(asked.row), quick)))
        return 0
    real = in_a_process("--row", "stages")
    print(f"the sample through the stages: {real['words']:.0f} words, {real['seconds']:.1f} s of processor time with the loading "
          f"of all models, {real['peak']:.0f} MB at most\n\n{HEAD}", flush=True)  # fmt: skip
    for times in asked.times:
        print(show(in_a_process("--row", str(times), *(["--quick"] if asked.quick else []))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
