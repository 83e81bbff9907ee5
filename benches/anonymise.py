"""Measures detection on a folder of gold transcripts, beside Presidio as it is shipped.

    python benches/anonymise.py DATA_DIR [--without uncased rampart] [--sets uk_focus_group wnut17 bad_cases]

DATA_DIR holds uk_focus_group.jsonl and wnut17_test.jsonl ({"doc", "turn", "text", "spans"} a line) and bad_cases.jsonl. Each set
is run as written and lower-cased without punctuation, as automatic transcription gives it. Leaks are counted by
csa_research.anonymise.measuring.score; where DATA_DIR/../score/score_anonymisation.py stands, its figures are printed as well.
Words per second are of processor time (child processes too), models loaded: both systems read each set --rounds times, taking
turns at going first, and the middle of each one's rounds counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from csa_research.anonymise.detect import MASK_FROM, detect
from csa_research.anonymise.measuring.score import GoldSpan, GoldTurn, ReleasedText, leaks
from csa_research.offsets import merge, replace_spans
from csa_research.records import Span, Transcript, Turn
from csa_research.settings import Models

Detector = Callable[[Sequence[GoldTurn]], list[list[Span]]]
HEAD = f"{'set':<18}{'system':<10}{'direct':>14}{'quasi':>12}{'over':>8}{'words/s':>9}   outside scorer"


def read_gold(path: Path) -> list[GoldTurn]:
    """The turns of a gold file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        GoldTurn(
            str(row["doc"]),
            int(row.get("turn", 0)),
            row["text"],
            tuple(GoldSpan(s["start"], s["end"], s["type"], s["id"], s.get("cls") != "quasi") for s in row["spans"]),
        )
        for row in rows
    ]


def lowered(turn: GoldTurn) -> GoldTurn:
    """The turn in lower case without punctuation, its spans moved along."""
    at, out, places = 0, [], []
    for char in turn.text:
        places.append(at)
        new = char.lower() if char.isalnum() or char.isspace() else ("" if char in "'’.,;:!?" else " ")
        out.append(new)
        at += len(new)
    places.append(at)
    spans = tuple(GoldSpan(places[s.start], places[s.end], s.type, s.entity, s.direct) for s in turn.spans)
    return GoldTurn(turn.group, turn.turn, "".join(out), spans)


def ours(models: Models) -> Detector:
    """Our detection as a function from turns to spans."""

    def run(turns: Sequence[GoldTurn]) -> list[list[Span]]:
        groups: dict[str, list[Turn]] = {}
        for turn in turns:
            groups.setdefault(turn.group, []).append(Turn(turn.group, turn.turn, "Participant 1", turn.text))
        found: dict[tuple[str, int], list[Span]] = {}
        for i in detect([Transcript(g, tuple(ts)) for g, ts in groups.items()], models=models):
            if i.score >= MASK_FROM:
                found.setdefault((i.group, i.turn), []).append(i.span)
        return [found.get((t.group, t.turn), []) for t in turns]

    return run


def presidio() -> Detector:
    """Presidio's analyser as shipped, with the same spaCy model."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    from csa_research.anonymise.detectors.ner import model_folder

    folder = str(model_folder())
    settings = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": folder}]}
    engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=settings).create_engine())

    def run(turns: Sequence[GoldTurn]) -> list[list[Span]]:
        return [[Span(r.start, r.end) for r in engine.analyze(turn.text, language="en")] for turn in turns]

    return run


def seconds() -> float:
    """Processor time of this process and of its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def in_turns(turns: Sequence[GoldTurn], systems: Mapping[str, Detector], rounds: int) -> dict[str, tuple[list[list[Span]], float]]:
    """What each system finds and its middle time; in every other round the last goes first."""
    found: dict[str, list[list[Span]]] = {}
    times: dict[str, list[float]] = {system: [] for system in systems}
    for number in range(rounds):
        for system in list(systems)[:: -1 if number % 2 else 1]:
            began = seconds()
            found[system] = systems[system](turns)
            times[system].append(seconds() - began)
    return {system: (found[system], median(times[system])) for system in systems}


def measure(name: str, system: str, turns: list[GoldTurn], spans: Sequence[Sequence[Span]], took: float, scorer: Path) -> str:
    """One line of the table."""
    speed = sum(len(t.text.split()) for t in turns) / max(1e-9, took)
    masked = [
        ReleasedText(t.group, t.turn, replace_spans(t.text, [(s, "[X]") for s in merge(found)])[0])
        for t, found in zip(turns, spans, strict=True)
    ]
    score = leaks(turns, masked)
    direct = f"{score.direct.leaked}+{score.direct.in_part}/{score.direct.entities}"
    quasi = f"{score.quasi.leaked}+{score.quasi.in_part}/{score.quasi.entities}"
    outside = outside_score(turns, masked, scorer) if scorer.is_file() else ""
    return f"{name:<18}{system:<10}{direct:>14}{quasi:>12}{score.over_redaction:>8.2%}{speed:>9.0f}   {outside}"


def outside_score(turns: Sequence[GoldTurn], masked: Sequence[ReleasedText], scorer: Path) -> str:
    """The same release by the scorer beside the data."""
    gold = [
        {
            "doc": t.group, "turn": t.turn, "text": t.text,
            "spans": [
                {"start": s.start, "end": s.end, "type": s.type, "id": s.entity, "text": t.text[s.start : s.end],
                 "cls": "direct" if s.direct else "quasi"} for s in t.spans
            ],
        } for t in turns
    ]  # fmt: skip
    report = run_scorer(scorer, [], gold, [{"doc": m.group, "id": m.turn, "text": m.text} for m in masked])
    return f"{report['direct_leaked']}/{report['quasi_leaked']}/{report['over_redaction']}"


def run_scorer(
    scorer: Path, options: list[str], gold: list[dict[str, object]], output: list[dict[str, object]]
) -> dict[str, object]:
    """The scorer's report on two lists of rows."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "gold.jsonl", Path(folder) / "output.jsonl"]
        for path, rows in zip(paths, (gold, output), strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(scorer), *options, *map(str, paths), "--json"], capture_output=True, text=True, check=True
        )
    return dict(json.loads(done.stdout))


def bad_cases(path: Path, detector: Detector, scorer: Path) -> str:
    """How many hard cases pass."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    output: list[dict[str, object]] = []
    for case in cases:
        texts = case["input"] if isinstance(case["input"], list) else [case["input"]]
        turns = [GoldTurn(case["id"], n, text) for n, text in enumerate(texts)]
        masked = [
            replace_spans(t.text, [(s, "[X]") for s in merge(found)])[0] for t, found in zip(turns, detector(turns), strict=True)
        ]
        output.append({"id": case["id"], "text": masked})
    report = run_scorer(scorer, ["--bad-cases"], cases, output)
    return f"{report['passed']} of {report['cases']} pass; not: {report['failed']}"


def main() -> int:
    """Print the table; 0 when done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--without", nargs="*", default=[], choices=["uncased", "rampart"])
    parser.add_argument("--sets", nargs="*", default=["uk_focus_group", "wnut17", "bad_cases"])
    parser.add_argument("--rounds", type=int, default=3, choices=range(1, 10))
    asked = parser.parse_args()
    scorer = asked.data.parent.parent / "score" / "score_anonymisation.py"
    if not scorer.is_file():
        scorer = asked.data.parent / "score" / "score_anonymisation.py"
    models = Models(uncased_tagger="uncased" not in asked.without, rampart="rampart" not in asked.without)
    systems = {"ours": ours(models), "presidio": presidio()}
    for detector in systems.values():
        detector([GoldTurn("warm", 0, "Warm up, please.")])
    print(HEAD)
    for name in (n for n in asked.sets if n != "bad_cases"):
        turns = read_gold(next(asked.data.glob(f"{name}*.jsonl")))
        for label, rows in ((name, turns), (f"{name} low", [lowered(t) for t in turns])):
            for system, (spans, took) in in_turns(rows, systems, asked.rounds).items():
                print(measure(label, system, rows, spans, took, scorer), flush=True)
    if "bad_cases" in asked.sets and scorer.is_file():
        for system, detector in systems.items():
            print(f"bad cases         {system:<10}{bad_cases(asked.data / 'bad_cases.jsonl', detector, scorer)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
