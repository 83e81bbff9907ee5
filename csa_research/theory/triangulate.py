"""The triangulation grid: what each kind of source says of a claim, with silence kept apart from not having been asked.

States: `agree` supports the claim; `partly` supports it in some places, or shows the need without the effect; `disagree`
goes against it; `silent` could have spoken to it and did not; `not asked` could not have spoken to it. None of the last two
is "no barrier". A claim counts as supported by two or more kinds of source that agree, with none that disagrees.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from csa_research.findings.counts import order, quote_id
from csa_research.records import Coding, Link, SourceKind, WorkstreamRow
from csa_research.theory.workstreams import split

State = Literal["agree", "partly", "disagree", "silent", "not asked"]
GridCell = tuple[SourceKind, str, str]  # kind, state, reference ids
KINDS: tuple[SourceKind, ...] = ("focus_group", "literature", "audit", "dataset", "training")
OUTSIDE_SAMPLE: tuple[tuple[int, tuple[str, ...]], ...] = (
    (4, ("probation", "voluntary_sector")),
    (5, ("foster_carers", "voluntary_sector")),
)
"""Whom a national recommendation is also for, and of whom no focus group was planned."""
MOST_REFERENCES = 6


@dataclass(frozen=True, slots=True)
class Talk:
    """The focus groups' codings on one link: by role, and every coding of its codes."""

    counter: tuple[Coding, ...]
    need: tuple[Coding, ...]
    mechanism: tuple[Coding, ...]
    any: tuple[Coding, ...]


def talk(link: Link, codings: Iterable[Coding]) -> Talk:
    """The codings that count for a link: code and polarity listed under a role, and the coder gave that role.

    A mixed coding matches both sides of its code (theory of change, conventions).
    """
    listed = {"counter": link.counter, "need": link.need, "mechanism": link.mechanism}
    codes = link_codes(link)
    mine = sorted((c for c in codings if c.code in codes), key=order)

    def under(role: str) -> tuple[Coding, ...]:
        return tuple(c for c in mine if c.role == role and _matches(c, listed[role]))

    return Talk(under("counter"), under("need"), under("mechanism"), tuple(mine))


def _matches(coding: Coding, listed: Collection[tuple[str, str]]) -> bool:
    sides = ("enabler", "barrier", "mixed") if coding.polarity == "mixed" else (coding.polarity,)
    return any((coding.code, side) in listed for side in sides)


def link_codes(link: Link) -> frozenset[str]:
    """Every code that a link lists under any role."""
    return frozenset(code for code, _ in (*link.need, *link.mechanism, *link.counter))


def grid(link: Link, said: Talk, workstreams: Sequence[WorkstreamRow]) -> tuple[GridCell, ...]:
    """One cell a kind of source, in the order of KINDS."""
    tables: dict[str, list[WorkstreamRow]] = {}
    for row in workstreams:
        tables.setdefault(row.table, []).append(row)
    judges: tuple[tuple[SourceKind, str, Callable[[Link, list[WorkstreamRow]], tuple[State, list[str]]]], ...] = (
        ("literature", "literature", _literature),
        ("audit", "audit_findings", _audit),
        ("dataset", "referrals", _dataset),
        ("training", "training", _training),
    )
    cells: list[GridCell] = [("focus_group", *_cell(_focus_groups(said)))]
    cells += [(kind, *_cell(judge(link, tables.get(table, [])))) for kind, table, judge in judges]
    return tuple(cells)


def _cell(judged: tuple[State, list[str]]) -> tuple[str, str]:
    state, references = judged
    more = len(references) - MOST_REFERENCES
    return state, "; ".join(references[:MOST_REFERENCES]) + (f"; and {more} more" if more > 0 else "")


def combine(states: Iterable[str]) -> State:
    """One state for several statements of one kind: agreement and disagreement together are `partly`."""
    found = set(states)
    if "agree" in found or "partly" in found:
        return "agree" if not found & {"partly", "disagree"} else "partly"
    if "disagree" in found:
        return "disagree"
    return "silent" if "silent" in found else "not asked"


def _focus_groups(said: Talk) -> tuple[State, list[str]]:
    """Need alone shows that change is wanted, not that it works: partly. Codes reached without a role on the link: silent."""
    states = ["disagree"] * bool(said.counter) + ["partly"] * bool(said.need and not said.mechanism)
    states += ["agree"] * bool(said.mechanism) + ["silent"] * bool(said.any)
    first = (said.counter, said.mechanism, said.need)
    return combine(states), list(dict.fromkeys(quote_id(c) for codings in first for c in codings))


_BY_ROLE: dict[str, State] = {"mechanism": "agree", "need": "partly", "counter": "disagree"}


def _literature(link: Link, rows: list[WorkstreamRow]) -> tuple[State, list[str]]:
    mine = [row for row in rows if link.id in split(row.get("toc_link_ids"))]
    if mine:
        return combine(_BY_ROLE.get(row.get("evidence_role"), "silent") for row in mine), [row.key for row in mine]
    return _silence(link, rows)


def _audit(link: Link, rows: list[WorkstreamRow]) -> tuple[State, list[str]]:
    """Good practice agrees; a point to develop shows the need. An audit finding has no role of its own."""
    mine = [row for row in rows if row.key in link.other_evidence]
    if not mine:
        return _silence(link, rows)
    states = ("agree" if row.get("polarity") == "enabler" else "partly" for row in mine)
    return combine(states), [row.key for row in mine]


def _dataset(link: Link, rows: list[WorkstreamRow]) -> tuple[State, list[str]]:
    """Figures of one period describe the position; they test no link, so a dataset that is named is silent on it."""
    named = [name for name in link.other_evidence if name.startswith("D") and name[1:].isdigit()]
    return ("silent", named) if named and rows else ("not asked", [])


def _training(link: Link, rows: list[WorkstreamRow]) -> tuple[State, list[str]]:
    """An offer speaks through its measures before and after, or its attendance; a title alone is silent."""
    mine = [row for row in rows if row.key in link.other_evidence]
    return (combine(map(_offer, mine)), [row.key for row in mine]) if mine else _silence(link, rows)


def _offer(row: WorkstreamRow) -> State:
    before, after = row.get("measure_pre"), row.get("measure_post")
    if before and after:
        return "agree" if float(after) > float(before) else "disagree"
    return "partly" if row.get("attended") else "silent"


def _silence(link: Link, rows: list[WorkstreamRow]) -> tuple[State, list[str]]:
    """Silent where a row speaks of one of the link's codes and not of the link; else it could not have spoken."""
    codes = link_codes(link)
    near = [row.key for row in rows if codes & set(split(row.get("code_ids")))]
    return ("silent", near) if near else ("not asked", [])


def supported(cells: Iterable[GridCell]) -> bool:
    """Whether two kinds of source agree and none disagrees. Focus groups alone never support a link (Mayne 2019)."""
    states = [state for _, state, _ in cells]
    return states.count("agree") >= 2 and "disagree" not in states


def not_asked(recommendations: Iterable[int], reached: Collection[str], agencies: Sequence[str]) -> tuple[str, ...]:
    """Agencies that could not have spoken: of the sample those in which no group reached the topic, and those outside it."""
    wanted = set(recommendations)
    outside = [name for number, names in OUTSIDE_SAMPLE if number in wanted for name in names if name not in agencies]
    return (*(agency for agency in agencies if agency not in reached), *dict.fromkeys(outside))
