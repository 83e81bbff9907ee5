"""What a person can do about an original word that stopped an export."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from csa_research.pipeline.context import Context

SHOWN = 10


def way_out(ctx: Context, pseudonyms: AbstractSet[str]) -> str:
    """Where the released text holds words of these people and places, and what to do: the review asks no more about a kept name."""
    from csa_research.anonymise.leaving.leaks import search_text

    # a mention that was kept is no leak in its turn, but may be one where a cell holds a piece of the turn
    index, folder = replace(ctx.leak_index(), kept=frozenset()), ctx.study.folder
    turns = [
        f"{release.group} turn {turn.index}"
        for release in ctx.store.releases()
        for turn in release.turns
        if any(leak.pseudonym in pseudonyms for leak in search_text(turn.text, index))
    ]
    if not turns:
        return (
            "No released turn holds them, so they stand in notes, names of files or the study's own texts: change them there. "
            f"Or mask what is open (csa review {folder}), release again, and repeat the command."
        )
    said = ", ".join(turns[:SHOWN]) + (f" and {len(turns) - SHOWN} more" if len(turns) > SHOWN else "")
    return (
        f"They were left in {said}. Read these turns in the original, then remove each name everywhere with: csa redact {folder} "
        "--by NAME (it asks for the name, unseen); and repeat the command."
    )
