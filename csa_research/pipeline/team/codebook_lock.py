"""Whether the codebook is locked: a signed decision in the journal, with the hash of what was locked."""

from __future__ import annotations

from csa_research.errors import CodebookError, InputError
from csa_research.pipeline.context import Context
from csa_research.records import JournalEntry

LOCKED, UNLOCKED = "codebook locked", "codebook unlocked"


def last_decision(ctx: Context) -> JournalEntry | None:
    """The last locking or unlocking, None where there was none."""
    return next((e for e in reversed(ctx.store.journal()) if e.action in (LOCKED, UNLOCKED)), None)


def is_locked(ctx: Context) -> bool:
    """Whether the codebook is locked now."""
    last = last_decision(ctx)
    return last is not None and last.action == LOCKED


def lock(ctx: Context, *, by: str) -> str:
    """What was locked, in a sentence (journalled). Raises InputError without a signature or where it is locked."""
    from csa_research.pipeline.team.codebook_life import keep_version

    _signed(by)
    if is_locked(ctx):
        raise InputError(f"The codebook is locked already. To change it: csa codebook unlock {ctx.study.folder} --by NAME")
    book = ctx.study.codebook()
    keep_version(ctx, book)
    ctx.note(by, LOCKED, f"{book.id} {book.version}", book.sha256)
    return f"Locked: {book.id} {book.version}, {sum(c.codable for c in book.codes)} codes. Codings are taken under this text only."


def unlock(ctx: Context, *, by: str) -> str:
    """What was unlocked, in a sentence (journalled). Raises InputError without a signature or where nothing is locked."""
    _signed(by)
    if not is_locked(ctx):
        raise InputError("The codebook is not locked; it may be changed.")
    book = ctx.study.codebook()
    ctx.note(by, UNLOCKED, f"{book.id} {book.version}", book.sha256)
    return f"Unlocked. After changing it, raise its version, then: csa codebook lock {ctx.study.folder} --by NAME"


def refuse_changed_codebook(ctx: Context) -> None:
    """Raises CodebookError where the codebook is locked and its text is no longer that which was locked."""
    last = last_decision(ctx)
    if last is not None and last.action == LOCKED and last.detail != ctx.study.codebook().sha256:
        raise CodebookError(
            f"{ctx.study.settings.paths.codebook} was changed after {last.who} locked {last.subject} on {last.at[:10]}; codings "
            f"under two texts cannot be compared. Put the locked file back, or: csa codebook unlock {ctx.study.folder} --by NAME"
        )


def _signed(by: str) -> None:
    if not by.strip():
        raise InputError("Locking and unlocking are signed decisions: add --by NAME.")
