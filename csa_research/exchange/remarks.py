"""A comment's words as judgements: code ids or names, with polarity, effect, role and flags where they are given.

KN01 barrier; Supervision: enabler          two codes, a polarity each
EM01, EM05 effect=away role=need            two codes, the same effect and role
KN01 - nobody had told her                  what is no code and no such word is the memo
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from csa_research.exchange.carried import Judgement
from csa_research.exchange.names import CodeNames
from csa_research.records import POLARITIES

_WORD = re.compile(r"[\w\-]+")
_FIELD = re.compile(r"\b(polarity|effect|role|flags?)\s*[:=]\s*([\w]+(?:\s*,\s*\w+_\w+)*)", re.IGNORECASE)
_EDGE = " \t:;,.-–—()[]"


def read_remark(text: str, names: CodeNames) -> tuple[tuple[Judgement, ...], str]:
    """The judgements of a comment, one a code, and what is left of its words as memo."""
    found: list[Judgement] = []
    memo: list[str] = []
    common: dict[str, str] = {}
    for piece in re.split(r"[\n;]", text):
        judged, fields, rest = _piece(piece, names)
        found += judged
        if not judged:
            common.update({name: value for name, value in fields.items() if name not in common})
        if rest:
            memo.append(rest)
    return tuple(dict.fromkeys(_filled(judgement, common) for judgement in found)), "\n".join(memo)


def _piece(piece: str, names: CodeNames) -> tuple[list[Judgement], dict[str, str], str]:
    """Judgements of one line, fields given with them, and the rest of its words."""
    fields = {m.group(1).lower().replace("flags", "flag"): m.group(2) for m in _FIELD.finditer(piece)}
    plain = _FIELD.sub(" ", piece)
    codes, rest = _codes(plain, names)
    if codes or not rest.strip(_EDGE) or rest.strip(_EDGE).lower() in POLARITIES:
        rest, polarity = _polarity(rest)
        if polarity:
            fields.setdefault("polarity", polarity)
    return [_filled(Judgement(code, ""), fields) for code in codes], fields, " ".join(rest.split()).strip(_EDGE)


def _codes(text: str, names: CodeNames) -> tuple[list[str], str]:
    """The codes named in the text by id, else by name, and the text without them."""
    ids = [m for m in _WORD.finditer(text) if m.group().lower() in names.by_id]
    if ids:
        codes = list(dict.fromkeys(names.by_id[m.group().lower()] for m in ids))
        return codes, _unnamed(_without(text, [m.span() for m in ids]), codes, names)
    codes, rest = [], []
    for part in text.split(",") if not names.by_name.get(_plain(text)) else [text]:
        code, left = _named(part, names)
        codes += [code] if code else []
        rest.append(left)
    return list(dict.fromkeys(codes)), ", ".join(part for part in rest if part.strip(_EDGE))


def _unnamed(text: str, codes: Sequence[str], names: CodeNames) -> str:
    """The text without the names of codes that it gives by id already."""
    for name in (name for name, code in names.by_name.items() if code in codes):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, count=1, flags=re.IGNORECASE)
    return text


def _named(part: str, names: CodeNames) -> tuple[str, str]:
    """The code whose name the text is or begins with (the longest), and what follows it."""
    plain = _plain(part)
    if names.by_name.get(plain):
        return names.by_name[plain], ""
    starting = [name for name, code in names.by_name.items() if code and re.match(rf"{re.escape(name)}(?!\w)", plain)]
    if not starting:
        return "", part
    name = max(starting, key=len)
    return names.by_name[name], plain[len(name) :]


def _polarity(text: str) -> tuple[str, str]:
    found = next((m for m in _WORD.finditer(text) if m.group().lower() in POLARITIES), None)
    return (text, "") if found is None else (_without(text, [found.span()]), found.group().lower())


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + " " + text[end:]
    return text


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).strip(_EDGE)


def _filled(judgement: Judgement, fields: dict[str, str]) -> Judgement:
    flags = tuple(flag.strip() for flag in fields.get("flag", "").split(",") if flag.strip())
    return replace(
        judgement,
        polarity=judgement.polarity or fields.get("polarity", "").lower(),
        effect=judgement.effect or fields.get("effect", "").lower(),
        role=judgement.role or fields.get("role", "").lower(),
        flags=judgement.flags or flags,
    )
