"""What the review puts on the screen: a question, a page of lines, a passage, and how much is left."""

from __future__ import annotations

import re
import statistics
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csa_research.anonymise.asking.questions import Question, Snippet
    from csa_research.anonymise.asking.steps import Desk, Page, Step
    from csa_research.anonymise.asking.vignettes import Passage
    from csa_research.records import Span

KEYS = "y mask   n keep   e each by itself   t type the words to mask   a another person in each group   l own label"
NET_KEYS = "y mask   n keep   e each by itself   t type the words to mask"
CHOOSE = "a number   a another person in each group   k it is no name: leave it in the text"
APART = "   e each group by itself"
ALWAYS = "u undo   s skip   q stop"
OPENED = "b back, nothing answered"
WHY = {
    "which": "Which of these is meant?",
    "spelling": "Is it another spelling of this name?",
    "namesake": "Is it one person in all these groups?",
}
HEADS = {
    "sure": ("These are masked", "y mask all   numbers keep these (3 7 y: keep 3 and 7, mask the rest)   o3 look at line 3"),
    "unlikely": (
        "These are probably talk",
        "k keep all   numbers mask these (3 7 k: mask 3 and 7)   o3 look at line 3",
    ),
    "words": ("Words that nothing has stopped at", "k keep all   numbers mask these (3 7 k)   o3 look at line 3"),
    "numbers": ("Numbers that nothing has stopped at", "k keep all   numbers mask these (3 17 k)   o3 look at line 3"),
    "mentions": ("Each by itself", "k keep all   numbers mask these (3 7 k: mask 3 and 7, keep the rest)"),
}
ENOUGH = 3
"""Answers after which the time left is told."""
WIDTH, LONGEST = 110, 200
"""Characters of a row of a list, and of one name or run of signs."""


class Pace:
    """How quickly a person answers: the middle one of the times so far, so that a tea break does not count."""

    def __init__(self) -> None:
        self._seconds: list[float] = []

    @property
    def started(self) -> bool:
        """Whether anything was answered."""
        return bool(self._seconds)

    def answered(self, seconds: float) -> None:
        """Nothing; an answer took so long."""
        self._seconds.append(seconds)

    def back(self) -> None:
        """Nothing; the last answer was taken back."""
        del self._seconds[-1:]

    def line(self, left: int) -> str:
        """'screen 12 of about 140, about 20 minutes left'; without a time until a pace can be told."""
        done = len(self._seconds)
        head = f"screen {done + 1} of about {done + left}"
        if done < ENOUGH:
            return head
        minutes = max(1, round(statistics.median(self._seconds) * left / 60))
        return f"{head}, about {minutes} minute{'s' if minutes > 1 else ''} left"


def show(step: Step, desk: Desk, progress: str) -> None:
    """Nothing; the step is on the screen with the keys that answer it."""
    from csa_research.anonymise.asking.steps import Page
    from csa_research.anonymise.asking.vignettes import Passage

    print(f"\n[{progress}]")
    if isinstance(step, Page):
        _page(step)
    elif isinstance(step, Passage):
        _passage(step, desk)
    else:
        _question(step)
    print(f"   {ALWAYS}")


def show_opened(step: Question | Page) -> None:
    """Nothing; a line or a list that was opened is on the screen. Undo and stop belong to the page that it came from."""
    from csa_research.anonymise.asking.steps import Page

    print()
    if isinstance(step, Page):
        _page(step)
    else:
        _question(step)
    print(f"   {OPENED}")


def _question(question: Question) -> None:
    from csa_research.anonymise.asking.questions import readable, shown

    kind = "a word" if question.kind in ("net", "number") else question.type.lower()
    print(f"{readable(question.text, LONGEST)}   ({kind}, {_times(question)})")
    for s in shown(question):
        print(f"   {_place(s)}: ...{_talk(s, len(s.before))}...")
    if question.kind in WHY:
        print(f"   {WHY[question.kind]}")
        for number, choice in enumerate(question.choices, start=1):
            print(f"   {number} = {readable(choice, LONGEST)}")
        print(f"   {CHOOSE}{APART if question.members else ''}")
    else:
        print(f"   {NET_KEYS if question.kind in ('net', 'number') else KEYS}")


def _page(page: Page) -> None:
    head, keys = HEADS[page.kind]
    print(f"{head}:")
    for number, question in enumerate(page.questions, start=1):
        for row, text in enumerate(_rows(question)):
            print(f"  {number:>2}  {text}" if not row else f"      {text}")
    print(f"   {keys}")


def _rows(question: Question) -> list[str]:
    """A line of a page: what is asked about, then the talk around it; of several questions every one."""
    from csa_research.anonymise.asking.lines import form, on_screen

    screen = on_screen(question)
    talk = [f"{_place(s)}: {' '.join(_talk(s, width).split())}" for s, width in screen if width]
    times = f" ({len(question.snippets)} times)" if len(question.snippets) > 1 else ""
    if not question.members:
        return [f"{form(question)}{times}   {talk[0]}", *talk[1:]]
    forms = [f"{form(member)}{f' ({len(member.snippets)})' if len(member.snippets) > 1 else ''}" for member in question.members]
    named = question.text not in {member.text for member in question.members}
    head = f"{question.text}, {len(question.snippets)} mentions: " if named else ""
    return [*textwrap.wrap(head + "; ".join(forms), WIDTH), *talk]


def _talk(snippet: Snippet, width: int) -> str:
    from csa_research.anonymise.asking.questions import readable

    before = snippet.before[-width:] if width else ""
    return f"{before}>>{readable(snippet.text, LONGEST)}<<{snippet.after[:width]}"


def _passage(passage: Passage, desk: Desk) -> None:
    print("A passage that may tell who is spoken of, though every name is taken out:")
    for turn in passage.turns:
        masked = [i.span for i in desk.identifiers if (i.group, i.turn) == (turn.group, turn.index) and i.status == "mask"]
        print(f"   {turn.group} turn {turn.index}: {_cut(_marked(turn.text, masked))}")
    print("   (>>...<< is masked already.) Generalise further?   y type words to mask   n it may stay")


def _marked(text: str, spans: list[Span]) -> str:
    from csa_research.offsets import merge

    for span in reversed(merge(spans)):
        text = f"{text[: span.start]}>>{text[span.start : span.end]}<<{text[span.end :]}"
    return text


def _cut(text: str) -> str:
    """The text with every run of signs that nobody can read cut."""
    from csa_research.anonymise.asking.questions import readable

    return re.sub(r"[^\s<>]{400,}", lambda run: readable(run.group(), LONGEST), text)


def _place(snippet: Snippet) -> str:
    return f"{snippet.group} turn {snippet.turn}"


def _times(question: Question) -> str:
    return f"{len(question.snippets)} mention{'s' if len(question.snippets) > 1 else ''}"
