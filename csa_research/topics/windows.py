"""Windows of about 120 words of participants' talk: long enough to be about something, never across groups.

Single turns are too short for a topic model (agreement with human topics .10 against .21 for windows on committee
meetings), so turns are gathered; a facilitator's question closes a window that is at least half full.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from csa_research.records import Group, Turn, Window

_TAG = re.compile(r"\[[^\[\]]*\]|\((?:laughter|laughs|pause|crosstalk|inaudible)[^)]*\)", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_][\w'’-]*")

FILLERS = frozenset(
    """
    yeah yes no okay ok um uh er erm em mm mmm hmm oh ah ar aye right well like just sort kind thing things stuff
    really actually basically obviously literally mean know think say said says saying go goes going gone went got get
    gets getting gonna wanna he's theirs it'd that'd who's where's how's it'll that'll she'd he'd cause cos dunno bit
    lot one ones two three four five six seven eight nine ten first last come comes came coming put puts tell told ask
    asked see saw look looked want wanted need needed make makes made thought feel felt way time times day days week
    weeks year years people person somebody someone anybody anyone everybody everyone nobody ay yow yower bab ain't
    don't didn't doesn't can't couldn't wouldn't isn't wasn't won't haven't hadn't it's that's i'm i've i'd i'll
    you're you've you'd you'll we're we've we'd they're they've they'd she's there's what's let's isn aren wasn weren
    don doesn didn won can couldn wouldn hasn haven hadn ll ve re honest honestly fair definitely absolutely exactly
    question interviewer facilitator speaker participant laugh laughs laughter thanks thank sorry please
    did does done doing having being let lets letting got give gives gave given giving take takes took taken taking keep keeps
    kept keeping use uses used using try tries tried trying find finds found turn turns turned start starts started end ended
    stop stopped happen happens happened happening talk talks talking talked speak spoke hear heard hearing listen looking
    knew knows known knowing thinking feels feeling remember forget guess suppose hope wonder mind believe wish like liked
    love loved hate sit sat sits sitting stand stood standing walk walks walked walking run ran leave leaves left leaving stay
    stayed bring brings brought move moved live lived call calls called work works worked working play played show shows
    showed shown hold held ask asks asking answer answered tells telling sees seeing seen sending looks goin comin
    good bad better best worse worst big small little large old young new nice lovely great fine funny different same able
    half whole full quite pretty very much many more most less few little enough lot lots loads couple another other others
    long short high low early late later soon sooner next last again always never ever often sometimes usually maybe perhaps
    probably possibly certainly sure true wrong right back away round across along off onto upon near straight quick quickly
    today tomorrow yesterday morning afternoon evening night month months hour hours minute minutes second seconds moment
    man woman men women guy guys bloke lady chap folk folks fella mate love everyone's someone's nobody's whatever whoever
    wherever anyway anywhere somewhere everywhere nowhere everything something anything nothing part side place point end
    word words number numbers case example reason matter problem idea terms sense kinds sorts ones weren't wor havin
    aren't d'you y'know hadn't shouldn't mustn't
    hundred thousand million eleven twelve twenty thirty forty fifty sixty seventy eighty ninety half quarter important
    particularly specifically generally especially simply certain various number including regard regards relation obviously
    """.split()
)
"""Fillers, agreement and talk about talk: left out of topic words, never out of quotes."""


def make_windows(turns: Sequence[Turn], groups: Sequence[Group], *, words: int = 120) -> tuple[Window, ...]:
    """Windows in the order of groups and turns; every participant turn with a word is in exactly one."""
    agency = {group.group_id: group.agency for group in groups}
    by_group: dict[str, list[Turn]] = {}
    for turn in turns:
        by_group.setdefault(turn.group, []).append(turn)
    out: list[Window] = []
    for group, own in by_group.items():
        out += _group_windows(sorted(own, key=lambda t: t.index), agency.get(group, ""), words)
    return tuple(out)


def _group_windows(turns: Sequence[Turn], agency: str, words: int) -> list[Window]:
    out: list[Window] = []
    held: list[Turn] = []
    question = ""
    for turn in turns:
        full = sum(_length(t.text) for t in held)
        if turn.role == "facilitator":
            if "?" in turn.text:
                if full >= words / 2:
                    out.append(_window(held, agency, question))
                    held = []
                question = turn.text
            continue
        if not _length(turn.text):
            continue
        if held and full + _length(turn.text) / 2 > words:
            out.append(_window(held, agency, question))
            held = []
        held.append(turn)
    if held and out and sum(_length(t.text) for t in held) < words * 0.4:
        held = [*(t for t in turns if t.index in out[-1].turns), *held]
        question = out.pop().question
    if held:
        out.append(_window(held, agency, question))
    return out


def _window(turns: Sequence[Turn], agency: str, question: str) -> Window:
    first = turns[0]
    return Window(
        id=f"{first.group}-W{first.index:04d}",
        group=first.group,
        agency=agency,
        turns=tuple(t.index for t in turns),
        text=" ".join(spoken(t.text) for t in turns),
        speakers=tuple(dict.fromkeys(t.speaker for t in turns)),
        question=question,
        main_turn=max(turns, key=lambda t: (_length(t.text), -t.index)).index,
    )


def spoken(text: str) -> str:
    """The text without replacements in brackets and stage directions, which would make topics of their own."""
    return " ".join(_TAG.sub(" ", text).split())


def _length(text: str) -> int:
    return len(WORD.findall(spoken(text)))


def silent_words(stop: frozenset[str]) -> frozenset[str]:
    """Stop words and fillers, with and without apostrophes: lower-cased automatic transcripts write "theyre"."""
    return stop | FILLERS | {word.replace("'", "") for word in FILLERS}


def topic_words(text: str, silent: frozenset[str]) -> list[str]:
    """The words of a text that may describe a topic: lower case, none of `silent`, three letters or more."""
    found = (word.lower().replace("’", "'").removesuffix("'s").strip("'-") for word in WORD.findall(text))
    return [w for w in found if len(w) > 2 and w not in silent and w.replace("'", "") not in silent]


def by_turn(windows: Sequence[Window], assignment: Sequence[int]) -> Mapping[tuple[str, int], int]:
    """The topic of each (group, turn) that lies in a window."""
    return {(w.group, i): topic for w, topic in zip(windows, assignment, strict=True) for i in w.turns}
