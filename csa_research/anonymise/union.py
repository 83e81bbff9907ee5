"""Hits of one turn joined into identifiers: type-blind, by overlap, widened to whole words, the possessive left outside."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.talk import Talk
from csa_research.offsets import whole_words
from csa_research.records import Identifier, IdentifierType, Span

MASK_FROM = 0.3
"""Identifiers scored at least this are masked even when nobody has looked; the others wait for a person."""
_PRIORITY: dict[IdentifierType, int] = {
    "CONTACT": 8, "ID": 7, "OPERATION": 6, "DATE": 5, "AGE": 4, "PERSON": 3, "PLACE": 2, "ORG": 1, "QUASI": 0,
}  # fmt: skip
_ENDINGS = ("'s", "’s", "'", "’")


def unite(group: str, turn: int, talk: Talk, hits: Iterable[Hit], lists: Lists) -> list[Identifier]:
    """The identifiers of one turn, in order, none overlapping: sure ones joined, doubtful ones only where nothing sure is."""
    tidy = [t for hit in hits if (t := _tidy(talk, hit)) is not None]
    sure = _clusters(talk, [h for h in tidy if h.score >= MASK_FROM], lists)
    out = [_identifier(group, turn, talk, cluster) for cluster in sure]
    ends = [i.span.end for i in out]  # in order, as sure identifiers do not overlap
    starts = [i.span.start for i in out]
    for cluster in _clusters(talk, [h for h in tidy if h.score < MASK_FROM], lists):
        start, end = min(h.start for h in cluster), max(h.end for h in cluster)
        if bisect_right(ends, start) >= bisect_left(starts, end):
            out.append(_identifier(group, turn, talk, cluster))
    return sorted(out, key=lambda i: i.span)


def tidy_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its edges, widened to whole words, `'s` outside."""
    while start < end and not text[start].isalnum() and text[start] not in "@(+":
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if start >= end:
        return start, start
    span = whole_words(text, Span(start, end))
    for ending in _ENDINGS[:2]:
        if text[span.start : span.end].lower().endswith(ending) and span.end - len(ending) > span.start:
            return span.start, span.end - len(ending)
    return span.start, span.end


def _tidy(talk: Talk, hit: Hit) -> Hit | None:
    start, end = tidy_span(talk.text, hit.start, hit.end)
    if start >= end:
        return None
    if hit.type in ("PERSON", "ORG", "OPERATION", "PLACE"):
        start, end = _whole_compound(talk, start, end, person=hit.type == "PERSON")
    return Hit(start, end, hit.type, hit.score, hit.detector, hit.why)


def _whole_compound(talk: Talk, start: int, end: int, *, person: bool) -> tuple[int, int]:
    """Widened over hyphens to capitalised parts: "Half-Price", "Mia-Rose"."""
    inside = talk.touched(start, end)
    for number in range(inside.stop, len(talk.words)):
        word = talk.words[number]
        if word.start != end + 1 or talk.text[end] != "-" or not word.capital:
            break
        end = word.end
    for number in range(inside.start - 1, -1, -1):
        word = talk.words[number]
        if word.end != start - 1 or talk.text[start - 1] != "-" or not (word.capital or person):
            break
        start = word.start
    return start, end


def _clusters(talk: Talk, hits: Sequence[Hit], lists: Lists) -> list[list[Hit]]:
    clusters: list[list[Hit]] = []
    end = -1
    for hit in sorted(hits):
        if clusters and (hit.start < end or _one_name(talk, clusters[-1], end, hit, lists)):
            clusters[-1].append(hit)
            end = max(end, hit.end)
        else:
            clusters.append([hit])
            end = hit.end
    return clusters


def _one_name(talk: Talk, cluster: Sequence[Hit], end: int, hit: Hit, lists: Lists) -> bool:
    """First name and surname found apart are one name; two first names in a row are two people."""
    if talk.text[end : hit.start] not in (" ", "-") or hit.type != "PERSON" or cluster[-1].type != "PERSON":
        return False
    following = talk.text[hit.start : hit.end].split()[0].lower()
    return talk.text[end : hit.start] == "-" or "f" not in lists.names.get(following, "")


def _identifier(group: str, turn: int, talk: Talk, cluster: Sequence[Hit]) -> Identifier:
    start, end = min(h.start for h in cluster), max(h.end for h in cluster)
    best = max(cluster, key=lambda h: (_weight(h, end - start), h.score, -h.start, h.detector))
    return Identifier(
        group=group,
        turn=turn,
        span=Span(start, end),
        text=talk.text[start:end],
        type=best.type,
        detectors=tuple(sorted({h.detector for h in cluster})),
        score=max(h.score for h in cluster),
        why=best.why,
    )


def _weight(hit: Hit, length: int) -> float:
    """A kind that needs a pattern beats a guess, unless it covers little of what is masked."""
    share = (hit.end - hit.start) / max(1, length)
    return (10 if share > 0.6 else 0) + _PRIORITY[hit.type] + (0.5 if hit.detector.startswith(("patterns", "roster")) else 0)
