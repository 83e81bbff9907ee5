"""Measures whether codes that are hidden come back as gaps: six codes of the sample's codings are hidden, many times over.

    python benches/topic_gaps.py [FOLDER] [CODINGS] [--cache FILE] [--draws 40] [--seed 1]

FOLDER and CODINGS as in benches/suggest.py. A gap names a hidden code when, of the hidden ones, that is the commonest on its turns,
is on three of them or more and on a third of those that anybody coded, and would be there so often by chance in at most one of a
hundred gaps (hypergeometric, among all turns without a shown code). "By chance" in the table: the same sizes, any uncoded turns.
Codes that can be seen have eight turns or more that no other code is on; all codes have fifteen coded turns or more.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from suggest import read_turns

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.coding.place import place
from csa_research.coding.sheets import read_codings
from csa_research.embed import embed
from csa_research.records import Coding
from csa_research.topics.gaps import CodeGap, find_gaps, spoken_turns

HIDDEN = 6
ENOUGH = 15
ALONE = 8
CHANCE = 0.01
Key = tuple[str, int]
Find = Callable[[Sequence[Coding]], tuple[CodeGap, ...]]


def named(gap: CodeGap, codes: Mapping[Key, set[str]], hidden: set[str], open_turns: Sequence[Key]) -> str:
    """The hidden code that a gap names, "" = none."""
    from scipy.stats import hypergeom

    counts = Counter(code for turn in gap.turns for code in codes[turn] & hidden)
    code, n = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if n < max(3, sum(bool(codes[turn]) for turn in gap.turns) / 3):
        return ""
    everywhere = sum(code in codes[turn] for turn in open_turns)
    return code if hypergeom.sf(n - 1, len(open_turns), everywhere, len(gap.turns)) <= CHANCE else ""


def shuffled(gaps: Sequence[CodeGap], open_turns: Sequence[Key]) -> tuple[CodeGap, ...]:
    """The gaps with any uncoded turns in place of theirs."""
    mixed = iter([open_turns[i] for i in np.random.default_rng(len(open_turns)).permutation(len(open_turns))])
    return tuple(replace(gap, turns=tuple(next(mixed) for _ in gap.turns)) for gap in gaps)


def row(name: str, draws: Sequence[set[str]], find: Find, codings: Sequence[Coding], codes: Mapping[Key, set[str]]) -> str:
    """One row of the table: codes named in these draws, and by chance."""
    hits, luck = [], []
    start = time.process_time()
    for hidden in draws:
        gaps = find([c for c in codings if c.code not in hidden])[:10]
        open_turns = sorted(turn for turn in codes if not codes[turn] - hidden)
        hits.append(len({named(gap, codes, hidden, open_turns) for gap in gaps} - {""}))
        luck.append(len({named(gap, codes, hidden, open_turns) for gap in shuffled(gaps, open_turns)} - {""}))
    seconds = (time.process_time() - start) / len(draws)
    share = np.mean(np.array(hits) >= 4)
    return f"| {name} | {len(draws)} | {np.mean(hits):.1f} | {share:.0%} | {min(hits)} | {np.mean(luck):.1f} | {seconds:.1f} |"


def main() -> None:
    """Parse, measure, print."""
    root = Path(__file__).resolve().parents[1]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=root / "tests" / "data" / "gold")
    parser.add_argument("codings", type=Path, nargs="?", default=root / "transcripts_sample" / "codings" / "coder_a.csv")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--draws", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    book = root / "codebook" / "codebook.yaml"
    turns = read_turns(args.folder, {"CSC1=Ruth", "CSC4=Ellen Sturrock"})
    codings = place(read_codings(args.codings), turns, parse_codebook(book.read_text(encoding="utf-8"), book.name)).codings
    asked = spoken_turns(turns)
    vectors = embed([t.text for t in asked], model="minilm", cache=args.cache)
    marked: dict[Key, set[str]] = defaultdict(set)
    for coding in codings:
        marked[coding.group, coding.turn].add(coding.code)
    codes = {(t.group, t.index): marked[t.group, t.index] for t in asked}
    every = Counter(code for own in codes.values() for code in own)
    alone = Counter(next(iter(own)) for own in codes.values() if len(own) == 1)
    common = sorted(code for code, n in every.items() if n >= ENOUGH)
    visible = [code for code in common if alone[code] >= ALONE]
    rng = np.random.default_rng(args.seed)

    def drawn(choice: Sequence[str]) -> list[set[str]]:
        return [{str(code) for code in rng.choice(choice, HIDDEN, replace=False)} for _ in range(args.draws)]

    def find(shown: Sequence[Coding]) -> tuple[CodeGap, ...]:
        return find_gaps(asked, vectors, shown)

    print(f"{len(asked)} turns, {len(codings)} codings, {len(common)} codes to hide, {len(visible)} of them can be seen\n")
    print("| six hidden codes | draws | named among ten | four or more | fewest | by chance | CPU s a draw |")
    print("|---" * 7 + "|")
    rarest = set(sorted(visible, key=lambda code: (alone[code], code))[:HIDDEN])
    print(row("any that can be seen", drawn(visible), find, codings, codes), flush=True)
    print(row("the six rarest that can be seen", [rarest], find, codings, codes), flush=True)
    print(row("any", drawn(common), find, codings, codes), flush=True)
    none = find(codings)
    held = [sum(bool(codes[turn]) for turn in gap.turns) for gap in none]
    print(f"\nnothing hidden: {len(none)} candidates of {sum(len(gap.turns) for gap in none)} turns ({sum(held)} of them coded)")


if __name__ == "__main__":
    main()
