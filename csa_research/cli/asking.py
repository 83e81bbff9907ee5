"""The review in the terminal: one question a name, one key a decision, undo, stop at any time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from csa_research.cli.shared import tell
from csa_research.errors import PersonNeeded

if TYPE_CHECKING:
    from csa_research.anonymise.questions import Question
    from csa_research.pipeline.context import Context

KEYS = "y mask   n keep   a another person in each group   l own label   u undo   s skip   q stop"
CHOOSE = "a number   a another person in each group   n keep   u undo   s skip   q stop"
WHY = {
    "which": "Which of these is meant?",
    "spelling": "Is it another spelling of this name?",
    "namesake": "Is it one person in all these groups?",
}
SHOWN = 3


def ask_all(ctx: Context, *, by: str) -> None:
    """Ask every open question, riskiest first. Raises PersonNeeded where nobody can answer."""
    from csa_research.pipeline import reviewing
    from csa_research.vault import contents

    if not sys.stdin.isatty():
        number = reviewing.count_open(ctx)
        if number:
            raise PersonNeeded(f"{number} questions are open. Run csa review in a terminal, or give a file: --decisions FILE")
        return
    transcripts = contents.transcripts(ctx.vault())
    assignment = reviewing.decide(ctx)
    skipped: set[str] = set()
    while True:
        left = [q for q in reviewing.open_questions(assignment, transcripts) if q.id not in skipped]
        if not left:
            return
        _show(left[0], len(left))
        key = _typed("> ", at_end="q").lower()
        if key == "q":
            return
        if key == "s":
            skipped.add(left[0].id)
        elif key == "u":
            assignment = reviewing.undo(ctx, by=by)
        else:
            decisions = _decisions(left[0], key, by)
            if decisions:
                assignment = reviewing.take(ctx, decisions, by=by)
            else:
                tell("That key has no meaning here.")


def _show(question: Question, left: int) -> None:
    print(f"\n[{left} left]  {question.text}   ({question.type.lower()}, {len(question.snippets)} mentions)")
    for s in question.snippets[:SHOWN]:
        print(f"   {s.group} turn {s.turn}: ...{s.before}>>{s.text}<<{s.after}...")
    if question.kind != "identifier":
        print(f"   {WHY[question.kind]}")
        for number, choice in enumerate(question.choices, start=1):
            print(f"   {number} = {choice}")
    print(f"   {KEYS if question.kind == 'identifier' else CHOOSE}")


def _typed(prompt: str, *, at_end: str) -> str:
    """What the person typed; `at_end` where the input ends (Ctrl-D, Ctrl-Z)."""
    try:
        return input(prompt).strip()
    except EOFError:
        return at_end


def _decisions(question: Question, key: str, by: str):  # type: ignore[no-untyped-def]
    from csa_research.anonymise.session import answer, answer_apart

    if key == "y" and question.kind == "identifier":
        return answer(question, "mask", by)
    if key == "n":
        return answer(question, "keep", by)
    if key == "a":
        return answer_apart(question, by)
    if key == "l":
        label = _typed("   label, e.g. Child or [primary school]: ", at_end="")
        return answer(question, "mask", by, label=label) if label else ()
    if key.isdigit() and 1 <= int(key) <= len(question.choices):
        return answer(question, "mask", by, entity=question.choices[int(key) - 1])
    return ()
