"""The report's last section: how it was made, how far coders agreed, and what cannot be claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csa_research.coding.reliability.disagreements import CONSENSUS
from csa_research.export.report.blocks import Block, Heading, Paragraph, everyone, refs
from csa_research.export.tabular.tables import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csa_research.analysis import Analysis
    from csa_research.records import Agreement

NOT_CLAIMED = (
    "How frequent anything is in the workforce; a difference between agencies as a test result; an effect of training or "
    "supervision; anything about agencies that are not in the sample. Nothing here ranks people, teams or stations."
)
CHOSEN = (
    "Quotes come only from groups that consented to the report. Words that disclose personal experience or a possible present "
    "risk are locked and left out, as are case stories that a person has not checked. For each code the strongest quotes of "
    "readable length are shown, at most one an agency."
)


def method(analysis: Analysis) -> tuple[Block, ...]:
    """Quotes chosen, agreement, saturation, what is not claimed, versions."""
    made = "; ".join(f"{k} {v}" for k, v in analysis.provenance.items())
    return (
        Heading(2, "How it was made, and what cannot be claimed"),
        Paragraph(NOT_CLAIMED, lead="Not claimed."),
        Paragraph(CHOSEN, lead="Quotes."),
        *_agreement(analysis),
        *_saturation(analysis),
        Paragraph(f"{made}.", everyone(analysis), lead="Made with."),
    )


def _agreement(analysis: Analysis) -> tuple[Paragraph, ...]:
    overall = next((a for a in analysis.agreement if a.code == "*"), None)
    if overall is None:
        return ()
    figure = "not defined" if overall.kappa is None else f"{overall.kappa:.2f}"
    text = (
        f"{len(overall.coders)} coders shared {plural(overall.units, 'turn')}; pooled Cohen's kappa {figure}. Agreement is for "
        "systematic work and discussion; it is not truth. The sheet Agreement has each code with its interval and verdict."
    )
    shared = _double_coded(analysis)
    return (
        Paragraph(text, refs(analysis, [q.id for q in analysis.quotes if q.group in shared]), lead="Agreement."),
        *_machine(analysis),
    )


def _machine(analysis: Analysis) -> tuple[Paragraph, ...]:
    """The machine beside the coders, who are not named; () where csa agree has not worked it out."""
    whole = [a for a in analysis.machine if a.code == "*"]
    if not whole:
        return ()
    each = _kappas([a for a in whole if a.coders[0] != CONSENSUS])
    met = _kappas([a for a in whole if a.coders[0] == CONSENSUS])
    text = (
        "Suggestions that nobody accepted, the first of each turn, made for each group by models that never saw its codings, had a "
        f"pooled kappa of {each} with the coders{f' and {met} with their consensus' if met else ''}. The machine is no coder: "
        "nothing it suggested counts here unless a person decided so."
    )
    return (Paragraph(text, lead="The machine beside people."),)


def _kappas(rows: Sequence[Agreement]) -> str:
    return " and ".join("not defined" if row.kappa is None else f"{row.kappa:.2f}" for row in rows)


def _double_coded(analysis: Analysis) -> set[str]:
    coders: dict[str, set[str]] = {}
    for coding in analysis.codings:
        coders.setdefault(coding.group, set()).add(coding.coder)
    return {group for group, names in coders.items() if len(names) > 1}


def _saturation(analysis: Analysis) -> tuple[Paragraph, ...]:
    if not analysis.saturation:
        return ()
    s = analysis.saturation[0]
    reached = f"reached after {plural(s.reached_at, 'group')}" if s.reached_at else "not reached"
    text = (
        f"Codes with their polarity (Guest, Namey and Chen 2020; base {s.base}, run {s.run}, {s.threshold:.0%}): {reached} in "
        f"interview order; not reached in {s.not_reached:.0%} of random orders. {' '.join(s.warnings)}"
    )
    return (Paragraph(text.strip(), everyone(analysis), lead="Saturation."),)
