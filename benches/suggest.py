"""Measures code suggestions on a folder of gold transcripts and codings, one group left out at a time.

    python benches/suggest.py [FOLDER CODINGS.csv] [--cache FILE]

FOLDER holds GROUP.txt (one turn a line, `LABEL: text`, mark-up `[[TYPE:text]]` is stripped); without it, the sample. Printed for
every suggester, beside TF-IDF + logistic regression on the same splits:

hit@5   coded participants' turns with a right code among the first five (a silent turn is a miss)
first   ... with a right code in first place
quiet   participants' turns that nobody coded and that get no suggestion
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.coding.place import place
from csa_research.coding.sheets import read_codings
from csa_research.coding.suggesting.suggest import Suggestions, suggest_all
from csa_research.embed import embed
from csa_research.records import Codebook, Coding, Suggestion, Turn

FACILITATORS = {"facilitator", "fac", "interviewer"}
MARKED = re.compile(r"\[\[[A-Z]+:(.*?)\]\]")
Key = tuple[str, int]
Ranked = dict[Key, list[str]]


def read_turns(folder: Path, facilitators: set[str]) -> tuple[Turn, ...]:
    """Every line of every transcript as a turn; more facilitators' labels as GROUP=LABEL."""
    turns = []
    for path in sorted(folder.glob("*.txt")):
        for index, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            label, _, text = MARKED.sub(r"\1", line).partition(": ")
            leads = label.lower() in FACILITATORS or f"{path.stem}={label}" in facilitators
            turns.append(Turn(path.stem, index, label, text, "facilitator" if leads else "participant"))
    return tuple(turns)


def ranked(suggestions: Sequence[Suggestion]) -> Ranked:
    """Codes of each turn, best first."""
    out: Ranked = defaultdict(list)
    for s in sorted(suggestions, key=lambda s: (-s.score, s.code)):
        out[s.group, s.turn].append(s.code)
    return out


def baseline(turns: Sequence[Turn], codings: Sequence[Coding], held_out: str) -> Ranked:
    """TF-IDF + one logistic regression a code, trained on the other groups' participants' turns; ranked by probability."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    train = [t for t in turns if t.role == "participant" and t.group != held_out]
    test = [t for t in turns if t.role == "participant" and t.group == held_out]
    table = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
    seen, unseen = table.fit_transform([t.text for t in train]), table.transform([t.text for t in test])
    gold = codes_by_turn(codings)
    codes = sorted({code for key, found in gold.items() if key[0] != held_out for code in found})
    chances = np.zeros((len(test), len(codes)))
    for at, code in enumerate(codes):
        labels = np.array([code in gold.get((t.group, t.index), ()) for t in train])
        model = LogisticRegression(C=10, solver="liblinear").fit(seen, labels)
        chances[:, at] = model.predict_proba(unseen)[:, 1]
    return {(t.group, t.index): [codes[i] for i in np.argsort(-row)[:5]] for t, row in zip(test, chances, strict=True)}


def codes_by_turn(codings: Sequence[Coding]) -> dict[Key, set[str]]:
    """The codes that people put on each turn."""
    out: dict[Key, set[str]] = defaultdict(set)
    for coding in codings:
        out[coding.group, coding.turn].add(coding.code)
    return out


def report(name: str, found: Ranked, turns: Sequence[Turn], codings: Sequence[Coding]) -> None:
    """One line of figures for all groups, and one for each group's prefix of letters."""
    gold = codes_by_turn(codings)
    keys = [(t.group, t.index) for t in turns if t.role == "participant"]
    for part in ("", *sorted({re.sub(r"\d+$", "", t.group) for t in turns})):
        own = [key for key in keys if key[0].startswith(part)]
        coded, bare = [k for k in own if gold.get(k)], [k for k in own if not gold.get(k)]
        hits = sum(bool(set(found.get(k, [])[:5]) & gold[k]) for k in coded) / max(1, len(coded))
        first = sum(bool(set(found.get(k, [])[:1]) & gold[k]) for k in coded) / max(1, len(coded))
        quiet = sum(not found.get(k) for k in bare) / max(1, len(bare))
        lost = sum(not found.get(k) for k in coded) / max(1, len(coded))
        figures = f"hit@5 {hits:.3f}  first {first:.3f}  quiet {quiet:.3f}  coded turns left silent {lost:.3f}"
        print(f"{name:26s} {part or 'all':5s} {figures}")


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).resolve().parents[1]
    parser.add_argument("folder", type=Path, nargs="?", default=root / "tests" / "data" / "gold")
    parser.add_argument("codings", type=Path, nargs="?", default=root / "transcripts_sample" / "codings" / "coder_a.csv")
    parser.add_argument("--codebook", type=Path, default=root / "codebook" / "codebook.yaml")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--model", default="auto")
    parser.add_argument("--facilitator", action="append", default=["CSC1=Ruth", "CSC4=Ellen Sturrock"], metavar="GROUP=LABEL")
    args = parser.parse_args()
    codebook = parse_codebook(args.codebook.read_text(encoding="utf-8"), args.codebook.name)
    turns = read_turns(args.folder, set(args.facilitator))
    placed = place(read_codings(args.codings), turns, codebook)
    print(f"{len(turns)} turns, {len(placed.codings)} codings placed, {len(placed.unplaced)} not")
    encode = partial(embed, model=args.model, cache=args.cache)
    without = suggest_all(turns, codebook, (), embed=encode)
    for name in ("rules", "nearest", "combined"):
        report(f"no codings: {name}", ranked(getattr(without, name)), turns, placed.codings)
    measure_held_out(turns, codebook, placed.codings, encode)


def measure_held_out(turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], encode: object) -> None:
    """Every group in turn without its codings."""
    began = time.perf_counter()
    found: dict[str, Ranked] = defaultdict(dict)
    for group in sorted({turn.group for turn in turns}):
        others = [coding for coding in codings if coding.group != group]
        all_: Suggestions = suggest_all(turns, codebook, others, embed=encode)  # type: ignore[arg-type]
        for name in ("nearest", "learned", "combined"):
            found[name] |= {key: codes for key, codes in ranked(getattr(all_, name)).items() if key[0] == group}
        found["TF-IDF + LR"] |= baseline(turns, codings, group)
    for name, by_turn in found.items():
        report(f"held out: {name}", by_turn, turns, codings)
    print(f"{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
