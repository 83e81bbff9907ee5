"""Agreement in the words of a methods section, with every number in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from csa_research.coding.reliability.agreement import TOO_FEW
from csa_research.export.tabular.tables import plural
from csa_research.records import Agreement, Codebook


def methods_paragraph(
    rows: Sequence[Agreement], codebook: Codebook, *, groups: int, sampled: bool, locked: bool,
    machine: Sequence[Agreement] = (),
) -> str:  # fmt: skip
    """One paragraph to copy. Empty where nothing was compared. `machine`: its suggestions beside each person."""
    each = [r for r in rows if r.code != "*"]
    overall = next((r for r in rows if r.code == "*"), None)
    if overall is None:
        return ""
    drawn = "a random sample, stratified by agency and group and frozen beforehand," if sampled else "transcripts all of them coded"
    judged = Counter(r.verdict for r in each)
    measured = [r for r in each if r.verdict != TOO_FEW]
    kappas = sorted(r.kappa for r in measured if r.kappa is not None)
    state = "locked before coding" if locked else "not locked"
    sentences = [
        f"{plural(len(overall.coders), 'coder')} applied the codebook {codebook.id} {codebook.version} ({state}) independently to "
        f"{drawn} in {plural(groups, 'focus group')}.",
        f"Agreement was assessed on {plural(overall.units, 'participant turn')}, turns without any code included; "
        f"{plural(len(each), 'code')} had been used by at least one coder.",
        f"Over sets of codes, Krippendorff's alpha with MASI distance (Passonneau 2006) was {_with(overall, 'alpha')}; over all "
        f"single decisions, {_percent(overall.percent)} agreed, with {_kappa_name(overall)} {_with(overall, 'kappa')}, Gwet's AC1 "
        f"{_with(overall, 'ac1')} and positive agreement {_with(overall, 'positive_agreement')}.",
        f"With every character as a unit, alpha was {_with(overall, 'character_alpha')}.",
    ]
    if kappas:
        middle = kappas[len(kappas) // 2] if len(kappas) % 2 else (kappas[len(kappas) // 2 - 1] + kappas[len(kappas) // 2]) / 2
        sentences.append(
            f"For the {plural(len(kappas), 'code')} with ten uses or more, kappa ranged from {kappas[0]:.2f} to {kappas[-1]:.2f} "
            f"(median {middle:.2f}): {judged['usable']} reached 0.60, {judged['weak']} lay between 0.40 and 0.60, and for "
            f"{judged['rewrite the definition']} the definition is to be rewritten."
        )
    if judged[TOO_FEW]:
        sentences.append(f"{plural(judged[TOO_FEW], 'code')} had too few uses to judge.")
    sentences += _machine(machine)
    sentences.append("Intervals are 95% by bootstrap over focus groups, because speakers of one group are not independent.")
    sentences.append("Disagreements were resolved by discussion; agreement supports systematic work and is not a measure of truth.")
    return " ".join(sentences)


def _machine(rows: Sequence[Agreement]) -> list[str]:
    whole = [r for r in rows if r.code == "*"]
    if not whole:
        return []
    figures = "; ".join(f"with {r.coders[0]} {_with(r, 'kappa')}" for r in whole)
    return [
        "The software's first suggestion for each of these turns, made by models that had not seen the codings of the turn's focus "
        f"group and accepted by nobody, had a pooled kappa of: {figures}. Suggestions were no coder and counted nowhere."
    ]


def _kappa_name(row: Agreement) -> str:
    return "Cohen's kappa" if len(row.coders) == 2 else "Conger's kappa"


def _percent(share: float | None) -> str:
    return "n.d." if share is None else f"{share:.0%}"


def _with(row: Agreement, name: str) -> str:
    value = getattr(row, name)
    if value is None:
        return "not defined"
    low, high = next(((low, high) for n, low, high in row.intervals if n == name), (None, None))
    return f"{value:.2f}" if low is None or high is None else f"{value:.2f} (95% interval {low:.2f} to {high:.2f})"
