"""Where the codebook is blind, for the terminal: talk without a code, with quotes; and codes whose talk no topic gathers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.opened import embedder
from csa_research.pipeline.runner import run_up_to
from csa_research.pipeline.team.gap_queue import WORDLESS, queued_gaps
from csa_research.records import Turn
from csa_research.topics.gaps import CodeGap, find_gaps, spoken_turns

MOST_QUOTED = 240


def code_gaps(ctx: Context) -> tuple[CodeGap, ...]:
    """Candidates for codes that the codebook lacks. Raises PersonNeeded before anything is coded."""
    run_up_to(ctx, "release")
    codings = ctx.store.codings()
    if not codings:
        raise PersonNeeded(f"Nothing is coded yet, so every topic would be a gap: csa code import {ctx.study.folder} FILE")
    turns = spoken_turns(ctx.store.turns())
    return find_gaps(turns, embedder(ctx)([t.text for t in turns]), codings, seed=ctx.study.settings.seed)


def gap_text(ctx: Context, numbers: Collection[int] = ()) -> str:
    """The candidates with words and quotes, to be read by a person, and the codes with no topic; `numbers`: these in full only.

    Raises InputError for a number that is not in the list.
    """
    found = code_gaps(ctx)
    wrong = sorted(n for n in numbers if not 1 <= n <= len(found))
    if wrong:
        raise InputError(f"There is no candidate {', '.join(map(str, wrong))}. The list has {len(found)}.")
    lines = _listed(ctx, found, numbers) if found else ["Nearly all talk is coded: no gap in the codebook to show."]
    return "\n".join(lines if numbers else [*lines, "", *untopical_lines(ctx)]) + "\n"


def _listed(ctx: Context, found: Sequence[CodeGap], numbers: Collection[int]) -> list[str]:
    turns = {(t.group, t.index): t for t in ctx.store.turns()}
    queued = queued_gaps(ctx.store.journal())
    lines = ["Talk that no code holds, strongest candidate first. A machine gathered it; whether it is a theme, you decide.", ""]
    for number, gap in enumerate(found, start=1):
        if numbers and number not in numbers:
            continue
        spread = f"{len(gap.turns)} turns, {gap.participants} people, {len(gap.groups)} groups, holds together {gap.cohesion:.2f}"
        there = sum(unit in queued for unit in gap.turns)
        waiting = f"; {there} in the coding queue" if there else ""
        lines.append(f"{number}. {', '.join(gap.words) or WORDLESS}  ({spread}{waiting})")
        lines += [f"   {g} turn {i}: {_short(turns[g, i])}" for g, i in (gap.turns if numbers else gap.quotes)]
    return lines


def _short(turn: Turn) -> str:
    text = " ".join(turn.text.split())
    return text if len(text) <= MOST_QUOTED else text[:MOST_QUOTED].rsplit(" ", 1)[0] + " ..."


def untopical_lines(ctx: Context) -> list[str]:
    """The codes whose talk no topic gathers, a line each under a heading that says what that means."""
    from csa_research.findings.untopical import RULE, untopical_codes
    from csa_research.topics.guided import GUIDED, is_guided

    model = ctx.store.topics()
    if model is None or not model.topics:
        return [f"Codes with no topic: there are no topics to hold them against yet. See: csa topics {ctx.study.folder}"]
    if is_guided(model):
        return [f"Codes with no topic: not looked for. {GUIDED} See: csa topics {ctx.study.folder} --unguided"]
    names = {code.id: code.name for code in ctx.study.codebook().codes}
    found = untopical_codes(model, ctx.store.codings())
    if not found:
        return [f"Codes with no topic: none. {RULE}"]
    rows = [
        f"   {c.code} {names.get(c.code, '')}: {c.windows} windows, for its size most in topic {c.topic} "
        f"({c.share:.0%} of them; {c.expected:.0%} by size alone)"
        for c in found
    ]
    return [f"Codes with no topic ({len(found)}). {RULE}", *rows]
