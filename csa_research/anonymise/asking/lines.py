"""Lines that stand for several questions: the names of one person, numbers of one sort, forms of one word, one question who.

Every question is still there as a member, and a line shows all its members, so that nobody confirms what is not on the screen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from csa_research.anonymise.asking.questions import LINE_CONTEXT, SHOWN, Question, Snippet, readable
from csa_research.anonymise.asking.sorts import AMOUNT, CLOCK, TIME, number_sort, stem
from csa_research.anonymise.asking.vignettes import cues
from csa_research.anonymise.common import common_words
from csa_research.anonymise.detectors.lists import load_lists
from csa_research.anonymise.naming.clusters import NAME_TYPES
from csa_research.anonymise.naming.names import tokens
from csa_research.records import IdentifierType

CERTAIN = 0.9
"""Patterns (a postcode, an e-mail address) of at least this score are shown together, one line a kind."""
FORM_CONTEXT = 20
"""Characters on either side of a member that a word alone does not settle."""
PLAIN, NAMES, TALK = 0.97, 10, "ordinary words"
"""Score of a name that is confirmed from a list of names, how many of them a line has, and the title of a list of words."""
TITLES: dict[IdentifierType, str] = {"PERSON": "people", "PLACE": "places", "ORG": "organisations", "OPERATION": "operations"}
LONGEST = 60
"""Characters of a form in a list of them."""
FORMS, SENTENCES = 20, 6
"""Members of a line at most: forms alone, and forms with the talk around them."""


def gather(found: Sequence[Question], title: str = "") -> Question:
    """One question that stands for these, which are its members; a single one as it is."""
    if len(found) == 1:
        return found[0]
    snippets = tuple(snippet for question in found for snippet in question.snippets)
    score, direct = min(question.score for question in found), any(question.direct for question in found)
    return replace(found[0], text=title or found[0].text, snippets=snippets, score=score, direct=direct, members=tuple(found))


def sure_lines(found: Sequence[Question]) -> tuple[Question, ...]:
    """One line a person, place or organisation with all its names; one a kind of certain pattern; others as they are."""
    patterns = [q for q in found if q.type not in (*NAME_TYPES, "QUASI") and q.score >= CERTAIN and q.why]
    names = [q for q in found if q.type in NAME_TYPES]
    lines = [q for q in found if q not in patterns and q not in names]
    for some in _alike(patterns, lambda q: (q.type, q.why)):
        lines += _cut(some, FORMS, some[0].why)
    owned = _by_owner(names)
    plain_ones = [q for q in owned if not q.members and _is_plain(q)]
    lines += [q for q in owned if q not in plain_ones]
    for some in _alike(plain_ones, lambda q: q.type):
        lines += _cut(some, NAMES, TITLES[some[0].type])
    place = {question.id: number for number, question in enumerate(found)}
    return tuple(sorted(lines, key=lambda q: place[q.id]))


def unlikely_lines(found: Sequence[Question]) -> tuple[Question, ...]:
    """Ordinary words in small letters with nothing telling beside them from lists; others one line a word."""
    ordinary = [q for q in found if _is_ordinary(q)]
    return (*word_lines([q for q in found if q not in ordinary]), *_cut(ordinary, NAMES, TALK))


def word_lines(found: Sequence[Question]) -> tuple[Question, ...]:
    """One line for the singular, plural, possessive and inflected forms of a word."""
    return tuple(line for some in _alike(found, lambda q: stem(q.text)) for line in _cut(some, SENTENCES))


def number_lines(found: Sequence[Question]) -> tuple[Question, ...]:
    """Lengths of time, times of day and amounts of common things together; other numbers by their value."""
    sorts = {number_sort(some[0]): some for some in _alike(found, number_sort)}
    passed = [line for sort in (AMOUNT, TIME, CLOCK) for line in _cut(sorts.pop(sort, []), FORMS, sort)]
    return (*passed, *(line for value, some in sorts.items() for line in _cut(some, SENTENCES, value)))


def asked_once(found: Iterable[Question]) -> tuple[Question, ...]:
    """Who is meant by a name: one question where several groups leave the same choice."""
    same = _alike(tuple(found), lambda q: (q.kind, q.text.casefold(), q.choices))
    return tuple(line for some in same for line in _cut(some, FORMS))


def on_screen(question: Question) -> tuple[tuple[Snippet, int], ...]:
    """The mentions that the line of a page shows, each with how many characters on either side.

    Of a word that is usually kept these are up to three, of a member of a line one: those beside which most tells of somebody.
    """
    kept = question.kind in ("net", "number") or question.tier == "unlikely"
    if not question.members:
        return tuple((snippet, LINE_CONTEXT) for snippet in _telling(question, SHOWN if kept else 1))
    firsts = tuple(_telling(member, 1)[0] for member in question.members)
    if kept:
        width = 0 if question.text in (AMOUNT, TIME, CLOCK, TALK) else FORM_CONTEXT
        return tuple((snippet, width) for snippet in firsts)
    listed = question.text != question.members[0].text
    return ((firsts[0], 0 if listed else LINE_CONTEXT), *((snippet, 0) for snippet in firsts[1:]))


def form(question: Question) -> str:
    """A member as a line names it; a number with the word after it."""
    return readable(question.id.removeprefix("net:") if question.kind == "number" else question.text, LONGEST)


def _is_plain(question: Question) -> bool:
    """Whether it is so surely a name that it can be told from a list: a capital, no word as well, nothing telling beside it."""
    said = {snippet.text for snippet in question.snippets}
    return (
        question.score >= PLAIN
        and all(text[:1].isupper() and not set(tokens(text)) & common_words() for text in said)
        and not any(cues(_around(snippet)) for snippet in question.snippets)
    )


def _is_ordinary(question: Question) -> bool:
    """Whether it is a word that would not be shown at all had no recogniser stopped at it: small, known, nobody's name."""
    said, lists = {snippet.text for snippet in question.snippets}, load_lists()
    known = all(lists.ordinary(text) and not lists.any_name(text) and text not in lists.places for text in said)
    return known and not any(cues(_around(snippet)) for snippet in question.snippets)


def _around(snippet: Snippet) -> str:
    return snippet.before[-LINE_CONTEXT:] + snippet.text + snippet.after[:LINE_CONTEXT]


def _telling(question: Question, most: int) -> tuple[Snippet, ...]:
    return tuple(sorted(question.snippets, key=lambda s: -cues(_around(s)))[:most])


def _alike(found: Sequence[Question], key: Callable[[Question], Hashable]) -> list[list[Question]]:
    together: dict[Hashable, list[Question]] = defaultdict(list)
    for question in found:
        together[key(question)].append(question)
    return list(together.values())


def _cut(found: Sequence[Question], most: int, title: str = "") -> list[Question]:
    return [gather(found[at : at + most], title) for at in range(0, len(found), most)]


def _by_owner(found: Sequence[Question]) -> list[Question]:
    """Names that mean one and the same entity somewhere are one line, the fullest name first."""
    first: dict[str, int] = {}
    owner = list(range(len(found)))

    def root(at: int) -> int:
        while owner[at] != at:
            at = owner[at]
        return at

    for number, question in enumerate(found):
        for entity in question.entities:
            owner[root(number)] = root(first.setdefault(entity, number))
    places = {question.id: at for at, question in enumerate(found)}
    lines = _alike(found, lambda question: root(places[question.id]))
    return [line for some in lines for line in _cut(sorted(some, key=lambda q: -len(q.text.split())), SENTENCES)]
