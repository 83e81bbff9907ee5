"""What the machine alone would have left, against the review: the figures that a board asks for first."""

from __future__ import annotations

from csa_research.pipeline.context import Context


def unattended_lines(ctx: Context) -> tuple[str, ...]:
    """Entities that an unattended release would have left showing, direct and quasi, with the 95% upper bound."""
    from csa_research.anonymise.measuring.risk import recall_by_type
    from csa_research.anonymise.release import to_mask_unattended
    from csa_research.vault import contents

    vault = ctx.vault()
    machine = to_mask_unattended(contents.identifiers(vault, "machine"))
    rows = recall_by_type(machine, contents.identifiers(vault, "final"))
    lines = [
        f"  {row.type:<10} {row.leaked:>4} of {row.entities:<4} left or left in part (95% upper bound {row.leak_upper or 0:.1%})"
        for row in rows
    ]
    return ("Had nobody reviewed it, the machine alone would have left (entities a group, any part of any mention):", *lines)
