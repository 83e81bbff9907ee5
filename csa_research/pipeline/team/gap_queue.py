"""Gaps in the codebook that a person sent to the coding queue: a line of the journal each time, taken back in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from csa_research.errors import InputError, PersonNeeded
from csa_research.export.tabular.tables import plural
from csa_research.pipeline.context import Context
from csa_research.records import JournalEntry
from csa_research.topics.gaps import CodeGap

QUEUED, TAKEN_BACK = "gap queued", "gap taken back"
WORDS = 4
WORDLESS = "talk with no words in common"
Unit = tuple[str, int]


def queued_gaps(journal: Iterable[JournalEntry]) -> dict[Unit, str]:
    """The turns that stand in the queue as gaps, first queued first, each with why; a line that cannot be read is passed over."""
    out: dict[Unit, str] = {}
    for entry in _standing(journal):
        for unit, words in _read(entry):
            out.setdefault(unit, f"{words}: not explained by the codebook, queued by {entry.who or 'somebody'}")
    return out


def _standing(journal: Iterable[JournalEntry]) -> list[JournalEntry]:
    """The queueings that nobody took back; taking back always takes the last one."""
    stack: list[JournalEntry] = []
    for entry in journal:
        if entry.action == QUEUED:
            stack.append(entry)
        elif entry.action == TAKEN_BACK and stack:
            stack.pop()
    return stack


def _read(entry: JournalEntry) -> list[tuple[Unit, str]]:
    try:
        return [((str(group), int(turn)), str(gap["words"])) for gap in json.loads(entry.detail) for group, turn in gap["turns"]]
    except (ValueError, KeyError, TypeError):
        return []


def queue_gaps(ctx: Context, gaps: Sequence[CodeGap], numbers: Sequence[int], *, by: str) -> str:
    """What was queued, in a line; turns that stand in the queue already are not queued again. Raises InputError for a number."""
    wrong = sorted({n for n in numbers if not 1 <= n <= len(gaps)})
    if not numbers or wrong:
        which = f"There is no candidate {', '.join(map(str, wrong))}." if wrong else "Say which candidates."
        raise InputError(f"{which} See the numbers with: csa topics gaps {ctx.study.folder}")
    there = set(queued_gaps(ctx.store.journal()))
    chosen, body = [gaps[n - 1] for n in dict.fromkeys(numbers)], []
    for gap in chosen:
        fresh = [unit for unit in gap.turns if unit not in there]
        there.update(fresh)
        body += [{"words": named(gap), "turns": fresh}] if fresh else []
    new = sum(len(gap["turns"]) for gap in body)
    if new:
        ctx.note(by, QUEUED, plural(new, "turn"), json.dumps(body, ensure_ascii=False))
    old = sum(len(gap.turns) for gap in chosen) - new
    words = "; ".join(named(gap) for gap in chosen)
    return f"Queued {plural(new, 'turn')} of: {words}." + (f" {old} stood in the queue already." if old else "")


def take_back(ctx: Context, *, by: str) -> str:
    """What was taken out of the queue again, in a line: the last queueing. Raises PersonNeeded where there is none."""
    standing = _standing(ctx.store.journal())
    if not standing:
        raise PersonNeeded("There is nothing to take back: no candidate stands in the coding queue.")
    last = _read(standing[-1])
    ctx.note(by, TAKEN_BACK, plural(len(last), "turn"), "")
    words = "; ".join(dict.fromkeys(words for _, words in last))
    return f"Taken out of the queue: {plural(len(last), 'turn')} of {words}."


def named(gap: CodeGap) -> str:
    """A candidate by its first words, for a person."""
    return ", ".join(gap.words[:WORDS]) or WORDLESS
