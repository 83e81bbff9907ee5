"""Each suggester's own track record, code by code: what it proposed on turns that people have read, and how often it was right.

What is judged was proposed for a group by models without that group's codings (suggest.py), so the figures hold for the next
group. A suggester that is no better than guessing at a code is refused there: the precision of its first five or of its first
suggestion has to lie above the code's share of turns, by bootstrap over groups. A code with few examples is not judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.coding.reliability.agreement import FEW
from csa_research.coding.reliability.bootstrap import draw_groups, interval
from csa_research.records import Agreement, Codebook, Coding, Suggestion, Turn

if TYPE_CHECKING:
    from csa_research.coding.reliability.bootstrap import Floats

BETTER, REFUSED, UNJUDGED = "better than guessing", "refuses: no better than guessing", "too few examples to judge"
NOTHING = "proposes nothing"
SHOWN = 5  # suggestions a turn that are looked at
Unit = tuple[str, int]
Ranked = Mapping[Unit, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Track:
    """One suggester on one code, over all agencies ("") or in one. None = not defined."""

    suggester: str
    code: str
    agency: str
    groups: int
    turns: int  # participants' turns that were read
    positives: int  # of them, turns with the code
    prevalence: float
    proposed: int  # turns with the code among the first five suggestions
    precision: float | None
    recall: float | None
    first_proposed: int  # turns with the code as first suggestion
    first_precision: float | None
    first_recall: float | None
    agreement: float | None  # positive agreement of the first suggestion with people
    above_guessing: float | None = None  # lower 95% bound of precision less prevalence, the better of five and first
    verdict: str = ""  # over all agencies only
    human_agreement: float | None = None  # positive agreement between coders
    human_kappa: float | None = None


def track(
    suggestions: Mapping[str, Sequence[Suggestion]],
    codings: Sequence[Coding],
    codebook: Codebook,
    units: Collection[Unit],
    *,
    agencies: Mapping[str, str] | None = None,
    people: Sequence[Agreement] = (),
    seed: int,
) -> tuple[Track, ...]:
    """The record of every suggester on every code that was used or proposed, all agencies first, then each.

    `units` are the turns that people have read (`read_units`), `agencies` each group's, `people` how far coders agree.
    """
    truth: dict[str, set[Unit]] = defaultdict(set)
    for coding in codings:
        truth[coding.code].add((coding.group, coding.turn))
    groups = tuple(sorted({group for group, _ in units}))
    if not groups:
        return ()
    draws, between = draw_groups(len(groups), seed=seed), {row.code: row for row in people}
    parts = _parts(groups, agencies or {})
    out: list[Track] = []
    for suggester, found in suggestions.items():
        ranked = _ranked(found)
        for code in (code.id for code in codebook.codes if code.codable):
            table = _count(code, truth[code], ranked, units, groups)
            if table[:, 1:3].any():
                said = between.get(code)
                out += [_track(suggester, code, name, table[rows], None if name else draws, said) for name, rows in parts]
    return tuple(out)


def _parts(groups: Sequence[str], agencies: Mapping[str, str]) -> list[tuple[str, list[int]]]:
    """All groups ("") and those of each agency, as rows."""
    rows: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        if agencies.get(group):
            rows[agencies[group]].append(at)
    return [("", list(range(len(groups)))), *sorted(rows.items())]


def read_units(turns: Sequence[Turn], codings: Sequence[Coding]) -> tuple[Unit, ...]:
    """The participants' turns that coders have passed: in every coded group, those up to the last coded one."""
    last: dict[str, int] = {}
    for coding in codings:
        last[coding.group] = max(last.get(coding.group, -1), coding.turn)
    return tuple(sorted((t.group, t.index) for t in turns if t.role == "participant" and t.index <= last.get(t.group, -1)))


def refused(record: Sequence[Track]) -> dict[str, frozenset[str]]:
    """The codes at which each suggester is no better than guessing."""
    return {
        name: frozenset(t.code for t in record if t.suggester == name and t.verdict == REFUSED)
        for name in {t.suggester for t in record}
    }


def why_refused(t: Track) -> str:
    """Why a suggester is refused at a code, in a line."""
    right, first = round((t.precision or 0) * t.proposed), round((t.first_precision or 0) * t.first_proposed)
    figures = f"right on {right} of {t.proposed} turns; as first suggestion on {first} of {t.first_proposed}"
    return f"{t.suggester} at {t.code}: refused, no better than guessing ({figures}; the code is on {t.prevalence:.1%} of all)"


def without_refused(
    suggestions: Mapping[str, Sequence[Suggestion]], refusals: Mapping[str, Collection[str]]
) -> dict[str, tuple[Suggestion, ...]]:
    """The suggesters' lists without the codes at which they are refused."""
    return {name: tuple(s for s in found if s.code not in refusals.get(name, ())) for name, found in suggestions.items()}


def backed(
    suggestions: Mapping[str, Sequence[Suggestion]], refusals: Mapping[str, Collection[str]]
) -> dict[str, tuple[Suggestion, ...]]:
    """The lists without refused codes, but that a learned one stays where rules or likeness have it among their first five.

    Those are not refused at the code, so the suggestion stands on their evidence; the learned suggester only says in what order.
    """
    kept = without_refused(suggestions, refusals)
    others = [_ranked(kept[name]) for name in ("rules", "nearest") if name in kept]
    no = refusals.get("learned", ())
    learned = tuple(
        s for s in suggestions.get("learned", ())
        if s.code not in no or any(s.code in ranked.get((s.group, s.turn), ()) for ranked in others)
    )  # fmt: skip
    return {**kept, "learned": learned} if "learned" in suggestions else kept


def _ranked(suggestions: Sequence[Suggestion]) -> dict[Unit, list[str]]:
    out: dict[Unit, list[str]] = defaultdict(list)
    for s in sorted(suggestions, key=lambda s: (-s.score, s.code)):
        if len(out[s.group, s.turn]) < SHOWN:
            out[s.group, s.turn].append(s.code)
    return dict(out)


def _count(code: str, truth: Collection[Unit], ranked: Ranked, units: Collection[Unit], groups: tuple[str, ...]) -> Floats:
    """Groups x (turns, positives, proposed, right, first proposed, first right)."""
    import numpy as np

    row = {group: at for at, group in enumerate(groups)}
    table: Floats = np.zeros((len(groups), 6))
    for unit in units:
        codes = ranked.get(unit, ())
        is_so, said, first = unit in truth, code in codes, codes[:1] == [code]
        table[row[unit[0]]] += (1, is_so, said, said and is_so, first, first and is_so)
    return table


def _track(suggester: str, code: str, agency: str, table: Floats, draws: Floats | None, people: Agreement | None) -> Track:
    turns, positives, proposed, right, first, first_right = (int(n) for n in table.sum(axis=0))
    low = None if draws is None else _above_guessing(table, draws)
    return Track(
        suggester, code, agency, len(table), turns, positives, positives / turns if turns else 0.0,
        proposed, _share(right, proposed), _share(right, positives),
        first, _share(first_right, first), _share(first_right, positives), _share(2 * first_right, first + positives),
        above_guessing=low, verdict="" if draws is None else _verdict(positives, proposed, low),
        human_agreement=people.positive_agreement if people else None, human_kappa=people.kappa if people else None,
    )  # fmt: skip


def _above_guessing(table: Floats, draws: Floats) -> float | None:
    """How far precision is surely above prevalence, of the first five or of the first suggestion, whichever is further."""
    import numpy as np

    turns, positives, proposed, right, first, first_right = (draws @ table).T
    with np.errstate(divide="ignore", invalid="ignore"):
        found = [right / proposed - positives / turns, first_right / first - positives / turns]
    lows = [low for low in (interval(values, len(table))[0] for values in found) if low is not None]
    return max(lows, default=None)


def _verdict(positives: int, proposed: int, low: float | None) -> str:
    if proposed == 0:
        return NOTHING
    if positives < FEW or low is None:
        return UNJUDGED
    return BETTER if low > 0 else REFUSED


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
