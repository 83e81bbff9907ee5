"""What each speaker is called in the released text."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from csa_research.anonymise.naming.label_names import named_speakers as named_speakers  # detection asks for it here
from csa_research.records import Group, Participant, Transcript
from csa_research.settings import ReleaseRules

Labels = Mapping[tuple[str, str], Participant]

_NUMBERED = re.compile(r"^\[?(participants?|speaker|respondent|person|interviewee|p|s|r)[\s#_.\-]*(\d{1,3}|[a-z])\]?$", re.I)
_FACILITATOR = re.compile(r"^\[?(facilitator|fac|interviewer|moderator|researcher|int|mod)[\s#_.\-]*\d{0,2}\]?$", re.I)
_NOBODY = frozenset("unknown unidentified several various everyone everybody all group voice voices speaker participant".split())
_JOB_WORDS = frozenset(
    "a the and of in for to lead leads senior principal assistant deputy head manager team service services officer office worker"
    " social care children childrens adult family families early years help duty assessment court looked after leaving fostering"
    " adoption placement nurse nursing school health visitor midwife gp doctor paediatrician consultant registrar psychologist"
    " psychiatrist therapist psychotherapist counsellor clinical clinician practitioner therapy camhs sexual named designated"
    " specialist advanced matron community police detective constable sergeant inspector response neighbourhood online"
    " protection public safeguarding investigator investigation mash dsl teacher teaching tutor lecturer college primary secondary"
    " nursery reception headteacher ta senco sendco pastoral attendance welfare behaviour mentor learning support key youth"
    " justice offending probation chair iro reviewing independent advocate trainee student newly qualified"
    " professional receptionist administrator coordinator co-ordinator practice ace academic year a&e emergency department"
    " disability disabilities".split()
)  # fmt: skip


def label_name(label: str) -> str:
    """The name a label holds, "" when it is a number, a part in the session or a job title made of known words only."""
    bare = label.strip().strip("[]").strip()
    if not bare or _NUMBERED.match(bare) or _FACILITATOR.match(bare):
        return ""
    words = re.findall(r"[\w&']+(?:-\w+)*", bare.casefold().replace("’", "'"))
    plain = [word.removesuffix("'s").replace("'", "") for word in words]
    if all(word in _NOBODY or word.isdigit() for word in plain):
        return ""
    known = all(word in _JOB_WORDS or word.rstrip("s") in _JOB_WORDS or word.isdigit() for word in plain)
    return "" if known else bare


def release_labels(
    transcripts: Iterable[Transcript],
    groups: Iterable[Group],
    rules: ReleaseRules,
    *,
    seed: int = 0,
    previous: Labels | None = None,
) -> dict[tuple[str, str], Participant]:
    """(group, label as written) -> the participant as released; names in labels never survive.

    New numbers are dealt from the order of first words, shuffled by the seed, so they say nothing of the names; labels in
    `previous` keep theirs. A facilitator named in groups.csv is found under that name too.
    """
    named = {group.group_id: group.facilitator.strip() for group in groups}
    out: dict[tuple[str, str], Participant] = {}
    for transcript in transcripts:
        found = _of_group(transcript, rules, seed, previous or {}, named.get(transcript.group, ""))
        out.update({(transcript.group, label): participant for label, participant in found.items()})
    return out


def _of_group(transcript: Transcript, rules: ReleaseRules, seed: int, previous: Labels, facilitator: str) -> dict[str, Participant]:
    group = transcript.group
    roles = {turn.speaker: turn.role for turn in reversed(transcript.turns)}
    order = list(dict.fromkeys(turn.speaker for turn in transcript.turns))
    for label in order:
        if facilitator and label.strip().casefold() == facilitator.casefold():
            roles[label] = "facilitator"
    leading = [label for label in order if roles[label] == "facilitator"]
    talking = [label for label in order if roles[label] != "facilitator"]
    names = _facilitators(leading) | _participants(talking, rules, f"{seed}:{group}", previous, group)
    out = {label: Participant(group, name, roles[label]) for label, name in names.items()}
    if facilitator and facilitator not in out:
        first = out[leading[0]] if leading else Participant(group, "[Facilitator]", "facilitator")
        out[facilitator] = first
    return out


def _facilitators(labels: Sequence[str]) -> dict[str, str]:
    people = list(dict.fromkeys(_key(label) for label in labels))
    return {
        label: "[Facilitator]" if people.index(_key(label)) == 0 else f"[Facilitator {people.index(_key(label)) + 1}]"
        for label in labels
    }


def _participants(labels: Sequence[str], rules: ReleaseRules, seed: str, previous: Labels, group: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for label in labels:
        known = previous.get((group, label))
        name = known.label if known and known.role == "participant" else _kept(label, rules)
        if name and (name not in given.values() or known or _key(label) in {_key(other) for other in given}):
            given[label] = name
    by_key = {_key(label): name for label, name in given.items()}
    waiting = list(dict.fromkeys(_key(label) for label in labels if _key(label) not in by_key))
    random.Random(seed).shuffle(waiting)
    number = 1
    for key in waiting:
        while f"[Participant {number}]" in by_key.values():
            number += 1
        by_key[key] = f"[Participant {number}]"
    return {label: by_key[_key(label)] for label in labels}


def same_speaker(first: str, second: str) -> bool:
    """Whether two labels as written are one speaker's."""
    return _key(first) == _key(second)


def _key(label: str) -> str:
    """Labels that differ in case, brackets or spacing only are one speaker; so are P3, P 3 and Participant 3."""
    bare = " ".join(label.strip().strip("[]").split()).casefold()
    numbered = _NUMBERED.match(bare)
    if numbered:
        noun = numbered.group(1).casefold()
        return f"{'participant' if noun.startswith('p') and noun != 'person' else noun[:1]} {numbered.group(2)}"
    return bare


def _kept(label: str, rules: ReleaseRules) -> str:
    """The released label that a written one already fixes: its number, or its job title where the rules allow it."""
    numbered = _NUMBERED.match(label.strip())
    if numbered:
        mark = numbered.group(2).casefold()
        return f"[Participant {int(mark) if mark.isdigit() else ord(mark) - 96}]"
    bare = label.strip().strip("[]").strip()
    words = set(re.findall(r"\w+", bare.casefold()))
    if rules.keep_speaker_roles and bare and not label_name(label) and not words <= _NOBODY and not _FACILITATOR.match(bare):
        return f"[{bare}]"
    return ""
