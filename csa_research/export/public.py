"""What may be shown outside the team: agency only, consented, nothing locked, small cells withheld."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from csa_research.export.tabular.tables import agency_label, plural, table

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.findings.public_quotes import PublicPack
    from csa_research.records import Count

MIN_GROUPS = 2
FEW = "fewer than 2 groups"


def conference_pack(analysis: Analysis) -> PublicPack:
    """The quotes that may be put forward for the conference, with the number refused by reason."""
    from csa_research.findings.public_quotes import public_quotes

    return public_quotes(analysis.quotes, "conference", analysis.groups)


def pack_directions(analysis: Analysis, pack: PublicPack) -> dict[str, tuple[tuple[str, str], ...]]:
    """By public quote id: each code with the polarity its coders gave it there, "mixed" where they gave several."""
    given: dict[str, dict[str, set[str]]] = {}
    for coding in analysis.codings:
        given.setdefault(coding.quote_id, {}).setdefault(coding.code, set()).add(coding.polarity)
    codings = {public: given.get(own, {}) for public, own in pack.key}
    return {
        public: tuple((code, found.pop() if len(found) == 1 else "mixed") for code, found in sorted(codes.items()))
        for public, codes in codings.items()
    }


def conference_frame(analysis: Analysis) -> pd.DataFrame:
    """A row a quote and code: theme, code, direction, words, agency, columns for the two checks. No group, no speaker."""
    families = {f.id: f.name for f in analysis.codebook.families}
    pack = conference_pack(analysis)
    directions = pack_directions(analysis, pack)
    rows: list[tuple[object, ...]] = []
    for quote in pack.quotes:
        for code_id, direction in directions[quote.id]:
            code = analysis.codebook.code(code_id)
            theme, agency = families.get(code.family, code.family), agency_label(analysis, quote.agency)
            rows.append((theme, f"{code.id} {code.name}", direction, quote.text, agency, quote.id, "", "", ""))
    rows.sort(key=lambda r: (str(r[0]), str(r[1]), str(r[2]), str(r[5])))
    columns = (
        "Theme", "Code", "Direction", "Quote", "Agency", "Quote id", "Anonymity checked by", "Second reviewer", "Cleared for",
    )  # fmt: skip
    return table(rows, columns)


def refusals_frame(analysis: Analysis) -> pd.DataFrame:
    """Why quotes were left out, and how many."""
    return table(sorted(conference_pack(analysis).refused), ("Reason", "Quotes"))


def locked_codes(analysis: Analysis) -> frozenset[str]:
    """Codes that never leave the team: neither their words nor their counts stand in the report or its figures."""
    return frozenset(code.id for code in analysis.codebook.codes if code.locked)


def open_ids(analysis: Analysis, quote_ids: Iterable[str]) -> tuple[str, ...]:
    """These quote ids without the locked ones, each once, in the given order."""
    locked = {q.id for q in analysis.quotes if q.locked}
    return tuple(q for q in dict.fromkeys(quote_ids) if q not in locked)


def shown_count(count: Count, *, min_cell: int) -> str:
    """A count as the report may say it: codings, people, groups, agencies; people under `min_cell` and single groups not."""
    if not count.citations:
        return "none"
    if count.groups < MIN_GROUPS:
        return FEW
    people = f"{count.participants} people" if count.participants >= min_cell else f"fewer than {min_cell} people"
    agencies = plural(count.agencies, "agency", "agencies")
    return f"{plural(count.citations, 'coding')}, {people}, {count.groups} groups, {agencies}"
