"""Which beginnings of lines are speakers' labels, and which are only speech with a colon in it.

The rule, in order. Never: a beginning that reads as speech ("Honestly:", "So the question is:"), or a title line
("Date:"). Always: a known shape (P1, Participant A, Facilitator, Attendance officer, DC Hope). Then, where nearly every line
(or nearly every paragraph) of the file begins with a label, any short one, even if seen once
(twice where it begins with a small letter). Else a capitalised name that recurs; one seen once that opens a paragraph, where it
is a full name ("Yvonne St Hilaire") or most paragraphs open with a label; or any short label seen three times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csa_research.ingest.turns import Line

MOST = 0.9  # "nearly every line"
MANY = 0.6  # "most paragraphs"
MAX_WORDS, MAX_LENGTH = 6, 60

_PERSON_WORDS = "participant|speaker|respondent|person|voice|interviewee|member|attendee|male|female|man|woman|unknown"
_KNOWN = re.compile(
    r"[A-Z]{1,4}\s?\d{1,2}[a-z]?"
    r"|I|Q|A"
    rf"|(?:{_PERSON_WORDS})(?: (?:speaker|voice|participant|male|female))?\s?#?(?:\d{{1,2}}|[A-Z])"
    r"|(?:unknown|unidentified|multiple|several)(?: (?:speakers?|voices?|participants?|people))?"
    r"|(?:co-?\s?)?(?:facilitator|fac|interviewer|int|moderator|mod|researcher|note[- ]?taker|observer)\.?\s?\d{0,2}",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:DCI|DSU|DI|DS|DC|PC|PS|PCSO|T/?DC|Sgt|Insp|Supt|Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sister|Nurse|Rev|Sir)\.? [^\W\d_].*"
)
_JOBS = frozenset(
    "officer nurse therapist tutor lead worker manager psychologist psychiatrist paediatrician pediatrician teacher head"
    " headteacher doctor gp midwife visitor practitioner consultant coordinator co-ordinator assistant sergeant constable inspector"
    " detective iro senco dsl advocate clinician counsellor chair supervisor student director commissioner matron"
    " registrar adviser advisor mentor governor carer guardian physician superintendent administrator".split()
)
_SPEECH_FIRST = frozenset(
    "so well honestly and but because anyway basically actually obviously literally right okay ok yes no yeah nope erm um er"
    " like look listen then also plus question answer note nb example thing things point reason problem result first second"
    " third firstly secondly lastly finally one two three remember sorry thanks please maybe perhaps still now today"
    " here there this that these those it what why how when where who which if or not just seriously frankly true false"
    " otherwise however therefore meaning translation quote warning update http https www".split()
)
_NUMBERS = frozenset("one two three first second third".split())
_SPEECH = frozenset(
    "is was are were be been that this it you i we they he she him her them my your our their said says say saying what why"
    " how when where which because thing things but so not do did does have had has would could should if then there just"
    " like know think going go goes went got get asked ask tell told mean it's i'm that's don't at with about into".split()
)
_TITLE = frozenset(
    "date title transcript transcription transcribed focus group session study project synthetic recording recorded meeting"
    " interview interviews venue location place time duration length file filename present attendees apologies participants"
    " agency topic subject confidential version page author started ended site setting id ref reference language".split()
)
_PARTICLES = frozenset("de da di del la le van von der den du dos al el bin ibn st ap and y e of ten ter".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin with a label."""

    label: str
    text: str
    badges: tuple[str, ...] = ()
    start_s: float | None = None
    end_s: float | None = None


def is_short(label: str) -> bool:
    """Whether this could be a label at all: a few words, no sentence marks."""
    words = label.split()
    return (
        bool(label)
        and len(label) <= MAX_LENGTH
        and 0 < len(words) <= MAX_WORDS
        and label[0].isalpha()
        and not re.search(r"[?!;:…\"“”\[\](){}<>=|\\]|\.(?=\s+[a-z])|\.\.|\w{4,}\.$", label)
        and _commas_fit(label)
    )


def _commas_fit(label: str) -> bool:
    parts = [part.strip() for part in label.split(",")]
    return len(parts) == 1 or (len(parts) == 2 and all(part and is_name(part) for part in parts))


def is_name(label: str) -> bool:
    """Whether every word is written as in a name: capital, particle or initial; scripts without capitals count as such."""
    words = label.replace(",", " ").split()
    return bool(words) and not words[0][0].islower() and all(w in _PARTICLES or not w[0].islower() for w in words)


def is_known(label: str) -> bool:
    """Whether the label has a shape that transcripts use: number, letter, role, job title, rank and name."""
    words = label.split()
    job = 1 < len(words) <= 5 and words[-1].casefold() in _JOBS and words[0][0].isupper() and words[0].casefold() != "the"
    return job or bool(_KNOWN.fullmatch(label)) or (bool(_RANK.fullmatch(label)) and is_name(label))


def reads_as_speech(label: str) -> bool:
    """Whether this is the beginning of a sentence, not somebody's label."""
    words = label.split()
    first = words[0].casefold().strip("'’,.-") if words else ""
    later = {w.casefold().strip(",.-") for w in words[1:]} - _NUMBERS
    return ((first in _SPEECH_FIRST or bool(later & _SPEECH_FIRST)) and not is_known(label)) or (
        len(words) > 1 and any(w.replace("’", "'").strip(",.") in _SPEECH for w in words)
    )


def _is_title(label: str) -> bool:
    return any(word.casefold().strip(",.-") in _TITLE for word in label.split())


def decide(candidates: Mapping[int, Candidate], lines: Sequence[Line]) -> frozenset[int]:
    """The places of those candidates that are labels, by the rule above. `lines` are without empty ones."""
    likely = {i: c for i, c in candidates.items() if not reads_as_speech(c.label)}
    if not likely:
        return frozenset()
    counts = Counter(c.label.casefold() for c in likely.values())
    first = min((i for i, c in likely.items() if counts[c.label.casefold()] > 1 or not _is_title(c.label)), default=min(likely))
    body = range(first, len(lines))
    opening = [i for i in body if lines[i].after_blank or i == first]
    every_line = sum(i in likely for i in body) >= MOST * len(body)
    share = sum(i in likely for i in opening) / len(opening)
    every_paragraph = len(opening) > 1 and share >= MOST
    most_paragraphs = len(opening) > 3 and share >= MANY
    openings = frozenset(opening)

    def accepted(i: int, label: str) -> bool:
        count = counts[label.casefold()]
        if i < first or (count == 1 and _is_title(label) and not is_known(label)):
            return False
        trusted = every_line or (every_paragraph and i in openings)
        opens = is_name(label) and i in openings and (most_paragraphs or len(label.split()) > 1)
        trusted = trusted and (count > 1 or not label[0].islower())
        return is_known(label) or trusted or opens or (count > 1 and is_name(label)) or count > 2

    return frozenset(i for i, c in likely.items() if accepted(i, c.label))


def lookalikes(candidates: Mapping[int, Candidate], taken: frozenset[int], lines: Sequence[Line]) -> tuple[int, ...]:
    """The line numbers of names with a colon that were left as speech, for a person to look at."""
    return tuple(
        lines[i].number
        for i, c in sorted(candidates.items())
        if i not in taken and is_name(c.label) and not reads_as_speech(c.label)
    )
