"""Measures whether codes that are hidden come back as gaps: six codes of the sample's codings are hidden, many times over.

    python benches/topic_gaps.py [FOLDER] [CODINGS] [--cache FILE] [--draws 20]

FOLDER and CODINGS as in benches/suggest.py. A hidden code has at least 15 coded turns. A gap names a hidden code when that is the
commonest of the hidden ones on its turns, is on two of them or more, and on a third of its turns that anybody coded.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from suggest import read_turns

from csa_research.coding.codebook import parse_codebook
from csa_research.coding.place import place
from csa_research.coding.sheets import read_codings
from csa_research.embed import embed
from csa_research.topics.gaps import CodeGap, find_gaps, spoken_turns

HIDDEN = 6
ENOUGH = 15


def named(gap: CodeGap, codes: Mapping[tuple[str, int], set[str]], hidden: set[str]) -> str:
    """The hidden code that a gap names, "" = none."""
    counts = Counter(code for turn in gap.turns for code in codes[turn] & hidden)
    code, n = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return code if n >= max(2, sum(bool(codes[turn]) for turn in gap.turns) / 3) else ""


def main() -> None:
    """Parse, measure, print."""
    root = Path(__file__).resolve().parents[1]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=root / "tests" / "data" / "gold")
    parser.add_argument("codings", type=Path, nargs="?", default=root / "transcripts_sample" / "codings" / "coder_a.csv")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--draws", type=int, default=20)
    args = parser.parse_args()
    book = root / "codebook" / "codebook.yaml"
    turns = read_turns(args.folder, {"CSC1=Ruth", "CSC4=Ellen Sturrock"})
    codings = place(read_codings(args.codings), turns, parse_codebook(book.read_text(encoding="utf-8"), book.name)).codings
    asked = spoken_turns(turns)
    vectors = embed([t.text for t in asked], model="minilm", cache=args.cache)
    codes: dict[tuple[str, int], set[str]] = defaultdict(set)
    for coding in codings:
        codes[coding.group, coding.turn].add(coding.code)
    known = {(t.group, t.index) for t in asked}
    common = Counter(code for turn, own in codes.items() if turn in known for code in own)
    choice = sorted(code for code, n in common.items() if n >= ENOUGH)
    rng = np.random.default_rng(1)
    hits = []
    for _ in range(args.draws):
        hidden = {str(code) for code in rng.choice(choice, HIDDEN, replace=False)}
        found = find_gaps(asked, vectors, [c for c in codings if c.code not in hidden])
        hits.append(len({named(gap, codes, hidden) for gap in found[:10]} - {""}))
    print(f"{len(asked)} turns, {len(codings)} codings, {len(choice)} codes to hide from, {args.draws} draws of {HIDDEN}")
    print(
        f"hidden codes named among the first ten gaps: mean {np.mean(hits):.1f}, four or more in {np.mean(np.array(hits) >= 4):.0%}"
    )


if __name__ == "__main__":
    main()
