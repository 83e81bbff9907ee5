"""The review as a person goes through it: doubtful names, pages of sure ones, who is meant, passages, and the net."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Literal

from csa_research.anonymise.asking.lines import asked_once, number_lines, sure_lines, unlikely_lines, word_lines
from csa_research.anonymise.asking.net import Caught, net_questions, open_net
from csa_research.anonymise.asking.questions import Question
from csa_research.anonymise.asking.review import questions
from csa_research.anonymise.asking.vignettes import Passage, vignettes
from csa_research.records import Identifier, Transcript

PageKind = Literal["sure", "unlikely", "words", "numbers", "mentions"]
LINES: dict[PageKind, int] = {"sure": 10, "unlikely": 10, "words": 10, "numbers": 20, "mentions": 10}
"""Lines of a page: as many as fit a screen and can be told apart at a glance."""


@dataclass(frozen=True, slots=True)
class Page:
    """Short questions with one usual answer, shown a line each: one key for the page, exceptions by their number."""

    kind: PageKind
    questions: tuple[Question, ...]

    @property
    def usual(self) -> Literal["mask", "keep"]:
        """What the page's one key does."""
        return "mask" if self.kind == "sure" else "keep"

    @property
    def id(self) -> str:
        """The page by its first line."""
        return f"page:{self.questions[0].id}"


Step = Question | Page | Passage


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before a person: the talk, what was found and decided, what is asked about people, and what was looked at.

    `covered` are groups whose whole review was handed in.
    """

    transcripts: tuple[Transcript, ...]
    identifiers: tuple[Identifier, ...]
    caught: tuple[Caught, ...] = ()
    asked: tuple[Question, ...] = ()
    looked: frozenset[str] = frozenset()
    covered: AbstractSet[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Left:
    """How much is open, of each kind; names, words and numbers each by itself, though a line may show several."""

    names: int = 0
    meant: int = 0
    passages: int = 0
    words: int = 0
    numbers: int = 0

    @property
    def all(self) -> int:
        """Everything that is open."""
        return self.names + self.meant + self.passages + self.words + self.numbers

    def lines(self) -> tuple[tuple[int, str], ...]:
        """Each number with what it counts."""
        return (
            (self.names, "names"),
            (self.meant, "questions who is meant"),
            (self.passages, "passages"),
            (self.words, "words"),
            (self.numbers, "numbers"),
        )

    def __str__(self) -> str:
        return ", ".join(f"{number} {kind}" for number, kind in self.lines())


def net_left(desk: Desk) -> tuple[Question, ...]:
    """The words and numbers of the net, one question a word."""
    mine = [one for one in desk.caught if one.identifier.group not in desk.covered]
    return net_questions(open_net(mine, desk.identifiers, desk.looked), desk.transcripts)


def passages_left(desk: Desk) -> tuple[Passage, ...]:
    """The case vignettes that were not read as a whole yet."""
    return vignettes((t for t in desk.transcripts if t.group not in desk.covered), desk.identifiers, desk.looked)


def left(desk: Desk) -> Left:
    """How much is open."""
    net = net_left(desk)
    numbers = sum(question.kind == "number" for question in net)
    names = len(questions(desk.identifiers, desk.transcripts))
    return Left(names, len(desk.asked), len(passages_left(desk)), len(net) - numbers, numbers)


def steps(desk: Desk) -> tuple[Step, ...]:
    """Everything to be answered, by risk: doubtful names one by one, pages, who is meant, passages, words, numbers."""
    names, net = questions(desk.identifiers, desk.transcripts), net_left(desk)
    return (
        *(question for question in names if question.tier == "ask"),
        *_pages("sure", sure_lines([question for question in names if question.tier == "sure"])),
        *_pages("unlikely", unlikely_lines([question for question in names if question.tier == "unlikely"])),
        *asked_once(desk.asked),
        *passages_left(desk),
        *_pages("words", word_lines([question for question in net if question.kind == "net"])),
        *_pages("numbers", number_lines([question for question in net if question.kind == "number"])),
    )


def step_id(step: Step) -> str:
    """What a step is skipped by."""
    return f"passage:{':'.join(step.marks)}" if isinstance(step, Passage) else step.id


def each(question: Question) -> tuple[Page, ...]:
    """The mentions of one question as pages, a line a mention, where they are not all alike; kept unless their number is typed."""
    net = question.kind in ("net", "number")
    kind: PageKind = "words" if net else "mentions"
    return tuple(
        _pages(kind, [
            replace(question, id=f"{question.id}/{number}", text=snippet.text, snippets=(snippet,))
            for number, snippet in enumerate(question.snippets)
        ])
    )  # fmt: skip


def opened(page: Page, question: Question) -> tuple[Page, ...]:
    """The members of one line as pages of the same kind, a line a member, in the place of that line."""
    return tuple(_pages(page.kind, question.members))


def _pages(kind: PageKind, found: Sequence[Question]) -> Iterable[Page]:
    size = LINES[kind]
    return (Page(kind, tuple(found[at : at + size])) for at in range(0, len(found), size))
