"""Puts names into labelled text: exchanges the mentions that are there, injects new ones, adds sentences of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from scripts.train_tagger.data import OUTSIDE, Item, Piece
from scripts.train_tagger.names import RANKS, SERVICES, SYSTEMS, TITLES, WORD_FIRST, WORD_LAST, Pools
from scripts.train_tagger.phrases import read_phrases

Builder = Callable[[re.Match[str], "Cast"], list[Piece]]
_SLOT = re.compile(r"\{(\w+)\}")
_BREAK = re.compile(r"(?<=[.?!,])\s+")
_TITLE = re.compile(r"(?i)\b(?:mr|mrs|ms|miss|dr|prof|sir|mister|minister)\.?\s*$")


class Cast:
    """The names of one stretch of talk; people come back, sometimes by another part of their name."""

    def __init__(self, pools: Pools, rng: Random) -> None:
        """A cast without members yet."""
        self.pools = pools
        self.rng = rng
        self._met: list[str] = []

    def person(self, kind: str = "any") -> str:
        """A person's name: first, last, full, any, wordfirst or wordlast; every third is one met before."""
        if kind in ("any", "first") and self._met and self.rng.random() < 0.35:
            name = self.rng.choice(self._met)
            return name.split()[0] if kind == "first" or self.rng.random() < 0.6 else name
        makers: dict[str, Callable[[Random], str]] = {
            "first": self.pools.first_name,
            "last": self.pools.surname,
            "full": self.pools.full_name,
            "any": self.pools.first_name if self.rng.random() < 0.6 else self.pools.full_name,
            "wordfirst": lambda rng: rng.choice(WORD_FIRST),
            "wordlast": lambda rng: rng.choice(WORD_LAST),
        }
        name = makers[kind](self.rng)
        self._met.append(name)
        return name

    def spelt(self) -> str:
        """A name letter by letter, of somebody met before if there is one."""
        name = self.rng.choice(self._met) if self._met and self.rng.random() < 0.5 else self.pools.surname(self.rng)
        letters = [c for c in name.split()[-1].lower() if c.isalpha()]
        return self.rng.choice((" ", " ", "-", ". ")).join(letters)

    def fill(self, slot: str) -> Piece:
        """What stands in for a slot of a phrase, with its label."""
        if slot == "spelt":
            return Piece(self.spelt(), "PER")
        if slot in ("place", "street"):
            return Piece(getattr(self.pools, slot)(self.rng), "LOC")
        if slot in ("school", "org", "op"):
            makers = {"school": self.pools.school, "org": self.pools.organisation, "op": self.pools.operation}
            return Piece(makers[slot](self.rng), "ORG")
        plain = {"rank": RANKS, "title": TITLES, "service": SERVICES, "system": SYSTEMS}
        if slot in plain:
            return Piece(self.rng.choice(plain[slot]))
        return Piece(self.person(slot), "PER")


def fill_phrase(phrase: str, cast: Cast) -> list[Piece]:
    """The phrase as pieces, every slot filled."""
    pieces: list[Piece] = []
    at = 0
    for match in _SLOT.finditer(phrase):
        pieces += [Piece(phrase[at : match.start()]), cast.fill(match[1])]
        at = match.end()
    return [piece for piece in (*pieces, Piece(phrase[at:])) if piece.text]


def exchange(item: Item, cast: Cast) -> Item:
    """The item with many of its mentions exchanged, the same mention always for the same name."""
    rng = cast.rng
    chances = {"PER": rng.uniform(0.45, 0.7), "LOC": rng.uniform(0.35, 0.5), "ORG": rng.uniform(0.2, 0.3)}
    swaps: dict[tuple[str, str], str] = {}
    pieces: list[Piece] = []
    for piece in item:
        key = (piece.label, piece.text.lower())
        if key not in swaps:
            wanted = piece.label in chances and piece.text.strip(" @#") and rng.random() < chances[piece.label]
            swaps[key] = _like(piece, pieces[-1].text if pieces else "", cast) if wanted else piece.text
        pieces.append(Piece(swaps[key], piece.label))
    return tuple(pieces)


def inject(item: Item, cast: Cast, *, most: int = 5) -> Item:
    """The item with names put where pronouns, relatives, greetings and vague places stood."""
    pieces: list[Piece] = []
    for piece in item:
        pieces += _inject_piece(piece.text, cast, most) if piece.label == OUTSIDE else [piece]
    return tuple(pieces)


def add_phrases(item: Item, cast: Cast, count: int) -> Item:
    """The item with sentences of professional talk put in at pauses, or at any gap between words."""
    pieces = list(item)
    phrases = read_phrases()
    for _ in range(count):
        part = cast.rng.choices((phrases.people, phrases.places, phrases.nobody), (44, 20, 36))[0]
        phrase = fill_phrase(cast.rng.choice(part), cast)
        at = _gap(pieces, cast.rng)
        pieces[at:at] = [Piece(" "), *phrase, Piece(cast.rng.choice((". ", ", ", " ", " ")))]
    return tuple(pieces)


def split_at_gaps(item: Item, rng: Random) -> Item:
    """The item with its longest outside piece cut at a pause or gap, so that something can be put between."""
    outside = [i for i, piece in enumerate(item) if piece.label == OUTSIDE and " " in piece.text.strip()]
    if not outside:
        return item
    at = rng.choice(outside)
    text = item[at].text
    pauses = [m.end() for m in _BREAK.finditer(text)] or [m.end() for m in re.finditer(r"\s+", text)]
    where = rng.choice(pauses)
    halves = [Piece(part) for part in (text[:where], text[where:]) if part]
    return (*item[:at], *halves, *item[at + 1 :])


def _gap(pieces: Sequence[Piece], rng: Random) -> int:
    gaps = [0, len(pieces)]
    for i in range(1, len(pieces)):
        if pieces[i - 1].text[-1:].isspace() or pieces[i].text[:1].isspace():
            gaps.append(i)
    return rng.choice(gaps)


def _like(piece: Piece, before: str, cast: Cast) -> str:
    words = len(piece.text.split())
    if piece.label == "LOC":
        return cast.pools.place(cast.rng)
    if piece.label == "ORG":
        return cast.pools.organisation(cast.rng)
    if _TITLE.search(before):
        return cast.person("last")
    if words > 1:
        return cast.person("full")
    return cast.person("first" if cast.rng.random() < 0.8 else "last")


def _inject_piece(text: str, cast: Cast, most: int) -> list[Piece]:
    found = [(match, build) for pattern, build in _RULES for match in pattern.finditer(text)]
    cast.rng.shuffle(found)
    chosen: list[tuple[re.Match[str], Builder]] = []
    wanted = cast.rng.randint(1, most)
    for match, build in found:
        if len(chosen) < wanted and all(match.end() <= m.start() or match.start() >= m.end() for m, _ in chosen):
            chosen.append((match, build))
    pieces: list[Piece] = []
    at = 0
    for match, build in sorted(chosen, key=lambda pair: pair[0].start()):
        pieces += [Piece(text[at : match.start()]), *build(match, cast)]
        at = match.end()
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]


def _name(match: re.Match[str], cast: Cast) -> list[Piece]:
    return [Piece(cast.person("last" if cast.rng.random() < 0.15 else "any"), "PER")]


def _owner(match: re.Match[str], cast: Cast) -> list[Piece]:
    return [Piece(cast.person(), "PER"), Piece("'s")]


def _two(match: re.Match[str], cast: Cast) -> list[Piece]:
    return [Piece(cast.person(), "PER"), Piece(" and "), Piece(cast.person(), "PER")]


def _apposed(match: re.Match[str], cast: Cast) -> list[Piece]:
    link = cast.rng.choice((", ", " ", " called ", ", that's ", " is ", " was "))
    return [Piece(match[0] + link), Piece(cast.person(), "PER")]


def _called(match: re.Match[str], cast: Cast) -> list[Piece]:
    return [Piece(match[0] + ", "), Piece(cast.person("first"), "PER")]


def _somewhere(match: re.Match[str], cast: Cast) -> list[Piece]:
    link = cast.rng.choice(("in ", "at ", "over in ", "from ", "near ", "up in ", "down "))
    return [Piece(link), Piece(cast.pools.place(cast.rng), "LOC")]


def _body(match: re.Match[str], cast: Cast) -> list[Piece]:
    return [Piece(cast.pools.organisation(cast.rng), "ORG")]


def _introduced(match: re.Match[str], cast: Cast) -> list[Piece]:
    return [Piece(match[0] + " "), Piece(cast.person(), "PER"), Piece(" and " + match[0])]


_OBJECT = r"(?=\s*(?:[.,?!]|$|\b(?:and|to|in|on|at|that|about|for|with|when|if|so|but|is|was|because)\b))"
_RULES: tuple[tuple[re.Pattern[str], Builder], ...] = tuple(
    (re.compile(rf"(?i){pattern}"), build)
    for pattern, build in (
        (r"\b(?:he|she|him|someone|somebody|anyone|anybody|everyone)\b", _name),
        (rf"\bher\b{_OBJECT}", _name),
        (r"\b(?:his|her|their)\b(?=\s+[a-z])(?!\s+(?:and|to|in|on|at|that)\b)", _owner),
        (r"\b(?:they|people|both of them)\b", _two),
        (
            r"\b(?:my|our|your|a|this|the|that|his|her) (?:friend|colleague|manager|mum|mother|dad|father|sister|"
            r"brother|cousin|boss|professor|minister|teacher|student|lad|girl|boy|child|guy|woman|man|worker|officer|kid|baby|nan)\b",
            _apposed,
        ),
        (r"\b(?:yeah|yes|okay|ok|right|thanks|thank you|well|hi|hello|morning|sorry|no|you know|look)\b(?=[,.\s])", _called),
        (r"\b(?:here|over there|down there|up there|out there|in town|at home|at the office|in the room)\b", _somewhere),
        (
            r"\bthe (?:school|company|committee|department|hospital|council|government|university|college|group|agency|project|"
            r"lab|meeting|team|place)\b",
            _body,
        ),
        (r"\bI(?:\s?['’]m| am)\b(?=\s)", _introduced),
    )
)
