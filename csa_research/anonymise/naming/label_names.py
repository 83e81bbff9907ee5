"""Names among the speaker labels of transcripts; generic labels (Participant 2, Facilitator, job titles) hold none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.patterns.people import KINSHIP, RANKS
from csa_research.anonymise.detectors.talk import Talk
from csa_research.records import RosterEntry, Transcript

_GENERIC = frozenset(
    "participant speaker facilitator fac interviewer interviewee moderator mod researcher respondent observer unknown female"
    " male voice guest"
    " external organiser host chair tutor lead officer teacher nurse therapist worker manager head midwife gp consultant"
    " psychologist"
    " psychiatrist practitioner advocate visitor paediatrician registrar social health police school safeguarding deputy"
    " designated early years"
    " pastoral attendance college family camhs ta hv sw dsl senco pcso camhs team group multiple all several both person man"
    " woman".split()
)


def named_speakers(transcripts: Iterable[Transcript], lists: Lists) -> tuple[RosterEntry, ...]:
    """A roster entry for each speaker label that is a name."""
    labels = sorted({turn.speaker for transcript in transcripts for turn in transcript.turns})
    return tuple(RosterEntry(name, "PERSON", label="Colleague") for label in labels if (name := name_in(label, lists)))


def name_in(label: str, lists: Lists) -> str:
    """The name in a speaker label, "" when it is generic."""
    bare = re.sub(r"[\[(].*?[\])]", " ", label).strip() or label.strip("[]()")
    words = [w for w in Talk(bare).words if w.key not in RANKS and w.key not in KINSHIP]
    telling = [w for w in words if (len(w.key) > 1 and w.key.isalpha()) or "'" in w.key]
    if not telling or any(w.key in _GENERIC for w in words):
        return ""
    if not any(_may_name(w.key, w.capital, lists) for w in telling):
        return ""
    return bare[words[0].start : words[-1].end]


def _may_name(key: str, capital: bool, lists: Lists) -> bool:
    return (
        lists.any_name(key)
        or not lists.ordinary(key)
        or (capital and key not in lists.function and lists.common.get(key, 9999) > 3000)
    )
