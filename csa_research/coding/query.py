"""What a person asks of the codings, checked against the codebook and the study, with the nearest name where one is unknown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from csa_research.coding.lookalikes import nearest
from csa_research.errors import InputError
from csa_research.records import EFFECTS, EVIDENCE_ROLES, POLARITIES, Codebook, Coding, Group

SUB = "+sub"
"""Behind a code or family: its sub-codes as well."""
RELATIONS = ("turns", "overlapping", "within")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is saved; () and "" = any. Within a field any value does, across fields everything has to hold."""

    code: tuple[str, ...] = ()  # with +sub: all below
    polarity: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    coder: tuple[str, ...] = ()
    effect: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()  # each of them
    text: str = ""
    near: tuple[str, ...] = ()  # codes, with +sub: all below
    relation: str = "turns"
    reach: int = 2  # turns before or after that count as near
    crossed: bool = False  # asked is not for the codings, but which of their codes share words
    rolled: bool = False  # there, sub-codes count as the code at the top of their branch


@dataclass(frozen=True, slots=True)
class Resolved:
    """The question in ids that exist; None = any."""

    codes: Collection[str] | None = None
    polarities: Collection[str] | None = None
    groups: Collection[str] | None = None
    coders: Collection[str] | None = None
    effects: Collection[str] | None = None
    roles: Collection[str] | None = None
    near: Collection[str] | None = None
    flags: tuple[str, ...] = field(default=())


def resolve(query: Query, codebook: Codebook, groups: Sequence[Group], coders: Collection[str]) -> Resolved:
    """The question in ids. Raises InputError naming the option, what is unknown, and what is near it."""
    agencies = {group.agency for group in groups}
    chosen: set[str] | None = None
    if query.agency:
        wanted = {_known("--agency", a, agencies) for a in query.agency}
        chosen = {group.group_id for group in groups if group.agency in wanted}
    if query.group:
        named = {_known("--group", g, [group.group_id for group in groups]) for g in query.group}
        chosen = named if chosen is None else chosen & named
    if query.relation not in RELATIONS:
        raise InputError(f"A query's relation must be one of {', '.join(RELATIONS)}.")
    return Resolved(
        codes=_codes("--code", query.code, codebook),
        polarities=_each("--polarity", query.polarity, POLARITIES),
        groups=chosen,
        coders=_each("--coder", query.coder, coders),
        effects=_each("--effect", query.effect, EFFECTS),
        roles=_each("--role", query.role, EVIDENCE_ROLES),
        near=_codes("--near", query.near, codebook),
        flags=query.flag,
    )


def below(codebook: Codebook, ident: str) -> frozenset[str]:
    """The code and everything under it, to any depth; of a family, all its codes."""
    found = {ident} | {code.id for code in codebook.codes if code.family == ident}
    while True:
        more = {code.id for code in codebook.codes if code.parent in found} - found
        if not more:
            return frozenset(found)
        found |= more


def matches(coding: Coding, wanted: Resolved) -> bool:
    """Whether the coding by itself is wanted: everything but text and nearness."""
    pairs = (
        (coding.code, wanted.codes), (coding.polarity, wanted.polarities), (coding.group, wanted.groups),
        (coding.coder, wanted.coders), (coding.effect, wanted.effects), (coding.role, wanted.roles),
    )  # fmt: skip
    return all(allowed is None or value in allowed for value, allowed in pairs) and set(wanted.flags) <= set(coding.flags)


def describe(query: Query) -> str:
    """The question in one line, as it would be typed."""
    parts = [
        f"--{name} {value}"
        for name in ("code", "polarity", "agency", "group", "coder", "effect", "role", "flag", "near")
        for value in getattr(query, name)
    ]
    if query.text:
        parts.append(f'--text "{query.text}"')
    if query.near:
        parts.append(f"--reach {query.reach}" if query.relation == "turns" else f"--{query.relation}")
    parts += ["--co-occurrence"] * query.crossed + ["--roll-up"] * query.rolled
    return " ".join(parts) or "everything"


def _codes(option: str, given: Sequence[str], codebook: Codebook) -> frozenset[str] | None:
    if not given:
        return None
    known = [code.id for code in codebook.codes] + [family.id for family in codebook.families]
    out: set[str] = set()
    for one in given:
        ident = _known(option, one.removesuffix(SUB), known)
        is_family = ident in {family.id for family in codebook.families}
        out |= below(codebook, ident) if one.endswith(SUB) or is_family else {ident}
    return frozenset(out)


def _each(option: str, given: Sequence[str], known: Collection[str]) -> frozenset[str] | None:
    return frozenset(_known(option, one, known) for one in given) if given else None


def _known(option: str, given: str, known: Collection[str]) -> str:
    by_plain = {one.casefold(): one for one in known}
    found = by_plain.get(given.strip().casefold())
    if found is None:
        near = nearest(given, known, cutoff=0.5)
        hint = f" Did you mean {near}?" if near else f" Known: {', '.join(sorted(known)[:12]) or 'none yet'}."
        raise InputError(f"{option} {given[:60]}: there is none of that name.{hint}")
    return found
