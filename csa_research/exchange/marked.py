"""Marked words of documents (Word comments, Taguette's highlights, QualCoder's table) as codings of a study."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from csa_research.exchange.carried import Judgement
from csa_research.exchange.finding import Turns
from csa_research.exchange.landing import Home, Landed, on_turn
from csa_research.exchange.names import group_of
from csa_research.exchange.records import Lost
from csa_research.exchange.remarks import read_remark
from csa_research.records import IncomingCoding, Turn, Unplaced

_STATE = re.compile(r"_?(?:marked as resolved|re-?opened)_?\.?", re.IGNORECASE)  # what Google Docs writes as an answer


@dataclass(frozen=True, slots=True)
class Marked:
    """Some words of a document, and what was written beside them."""

    number: int  # counted in the file
    source: str  # the document's name
    quote: str
    remark: str  # codes and more, as a person wrote them
    paragraph: str = ""  # where the words stood
    at: float = 0.0  # how far along the paragraph, 0 to 1
    author: str = ""
    initials: str = ""
    replies: tuple[str, ...] = ()
    code: str = ""  # where it is a column or a tag of its own, not a remark


def land_marked(marked: Sequence[Marked], home: Home, lost: Sequence[Lost] = ()) -> Landed:
    """Every mark as codings to be placed; `row` is its number in the file."""
    by_group: dict[str, list[Turn]] = {}
    for turn in home.turns:
        by_group.setdefault(turn.group, []).append(turn)
    turns = {group: Turns(found) for group, found in by_group.items()}
    rows: list[IncomingCoding] = []
    unplaced: list[Unplaced] = []
    for mark, (judgements, memo) in _with_answers(marked, home):
        group = group_of([mark.source], home.groups) or home.group
        if group not in turns:
            why = "no group of the study has this document's name; name the file after its group, or give --group"
            unplaced += (Unplaced(mark.number, mark.source, None, j.code, why) for j in judgements or (Judgement("", ""),))
            continue
        if not judgements:
            why = "no code of the codebook is named in it" if not mark.code else "its tag is no code of the codebook"
            unplaced.append(Unplaced(mark.number, group, None, mark.code, why))
            continue
        coder = home.coders.find(mark.author, mark.initials)
        for j in judgements:
            row = IncomingCoding(mark.number, group, None, mark.quote, j.code, j.polarity, j.effect, j.role, coder, memo, j.flags)
            rows += _placed(row, mark, turns[group])
    return Landed(tuple(rows), (), tuple(unplaced), tuple(lost))


Judged = tuple[tuple[Judgement, ...], str]


def _with_answers(marked: Sequence[Marked], home: Home) -> list[tuple[Marked, Judged]]:
    """Each mark with what it says. One that says no code, on the very words of one that does, answers it: its words are memo.

    Google Docs and old LibreOffice write the answers to a comment as comments beside it.
    """
    found: list[tuple[Marked, Judged]] = []
    asked: dict[tuple[str, str, str, float], int] = {}
    for mark in marked:
        judgements, memo = _judged(mark, home)
        key = (mark.source, mark.quote, mark.paragraph, mark.at)
        if judgements or mark.code:
            asked.setdefault(key, len(found))
        elif key in asked and mark.paragraph:
            first, (theirs, before) = found[asked[key]]
            said = "" if _STATE.fullmatch(memo.strip()) else memo
            found[asked[key]] = first, (theirs, "\n".join(part for part in (before, said) if part))
            continue
        found.append((mark, (judgements, memo)))
    return found


def _judged(mark: Marked, home: Home) -> Judged:
    if mark.code:
        code = home.codes.find(mark.code)
        return ((Judgement(code, ""),) if code else (), mark.remark)
    judgements, memo = read_remark(mark.remark, home.codes)
    replies = (text for text in mark.replies if not _STATE.fullmatch(text.strip()))
    return judgements, "\n".join(text for text in (memo, *replies) if text)


def _placed(row: IncomingCoding, mark: Marked, turns: Turns) -> Iterator[IncomingCoding]:
    """The row on its turn, one a turn where the words run over several."""
    found = turns.find(mark.quote, mark.paragraph, mark.at)
    lines = [line for line in mark.quote.split("\n") if line.strip() and not turns.asked(line)]
    if found is not None or "\n" not in mark.quote.strip() or not lines:
        yield row if found is None else on_turn(row, *found)
        return
    for line in lines:
        paragraph = mark.paragraph if line == mark.quote.split("\n")[0] else line
        place = turns.find(line, paragraph, 0.0)
        yield replace(row, quote=line) if place is None else on_turn(row, *place)
