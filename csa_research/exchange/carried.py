"""What REFI-QDA has no place for, as one line a coding in a selection's description: written by us, read by us.

    csa: code=KN01; coder=Coder 1; polarity=barrier; effect=; role=need; flags=strong_quote, dissent

Signs that would break the line are written as in a web address (%3B for a semicolon).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

PREFIX = "csa: "
FIELDS = ("code", "coder", "polarity", "effect", "role", "flags")
_BREAKING = {sign: f"%{ord(sign):02X}" for sign in "%;=,\n\r\t"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a coder decided beyond the code itself."""

    code: str
    coder: str
    polarity: str = ""
    effect: str = ""
    role: str = ""
    flags: tuple[str, ...] = ()


def write_line(judgement: Judgement) -> str:
    """The judgement as one line."""
    flags = ", ".join(_escaped(flag) for flag in judgement.flags)
    values = [f"{name}={_escaped(getattr(judgement, name))}" for name in FIELDS[:-1]]
    return PREFIX + "; ".join([*values, f"flags={flags}"])


def read_lines(description: str) -> tuple[tuple[Judgement, ...], str]:
    """The judgements in a description, and what else it says."""
    found: list[Judgement] = []
    rest: list[str] = []
    for line in description.splitlines():
        if line.strip().startswith(PREFIX.strip()):
            found.append(_judgement(line.strip()[len(PREFIX.strip()) :]))
        else:
            rest.append(line)
    return tuple(found), "\n".join(rest).strip()


def of_mark(judgements: Iterable[Judgement], code: str, coder: str) -> Judgement | None:
    """The judgement on this code by this coder; by whoever it was where only one has the code."""
    same = [j for j in judgements if j.code == code]
    return next((j for j in same if j.coder == coder), same[0] if len(same) == 1 else None)


def _judgement(text: str) -> Judgement:
    values: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        if equals:
            values[name.strip().lower()] = value.strip()
    flags = tuple(unquote(flag.strip()) for flag in values.pop("flags", "").split(",") if flag.strip())
    known = {name: unquote(values.get(name, "")) for name in FIELDS[:-1]}
    return Judgement(**known, flags=flags)


def _escaped(value: str) -> str:
    return "".join(_BREAKING.get(sign, sign) for sign in value)
