"""The quote bank: one quote a coded span, locked where its words may never leave the team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csa_research.findings.counts import Places, order, places, quote_id, spoken
from csa_research.offsets import overlaps
from csa_research.records import Codebook, Coding, Group, Quote, Turn

LOCKING_FLAGS: tuple[tuple[str, str], ...] = (
    ("personal_disclosure", "flagged as a personal disclosure"),
    ("possible_current_risk", "flagged as a possible current risk"),
)


def quote_bank(codings: Sequence[Coding], turns: Sequence[Turn], groups: Sequence[Group], codebook: Codebook) -> tuple[Quote, ...]:
    """One quote a distinct span with all its codes, in the order of the talk.

    A quote is locked for a locked code, for a flag of LOCKING_FLAGS, or because it shares words with a locked quote.
    """
    where = places(turns, groups)
    scopes = {group.group_id: group.consent_scope for group in groups}
    locks = {code.id: f"{code.id} {code.name} is locked" for code in codebook.codes if code.locked}
    spans: dict[str, list[Coding]] = {}
    for coding in spoken(codings, where):
        spans.setdefault(quote_id(coding), []).append(coding)
    quotes = [_quote(name, each, where, scopes, locks) for name, each in spans.items()]
    return _spread_locks(quotes)


def _quote(name: str, codings: list[Coding], where: Places, scopes: dict[str, tuple[str, ...]], locks: dict[str, str]) -> Quote:
    first = min(codings, key=order)
    flags = tuple(sorted({flag for coding in codings for flag in coding.flags if flag}))
    reasons = [locks[code] for code in sorted({c.code for c in codings}) if code in locks]
    reasons += [reason for flag, reason in LOCKING_FLAGS if flag in flags]
    return Quote(
        id=name,
        group=first.group,
        agency=where.agencies.get(first.group, ""),
        turn=first.turn,
        span=first.span,
        text=first.quote,
        speaker=where.speakers[first.group, first.turn],
        codes=tuple(sorted({c.code for c in codings})),
        polarities=tuple(sorted({str(c.polarity) for c in codings})),
        roles=tuple(sorted({str(c.role) for c in codings})),
        flags=flags,
        scope=scopes.get(first.group, ()),
        locked="; ".join(reasons),
    )


def _spread_locks(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """A quote that shares words with a locked one would carry them out, so it is locked too."""
    from dataclasses import replace

    kept = tuple(quotes)
    locked: dict[tuple[str, int], list[Quote]] = {}
    for quote in kept:
        if quote.locked:
            locked.setdefault((quote.group, quote.turn), []).append(quote)
    return tuple(
        replace(quote, locked="shares words with a locked quote")
        if not quote.locked and any(overlaps(quote.span, other.span) for other in locked.get((quote.group, quote.turn), ()))
        else quote
        for quote in kept
    )
