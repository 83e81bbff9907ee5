"""Write csa_research/data/lists/dictionary.txt: words of a spelling dictionary that the counts of talk miss.

usage: python scripts/build_dictionary.py en_US.dic

The file is a Hunspell dictionary in the American English of SCOWL (as in the package spylls, hunspell/data/en). Only words that it
has in small letters are taken, so no name that is not a word as well; words that stand in a list of names or places are left
out, and so are words that the other lists know already.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from csa_research.anonymise.detectors.lists import load_lists

TARGET = Path(__file__).resolve().parent.parent / "csa_research" / "data" / "lists" / "dictionary.txt"
SMALL = re.compile(r"[a-z]{3,}")


def main(dictionary: Path) -> int:
    """Write the list; 0 when done."""
    TARGET.write_text("", encoding="utf-8")  # the words that stood there before do not count as known
    load_lists.cache_clear()
    lists = load_lists()
    words = {line.split("/")[0].strip() for line in dictionary.read_text(encoding="utf-8").splitlines()}
    new = sorted(
        word
        for word in words
        if SMALL.fullmatch(word) and not lists.ordinary(word) and not lists.any_name(word) and word not in lists.places
    )
    head = "# Words of the English Hunspell dictionary (SCOWL, see ../NOTICE) that are no names; by scripts/build_dictionary.py"
    TARGET.write_text("\n".join([head, *new]) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(new):,} words")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
