"""Codings carried from one codebook to the next by a map: rename, merge, split, retire; moves need no map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from csa_research.coding.place import EMOTIONS
from csa_research.coding.suggesting.filled import Rows
from csa_research.errors import InputError
from csa_research.records import Code, Codebook, Coding

RETIRE = "retire"
NEEDED = ("old", "new")


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a map says: the new code (or codes, to choose from) of each old one, and choices for single codings."""

    codes: Mapping[str, tuple[str, ...]]  # (RETIRE,) = no new code
    single: Mapping[str, str]  # coding id -> new code or RETIRE


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of the codings."""

    changed: tuple[Coding, ...]  # with their new code
    retired: tuple[str, ...]  # ids: their code has no successor
    doubled: tuple[str, ...]  # ids: after a merge the same coder has the same code on the same words twice
    asks: tuple[Coding, ...]  # of a split code, not decided yet
    homeless: Mapping[str, int]  # code -> codings: gone or a heading now, and not in the map


def read_map(name: str, rows: Rows, old: Codebook, new: Codebook) -> Mapped:
    """The map of a filled sheet: columns old, new, and coding_id for single codings. Raises InputError naming the row."""
    was, is_ = {c.id.casefold(): c.id for c in old.codes}, {c.id.casefold(): c for c in new.codes}
    codes: dict[str, list[str]] = defaultdict(list)
    single: dict[str, str] = {}
    for number, row in rows:
        source, target, coding = (row.get(column, "").strip() for column in ("old", "new", "coding_id"))
        if coding and not target:
            continue  # not decided yet
        if source.casefold() not in was:
            raise InputError(f"{name}: row {number}: {source[:40]!r} is not a code of the codebook that the study has now.")
        chosen = RETIRE if target.casefold() in ("", RETIRE) else _new_code(name, number, target, is_)
        if coding:
            single[coding] = chosen
        elif chosen not in codes[was[source.casefold()]]:
            codes[was[source.casefold()]].append(chosen)
    return Mapped({code: tuple(to) for code, to in codes.items()}, single)


def _new_code(name: str, number: int, target: str, codes: Mapping[str, Code]) -> str:
    code = codes.get(target.casefold())
    if code is None or not code.codable:
        why = "a heading, which is never applied" if code else "not in the new codebook"
        raise InputError(f"{name}: row {number}: {target[:40]!r} is {why}. Write a code that can be applied, or {RETIRE}.")
    return code.id


def carry_over(codings: Sequence[Coding], new: Codebook, mapped: Mapped) -> Carried:
    """What becomes of every coding under the new codebook. Positions, words and ids stay."""
    codes = {code.id: code for code in new.codes}
    kept: list[Coding] = []
    changed: list[Coding] = []
    retired: list[str] = []
    asks: list[Coding] = []
    homeless: dict[str, int] = defaultdict(int)
    for coding in codings:
        target = _target(coding, codes, mapped)
        if target is None:
            homeless[coding.code] += 1
        elif target == "":
            asks.append(coding)
        elif target == RETIRE:
            retired.append(coding.id)
        elif target == coding.code:
            kept.append(coding)
        else:
            changed.append(_recoded(coding, codes[target]))
    return Carried(tuple(changed), tuple(retired), _doubles(kept, changed), tuple(asks), dict(homeless))


def _target(coding: Coding, codes: Mapping[str, Code], mapped: Mapped) -> str | None:
    """The new code; "" where a person has to choose, None where there is none."""
    if coding.id in mapped.single:
        return mapped.single[coding.id]
    choices = mapped.codes.get(coding.code)
    if choices:
        return choices[0] if len(choices) == 1 else ""
    code = codes.get(coding.code)
    return coding.code if code is not None and code.codable else None


def _recoded(coding: Coding, code: Code) -> Coding:
    if code.family == EMOTIONS:
        return replace(coding, code=code.id, effect=coding.effect or "none_stated")
    return replace(coding, code=code.id, effect="")


def _doubles(kept: Sequence[Coding], changed: Sequence[Coding]) -> tuple[str, ...]:
    """Of codings that a merge made equal, all but the fullest; codings that were equal before are left alone."""
    same: dict[tuple[object, ...], list[Coding]] = defaultdict(list)
    for coding in (*kept, *changed):
        same[coding.group, coding.turn, coding.span, coding.code, coding.coder].append(coding)
    moved = {coding.id for coding in changed}
    out: list[str] = []
    for group in same.values():
        if len(group) > 1 and any(coding.id in moved for coding in group):
            group.sort(key=lambda c: (-len(c.memo), -len(c.flags), c.id in moved, c.id))
            out += (coding.id for coding in group[1:])
    return tuple(sorted(out))
