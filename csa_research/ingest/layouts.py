"""The ways in which lines say who speaks. Each finder returns, for the places of label lines, what they begin with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from csa_research.ingest.labels import Candidate, decide, is_known, is_name, is_short, reads_as_speech
from csa_research.ingest.turns import LONGEST, TIME, Line, clean_label, seconds

Found = dict[int, Candidate]
_STAMP = rf"[\[(<]?(?P<%s>{TIME})[\])>]?"
_COLON = re.compile(
    rf"(?:[-–•*]\s+)?(?:{_STAMP % 'before'}[\s–-]*)?(?P<label>[^:\t]{{1,90}}?)\s*(?:{_STAMP % 'after'}\s*)?[:：](?P<text>\s.*|$)",
    re.DOTALL,
)
_TIGHT = re.compile(r"(?P<label>[^:\t\s]{1,20})[:：](?P<text>\S.*)", re.DOTALL)
_BRACKET = re.compile(rf"(?:{_STAMP % 'before'}\s*)?\[(?P<label>[^\[\]]{{1,60}})\]:?(?P<text>\s.*|$)", re.DOTALL)
_TAB = re.compile(rf"(?:{_STAMP % 'before'}\t+)?(?P<label>[^\t:]{{1,90}})\t+(?:{_STAMP % 'after'}\t+)?(?P<text>.*)", re.DOTALL)
_HEADER = re.compile(rf"(?P<label>\S.{{0,100}}?)(?P<gap>[\s\u00a0]+){_STAMP % 'time'}")
_LEADING = re.compile(rf"{_STAMP % 'time'}(?P<gap>[\s\u00a0]+)(?P<label>\S.{{0,100}})")
_CUE = re.compile(rf"(?P<start>{TIME})\s*-->\s*(?P<end>{TIME})")
_NOISE = re.compile(
    r"(?:\w+ )?(?:laugh|pause|cross-?talk|inaudible|unclear|over-?talk|overlap|silence|sigh|cough|music|noise"
    r"|applause|phone|door|redact|remove|anonym|child|tear|cr(?:y|ies))"
    r"\w*\b.*",
    re.IGNORECASE,
)


def _candidate(match: re.Match[str]) -> Candidate | None:
    label, badges = clean_label(match["label"])
    if not is_short(label):
        return None
    times = [match[name] for name in ("before", "after") if name in match.groupdict() and match[name]]
    times += [badge for badge in badges if seconds(badge) is not None]
    return Candidate(label, match["text"].strip(), badges, seconds(times[0]) if times else None)


def colon_candidate(text: str) -> Candidate | None:
    """What "Label: text" (with a time, a badge or brackets about the label) begins with; None where it cannot be a label."""
    if match := _COLON.fullmatch(text.strip()):
        return _candidate(match)
    tight = _TIGHT.fullmatch(text.strip())
    return _candidate(tight) if tight and is_known(clean_label(tight["label"])[0]) else None


def find_colon(lines: Sequence[Line]) -> tuple[Found, Found]:
    """Lines "Label: text": those that are labels, and all that could be."""
    maybe = {i: c for i, line in enumerate(lines) if (c := colon_candidate(line.text))}
    taken = decide(maybe, lines)
    return {i: maybe[i] for i in sorted(taken)}, maybe


def find_bracket(lines: Sequence[Line]) -> Found:
    """Lines "[Label] text"; [laughs] and the like are none."""
    maybe: Found = {}
    for i, line in enumerate(lines):
        match = _BRACKET.fullmatch(line.text.strip())
        if match and not _NOISE.fullmatch(match["label"].strip()) and (found := _candidate(match)):
            maybe[i] = found
    taken = decide(maybe, lines)
    alike = {
        i for i, c in maybe.items() if taken and is_name(c.label) and not reads_as_speech(c.label)
    }  # brackets are rare in speech
    return {i: maybe[i] for i in sorted(taken | alike)}


def find_tab(lines: Sequence[Line]) -> Found:
    """Lines "Label<tab>text", perhaps with a time in a column of its own."""
    maybe = {i: c for i, line in enumerate(lines) if (m := _TAB.fullmatch(line.text.strip())) and (c := _candidate(m))}
    return {i: maybe[i] for i in sorted(decide(maybe, lines))}


def find_timed(lines: Sequence[Line]) -> Found:
    """Lines "Name   0:03" above their text (Teams), and cue times above a line with the name (older Teams)."""
    found: Found = {}
    skip = -1
    colons = _colon_headers(lines)
    for i, line in enumerate(lines):
        if i <= skip or i + 1 >= len(lines):
            continue
        if (cue := _CUE.fullmatch(line.text.strip())) and i + 2 < len(lines):
            label, badges = clean_label(lines[i + 1].text)
            found[i] = Candidate(label, "", badges, seconds(cue["start"]), seconds(cue["end"]))
            skip = i + 2
        elif (header := _timed_header(line.text)) and (colons or not _colon_header(line.text)):
            found[i] = header
            skip = i + 1  # what follows a header is speech, whatever it looks like
    return found


def _colon_header(text: str) -> bool:
    """Whether a time is all that follows the colon: "Name: 0:03"."""
    candidate = colon_candidate(text)
    return candidate is not None and bool(re.fullmatch(TIME, candidate.text))


def _colon_headers(lines: Sequence[Line]) -> bool:
    """Whether "Name: 0:03" is this file's header: never with speech behind the colon, always with a line of speech below."""
    places = [i for i, line in enumerate(lines) if colon_candidate(line.text)]
    return (
        len(places) > 2
        and all(_colon_header(lines[i].text) for i in places)
        and all(b - a > 1 for a, b in zip(places, places[1:], strict=False))
    )


def is_cue_header(text: str) -> bool:
    """Whether the line is "start --> end"; the line below it then holds the name."""
    return bool(_CUE.fullmatch(text.strip()))


def _timed_header(text: str) -> Candidate | None:
    match = _HEADER.fullmatch(text.strip()) or _LEADING.fullmatch(text.strip())
    if not match:
        return None
    label, badges = clean_label(match["label"])
    clear = len(match["gap"]) > 1 or "\t" in match["gap"]
    if not is_short(label) or reads_as_speech(label) or not (clear or is_name(label) or is_known(label)):
        return None
    return Candidate(label, "", badges, seconds(match["time"]))


def find_own_line(lines: Sequence[Line]) -> Found:
    """A label alone on its line above its text: where nearly every paragraph opens so, or where the labels recur."""
    maybe: Found = {}
    for i, line in enumerate(lines[:-1]):
        if len(line.text) > LONGEST:
            continue
        label, badges = clean_label(line.text)
        if (
            is_short(label)
            and not label.endswith((".", ","))
            and not reads_as_speech(label)
            and (is_name(label) or is_known(label))
        ):
            maybe[i] = Candidate(label, "", badges)
    first = min(maybe, default=0)
    opening = [i for i, line in enumerate(lines) if line.after_blank and i >= first]
    holds = [i for i in opening if i in maybe and not lines[i + 1].after_blank]
    if len(opening) > 1 and len(holds) >= 0.8 * len(opening):
        return {i: maybe[i] for i in holds}
    counts = Counter(c.label.casefold() for c in maybe.values())
    found: Found = {}
    skip = -1
    for i, candidate in maybe.items():
        if i > skip and (counts[candidate.label.casefold()] > 1 or is_known(candidate.label)):
            found[i], skip = candidate, i + 1
    return found


FINDERS: tuple[tuple[str, Callable[[Sequence[Line]], Found]], ...] = (
    ("timed", find_timed),
    ("tab", find_tab),
    ("colon", lambda lines: find_colon(lines)[0]),
    ("bracket", find_bracket),
    ("own line", find_own_line),
)


def best_layout(lines: Sequence[Line]) -> tuple[str, Found]:
    """The layout that finds the most labels; of equals the one that leaves less before the first. ("", {}) where none fits."""
    tried = [(name, finder(lines)) for name, finder in FINDERS]
    name, found = max(tried, key=lambda pair: (len(pair[1]), -min(pair[1], default=0)))
    return (name, found) if found else ("", {})
