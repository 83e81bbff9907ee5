"""Every original of the vault, looked for in what goes out. A leak is reported by its pseudonym, never by its word."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from csa_research.anonymise.common import common_words
from csa_research.anonymise.leaving.leak_forms import MONTHS, SMALL, is_common, variants
from csa_research.anonymise.naming.names import Words, plain, tokens
from csa_research.anonymise.naming.spoken import digits
from csa_research.anonymise.release import MASK_FROM
from csa_research.records import Entity, Identifier, IdentifierType, Transcript

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_SQUASH_FROM = 7
"""A name written with other gaps ("lark spur") is looked for when it has at least so many letters."""
_DIGITS_FROM = 6
_JOINED_WORDS = 3


Kept = tuple[str, Words, str]
EDGE = "\n"
"""Stands for the word beside a kept mention where a line or cell of a file, such as a quote, begins or ends at the mention."""
_BORDER = re.compile(r'[\n\t]|[,;](?!\s)|"\s*[,:;\]}]')
"""Signs between two words that may be a border of cells: line ends, commas and quotation marks as tables and JSON have them."""


@dataclass(frozen=True, slots=True)
class LeakIndex:
    """Originals to look for, by words: `strict` in any case, `common` (also ordinary words) only with capitals in a sentence.

    `first` says how many words may follow each first word; `squashed` are letters without gaps. Values are pseudonyms. `kept`
    are mentions that a person decided to keep, with the word before and after; `own` are the study's own phrases.
    """

    strict: Mapping[Words, str]
    common: Mapping[Words, str]
    squashed: Mapping[str, str]
    first: Mapping[str, tuple[int, ...]]
    kept: frozenset[Kept] = frozenset()
    own: frozenset[Words] = frozenset()


@dataclass(frozen=True, slots=True)
class Leak:
    """Where an original stands: file, part inside it, line; and whose it is."""

    file: str
    part: str
    line: int
    pseudonym: str


def build_index(
    identifiers: Iterable[Identifier],
    entities: Iterable[Entity],
    *,
    own_words: Iterable[str] = (),
    transcripts: Iterable[Transcript] = (),
) -> LeakIndex:
    """What to search outputs for: names, numbers and telling details, with their variants.

    `own_words` are the study's own documents (codebook, theory): what stands there is no leak, so it is looked for only where
    it has the capitals of a name. With the transcripts, a mention that a person kept is no leak beside the same words. Kept
    identifiers and unsure suggestions are left out.
    """
    identifiers = tuple(identifiers)
    strict: dict[Words, str] = {}
    common: dict[Words, str] = {}
    squashed: dict[str, str] = {}
    ours = _grams(own_words)
    for text, type_, pseudonym in _originals(identifiers, entities):
        for words in variants(text, type_):
            if (type_ not in ("ID", "CONTACT") and is_common(words)) or words in ours:
                common.setdefault(words, pseudonym)
            else:
                strict.setdefault(words, pseudonym)
                joined = "".join(words)
                if len(joined) >= _SQUASH_FROM and type_ != "QUASI":
                    squashed.setdefault(joined, pseudonym)
        number = digits(text) if type_ in ("ID", "CONTACT") else ""
        if len(number) >= _DIGITS_FROM:  # 07700900146 and 07700 900 146 alike
            squashed.setdefault(number, pseudonym)
    first: dict[str, set[int]] = {}
    for words in (*strict, *common):
        first.setdefault(words[0], set()).add(len(words))
    sizes = {word: tuple(sorted(found)) for word, found in first.items()}
    return LeakIndex(strict, common, squashed, sizes, _kept(identifiers, transcripts), ours)


def _kept(identifiers: Iterable[Identifier], transcripts: Iterable[Transcript]) -> frozenset[Kept]:
    texts = {(turn.group, turn.index): turn.text for transcript in transcripts for turn in transcript.turns}
    out: set[Kept] = set()
    for found in identifiers:
        text = texts.get((found.group, found.turn))
        if text is not None and found.status == "keep" and "person" in found.detectors:
            rest = re.sub(r"^['’]s\b", "", text[found.span.end :])  # as a searched word loses its possessive
            before, after = tokens(text[: found.span.start])[-1:], tokens(rest)[:1]
            words, left, right = tokens(found.text), (before or ("",))[0], (after or ("",))[0]
            out.add((left, words, right))
            out |= {(EDGE, words, right)} if right else set()
            out |= {(left, words, EDGE)} if left else set()
    return frozenset(out)


def _originals(identifiers: Iterable[Identifier], entities: Iterable[Entity]) -> Iterator[tuple[str, IdentifierType, str]]:
    """(text, type, pseudonym) of all that must not go out.

    Entities outlive their mentions so that numbers are never dealt twice; one whose every mention was kept is no secret.
    """
    identifiers = tuple(identifiers)
    by_id = {entity.id: entity for entity in entities}
    masked = [found for found in identifiers if _is_masked(found)]
    live = {found.entity for found in masked}
    let_be = {tokens(found.text) for found in identifiers if not _is_masked(found)}
    for entity in by_id.values():
        speaker = entity.pseudonym.startswith(("[Participant", "[Facilitator"))
        if entity.type in ("PERSON", "ORG", "PLACE", "OPERATION"):
            for name in entity.names:
                if speaker or entity.id in live or tokens(name) not in let_be:
                    yield name, entity.type, entity.pseudonym
    for found in masked:
        owner = by_id.get(found.entity)
        yield found.text, found.type, owner.pseudonym if owner else f"[{found.type}]"


def _is_masked(found: Identifier) -> bool:
    return found.status == "mask" or (found.status == "suggested" and found.score >= MASK_FROM)


def _grams(texts: Iterable[str]) -> frozenset[Words]:
    """All runs of up to four words of the texts."""
    out: set[Words] = set()
    for text in texts:
        words = tokens(text)
        out.update(words[i : i + size] for size in range(1, 5) for i in range(len(words) - size + 1))
    return frozenset(out)


def search_text(text: str, index: LeakIndex) -> tuple[Leak, ...]:
    """Every original that stands in a text, with its line; over line ends too, and linear in the length of the text."""
    said = list(_TOKEN.finditer(text))
    words = [_normal(match.group()) for match in said]
    ends = [match.start() for match in re.finditer("\n", text)]
    found: set[tuple[int, str]] = set()
    for at, size, pseudonym in _hits(text, said, words, index):
        if not (index.kept and _is_kept(text, said, words, at, size, index.kept)) and not _is_own(words, at, size, index.own):
            found.add((bisect.bisect_left(ends, said[at].start()) + 1, pseudonym))
    return tuple(Leak("", "", number, pseudonym) for number, pseudonym in sorted(found))


def _hits(text: str, said: list[re.Match[str]], words: list[str], index: LeakIndex) -> Iterator[tuple[int, int, str]]:
    """(first word, number of words, pseudonym) of everything found."""
    for i, word in enumerate(words):
        for size in index.first.get(word, ()):
            gram = tuple(words[i : i + size])
            if gram in index.strict:
                yield i, size, index.strict[gram]
            elif gram in index.common and _reads_as_name(text, said, i, size):
                yield i, size, index.common[gram]
        joined = ""
        for size, following in enumerate(words[i : i + _JOINED_WORDS + 1], 1):
            joined += following
            if joined in index.squashed and not _is_phrase(words[i : i + size]):
                yield i, size, index.squashed[joined]


def _is_phrase(words: list[str]) -> bool:
    """Whether several words are plain talk: "by the way" is not the name Bytheway, "lark spur" may be Larkspur."""
    known = common_words()
    return len(words) > 1 and any(word in SMALL for word in words) and all(word in known or word in SMALL for word in words)


def _is_kept(text: str, said: list[re.Match[str]], words: list[str], at: int, size: int, kept: frozenset[Kept]) -> bool:
    """Whether this is a mention that a person kept: the same words between the same neighbours; a cell's border may hide one."""
    gram, behind = tuple(words[at : at + size]), at + size
    lefts = {words[at - 1] if at else "", ""}
    rights = {words[behind] if behind < len(words) else "", ""}
    if not at or _BORDER.search(text[said[at - 1].end() : said[at].start()]):
        lefts.add(EDGE)
    if behind == len(words) or _BORDER.search(text[said[behind - 1].end() : said[behind].start()]):
        rights.add(EDGE)
    return any((left, gram, right) in kept for left in lefts for right in rights)


def _is_own(words: list[str], at: int, size: int, own: frozenset[Words]) -> bool:
    """Whether two words more of the sentence make it a phrase of the study's own documents ("Supervision and support")."""
    starts = range(max(0, at - 2), at + 1)
    return any(len(run := tuple(words[i : i + size + 2])) == size + 2 and run in own for i in starts)


def _normal(said: str) -> str:
    word = plain(said)
    if "'" in word or "ʼ" in word:
        word = word.removesuffix("'s").replace("'", "").replace("ʼ", "")
    return word


def _reads_as_name(text: str, said: list[re.Match[str]], at: int, size: int) -> bool:
    """Whether ordinary words have a name's capitals: each of them, inside a sentence, outside headings; months never."""
    chosen = [match.group() for match in said[at : at + size]]
    telling = [word for word in chosen if word.casefold() not in SMALL]
    if not telling or not all(word[:1].isupper() and not (len(word) > 1 and word.isupper()) for word in telling):
        return False
    if all(word.casefold() in MONTHS for word in telling):
        return False
    start, end = said[at].start(), said[at + size - 1].end()
    begins, ends = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[begins : ends if ends >= 0 else len(text)]
    start, end = start - begins, end - begins
    if "[" in line[:start] and "]" not in line[line.rfind("[", 0, start) : start] and "]" in line[end:]:
        return False  # part of a bracketed replacement
    if re.search(r"(?:^|[.?!:;…|,\t\"“‘'(>•*#=\-–—/]\s*)$", line[:start]):
        return False
    near = _TOKEN.findall(line[:start])[-4:] + _TOKEN.findall(line[end:])[:4]
    long = [word for word in near if len(word) > 3 and word.isalpha()]
    capitals = [word for word in long if word[:1].isupper()]
    return len(capitals) * 2 <= len(long)


def at_place(leaks: Iterable[Leak], file: str, part: str) -> tuple[Leak, ...]:
    """The leaks with file and part filled in."""
    return tuple(replace(leak, file=file, part=part) for leak in leaks)
