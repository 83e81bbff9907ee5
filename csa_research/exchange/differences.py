"""What a proposed codebook would change in a study's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csa_research.records import Code, Codebook, Family


def changes(own: Codebook, families: Sequence[Family], codes: Sequence[Code]) -> tuple[str, ...]:
    """What families and codes have that the codebook has not, and what they lack, a line each."""
    before: dict[str, Code] = {code.id: code for code in own.codes}
    after = {code.id: code for code in codes}
    known = {family.id: family for family in own.families}
    out = [f"new family: {f.id} {f.name}" for f in families if f.id not in known]
    out += [
        f"family renamed: {f.id} {known[f.id].name} -> {f.name}" for f in families if f.id in known and known[f.id].name != f.name
    ]
    out += [f"new: {c.id} {c.name} (in {c.parent})" for c in codes if c.id not in before]
    for code in (c for c in codes if c.id in before):
        out += _changed(before[code.id], code)
    return (*out, *(f"not in the file, left out: {c.id} {c.name}" for c in own.codes if c.id not in after))


def _changed(old: Code, code: Code) -> Iterator[str]:
    if code.name != old.name:
        yield f"renamed: {code.id} {old.name} -> {code.name}"
    if code.parent != old.parent:
        yield f"moved: {code.id} from {old.parent} to {code.parent}"
    if code.codable != old.codable:
        yield f"{code.id} {'may be applied now' if code.codable else 'is a heading now'}"
    for name in ("definition", "include_when", "exclude_when", "example"):
        if " ".join(getattr(code, name).split()) != " ".join(getattr(old, name).split()):
            yield f"{name.replace('_', ' ')} changed: {code.id} {code.name}"
