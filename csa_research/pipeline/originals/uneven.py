"""What a person is told about names that the review kept in one place and masked in another, before the text goes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from csa_research.pipeline.context import Context

if TYPE_CHECKING:
    from csa_research.anonymise.asking.uneven import Uneven

SHOWN = 10


def decided_unevenly(ctx: Context) -> tuple[Uneven, ...]:
    """The names that a person masked in one place and kept in another, as decided so far."""
    from csa_research.anonymise.asking.uneven import uneven_names
    from csa_research.anonymise.release import to_mask
    from csa_research.vault import contents

    final = contents.identifiers(ctx.vault(), "final")
    return uneven_names(final, to_mask(final))


def lines(ctx: Context, found: Sequence[Uneven], *, words: bool) -> tuple[str, ...]:
    """Lines for the person, none when nothing was found: how many, where, and the way out; the names themselves with `words`."""
    from csa_research.anonymise.asking.questions import readable

    if not found:
        return ()
    head = "1 name is" if len(found) == 1 else f"{len(found)} names are"
    rows = [
        f"  {readable(one.text, 200) if words else f'name {number}'}: {one.places()}"
        for number, one in enumerate(found[:SHOWN], start=1)
    ]
    more = [f"  and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    folder = ctx.study.folder
    return (
        f"Look again: {head} kept in one place and masked in another, so the released text would show what it hides elsewhere.",
        *rows,
        *more,
        f"If that is not meant: decide again (csa review {folder} --decisions FILE, a table with the name and `mask`) and release; "
        f"or, once it is released, remove the name everywhere: csa redact {folder} --by NAME (it asks for the name, unseen).",
    )
