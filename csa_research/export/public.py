"""What may be shown outside the team, as tables: agency only, consented, nothing locked, small cells withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csa_research.export.frames import _frame, agency_label

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.findings.public_quotes import PublicPack


def conference_pack(analysis: Analysis) -> PublicPack:
    """The quotes that may be put forward for the conference, with the number refused by reason."""
    from csa_research.findings.public_quotes import public_quotes

    return public_quotes(analysis.quotes, "conference", analysis.groups)


def conference_frame(analysis: Analysis) -> pd.DataFrame:
    """A row a quote and theme: family, code, direction, words, agency. No group, no speaker."""
    families = {f.id: f.name for f in analysis.codebook.families}
    columns = [
        "Theme",
        "Code",
        "Direction",
        "Quote",
        "Agency",
        "Quote id",
        "Anonymity checked by",
        "Second reviewer",
        "Cleared for",
    ]
    rows: list[dict[str, object]] = []
    for quote in conference_pack(analysis).quotes:
        for code_id, polarity in zip(quote.codes, quote.polarities, strict=False):
            code = analysis.codebook.code(code_id)
            values = (
                families.get(code.family, code.family), f"{code.id} {code.name}", polarity, quote.text,
                agency_label(analysis, quote.agency), quote.id, "", "", "",
            )  # fmt: skip
            rows.append(dict(zip(columns, values, strict=True)))
    rows.sort(key=lambda r: (str(r["Theme"]), str(r["Code"]), str(r["Direction"]), str(r["Quote id"])))
    return _frame(rows, columns)


def refusals_frame(analysis: Analysis) -> pd.DataFrame:
    """Why quotes were left out, and how many."""
    rows: list[dict[str, object]] = [
        {"Reason": reason, "Quotes": number} for reason, number in sorted(dict(conference_pack(analysis).refused).items())
    ]
    return _frame(rows, ["Reason", "Quotes"])
