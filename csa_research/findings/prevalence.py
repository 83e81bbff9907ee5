"""Enablers against barriers, per code and per family, over all agencies and in each. Counts describe talk, not experience."""

from __future__ import annotations

from collections.abc import Sequence

from csa_research.findings.counts import Places, count, places, spoken
from csa_research.records import Balance, Codebook, Coding, Group, Turn


def balance(
    codings: Sequence[Coding],
    turns: Sequence[Turn],
    groups: Sequence[Group],
    codebook: Codebook,
    agencies: Sequence[str],
) -> tuple[Balance, ...]:
    """One balance a family and codable code, in the codebook's order, for agency "" (all) and each agency.

    `enabler`, `barrier`, `mixed` and `neutral` are kept apart; `enabling` and `hindering` add mixed to each side, and
    `total` holds it once (codebook, application rules). A family's rows count all its codes.
    """
    where = places(turns, groups)
    by_code: dict[str, list[Coding]] = {}
    for coding in spoken(codings, where):
        by_code.setdefault(coding.code, []).append(coding)
    rows: list[Balance] = []
    for family in codebook.families:
        members = [code.id for code in codebook.codes if code.family == family.id and code.codable]
        of_family = [coding for code in members for coding in by_code.get(code, ())]
        for agency in ("", *agencies):
            rows.append(_balance(family.id, agency, of_family, where))
        rows += [_balance(code, agency, by_code.get(code, []), where) for code in members for agency in ("", *agencies)]
    return tuple(rows)


def _balance(code: str, agency: str, codings: list[Coding], where: Places) -> Balance:
    mine = [c for c in codings if agency in ("", where.agencies.get(c.group))]
    return Balance(
        code=code,
        agency=agency,
        enabler=count((c for c in mine if c.polarity == "enabler"), where),
        barrier=count((c for c in mine if c.polarity == "barrier"), where),
        mixed=count((c for c in mine if c.polarity == "mixed"), where),
        neutral=count((c for c in mine if c.polarity == "neutral"), where),
        total=count(mine, where),
        groups_possible=where.groups_of(agency),
    )


def enabling(row: Balance) -> int:
    """Citations on the enabling side: enabler and mixed."""
    return row.enabler.citations + row.mixed.citations


def hindering(row: Balance) -> int:
    """Citations on the hindering side: barrier and mixed."""
    return row.barrier.citations + row.mixed.citations
