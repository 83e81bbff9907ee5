"""Measures proposed polarities against people's codings: how often one is proposed, how often it is right, and "always barrier".

    python benches/polarity.py [FOLDER CODINGS.csv]

The polarity of every coding's turn is read from cue words only; codes whose polarity the codebook fixes and emotions are left out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from suggest import read_turns

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.coding.place import place
from csa_research.coding.sheets import read_codings
from csa_research.coding.suggesting.polarity import make_reader, questions, read_polarity

SPOKEN = ("enabler", "barrier", "mixed")


def report(name: str, pairs: Counter[tuple[str, str]]) -> None:
    """A line of figures from (decided, proposed) counts."""
    spoken = Counter({pair: count for pair, count in pairs.items() if pair[1] in SPOKEN})
    total, said = sum(pairs.values()), spoken.total()
    right = sum(count for (decided, proposed), count in spoken.items() if decided == proposed)
    barrier = sum(count for (decided, _), count in spoken.items() if decided == "barrier")
    always = sum(count for (decided, _), count in pairs.items() if decided == "barrier")
    unclear = sum(count for (_, proposed), count in pairs.items() if proposed == "unclear")
    figures = (
        f"right {right / max(1, said):.3f}  always barrier there {barrier / max(1, said):.3f}  on all {always / max(1, total):.3f}"
    )
    print(f"{name:12s} {total:5d} codings  proposed {said / max(1, total):.3f}  unclear {unclear / max(1, total):.3f}  {figures}")


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).resolve().parents[1]
    parser.add_argument("folder", type=Path, nargs="?", default=root / "tests" / "data" / "gold")
    parser.add_argument("codings", type=Path, nargs="?", default=root / "transcripts_sample" / "codings" / "coder_a.csv")
    parser.add_argument("--codebook", type=Path, default=root / "codebook" / "codebook.yaml")
    parser.add_argument("--facilitator", action="append", default=["CSC1=Ruth", "CSC4=Ellen Sturrock"], metavar="GROUP=LABEL")
    args = parser.parse_args()
    codebook = parse_codebook(args.codebook.read_text(encoding="utf-8"), args.codebook.name)
    turns = read_turns(args.folder, set(args.facilitator))
    texts, asked, reader = {(t.group, t.index): t.text for t in turns}, questions(turns), make_reader(codebook)
    found: Counter[tuple[str, str, str]] = Counter()
    for coding in place(read_codings(args.codings), turns, codebook).codings:
        if coding.code not in reader.fixed:
            at = (coding.group, coding.turn)
            answer = read_polarity(reader, texts[at], coding.code, question=asked.get(at, "")).polarity
            found[re.sub(r"\d+$", "", coding.group), coding.polarity, answer] += 1
    for part in ("", *sorted({part for part, _, _ in found})):
        pairs: Counter[tuple[str, str]] = Counter()
        for (agency, decided, answer), count in found.items():
            if part in ("", agency):
                pairs[decided, answer] += count
        report(part or "all", pairs)
        for side in SPOKEN[:2] if not part else ():
            report(f"  {side}", Counter({pair: count for pair, count in pairs.items() if pair[1] == side}))


if __name__ == "__main__":
    main()
