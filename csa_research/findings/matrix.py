"""The framework matrix: groups by codes (Gale et al. 2013). The program counts; only a person writes a summary."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from csa_research.findings.counts import Places, count, places, spoken
from csa_research.records import Cell, CellState, Code, Codebook, Coding, Group, Turn


def framework_matrix(
    codings: Sequence[Coding],
    turns: Sequence[Turn],
    groups: Sequence[Group],
    codebook: Codebook,
    summaries: Mapping[tuple[str, str], str],
    *,
    reached: Collection[tuple[str, str]] = (),
) -> tuple[Cell, ...]:
    """One cell a group and codable code, groups in the study's order, codes in the codebook's.

    States: `coded`; `not_endorsed` when every coding of the code in the group is flagged `dissent` (raised, and not taken
    up); `asked_silent` when a facilitator's words carry a cue phrase of the code, or a person lists (group, code) or
    (group, family) in `reached`; else `not_asked`. The default is `not_asked`: silence is claimed only where there was a
    question. `summaries` are what people wrote, by (group, code).
    """
    where = places(turns, groups)
    asked = asked_codes(turns, codebook)
    by_cell: dict[tuple[str, str], list[Coding]] = {}
    for coding in spoken(codings, where):
        by_cell.setdefault((coding.group, coding.code), []).append(coding)
    cells: list[Cell] = []
    for group in groups:
        for code in codebook.codes:
            if code.codable:
                place = (group.group_id, code.id)
                was_asked = place in asked or place in reached or (group.group_id, code.family) in reached
                cells.append(_cell(place, by_cell.get(place, []), where, was_asked, summaries.get(place, "")))
    return tuple(cells)


def _cell(place: tuple[str, str], codings: list[Coding], where: Places, asked: bool, summary: str) -> Cell:
    def of(polarity: str) -> int:
        return count((c for c in codings if c.polarity == polarity), where).citations

    return Cell(
        group=place[0],
        code=place[1],
        state=_state(codings, asked),
        count=count(codings, where),
        enabler=of("enabler"),
        barrier=of("barrier"),
        mixed=of("mixed"),
        neutral=of("neutral"),
        summary=summary,
    )


def _state(codings: list[Coding], asked: bool) -> CellState:
    if codings:
        return "not_endorsed" if all("dissent" in c.flags for c in codings) else "coded"
    return "asked_silent" if asked else "not_asked"


def asked_codes(turns: Sequence[Turn], codebook: Codebook) -> frozenset[tuple[str, str]]:
    """(group, code) for each code of which a facilitator's words carry a cue phrase."""
    said: dict[str, list[str]] = {}
    for turn in turns:
        if turn.role == "facilitator":
            said.setdefault(turn.group, []).append(_plain(turn.text))
    cues = {code.id: pattern for code in codebook.codes if code.codable and (pattern := _cues(code))}
    return frozenset(
        (group, code)
        for group, texts in said.items()
        for code, pattern in cues.items()
        if any(pattern.search(text) for text in texts)
    )


def _cues(code: Code) -> re.Pattern[str] | None:
    phrases = sorted({_plain(phrase) for _, phrase in code.cue_phrases if phrase.strip()}, key=lambda p: (-len(p), p))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)") if phrases else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def empty_cells(cells: Sequence[Cell]) -> tuple[tuple[str, str, CellState], ...]:
    """(group, code, state) of every cell without a coding, for the list that goes with the matrix."""
    return tuple((cell.group, cell.code, cell.state) for cell in cells if not cell.count.citations)
