"""The forms in which an original gives itself away, and which of them are ordinary words."""

from __future__ import annotations

from csa_research.anonymise.common import common_words
from csa_research.anonymise.naming.names import HEADS, TITLES, Words, is_bare, tokens
from csa_research.records import IdentifierType

MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday christmas easter boxing shrove".split()
)
SMALL = frozenset("the of and a an in on at for to with by".split())


def variants(text: str, type_: IdentifierType) -> set[Words]:
    """The forms of an original that give it away: as said, without title, its telling parts, a plural surname."""
    words = tokens(text)
    match type_:
        case "AGE":
            return set()
        case "DATE":
            telling = len(words) >= 2 and any(word in MONTHS for word in words) and any(_is_day(word) for word in words)
            return {words} if telling else set()
        case "QUASI":
            return {words} if len(words) >= 4 else set()
        case "ID" | "CONTACT":
            return {words} if len("".join(words)) >= 5 and not (len(words) == 1 and words[0].isdigit()) else set()
        case _:
            return _name_variants(text, words, type_)


def _name_variants(text: str, words: Words, type_: IdentifierType) -> set[Words]:
    bare = words
    while bare and (bare[0] in TITLES or bare[0] in SMALL):
        bare = bare[1:]
    bare = bare if len("".join(bare)) > 1 else ()
    found = {bare} if bare else set()
    if type_ == "PERSON":
        parts = [word for word in bare if len(word) >= 4 and word not in common_words()]
        found |= {(part,) for part in parts}
        found |= {(f"{part}s",) for part in parts if not part.endswith("s")}
    elif type_ in ("ORG", "OPERATION") and len(bare) > 1 and not is_bare(text):
        telling = tuple(word for word in bare if word not in HEADS)
        found |= {telling} if telling and not is_common(telling) else set()
    return found


def _is_day(word: str) -> bool:
    return word[:1].isdigit() or word.endswith(("th", "first", "second", "third", "day"))


def is_common(words: Words) -> bool:
    """Whether every word is an ordinary one, so that only capitals tell the name; long phrases tell by themselves."""
    known = common_words()
    return len(words) <= 3 and all(len(word) < 3 or word in known or word.isdigit() for word in words)
