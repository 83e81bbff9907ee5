"""Everything in a study's transcripts that may identify somebody: the type-blind union of all detectors, then propagation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from csa_research.anonymise.detectors import (
    allow,
    capitals,
    gazetteer,
    names,
    ner,
    quasi,
    rampart,
    runs,
    truecase,
    uk_codes,
    uncased,
)
from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists, load_lists
from csa_research.anonymise.detectors.patterns import ages, codes, contacts, dates, people, places, spoken
from csa_research.anonymise.detectors.patterns.numbers import DIGIT_WORDS
from csa_research.anonymise.detectors.patterns.places import LOW_STREETS
from csa_research.anonymise.detectors.talk import Talk
from csa_research.anonymise.naming.label_names import named_speakers
from csa_research.anonymise.naming.propagate import spread
from csa_research.anonymise.union import MASK_FROM, unite
from csa_research.records import Identifier, RosterEntry, Transcript
from csa_research.settings import Models

__all__ = ["MASK_FROM", "detect", "find_hits"]

AROUND = 12  # words on either side that the slowest model gets to see
_SIGNS = re.compile(r"[\d@_]+")
Progress = Callable[[int, int], None]


def detect(
    transcripts: Sequence[Transcript],
    *,
    roster: Sequence[RosterEntry] = (),
    models: Models = Models(),
    progress: Progress | None = None,
    known_names: Sequence[str] = (),
    known_places: Sequence[str] = (),
) -> tuple[Identifier, ...]:
    """Every possible identifier in reading order; those scored MASK_FROM or more are to be masked, the rest to be asked about.

    `known_names` are names from elsewhere (an earlier run, the vault); `known_places` schools, streets or hospitals of the
    area from the study's own list. Raises InputError when no spaCy model is installed.
    """
    lists = load_lists()
    turns = [turn for transcript in transcripts for turn in transcript.turns]
    said = {text: Talk(text) for text in dict.fromkeys(turn.text for turn in turns)}
    talks = [said[turn.text] for turn in turns]
    hits = find_hits(talks, models=models, known_places=known_places, progress=progress)
    found = [
        identifier
        for turn, talk, row in zip(turns, talks, hits, strict=True)
        for identifier in unite(turn.group, turn.index, talk, row, lists)
    ]
    known = (
        *roster,
        *(RosterEntry(name, "PERSON") for name in known_names),
        *named_speakers(transcripts, lists),
        *(RosterEntry(talk.text[h.start : h.end], h.type) for talk, row in zip(talks, hits, strict=True) for h in _inner(row)),
    )
    return spread(transcripts, talks, found, roster=known, lists=lists)


def find_hits(
    talks: Sequence[Talk], *, models: Models = Models(), known_places: Sequence[str] = (), progress: Progress | None = None
) -> list[list[Hit]]:
    """For every text what the detectors found, harmless hits left out, not yet joined; "Yeah." is read once, however often said."""
    unlike = {talk.text: talk for talk in talks}
    found = _find(list(unlike.values()), models, known_places, progress)
    rows = dict(zip(unlike, found, strict=True))
    return [list(rows[talk.text]) for talk in talks]


def _find(talks: Sequence[Talk], models: Models, known_places: Sequence[str], progress: Progress | None) -> list[list[Hit]]:
    lists = load_lists()
    own = gazetteer.phrases(known_places)
    unread = [runs.find(talk.text) for talk in talks]
    talks = [Talk(runs.blanked(talk.text)) if row else talk for talk, row in zip(talks, unread, strict=True)]
    steps: list[Callable[[], Iterable[list[Hit]]]] = [
        lambda: [_rules(talk, lists, own) for talk in talks],
        lambda: uk_codes.find([talk.text for talk in talks]),
        lambda: ner.find([truecase.truecase(talk, lists) for talk in talks], model=models.spacy),
    ]
    if models.uncased_tagger and uncased.available():
        steps.append(lambda: uncased.find([talk.text if talk.cased else talk.low for talk in talks]))
    rows: list[list[Hit]] = [[] for _ in talks]
    if models.rampart and rampart.available():
        steps.append(lambda: _where_numbers(rampart.find, talks, rows))
    for number, step in enumerate(steps):
        for row, new in zip(rows, step(), strict=True):
            row.extend(new)
        if progress is not None:
            progress(number + 1, len(steps))
    kept = [allow.keep(talk, row, lists) for talk, row in zip(talks, rows, strict=True)]
    return [row + _followers(talk, row, lists) + left for talk, row, left in zip(talks, kept, unread, strict=True)]


def _followers(talk: Talk, row: Sequence[Hit], lists: Lists) -> list[Hit]:
    """What stands beside a found name and belongs to it: an age, the rest of a capitalised name."""
    sure = [hit for hit in row if hit.score >= MASK_FROM and hit.type in ("PERSON", "PLACE", "ORG")]
    return ages.after_name(talk.text, {h.end for h in sure if h.type == "PERSON"}) + capitals.beside(talk, sure, lists)


def _where_numbers(
    find: Callable[[Sequence[str]], list[list[Hit]]], talks: Sequence[Talk], rows: Sequence[Sequence[Hit]]
) -> list[list[Hit]]:
    """The slowest model, run only around figures, spoken numbers and addresses that nothing before it has found."""
    parts = [(n, start, end) for n, talk in enumerate(talks) for start, end in _unexplained(talk, rows[n])]
    out: list[list[Hit]] = [[] for _ in talks]
    for (n, start, _), hits in zip(parts, find([talks[n].text[start:end] for n, start, end in parts]), strict=True):
        out[n] += [replace(hit, start=hit.start + start, end=hit.end + start) for hit in hits]
    return out


def _unexplained(talk: Talk, row: Sequence[Hit]) -> list[tuple[int, int]]:
    """Stretches of the text around numbers, addresses and user names that no sure hit covers."""
    numbers = _numeric(talk)
    if numbers:
        numbers -= {n for hit in row if hit.score >= MASK_FROM for n in talk.touched(hit.start, hit.end)}
    out: list[tuple[int, int]] = []
    for number in sorted(numbers):
        start = talk.words[max(0, number - AROUND)].start
        end = talk.words[min(len(talk.words) - 1, number + AROUND)].end
        out[-1:] = [(out[-1][0], end)] if out and start <= out[-1][1] else [*out[-1:], (start, end)]
    return out


def _numeric(talk: Talk) -> set[int]:
    """Numbers of the words that may be part of a number, an address or a user name."""
    told = {n for n, key in enumerate(talk.keys) if key == "dot" or key in LOW_STREETS}
    said = [n for n, key in enumerate(talk.keys) if key in DIGIT_WORDS]
    told.update(said if len(said) > 2 else ())
    for match in _SIGNS.finditer(talk.text):
        told.update(talk.touched(match.start() - 2, match.end() + 2))
    return told


def _rules(talk: Talk, lists: Lists, own: frozenset[str]) -> list[Hit]:
    hits = [hit for module in (spoken, codes, contacts, dates) for hit in module.find(talk.text)]
    hits += ages.find_in(talk)
    for find in (people.find, places.find, quasi.find, names.find, capitals.find):
        hits += find(talk, lists)
    return hits + gazetteer.find(talk, lists, own=own)


def _inner(row: Sequence[Hit]) -> list[Hit]:
    """Names that lie inside a longer quasi-identifier: propagation must know them too."""
    wide = [hit for hit in row if hit.type == "QUASI" and hit.score >= MASK_FROM]
    return [h for h in row if h.type == "PERSON" and h.score >= 0.5 and any(w.start <= h.start and h.end <= w.end for w in wide)]
