"""Names compared as people say and write them: without case, accents, titles and possessives; by parts, sound and spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

Words = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame rev reverend father judge ds dc dci di dcc dsu pc pcso wpc sgt sergeant"
    " inspector insp detective constable superintendent supt auntie aunty aunt uncle nan nanna nanny nana gran grandad granny"
    " nurse midwife mum mom dad stepdad stepmum our the".split()
)
_PARTICLES = frozenset("al el st bin ben ibn abu umm van von de da la le di del dos abdul mac mc".split())
HEADS = {
    **dict.fromkeys("school academy primary infant infants junior juniors secondary college nursery high".split(), "School"),
    **dict.fromkeys("surgery practice medical".split(), "Surgery"),
    **dict.fromkeys("hospital infirmary ward clinic suite hospice".split(), "Hospital"),
    **dict.fromkeys("team unit hub desk".split(), "Team"),
    **dict.fromkeys("operation op".split(), "Operation"),
    **dict.fromkeys("house home homes".split(), "Home"),
    **dict.fromkeys("centre center children childrens service project trust the".split(), ""),
}
"""Words that say what kind of organisation a name is; they are left out when names are compared."""


def plain(text: str) -> str:
    """The text without case and accents, apostrophes made straight."""
    if text.isascii():
        return text.casefold()
    low = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'").casefold())
    return "".join(char for char in low if not unicodedata.combining(char))


def tokens(text: str) -> Words:
    """The words of a text, plain, possessives and inner apostrophes removed."""
    return tuple(word for match in _TOKEN.finditer(text) if (word := _POSSESSIVE.sub("", plain(match.group())).replace("'", "")))


def name_words(text: str) -> Words:
    """The words of a name without titles and lone initials; all its words when nothing else is left."""
    words = tokens(text)
    bare = words
    while bare and bare[0] in TITLES:
        bare = bare[1:]
    long = tuple(word for word in bare if len(word) > 1 or word.isdigit())
    return long or bare or words


def is_bare(text: str) -> bool:
    """Whether a name is one word without its titles, hyphenated or not: "Kay", "DC Kay", "Kay-Leigh"."""
    words = [word for word in text.split() if tokens(word) and tokens(word)[0] not in TITLES and len(tokens(word)[0]) > 1]
    return len(words) <= 1


def core(words: Words) -> Words:
    """An organisation's name without the words for its kind: "holloway park" of "holloway park academy"."""
    return tuple(word for word in words if word not in HEADS) or words


def kind(words: Words) -> str:
    """What an organisation's own words say it is: "School", "Hospital" ...; "" when they do not say."""
    return next((HEADS[word] for word in reversed(words) if HEADS.get(word)), "")


def is_possessive(text: str) -> bool:
    """Whether the text ends in 's or s'."""
    return bool(_POSSESSIVE.search(text))


def is_part(words: Words, name: Words) -> bool:
    """Whether one word is a given name or surname of a longer name."""
    return len(words) == 1 and len(name) > 1 and words[0] in name and words[0] not in _PARTICLES


def is_shortened(words: Words, name: Words) -> bool:
    """Whether a name is a longer one with inner or last names left out: "hodan jama" of "hodan warsame jama"."""
    if not 2 <= len(words) < len(name) or words[0] != name[0]:
        return False
    rest = iter(name)
    return all(word in rest for word in words)


def is_within(words: Words, name: Words) -> bool:
    """Whether the words stand together in a longer name: "leofric" in "earl leofric"."""
    size = len(words)
    return 0 < size < len(name) and any(name[i : i + size] == words for i in range(len(name) - size + 1))


def sound(words: Sequence[str]) -> str:
    """A rough key of how a name sounds: consonants only, likes made one. "florin lacatus" and "florian lakatosh" share it."""
    text = "".join(words)
    for old, new in (("ph", "f"), ("ck", "k"), ("sch", "s"), ("sh", "s"), ("th", "t"), ("cz", "s"), ("wr", "r"), ("kn", "n")):
        text = text.replace(old, new)
    text = text.translate(str.maketrans("cqzjv", "kksgf"))
    key = text[:1] + re.sub(r"[aeiouyhw]", "", text[1:])
    return re.sub(r"(.)\1+", r"\1", key)


def sounds_like(a: Words, b: Words) -> bool:
    """Whether two names are spellings of one sound, or the same letters with other gaps."""
    if "".join(a) == "".join(b):
        return True
    first, second = sound(a), sound(b)
    return len(first) >= 4 and first == second and min(len("".join(a)), len("".join(b))) >= 5


def is_near(a: Words, b: Words) -> bool:
    """Whether two names differ by a slip of the pen: same first letter, one letter in six changed."""
    first, second = "".join(a), "".join(b)
    size = min(len(first), len(second))
    if size < 6 or first[0] != second[0]:
        return False
    allowed = min(3, size // 6)
    return abs(len(first) - len(second)) <= allowed and distance(first, second) <= allowed


def distance(a: str, b: str) -> int:
    """The number of letters to insert, delete or change (Levenshtein 1966)."""
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]
