"""Suggestions by the codebook's own words: cue phrases as token patterns, quoted exclusions as vetoes. Readable, no model.

A cue meets a turn when its meaningful words stand in order, inflected as they like, with a few words between. Rare cues weigh
more. A code whose exclusion points at another code yields to it where that code's cue is stronger in the same turn.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from csa_research.coding.suggesting.words import NEGATION, Word, words_of
from csa_research.records import Code, Codebook, Suggestion, Turn

GAP = 3  # words that may stand between two words of a cue
NEGATION_REACH = 4
PARTLY = 0.55  # worth of a cue of three or more words that lacks one
DENIED = 0.5  # worth of a cue that the speaker negates: the subject is there, the cue is not
YIELD = 0.4
WORDS_SHARE = 0.5  # worth of a code's single words beside its cue phrases
LIGHT = frozenset("a an the be it i he she they we you him her them us my his their our your that this so just for of".split())
_QUOTED = re.compile(r"(?:^|[\s(;:])['‘\"]([^'‘’\"]+(?:['’][a-z]+[^'‘’\"]*)*)['’\"](?=$|[\s.,;:)])")
_CODE_ID = re.compile(r"\b[A-Z]{1,3}-?\d{2}[a-z]?\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue phrase ready to be looked for."""

    code: str
    polarity: str
    phrase: str
    stems: tuple[str, ...]  # meaningful words in order
    negated: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """A codebook's cues, vetoes and the weight of its words."""

    cues: tuple[Cue, ...]
    vetoes: tuple[Cue, ...]
    yields: Mapping[str, frozenset[str]]  # code -> codes that its exclusion points at
    lexicon: Mapping[str, Mapping[str, float]]  # stem -> code -> weight


class Hit(NamedTuple):
    """A cue met in a turn."""

    cue: Cue
    start: int  # characters
    end: int
    worth: float  # 0..1, before rarity
    denied: bool


def suggest_by_rules(turns: Sequence[Turn], codebook: Codebook) -> tuple[Suggestion, ...]:
    """Suggestions with the cue that made them, for participants' turns; best first within a turn."""
    rules = make_rules(codebook)
    texts = {(turn.group, turn.index): words_of(turn.text) for turn in turns if turn.role == "participant"}
    rarity = _rarity(texts.values())
    out: list[Suggestion] = []
    for turn in turns:
        if turn.role == "participant":
            out += _suggest(turn, texts[turn.group, turn.index], rules, rarity)
    return tuple(out)


def make_rules(codebook: Codebook) -> Rules:
    """The rules that a codebook's codable codes give."""
    codes = [code for code in codebook.codes if code.codable]
    cues = [_cue(code.id, polarity, phrase) for code in codes for polarity, phrase in code.cue_phrases]
    cues += [_cue(code.id, "any", phrase) for code in codes for phrase in _QUOTED.findall(code.include_when)]
    vetoes = [_cue(code.id, "any", phrase) for code in codes for phrase in _QUOTED.findall(code.exclude_when)]
    return Rules(
        cues=tuple(cue for cue in cues if cue.stems),
        vetoes=tuple(cue for cue in vetoes if len(cue.stems) > 1),
        yields={code.id: frozenset(_CODE_ID.findall(code.exclude_when)) for code in codes},
        lexicon=_lexicon(codes),
    )


def _cue(code: str, polarity: str, phrase: str) -> Cue:
    words = words_of(phrase)
    stems = tuple(word.stem for word in words if word.content)
    if len(stems) < 2:  # "couldn't take it in" means nothing by "take" alone
        stems = tuple(word.stem for word in words if word.stem not in NEGATION | LIGHT)
    return Cue(code, polarity, phrase, stems, any(word.stem in NEGATION for word in words))


def _lexicon(codes: Sequence[Code]) -> dict[str, dict[str, float]]:
    """How strongly each word of the codebook points at each code: often in the code's text, seldom in others'."""
    counts: dict[str, Counter[str]] = {}
    for code in codes:
        parts = [code.name, code.definition, code.include_when, code.example, *(phrase for _, phrase in code.cue_phrases)]
        counts[code.id] = Counter(word.stem for part in parts for word in words_of(part) if word.content)
    spread = Counter(stem for words in counts.values() for stem in words)
    lexicon: dict[str, dict[str, float]] = defaultdict(dict)
    for code_id, words in counts.items():
        for stem, count in words.items():
            lexicon[stem][code_id] = (1 + math.log(count)) * math.log(len(codes) / spread[stem] + 1e-9)
    return dict(lexicon)


def _rarity(texts: Iterable[tuple[Word, ...]]) -> dict[str, float]:
    """0..1 a stem: 1 for a word said in one turn, towards 0 for one said in every turn."""
    spread: Counter[str] = Counter()
    turns = 0
    for words in texts:
        turns += 1
        spread.update({word.stem for word in words})
    top = math.log(turns + 1) or 1.0
    return {stem: math.log((turns + 1) / count) / top for stem, count in spread.items()}


def _suggest(turn: Turn, words: tuple[Word, ...], rules: Rules, rarity: Mapping[str, float]) -> list[Suggestion]:
    hits: dict[str, list[tuple[float, Hit]]] = defaultdict(list)
    stems = {word.stem for word in words}
    vetoed = {cue.code for cue in rules.vetoes if match(cue, words, stems)}
    for cue in rules.cues:
        hit = None if cue.code in vetoed else match(cue, words, stems)
        if hit:
            rare = sum(rarity.get(stem, 1.0) for stem in cue.stems)
            hits[cue.code].append((hit.worth * rare, hit))
    scores = {code: max(score for score, _ in found) + 0.3 * (len(found) - 1) for code, found in hits.items()}
    for code in scores:
        rivals = [scores[other] for other in rules.yields.get(code, ()) if other in scores]
        if rivals and max(rivals) > scores[code]:
            scores[code] *= YIELD
    loose, told = _by_words(words, rules.lexicon, rarity)
    total = {code: scores.get(code, 0.0) + WORDS_SHARE * loose.get(code, 0.0) for code in scores | loose if code not in vetoed}
    out = [
        Suggestion(turn.group, turn.index, code, round(1 - math.exp(-score), 4), "rules", _why(hits.get(code), told.get(code, [])))
        for code, score in total.items()
    ]
    return sorted(out, key=lambda s: (-s.score, s.code))


def _by_words(
    words: tuple[Word, ...], lexicon: Mapping[str, Mapping[str, float]], rarity: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, list[str]]]:
    score: dict[str, float] = defaultdict(float)
    told: dict[str, list[str]] = defaultdict(list)
    for stem in sorted({word.stem for word in words if word.content}):
        for code, weight in lexicon.get(stem, {}).items():
            if weight > 0.5:
                score[code] += weight * rarity.get(stem, 1.0) / 3
                told[code].append(stem)
    return score, told


def match(cue: Cue, words: tuple[Word, ...], stems: set[str]) -> Hit | None:
    """Where the cue is met best, or None."""
    missing = sum(stem not in stems for stem in cue.stems)
    if missing > (len(cue.stems) >= 3):
        return None
    best: Hit | None = None
    for at in (i for i, word in enumerate(words) if word.stem in cue.stems[:2]):
        hit = _match_from(cue, words, at)
        if hit and (best is None or hit.worth > best.worth):
            best = hit
    return best


def _match_from(cue: Cue, words: tuple[Word, ...], at: int) -> Hit | None:
    first = cue.stems.index(words[at].stem)
    missed, last = first, at
    for stem in cue.stems[first + 1 :]:
        found = next((i for i in range(last + 1, min(last + 2 + GAP, len(words))) if words[i].stem == stem), None)
        if found is None:
            missed += 1
        else:
            last = found
    if missed > (len(cue.stems) >= 3):
        return None
    near = words[max(0, at - NEGATION_REACH) : last + 1]
    negated = any(word.stem in NEGATION for word in near)
    worth = PARTLY if missed else 1.0
    if negated != cue.negated:
        worth *= DENIED
    return Hit(cue, words[at].span.start, words[last].span.end, worth, negated and not cue.negated)


def _why(found: list[tuple[float, Hit]] | None, told: list[str]) -> str:
    if found:
        _, hit = max(found, key=lambda pair: pair[0])
        return f"cue “{hit.cue.phrase}”" + (", negated here" if hit.denied else "")
    return "words: " + ", ".join(told[:4])
