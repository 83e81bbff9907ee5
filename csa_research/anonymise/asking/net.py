"""The net under the review: words that nobody has looked at yet and that may still identify, grouped by word over the study."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from csa_research.anonymise.asking.questions import Question, mark, snippet, turn_texts
from csa_research.anonymise.common import common_words
from csa_research.anonymise.detectors.lists import Lists, load_lists
from csa_research.anonymise.detectors.talk import Talk, plain
from csa_research.anonymise.naming.speakers import label_name
from csa_research.anonymise.naming.spoken import is_number_word
from csa_research.offsets import overlaps, words
from csa_research.records import Identifier, Span, Transcript, Turn

NUMBER = "a number"
CAPITAL = "a capital inside a sentence"
BESIDE = "a capital beside a name"
UNKNOWN = "a word of no word list"
SMALL = "somebody's name in small letters"
OFTEN_IN, OFTEN = 3, 5
"""A word said five times and by three groups is a word of the trade, unless a list has it as a name or place."""

_INITIAL = re.compile(r"(?:^|[.?!…:\n]\s*|[\"“‘(\[]\s*|\s[-–—]\s*)$")
_TALKATIVE = frozenset(
    ("one", "oh", "first", "second")
)  # counted only beside another number: "one two four", "second of the first"
_AFTER_NUMBER = re.compile(r"[\s,-]+([^\W\d_]+(?:['’][^\W\d_]+)?)")


@dataclass(frozen=True, slots=True)
class Caught:
    """A word of the net: an identifier of score 0, the words it is grouped under, and its mark once looked at."""

    identifier: Identifier
    key: str
    mark: str


def suspects(transcripts: Sequence[Transcript]) -> tuple[Caught, ...]:
    """Every capital inside a sentence, number, word of no list and small-lettered name of a speaker; what is masked included."""
    lists, often = load_lists(), _often(transcripts)
    out: list[Caught] = []
    for transcript in transcripts:
        names = _plain_names(transcript)
        for turn in transcript.turns:
            cased = Talk(turn.text).cased
            spans = words(turn.text)
            for number, span in enumerate(spans):
                why = _suspect(turn.text, spans, number, cased=cased, lists=lists, often=often, names=names)
                if why:
                    out.append(_caught(turn, span, why))
    return tuple(out)


def open_net(
    caught: Iterable[Caught], identifiers: Iterable[Identifier], looked: AbstractSet[str] = frozenset()
) -> tuple[Caught, ...]:
    """The words that no identifier touches and nobody has looked at; a capital that stands beside a name is grouped apart."""
    seen: dict[tuple[str, int], list[Identifier]] = defaultdict(list)
    for identifier in identifiers:
        seen[identifier.group, identifier.turn].append(identifier)
    out: list[Caught] = []
    for one in caught:
        found = one.identifier
        here = seen.get((found.group, found.turn), ())
        if one.mark in looked or any(overlaps(found.span, other.span) for other in here):
            continue
        live = [other.span for other in here if other.status != "keep"]
        if found.why == CAPITAL and any(_beside(found.span, span) for span in live):
            one = replace(one, identifier=replace(found, why=BESIDE), key=f"{one.key} beside a name")
        out.append(one)
    return tuple(out)


def net(transcripts: Iterable[Transcript], identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Words nobody has looked at yet, as suggestions of score 0, which no unattended release masks."""
    return tuple(one.identifier for one in open_net(suspects(tuple(transcripts)), identifiers))


def net_questions(caught: Iterable[Caught], transcripts: Iterable[Transcript]) -> tuple[Question, ...]:
    """One question a word of the net: names in small letters first, then capitals, unknown words and numbers."""
    texts = turn_texts(tuple(transcripts))
    by_key: dict[tuple[bool, str], list[Identifier]] = defaultdict(list)
    for one in caught:
        by_key[one.identifier.why == NUMBER, one.key].append(one.identifier)
    out = [
        Question(
            f"net:{key}", "number" if number else "net", found[0].text, found[0].type,
            tuple(snippet(identifier, texts) for identifier in found), ("mask", "keep"), 0.0, found[0].why == SMALL,
        )
        for (number, key), found in by_key.items()
    ]  # fmt: skip
    order = {SMALL: 0, BESIDE: 1, CAPITAL: 2, UNKNOWN: 3, NUMBER: 4}
    why = {f"net:{key}": order[found[0].why] for (_, key), found in by_key.items()}
    return tuple(sorted(out, key=lambda question: (why[question.id], question.id)))


def _caught(turn: Turn, span: Span, why: str) -> Caught:
    said = turn.text[span.start : span.end]
    key = plain(said).removesuffix("'s")
    if why == NUMBER:
        after = _AFTER_NUMBER.match(turn.text, span.end)
        key += f" {plain(after[1])}" if after else ""
    found = Identifier(turn.group, turn.index, span, said, "PERSON" if why == SMALL else "QUASI", ("net",), 0.0, why=why)
    return Caught(found, key, mark(turn.group, turn.text, span.start))


def _suspect(
    text: str, spans: Sequence[Span], number: int, *, cased: bool, lists: Lists, often: AbstractSet[str], names: AbstractSet[str]
) -> str:
    span = spans[number]
    said = text[span.start : span.end]
    key = plain(said).removesuffix("'s")
    if is_number_word(key.split("-")[0]):
        near = [plain(text[s.start : s.end]) for s in (*spans[max(0, number - 1) : number], *spans[number + 1 : number + 2])]
        return "" if key in _TALKATIVE and not any(is_number_word(word) for word in near) else NUMBER
    if key in names and (not cased or not said[:1].isupper()):
        return SMALL if not cased else ""
    small = key.split("'")[0] in lists.function and key not in lists.word_names
    if cased and said[:1].isupper() and not small and not _INITIAL.search(text[: span.start]):
        return CAPITAL
    return UNKNOWN if key not in often and _unknown(key, lists) else ""


def _unknown(key: str, lists: Lists) -> bool:
    """Whether some part of the word is in none of the lists of words."""
    known = common_words()
    return key not in lists.allowed and any(
        not (len(part) < 2 or part in known or lists.ordinary(part) or part in lists.allowed or part.split("'")[0] in known)
        for part in key.split("-")
    )


def _plain_names(transcript: Transcript) -> frozenset[str]:
    """Names of the group's speakers that are ordinary words as well: Will, Joy."""
    lists = load_lists()
    said = {plain(word) for turn in transcript.turns for word in label_name(turn.speaker).split()}
    return frozenset(word for word in said if word in lists.word_names or word in common_words())


def _often(transcripts: Sequence[Transcript]) -> frozenset[str]:
    lists = load_lists()
    groups: dict[str, set[str]] = defaultdict(set)
    times: dict[str, int] = defaultdict(int)
    for transcript in transcripts:
        for turn in transcript.turns:
            for span in words(turn.text):
                key = plain(turn.text[span.start : span.end])
                groups[key].add(transcript.group)
                times[key] += 1
    return frozenset(
        key
        for key, heard in groups.items()
        if len(heard) >= OFTEN_IN and times[key] >= OFTEN and not lists.any_name(key) and key not in lists.places
    )


def _beside(span: Span, other: Span) -> bool:
    return -3 <= other.start - span.end <= 1 or 0 <= span.start - other.end <= 3
