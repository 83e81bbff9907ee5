"""Memos on codes, transcripts and the study: written, shown, listed with those on codings, and carried to another codebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from csa_research.errors import InputError
from csa_research.pipeline.context import Context, now
from csa_research.records import Coding, Memo, MemoKind


@dataclass(frozen=True, slots=True)
class About:
    """What a memo is on: a code or family, a group (for its transcript), or the study."""

    kind: MemoKind
    subject: str

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".strip() if self.subject else "the study"


def about(ctx: Context, *, code: str = "", group: str = "", study: bool = False) -> About:
    """The one thing that is meant. Raises InputError where there is none of this name, or more than one was given."""
    if sum(map(bool, (code, group, study))) != 1:
        raise InputError("Say one thing that the memo is on: a coding's id, --code CODE, --group GROUP, or --study.")
    if study:
        return About("study", "")
    if code:
        book = ctx.study.codebook()
        return About("code", _known(code, [*(f.id for f in book.families), *(c.id for c in book.codes)], "code of the codebook"))
    return About("group", _known(group, [g.group_id for g in ctx.store.groups()], "group of the study"))


def _known(given: str, ids: Sequence[str], what: str) -> str:
    found = next((ident for ident in ids if ident.casefold() == given.strip().casefold()), None)
    if found is None:
        raise InputError(f"{given.strip()[:40]!r} is no {what}. There are: {', '.join(ids[:60])}.")
    return found


def write_memo_on(ctx: Context, on: About, text: str, *, by: str) -> str:
    """What became of the memo, in a sentence (a step of the history); without words it is taken away."""
    before = _text(ctx, on)
    text = text.strip()
    if not ctx.store.put_memos([Memo(on.kind, on.subject, text, by, now())], by):
        return f"The memo of {on} was so already."
    done = "taken away" if not text else "changed" if before else "added"
    return f"Memo of {on} {done}. To take that back: csa code undo {ctx.study.folder}"


def memo_lines(ctx: Context, on: About) -> tuple[str, ...]:
    """The memo with who wrote it and when, as it was written."""
    memo = next((m for m in ctx.store.memos() if (m.kind, m.subject) == (on.kind, on.subject)), None)
    return (f"No memo of {on} yet.",) if memo is None else (f"{on} ({memo.who}, {memo.at})", memo.text)


def coding_memo_lines(ctx: Context, coding_id: str) -> tuple[str, ...]:
    """The memo of a coding and what it stands on. Raises InputError for an unknown coding."""
    from csa_research.pipeline.team.undoing import UNKNOWN

    coding = next((c for c in ctx.store.codings() if c.id == coding_id), None)
    if coding is None:
        raise InputError(UNKNOWN.format(coding_id[:40]))
    return (_place(coding), coding.memo) if coding.memo else (f"No memo of {coding_id} yet.",)


def list_memos(ctx: Context) -> Iterator[str]:
    """Every memo in a line: the study's, transcripts', codes', then codings' in the order of the talk."""
    codes = {code.id for code in ctx.study.codebook().codes} | {f.id for f in ctx.study.codebook().families}
    found = False
    for m in ctx.store.memos():
        found = True
        gone = " (no longer in the codebook)" if m.kind == "code" and m.subject not in codes else ""
        yield f"{About(m.kind, m.subject)}{gone} ({m.who}, {m.at}): {_line(m.text)}"
    for coding in ctx.store.codings():
        if coding.memo:
            found = True
            yield f"{_place(coding)}: {_line(coding.memo)}"
    if not found:
        yield f"No memos yet. Write one: csa code memo {ctx.study.folder} --study TEXT"


def history_of(ctx: Context, on: About) -> tuple[str, ...]:
    """A line a change of the memo, oldest first, and whether there is one now; never its words."""
    from csa_research.pipeline.team.undoing import event_line

    lines = [event_line(event) for event in ctx.store.coding_events(f"{on.kind}:{on.subject}")]
    return (*(lines or [f"Nothing has happened to the memo of {on}."]), f"now: {'a memo' if _text(ctx, on) else 'no memo'}")


def carry_memos(ctx: Context, codes: Mapping[str, Sequence[str]], none: str, *, by: str) -> int:
    """How many memos changed, now that these codes have these successors: each successor gets the memo, after its own.

    The memo of a code without successor (`none`) stays under the old id, and the list says so.
    """
    memos = {m.subject: m for m in ctx.store.memos() if m.kind == "code"}
    moved = {old: [code for code in to if code != none] for old, to in codes.items() if old in memos}
    new = {code: memo for code, memo in memos.items() if not moved.get(code)}
    for old, to in moved.items():
        for code in to:
            new[code] = joined(replace(memos[old], subject=code), new.get(code))
    gone = [replace(memo, text="") for code, memo in memos.items() if code not in new]
    return ctx.store.put_memos([*gone, *new.values()], by)


def take_memos(ctx: Context, came: Sequence[Memo], *, by: str) -> int:
    """How many memos that came with another program's project are new here or were added to what is there.

    A text that stands in the study's memos, or stood there once (the file is older than the change), is not taken again.
    """
    there = {(m.kind, m.subject): m for m in ctx.store.memos()}
    texts = [memo.text for memo in there.values()]
    fresh = []
    for memo in came:
        before = (event.detail for event in ctx.store.coding_events(f"{memo.kind}:{memo.subject}"))
        if memo.text in before or any(memo.text in text for text in texts):
            continue
        made = replace(memo, who=memo.who or by, at=now())
        fresh.append(joined(made, there.get((memo.kind, memo.subject))))
    return ctx.store.put_memos(fresh, by)


def joined(memo: Memo, there: Memo | None) -> Memo:
    """The memo after what is there already; nothing that stands in it twice."""
    if there is None or not there.text or there.text in memo.text:
        return memo
    return there if memo.text in there.text else replace(memo, text=f"{there.text}\n\n{memo.text}")


def _text(ctx: Context, on: About) -> str:
    return next((m.text for m in ctx.store.memos() if (m.kind, m.subject) == (on.kind, on.subject)), "")


def _place(c: Coding) -> str:
    return f"coding {c.id} ({c.code}, {c.group} turn {c.turn}, {c.coder})"


def _line(text: str) -> str:
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())
