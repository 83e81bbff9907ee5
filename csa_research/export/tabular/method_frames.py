"""How sure the findings are, as pandas tables: saturation, agreement of coders, topics and the codes that cover them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from csa_research.coding.reliability.machine import MACHINE
from csa_research.export.tabular.tables import agency_label, names, table

if TYPE_CHECKING:
    import pandas as pd

    from csa_research.analysis import Analysis
    from csa_research.records import Agreement, Topic

UNACCEPTED = "suggestions that nobody accepted"
STEADINESS = ("Stability", "On 80% subsamples", "One group left out")
"""Over seeded runs; when everything is fitted anew on less; when one of its groups is left out. All from 0 to 1."""


def saturation(analysis: Analysis) -> pd.DataFrame:
    """Guest, Namey & Chen's saturation for each base, run length and threshold."""
    columns = (
        "Unit", "Base groups", "Run length", "Threshold", "Reached after (interview order)", "Median of random orders",
        "5th percentile", "95th percentile", "Orders not reached",
    )  # fmt: skip
    rows = [
        (s.unit, s.base, s.run, f"{s.threshold:.0%}", s.reached_at if s.reached_at else "not reached", s.median, s.low, s.high,
         f"{s.not_reached:.0%}")
        for s in analysis.saturation
    ]  # fmt: skip
    return table(rows, columns)


def agreement(analysis: Analysis) -> pd.DataFrame:
    """A row a code: prevalence, percent, positive agreement, kappa with interval, AC1, alpha, verdict.

    Under each code, where `csa agree` worked them out, suggestions that nobody accepted beside each coder.
    """
    named = names(analysis) | {"*": "All codes together"}
    order = {code.id: at for at, code in enumerate(analysis.codebook.codes)}
    found = sorted((*analysis.agreement, *analysis.machine), key=lambda a: order.get(a.code, len(order)))
    columns = (
        "Code", "Name", "Compared", "Turns", "Positives", "Prevalence", "Percent", "Positive agreement", "Kappa", "Kappa low",
        "Kappa high", "AC1", "Alpha", "Verdict",
    )  # fmt: skip
    rows = [
        (a.code, named.get(a.code, ""), compared(a), a.units, " / ".join(map(str, a.positives)), a.prevalence, a.percent,
         a.positive_agreement, a.kappa, a.kappa_low, a.kappa_high, a.ac1, a.alpha, a.verdict)
        for a in found
    ]  # fmt: skip
    return table(rows, columns).round(3)


def compared(row: Agreement) -> str:
    """Who is compared in this row: people, or the machine's suggestions beside one of them."""
    return f"{UNACCEPTED} beside {row.coders[0]}" if row.coders[-1] == MACHINE else "people"


def topics(analysis: Analysis) -> pd.DataFrame:
    """A row a candidate topic: words, noun phrases, three stability figures, spread, and why one may not be shown. Team only."""
    from csa_research.topics.model import marks

    rows = [
        (t.id, t.label, ", ".join(t.words), ", ".join(t.phrases), len(t.windows), *steadiness(t), len(t.groups), t.participants,
         ", ".join(f"{agency_label(analysis, a)} {n}" for a, n in t.agencies), "yes" if t.exportable else "no",
         "; ".join((*marks(model, t), *unmeasured(t))), t.note)
        for model in ([analysis.topics] if analysis.topics else [])
        for t in model.topics
    ]  # fmt: skip
    columns = (
        "Topic", "Label", "Words", "Phrases", "Windows", *STEADINESS, "Groups", "Participants", "Agencies", "Shown", "Marked",
        "Note",
    )  # fmt: skip
    return table(rows, columns)


def steadiness(topic: Topic) -> tuple[float | None, float | None, float | None]:
    """The three figures in the order of STEADINESS; nothing where a person made the topic, since nobody measured that one."""
    if topic.unmeasured:
        return None, None, None
    return round(topic.stability, 3), round(topic.subsample_stability, 3), round(topic.leave_out_stability, 3)


def unmeasured(topic: Topic) -> tuple[str, ...]:
    """That its stability is not measured and why, in words; () = it is measured."""
    return (f"stability not measured ({topic.unmeasured})",) if topic.unmeasured else ()


def untopical(analysis: Analysis) -> pd.DataFrame:
    """A row a code whose talk no topic gathers, with the topic that holds most of it for its size."""
    from csa_research.findings.untopical import untopical_codes
    from csa_research.topics.guided import is_guided

    named = names(analysis)
    fit = analysis.topics is not None and not is_guided(analysis.topics)  # guided topics were made to follow the codes
    found = untopical_codes(analysis.topics, analysis.codings) if analysis.topics and fit else ()
    rows = [(c.code, named.get(c.code, ""), c.windows, c.topic, c.share, c.expected) for c in found]
    return table(rows, ("Code", "Name", "Windows", "Closest topic", "Share there", "Share by size alone"))


def topic_codes(analysis: Analysis, *, most: int = 3, without: Collection[str] = ()) -> pd.DataFrame:
    """A row a topic: the codes, but those `without`, that cover most of its windows. Low cover points to a gap in the codebook."""
    named = names(analysis)
    by_topic: dict[int, list[tuple[float, str]]] = {}
    for tc in (tc for tc in analysis.topic_codes if tc.code not in without):
        by_topic.setdefault(tc.topic, []).append((tc.share, tc.code))
    rows: list[tuple[object, ...]] = []
    for topic in analysis.topics.topics if analysis.topics else ():
        best = sorted(by_topic.get(topic.id, []), key=lambda pair: (-pair[0], pair[1]))[:most]
        cover = "; ".join(f"{code} {named.get(code, '')} ({share:.0%})" for share, code in best)
        rows.append((topic.id, topic.label, cover, best[0][0] if best else 0.0))
    return table(rows, ("Topic", "Label", "Codes that cover it", "Best cover"))
