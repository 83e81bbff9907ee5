"""What changed between two versions of a codebook, code by code and field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from csa_research.records import Code, Codebook, Family, PairRule

T = TypeVar("T", Family, Code, PairRule)
Kind = Literal["added", "removed", "renamed", "moved", "retired", "reinstated", "changed"]
TEXTS = ("definition", "include_when", "exclude_when", "example", "tier", "system_level", "polarity", "cue_phrases", "locked")
ALIKE = 0.6  # of two codes' words, above which one may be the other under a new id


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` and `after` are short; "" = there was or is none."""

    kind: Kind
    what: str  # "code KN01", "family KN", "pair rule P01"
    field: str = ""
    before: str = ""
    after: str = ""

    def line(self) -> str:
        """The change in one line."""
        words = f"{self.what} {self.kind}" + (f": {self.field}" if self.kind == "changed" else "")
        if self.kind in ("added", "removed"):
            return f"{words}: {self.after or self.before}"
        return f"{words}: {_short(self.before)} -> {_short(self.after)}" if self.before or self.after else words


def diff(old: Codebook, new: Codebook) -> tuple[Change, ...]:
    """Every change of families, codes and pair rules, in the order of the new codebook; removed ones last of their kind."""
    return (
        *_things("family", {f.id: f for f in old.families}, {f.id: f for f in new.families}, _family),
        *_things("code", {c.id: c for c in old.codes}, {c.id: c for c in new.codes}, _code),
        *_things("pair rule", {r.id: r for r in old.pair_rules}, {r.id: r for r in new.pair_rules}, _rule),
    )


def likely(old: Codebook, new: Codebook) -> dict[str, str]:
    """For each code that is gone, the new code that is most like it in name and definition, where one is. To be confirmed."""
    was, is_ = {c.id: c for c in old.codes}, {c.id: c for c in new.codes}
    fresh = [c for c in new.codes if c.id not in was and c.codable]
    out: dict[str, str] = {}
    for code in (c for c in old.codes if c.id not in is_):
        scored = [(_likeness(code, other), other.id) for other in fresh]
        best = max(scored, default=(0.0, ""))
        if best[0] >= ALIKE:
            out[code.id] = best[1]
    return out


def _things(
    noun: str, old: Mapping[str, T], new: Mapping[str, T], compare: Callable[[str, T, T], Iterable[Change]]
) -> Iterable[Change]:
    for ident, thing in new.items():
        if ident not in old:
            yield Change("added", f"{noun} {ident}", after=_name(thing))
        else:
            yield from compare(f"{noun} {ident}", old[ident], thing)
    for ident, thing in old.items():
        if ident not in new:
            yield Change("removed", f"{noun} {ident}", before=_name(thing))


def _name(thing: object) -> str:
    return str(getattr(thing, "name", "") or getattr(thing, "ask", ""))


def _family(what: str, old: Family, new: Family) -> Iterable[Change]:
    if old.name != new.name:
        yield Change("renamed", what, "name", old.name, new.name)
    if old.definition != new.definition:
        yield Change("changed", what, "definition", old.definition, new.definition)


def _code(what: str, old: Code, new: Code) -> Iterable[Change]:
    if old.name != new.name:
        yield Change("renamed", what, "name", old.name, new.name)
    if (old.family, old.parent) != (new.family, new.parent):
        yield Change("moved", what, "parent", old.parent, new.parent)
    if old.codable != new.codable:
        yield Change("reinstated" if new.codable else "retired", what, "codable")
    for field in TEXTS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield Change("changed", what, field, _text(before), _text(after))


def _rule(what: str, old: PairRule, new: PairRule) -> Iterable[Change]:
    if old != new:
        yield Change("changed", what, "rule", old.ask, new.ask if new.ask != old.ask else "other codes or answers")


def _text(value: object) -> str:
    return "; ".join(" ".join(map(str, v)) for v in value) if isinstance(value, tuple) else str(value)


def _short(text: str, most: int = 70) -> str:
    plain = " ".join(text.split())
    return f"'{plain}'" if len(plain) <= most else f"'{plain[: most - 1]}…'"


def _likeness(a: Code, b: Code) -> float:
    if a.name.casefold() == b.name.casefold() or a.definition == b.definition:
        return 1.0
    return SequenceMatcher(None, f"{a.name} {a.definition}".lower(), f"{b.name} {b.definition}".lower()).ratio()
