"""Whether two names are the same one, misheard or misspelt: a key of sounds and the distance in letters."""

from __future__ import annotations

import re
from functools import lru_cache

_SOUNDS = (
    (r"^kn|^gn|^pn", "n"), (r"^wr", "r"), (r"^x", "s"), (r"ough|augh", "o"), (r"igh", "i"), (r"ph|gh", "f"), (
    r"sch|tch|ch|sh|cz|sz", "x"),
    (r"th", "t"), (r"ck|c(?=[aoukrlt])|q", "k"), (r"c", "s"), (r"dg(?=[eiy])|g(?=[eiy])", "j"), (r"z", "s"), (
    r"w(?![aeiouy])|h(?![aeiouy])", ""),
    (r"v", "f"), (r"d", "t"), (r"b", "p"), (r"g", "k"), (r"y", "i"),
)  # fmt: skip


@lru_cache(maxsize=20000)
def sound_key(name: str) -> str:
    """The consonants of a plain name as they sound, vowels only at the start."""
    key = name
    for pattern, sound in _SOUNDS:
        key = re.sub(pattern, sound, key)
    key = key[:1] + re.sub(r"[aeiou'\s-]", "", key[1:])
    key = "a" + key[1:] if key[:1] in "aeiou" and key else key
    return re.sub(r"(.)\1+", r"\1", key)


def distance(a: str, b: str, limit: int) -> int:
    """Letters to insert, delete, change or swap; limit + 1 when there are more than `limit`."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    older: list[int] = []
    old = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            cost = min(old[j] + 1, new[j - 1] + 1, old[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            new.append(cost)
        if min(new) > limit:
            return limit + 1
        older, old = old, new
    return min(old[-1], limit + 1)


def alike(a: str, b: str) -> bool:
    """Whether one plain name may be the other, misheard: for names of five letters or more."""
    if min(len(a), len(b)) < 5:
        return False
    allowed = 2 if min(len(a), len(b)) >= 7 else 1
    if distance(a, b, allowed) <= allowed and (a[0] == b[0] or sound_key(a)[:1] == sound_key(b)[:1]):
        return True
    key = sound_key(a)
    return len(key) >= 3 and key == sound_key(b) and distance(a, b, 3) <= 3
