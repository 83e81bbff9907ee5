"""Quotes that may leave the team: consented for the use, spread over people and groups, with the agency and nothing more."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from csa_research.errors import InputError
from csa_research.offsets import overlaps
from csa_research.records import Group, Quote

USES = ("analysis", "report", "conference", "web")
# [Child 3] and [spring 2024], but not [under 5]
_NUMBERED = re.compile(r"\[(?:([A-Z][^\[\]]*?)\s+(?:\d+|[A-Z]{1,2})|([^\[\]]+?)\s+\d{4})\]")


@dataclass(frozen=True, slots=True)
class PublicQuote:
    """What a reader outside the team gets of a quote."""

    id: str  # opaque, made from the public words only
    text: str
    agency: str
    codes: tuple[str, ...]
    polarities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicPack:
    """Quotes for one named use, and how many were refused for which reason. `key` stays with the team."""

    use: str
    quotes: tuple[PublicQuote, ...]
    refused: tuple[tuple[str, int], ...]
    key: tuple[tuple[str, str], ...]  # public id -> Quote.id


@dataclass(frozen=True, slots=True)
class PackRules:
    """How far a pack may lean on one person, one group or one agency."""

    per_participant: int = 2
    per_group: int = 8
    min_groups_per_agency: int = 2  # an agency with one group would name the group
    unchecked_flags: tuple[str, ...] = ("case_vignette",)  # need a person's check before they leave


def public_quotes(
    quotes: Sequence[Quote],
    use: str,
    groups: Sequence[Group],
    rules: PackRules | None = None,
    *,
    checked: Collection[str] = (),
) -> PublicPack:
    """The quotes cleared for one use, with agency only. Raises InputError for a use that nobody can consent to.

    `checked` are ids of quotes whose unchecked flags a person has dealt with. Strong quotes come first, and the codes that
    have fewest quotes so far go before the others, so that a pack shows the spread.
    """
    if use not in USES:
        raise InputError(f"Quotes cannot be cleared for {use!r}. Name one of: {', '.join(USES)}.")
    rules = rules or PackRules()
    sizes = Counter(group.agency for group in groups)
    refused: Counter[str] = Counter()
    candidates: list[Quote] = []
    for quote in quotes:
        reason = _refusal(quote, use, sizes, rules, checked)
        if reason:
            refused[reason] += 1
        else:
            candidates.append(quote)
    taken = _spread(candidates, rules, refused)
    public = _publish(taken)
    return PublicPack(use, tuple(p for p, _ in public), tuple(sorted(refused.items())), tuple((p.id, q.id) for p, q in public))


def _refusal(quote: Quote, use: str, sizes: Counter[str], rules: PackRules, checked: Collection[str]) -> str:
    if quote.locked:
        return "locked"
    if use not in quote.scope:
        return f"no consent for {use}"
    if sizes[quote.agency] < rules.min_groups_per_agency:
        return "too few groups in the agency"
    if quote.id not in checked:
        for flag in rules.unchecked_flags:
            if flag in quote.flags:
                return f"needs a person's check: {flag}"
    return ""


def _spread(candidates: list[Quote], rules: PackRules, refused: Counter[str]) -> list[Quote]:
    taken: list[Quote] = []
    people: Counter[tuple[str, str]] = Counter()
    groups: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    left = list(candidates)
    while left:
        quote = min(left, key=lambda q: ("strong_quote" not in q.flags, min((codes[c] for c in q.codes), default=0)))
        left.remove(quote)
        reason = _limit(quote, taken, people, groups, rules)
        if reason:
            refused[reason] += 1
            continue
        taken.append(quote)
        people[quote.group, quote.speaker] += 1
        groups[quote.group] += 1
        codes.update(quote.codes)
    return taken


def _limit(quote: Quote, taken: list[Quote], people: Counter[tuple[str, str]], groups: Counter[str], rules: PackRules) -> str:
    if people[quote.group, quote.speaker] >= rules.per_participant:
        return "enough from this participant"
    if groups[quote.group] >= rules.per_group:
        return "enough from this group"
    if any((o.group, o.turn) == (quote.group, quote.turn) and overlaps(o.span, quote.span) for o in taken):
        return "shares words with a quote already taken"
    return ""


def _publish(quotes: list[Quote]) -> list[tuple[PublicQuote, Quote]]:
    """In an order made from the words, so that position says nothing of group or turn."""
    out: list[tuple[PublicQuote, Quote]] = []
    seen: Counter[str] = Counter()
    for quote in quotes:
        text = without_numbers(quote.text)
        name = "Q-" + hashlib.sha256(f"{quote.agency}\n{text}".encode()).hexdigest()[:8]
        seen[name] += 1
        if seen[name] > 1:
            name = f"{name}-{seen[name]}"
        out.append((PublicQuote(name, text, quote.agency, quote.codes, quote.polarities), quote))
    return sorted(out, key=lambda pair: (pair[0].agency, pair[0].id))


def without_numbers(text: str) -> str:
    """The text with [Child 3] as [Child], so that two public quotes cannot be joined through a third person."""
    return _NUMBERED.sub(lambda m: f"[{m[1] or m[2]}]", text)
