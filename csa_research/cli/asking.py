"""The review in the terminal: one key an answer, a page of short ones at a time, undo, stop at any time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from csa_research.cli.shared import tell
from csa_research.cli.showing import Pace, show, show_opened
from csa_research.errors import PersonNeeded

if TYPE_CHECKING:
    from csa_research.anonymise.asking.questions import Question
    from csa_research.anonymise.asking.session import Answer
    from csa_research.anonymise.asking.steps import Page, Step
    from csa_research.anonymise.asking.vignettes import Passage
    from csa_research.pipeline.context import Context
    from csa_research.pipeline.originals.sitting import Sitting
    from csa_research.records import ReviewDecision

Opened = TypeVar("Opened", "Question", "Page")
NO_MEANING = "That key has no meaning here."
BACK = ("", "b", "q", "s", "u")
"""Keys that leave a line or a list that was opened, with nothing answered."""


def ask_all(ctx: Context, *, by: str) -> None:
    """Ask everything that is open, riskiest first, until the person stops. Raises PersonNeeded where nobody can answer."""
    from csa_research.pipeline.originals import uneven
    from csa_research.pipeline.originals.reviewing import count_open, said_open
    from csa_research.pipeline.originals.sitting import Sitting

    if not sys.stdin.isatty():
        if count_open(ctx):
            raise PersonNeeded(f"{said_open(ctx)}. Run csa review in a terminal, or: --decisions FILE")
        return
    sitting = Sitting(ctx, by=by)
    try:
        _ask(sitting, by)
    finally:
        sitting.close()
    for line in uneven.lines(ctx, uneven.decided_unevenly(ctx), words=True):
        print(line)


def _ask(sitting: Sitting, by: str) -> None:
    from csa_research.anonymise.asking.steps import step_id

    skipped: set[str] = set()
    pace = Pace()
    while True:
        todo = [step for step in sitting.steps() if step_id(step) not in skipped]
        if not todo:
            if pace.started and typed("Nothing more is asked. u undo the last answer   Enter ends  > ", at_end="").lower() == "u":
                sitting.undo()
                pace.back()
                continue
            return
        show(todo[0], sitting.desk, pace.line(len(todo)))
        started = time.monotonic()
        key = typed("> ", at_end="q").lower()
        if key == "q":
            return
        if key == "s":
            skipped.add(step_id(todo[0]))
        elif key == "u":
            sitting.undo()
            pace.back()
        elif _take(sitting, todo[0], key, by):
            pace.answered(time.monotonic() - started)


def typed(prompt: str, *, at_end: str) -> str:
    """What the person typed; `at_end` where the input ends (Ctrl-D, Ctrl-Z)."""
    try:
        return input(prompt).strip()
    except EOFError:
        return at_end


def _take(sitting: Sitting, step: Step, key: str, by: str) -> bool:
    """Whether the key was an answer, so that there is less to ask; it is taken then."""
    from csa_research.anonymise.asking.steps import Page
    from csa_research.anonymise.asking.vignettes import Passage

    if isinstance(step, Page):
        given = _page(sitting, step, key, by)
    elif isinstance(step, Passage):
        given = _passage(sitting, step, key, by)
    else:
        given = _question(sitting, step, key, by)
    if given is None:
        tell(NO_MEANING)
        return False
    if not (given.decisions or given.looked):
        return False
    sitting.take(given)
    return True


def _page(sitting: Sitting, page: Page, key: str, by: str) -> Answer | None:
    """Numbers turn single lines, the usual key settles the others; o and a number opens a line."""
    from csa_research.anonymise.asking.session import take_page
    from csa_research.anonymise.asking.steps import Page

    usual = "y" if page.usual == "mask" else "k"
    if key.startswith("o") and _line(key[1:], page) is not None:
        return _open(sitting, page, page.questions[_line(key[1:], page) or 0], by)
    parts = key.replace(",", " ").removesuffix(usual).split()
    lines = {_line(part, page) for part in parts}
    turned = {line for line in lines if line is not None}
    if len(turned) < len(lines) or not (turned or key.endswith(usual)):
        return None
    if key.endswith(usual):
        return take_page(page, turned, sitting.texts, by)
    chosen = Page(page.kind, tuple(page.questions[line] for line in sorted(turned)))
    return take_page(chosen, set(range(len(turned))), sitting.texts, by)


def _line(said: str, page: Page) -> int | None:
    """The line of this number, from 0; None when the page has none."""
    said = said.strip()
    return int(said) - 1 if said.isascii() and said.isdigit() and 1 <= int(said) <= len(page.questions) else None


def _open(sitting: Sitting, page: Page, question: Question, by: str) -> Answer | None:
    """One line of a page as a question by itself, or its members as a page of lines."""
    from csa_research.anonymise.asking.session import Answer
    from csa_research.anonymise.asking.steps import opened

    if question.members:
        return _pages(sitting, opened(page, question), by)
    show_opened(question)
    key = typed("> ", at_end="b").lower()
    return Answer() if key in BACK else _question(sitting, question, key, by)


def _passage(sitting: Sitting, passage: Passage, key: str, by: str) -> Answer | None:
    """n: it may stay as it is. y: words of it are typed, which are masked; the passage is then shown again."""
    from csa_research.anonymise.asking.session import Answer, take_passage

    if key == "n":
        return take_passage(passage)
    return Answer(_words(sitting, [(t.group, t.index) for t in passage.turns], by)) if key == "y" else None


def _words(sitting: Sitting, turns: list[tuple[str, int]], by: str) -> tuple[ReviewDecision, ...]:
    """The decisions to mask the words that the person types, wherever they stand in these turns."""
    from csa_research.anonymise.asking.session import mask_words

    said = typed("   words to mask, as they stand there: ", at_end="")
    found = tuple(d for group, turn in dict.fromkeys(turns) for d in mask_words(sitting.texts, group, turn, said, by))
    if said and not found:
        tell("These words do not stand there.")
    return found


def _question(sitting: Sitting, question: Question, key: str, by: str) -> Answer | None:
    from csa_research.anonymise.asking.session import Answer, answer, take_net

    net = question.kind in ("net", "number")
    about_words = question.kind in ("identifier", "net", "number")
    if key == "t" and about_words:
        return Answer(_words(sitting, [(s.group, s.turn) for s in question.snippets], by))
    if key == "e" and (about_words or question.members):
        return _each(sitting, question, by)
    if net and key in ("y", "n"):
        return take_net(question, "mask" if key == "y" else "keep", sitting.texts, by)
    if key == "y" and question.kind == "identifier":
        return Answer(answer(question, "mask", by))
    if key == "n" and question.kind == "identifier":
        return Answer(answer(question, "keep", by))
    return _whose(question, key, by)


def _each(sitting: Sitting, question: Question, by: str) -> Answer:
    """The mentions of a question on pages of lines; of who is meant in several groups, a question a group."""
    from csa_research.anonymise.asking.steps import each

    if question.members:
        return _one_by_one(sitting, question.members, _question, by)
    return _pages(sitting, each(question), by)


def _pages(sitting: Sitting, pages: Sequence[Page], by: str) -> Answer:
    """Nothing more; each page is taken as it is answered, and what is not answered stays open."""
    return _one_by_one(sitting, pages, _page, by)


def _one_by_one(
    sitting: Sitting, opened: Sequence[Opened], answered: Callable[[Sitting, Opened, str, str], Answer | None], by: str
) -> Answer:
    """Nothing more; each part of what was opened is shown and taken as it is answered, until one is not."""
    from csa_research.anonymise.asking.session import Answer

    for part in opened:
        show_opened(part)
        key = typed("> ", at_end="b").lower()
        given = None if key in BACK else answered(sitting, part, key, by)
        if given is None:
            if key not in BACK:
                tell(NO_MEANING)
            break
        sitting.take(given)
    return Answer()


def _whose(question: Question, key: str, by: str) -> Answer | None:
    """Who is meant. `n` is no answer here: to "Is it another spelling?" a person says n for no, and the name would stay."""
    from csa_research.anonymise.asking.session import Answer, answer, answer_apart

    if question.kind in ("net", "number"):
        return None
    if key == "a":
        return Answer(answer_apart(question, by))
    if key == "l":
        label = typed("   label, e.g. Child or [primary school]: ", at_end="")
        return Answer(answer(question, "mask", by, label=label)) if label else None
    if key == "k" and question.kind != "identifier":
        return Answer(answer(question, "keep", by))
    named = question.kind != "identifier" and key.isascii() and key.isdigit() and 1 <= int(key) <= len(question.choices)
    return Answer(answer(question, "mask", by, entity=question.choices[int(key) - 1])) if named else None
