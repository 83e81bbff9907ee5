"""The last step taken back, and the story of one coding."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context

if TYPE_CHECKING:
    from csa_research.store.history import Event

WORDS = {
    "added": "{} added", "memo": "memos changed: {}", "noted": "memos on codes, transcripts or the study changed: {}",
    "rejected": "suggestions rejected: {}", "read": "turns settled: {}",
}  # fmt: skip
"""What a step did, as the person is told when it is taken back."""
UNKNOWN = "There is no coding {0} in this study. The ids stand in the coding sheet: csa code export."


def undo_last(ctx: Context, *, by: str) -> str:
    """What was taken back, in a sentence (journalled). Raises PersonNeeded where there is nothing, or StoreError."""
    from csa_research.coding.suggesting.verdicts import TAKEN_BACK, taken_back_note

    with ctx.store.atomically():
        done = ctx.store.undo(by)
        if done is None:
            raise PersonNeeded("There is nothing to take back: no coding, memo or rejection was made that still stands so.")
        if done.rejected:
            ctx.note(by, TAKEN_BACK, f"{len(done.rejected)} rejected", taken_back_note(done.rejected))
    what = ", ".join(WORDS.get(action, "{} " + action).format(number) for action, number in done.actions)
    left = len(ctx.store.codings())
    return f"Taken back: step {done.step} of {done.at} by {done.who or 'somebody'} ({what}). Codings now: {left}."


def write_memo(ctx: Context, coding_id: str, memo: str, *, by: str) -> str:
    """What became of the coding's memo, in a sentence (a step of the history). Raises InputError for an unknown coding."""
    coding = next((c for c in ctx.store.codings() if c.id == coding_id), None)
    if coding is None:
        raise InputError(UNKNOWN.format(coding_id[:40]))
    memo = memo.strip()
    if not ctx.store.put_judgements([replace(coding, memo=memo)], by):
        return f"The memo of {coding_id} was so already."
    done = "taken away" if not memo else "changed" if coding.memo else "added"
    return f"Memo of {coding_id} {done}. To take that back: csa code undo {ctx.study.folder}"


def history_lines(ctx: Context, coding_id: str) -> tuple[str, ...]:
    """A line an event of the coding, oldest first, ending with how it stands; judgements, never words. Raises InputError."""
    status = ctx.store.statuses().get(coding_id)
    events = ctx.store.coding_events(coding_id)
    if status is None and not events:
        raise InputError(UNKNOWN.format(coding_id[:40]))
    now = next((c for c in (*ctx.store.codings(), *ctx.store.withdrawn()) if c.id == coding_id), None)
    lines = [event_line(event) for event in events]
    if not events:
        lines.append("(made before this study kept the history of codings; see the journal)")
    if now is not None:
        place = f"{now.group} turn {now.turn}, {now.span.start} to {now.span.end}"
        lines.append(f"now: {status}; {now.code} {now.polarity}, by {now.coder}; {place}")
    return tuple(lines)


def event_line(e: Event) -> str:
    """The event in a line; judgements, never words."""
    undo = f"  (undo of step {e.undoes})" if e.undoes > 0 else ""
    return f"{e.at}  {'memo' if e.action == 'noted' else e.action:<9}  {e.who or '-'}{_why(e.action, e.detail)}{undo}"


def _why(action: str, detail: str) -> str:
    if action in ("memo", "noted"):
        return "  another memo before" if detail else "  no memo before"
    if action != "changed" or not detail:
        return f"  {detail}" if detail else ""
    before = json.loads(detail)
    said = (f"{name} {', '.join(json.loads(value)) if name == 'flags' else value}" for name, value in before.items() if value)
    return f"  before: {', '.join(s for s in said if s.split(' ')[-1])}"
