"""Two copies of a study brought together: what stands then, and where two people decided differently.

A value that the other copy has seen (it is in its history or journal) and changed is out of date, so the change stands. Where each
copy decided by itself, that is a conflict: one value is kept by a rule that does not depend on the order, and both are listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from csa_research.coding.merge import merge
from csa_research.records import Coding, JournalEntry, Memo

Standing = Mapping[tuple[str, ...], tuple[str, ...]]  # (kind, *key) -> (at, who, *values)
Happened = tuple[str, str, str, str]  # at, who, action, detail of one event of a coding


@dataclass(frozen=True, slots=True)
class Copy:
    """What one copy of a study holds of people's decisions."""

    codings: Sequence[Coding]
    withdrawn: Sequence[Coding]
    events: Mapping[str, frozenset[Happened]]  # of each coding that has any
    journal: Sequence[JournalEntry]
    standing: Standing
    memos: Sequence[Memo] = ()  # on codes, groups and the study


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing on which the copies decided differently, each by itself."""

    what: str
    where: str
    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class Together:
    codings: tuple[Coding, ...]  # every coding once, decided or withdrawn, in the order of the talk
    withdrawn: frozenset[str]  # ids of those that do not count
    journal: tuple[JournalEntry, ...]  # by time
    standing: Standing
    conflicts: tuple[Differing, ...]
    memos: tuple[Memo, ...] = ()  # one a thing; without text where it was taken away


def bring_together(first: Copy, second: Copy) -> Together:
    """Both copies as one. The order of the arguments does not matter; nothing is lost, nothing doubled."""
    a, b = _newest(first, second), _newest(second, first)
    merged = merge(a, b)
    conflicts = [
        Differing(
            f"coding {c.id} of {kept.coder}", f"{kept.group} turn {kept.turn}", _said(kept, c.fields),
            " / ".join(_said(other, c.fields) for other in others),
        )
        for c in merged.conflicts for kept, *others in [c.codings]
    ]  # fmt: skip
    standing, more = _decisions(first, second)
    memos, differing = memos_together(first, second)
    return Together(
        merged.codings, _withdrawn(first, second), _journals(first.journal, second.journal), standing,
        (*conflicts, *more, *differing), memos,
    )  # fmt: skip


def _newest(own: Copy, other: Copy) -> list[Coding]:
    """The copy's codings without those of which the other copy has all of this history and more."""
    theirs = {c.id: c for c in (*other.codings, *other.withdrawn)}
    nothing: frozenset[Happened] = frozenset()
    out = []
    for coding in (*own.codings, *own.withdrawn):
        there = theirs.get(coding.id)
        stale = there is not None and there != coding and (
            own.events.get(coding.id, nothing) < other.events.get(coding.id, nothing) or (not coding.quote and bool(there.quote))
        )  # fmt: skip
        if not stale:
            out.append(coding)
    return out


def _withdrawn(first: Copy, second: Copy) -> frozenset[str]:
    """Who is withdrawn in both, or in one and nothing happened to it since."""
    decided = [{c.id for c in copy.codings} for copy in (first, second)]
    gone = [{c.id for c in copy.withdrawn} for copy in (first, second)]
    out = set(gone[0] | gone[1])
    for ident in (gone[0] & decided[1]) | (gone[1] & decided[0]):
        happened = first.events.get(ident, frozenset()) | second.events.get(ident, frozenset())
        last = max((e[0] for e in happened), default="")
        if happened and not any(e[0] == last and e[2] == "withdrawn" for e in happened):
            out.discard(ident)
    return frozenset(out)


def _journals(first: Sequence[JournalEntry], second: Sequence[JournalEntry]) -> tuple[JournalEntry, ...]:
    every = Counter(first) | Counter(second)  # as often as in the copy that has it more often
    return tuple(sorted(every.elements(), key=lambda e: (e.at, e.who, e.action, e.subject, e.detail)))


def _decisions(first: Copy, second: Copy) -> tuple[Standing, list[Differing]]:
    out, conflicts = {**first.standing, **second.standing}, []
    seen = [{(e.who, e.action, e.subject, e.detail) for e in copy.journal} for copy in (first, second)]
    for key in sorted(first.standing.keys() & second.standing.keys()):
        a, b = first.standing[key], second.standing[key]
        if a == b:
            continue
        known_to_second, known_to_first = _entry(key, a) in seen[1], _entry(key, b) in seen[0]
        if known_to_second != known_to_first:
            out[key] = b if known_to_second else a
            continue
        out[key] = max(a, b, key=lambda value: (key[0] == "clearance" and value[2] != "cleared", value))
        if a[2:] != b[2:]:
            other = b if out[key] == a else a
            conflicts.append(Differing(key[0], " ".join(key[1:]), _value(out[key]), _value(other)))
    return out, conflicts


def memos_together(first: Copy, second: Copy) -> tuple[tuple[Memo, ...], list[Differing]]:
    """Memos on codes, groups and the study; two that differ, each written without the other, are kept one after the other."""
    held = [{(m.kind, m.subject): m for m in copy.memos} for copy in (first, second)]
    out, conflicts = [], []
    for kind, subject in sorted(held[0].keys() | held[1].keys()):
        one, two = (own.get((kind, subject), Memo(kind, subject, "")) for own in held)
        known = [copy.events.get(f"{kind}:{subject}", frozenset()) for copy in (first, second)]
        if one.text == two.text:
            out.append(max(one, two, key=_when))
        elif known[0] < known[1] or known[1] < known[0]:
            out.append(two if known[0] < known[1] else one)
        else:
            kept, other = _both(one, two)
            out.append(kept)
            conflicts.append(Differing("memo", f"{kind} {subject}".strip(), kept.text, f"{_memo(one)} / {_memo(other)}"))
    return tuple(out), conflicts


def _both(one: Memo, two: Memo) -> tuple[Memo, Memo]:
    """The two in one, the older first, and the newer of them."""
    older, newer = sorted((one, two), key=_when)
    if older.text in newer.text:
        return newer, older
    if newer.text in older.text:
        return older, newer
    return replace(newer, text=f"{older.text}\n\n{newer.text}"), newer


def _when(memo: Memo) -> tuple[str, str, str]:
    return memo.at, memo.who, memo.text


def _memo(memo: Memo) -> str:
    return f"{memo.text} ({memo.who}, {memo.at})" if memo.text else "taken away"


def _entry(key: tuple[str, ...], value: tuple[str, ...]) -> tuple[str, str, str, str]:
    """How the journal tells of a decision: who, action, subject, detail."""
    who, said = value[1], value[2:]
    if key[0] == "summary":
        return who, "summary", f"{key[1]} {key[2]}", said[0]
    if key[0] == "clearance":
        return who, f"quote {said[0]}", f"{key[1]} for {key[2]}", said[1]
    return who, "confidence", key[1], f"{said[0]}: {said[1]}"


def _value(value: tuple[str, ...]) -> str:
    return f"{': '.join(part for part in value[2:] if part)} ({value[1]}, {value[0]})"


def _said(coding: Coding, fields: Sequence[str]) -> str:
    values = ((name, getattr(coding, name)) for name in fields)
    return "; ".join(f"{name} {', '.join(value) if isinstance(value, tuple) else value}" for name, value in values)
