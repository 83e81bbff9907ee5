"""A foreign project's selections as codings of a study: group, turn, code and coder found, nothing dropped in silence.

Our own export comes back by position; other texts by their words, each looked for in the turn its paragraph became.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from csa_research.exchange.carried import Judgement, of_mark, read_lines
from csa_research.exchange.finding import Turns, lines_of
from csa_research.exchange.names import CodeNames, Coders, group_of
from csa_research.exchange.noted import memos_in
from csa_research.exchange.project import ReadProject
from csa_research.exchange.records import ForeignCode, Located, Lost, Mark, Note, User
from csa_research.records import Coding, Group, IncomingCoding, Memo, Span, Turn, Unplaced


@dataclass(frozen=True, slots=True)
class OwnText:
    """A group's text as our export lays it out, and where the words of each turn begin in it."""

    text: str
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Home:
    """The study that codings come to."""

    groups: Sequence[Group]
    turns: Sequence[Turn]
    codes: CodeNames
    coders: Coders
    own: Mapping[str, OwnText] = field(default_factory=dict)  # by group
    stored: Mapping[str, Coding] = field(default_factory=dict)  # codings of the study by the GUID our export gives them
    group: str = ""  # where a text does not say whose it is


@dataclass(frozen=True, slots=True)
class Landed:
    """Codings to be placed, those the study has already, and what could not be taken, each with its reason."""

    rows: tuple[IncomingCoding, ...]
    stored: tuple[Coding, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    lost: tuple[Lost, ...] = ()
    notes: tuple[str, ...] = ()
    memos: tuple[Memo, ...] = ()  # on codes, groups and the study


def land(read: ReadProject, home: Home) -> Landed:
    """Every coding of the project as the study would have it; `row` is the selection's number as `csa qdpx inspect` counts."""
    landing = _Landing(read, home)
    for number, item in enumerate(read.located, 1):
        landing.take(number, item)
    return landing.done()


class _Landing:
    """One project coming in."""

    def __init__(self, read: ReadProject, home: Home) -> None:
        self.read, self.home = read, home
        self.users: dict[str, User] = {u.guid: u for u in read.project.users}
        self.codes: dict[str, ForeignCode] = {c.guid: c for c in read.project.codes}
        self.notes: dict[str, Note] = {n.guid: n for n in read.project.notes}
        by_group: dict[str, list[Turn]] = {}
        for turn in home.turns:
            by_group.setdefault(turn.group, []).append(turn)
        self.by_index = {group: {turn.index: turn for turn in turns} for group, turns in by_group.items()}
        self.turns = {group: Turns(turns) for group, turns in by_group.items()}
        self.groups = [self._group(number) for number in range(len(read.project.sources))]
        self.order = [self._order(number) for number in range(len(read.project.sources))]
        self.given = self._coders_by_vote()
        self.rows: list[IncomingCoding] = []
        self.stored: dict[str, Coding] = {}
        self.unplaced: list[Unplaced] = []
        self.on_words: dict[str, list[str]] = {}
        self.lost: Counter[tuple[str, str, str]] = Counter()
        self.asked = self.split = 0

    def done(self) -> Landed:
        lost = tuple(Lost(what, count, where, why) for (what, where, why), count in self.lost.items())
        notes = []
        if self.split:
            notes.append(f"{self.split} selections over several turns became one coding a turn")
        if self.asked:
            notes.append(f"{self.asked} lines of them are a facilitator's, which are not coded: left out")
        codes = {code.guid: self._code(code.guid) for code in self.read.project.codes}
        memos, homeless = memos_in(self.read.project, self.groups, codes, self._coder, self.on_words)
        lost = (*self.read.lost, *lost, *homeless)
        return Landed(tuple(self.rows), tuple(self.stored.values()), tuple(self.unplaced), lost, tuple(notes), memos)

    def _coder(self, user: str) -> str:
        named = self.users.get(user, User("", ""))
        return self.given.get(user) or self.home.coders.find(named.name, named.initials)

    def take(self, number: int, item: Located) -> None:
        """All codings of one selection."""
        source = self.read.project.sources[item.source]
        if not any(mark.codes for mark in item.selection.marks):
            noted = item.selection.notes or item.selection.description.strip()
            if not noted or not self._on_words(item):
                self.lost["memo on words" if noted else "text selection", source.name, "no code is on it"] += 1
            return
        judgements, described = read_lines(item.selection.description)
        for mark in item.selection.marks:
            for code in mark.codes:
                stored = self.home.stored.get(mark.guid)
                if stored is not None and self._same(stored, item, code):
                    self.stored[stored.id] = stored
                    continue
                self._take(number, item, mark, code, judgements, described)

    def _on_words(self, item: Located) -> bool:
        """Whether a note on words that nobody coded became a memo on the transcript, with the number of their turn."""
        group, notes = self.groups[item.source], (self.notes[n].text for n in item.selection.notes if n in self.notes)
        said = " / ".join(dict.fromkeys(text.strip() for text in (*notes, item.selection.description) if text.strip()))
        place = self._own_place(item) or (self._find(self.turns[group], item, item.span.start, item.quote) if group else None)
        if place and said:
            self.on_words.setdefault(group, []).append(f"turn {place[0].index}: {said}")
        return bool(place and said)

    def _same(self, stored: Coding, item: Located, code: str) -> bool:
        """Whether the study still has this coding as it was taken out: same group, code and, where it can be told, place."""
        if self._code(code) != stored.code or self.groups[item.source] != stored.group:
            return False
        place = self._own_place(item)
        if place is None:
            return not self.order[item.source]
        return (place[0].index, place[1]) == (stored.turn, stored.span)

    def _take(self, number: int, item: Located, mark: Mark, code: str, judgements: Sequence[Judgement], described: str) -> None:
        group, source = self.groups[item.source], self.read.project.sources[item.source]
        ident = self._code(code)
        user = self.users.get(mark.user, User("", ""))
        said = of_mark(judgements, ident, user.name) or Judgement(ident, user.name)
        row = IncomingCoding(
            row=number,
            group=group or source.name,
            turn=None,
            quote=item.quote,
            code=ident or (self.codes[code].name if code in self.codes else ""),
            polarity=said.polarity,
            effect=said.effect,
            role=said.role,
            coder=self._coder(mark.user),
            memo=self._memo(item, mark, ident, described),
            flags=said.flags,
        )
        if not group:
            why = "no group of the study has this text's name; name the text after its group, or give --group"
            self.unplaced.append(Unplaced(number, source.name, None, row.code, why))
            return
        self.rows += self._placed(row, item)

    def _code(self, code: str) -> str:
        foreign = self.codes.get(code)
        return self.home.codes.find(foreign.name if foreign else "", code)

    def _memo(self, item: Located, mark: Mark, code: str, described: str) -> str:
        """The notes on the coding, on the selection (ours say in their name and user whose they are) and its description."""
        texts = [self.notes[n].text for n in mark.notes if n in self.notes]
        for ident in item.selection.notes:
            note = self.notes.get(ident)
            if note is not None and self._meant(note, item, mark, code):
                texts.append(note.text)
        return "\n".join(dict.fromkeys(text for text in (*texts, described) if text.strip()))

    def _meant(self, note: Note, item: Located, mark: Mark, code: str) -> bool:
        """Whether a note on the selection is on this coding: ours are named after code and user, others' are on all of them."""
        named = self.home.codes.find(note.name)
        with_it = [m for m in item.selection.marks if named and named in map(self._code, m.codes)]
        if not with_it:
            return True
        return named == code and (note.user == mark.user or all(m.user != note.user for m in with_it))

    def _placed(self, row: IncomingCoding, item: Located) -> Iterator[IncomingCoding]:
        """The row with its turn and span where they are found, one a turn where it runs over several."""
        own = self._own_place(item)
        turns = self.turns[row.group]
        if own is not None:
            yield on_turn(row, *own)
            return
        pieces = [(item.span.start, item.quote)]
        found = self._find(turns, item, *pieces[0])
        if found is None and "\n" in item.quote.strip():
            pieces = [piece for piece in lines_of(item.span.start, item.quote) if not turns.asked(piece[1])]
            self.asked += sum(1 for _ in lines_of(item.span.start, item.quote)) - len(pieces)
            self.split += 1
            if not pieces:
                self.unplaced.append(Unplaced(row.row, row.group, None, row.code, "all its words are a facilitator's"))
        for start, quote in pieces:
            place = found or self._find(turns, item, start, quote)
            yield replace(row, quote=quote) if place is None else on_turn(row, *place)

    def _find(self, turns: Turns, item: Located, start: int, quote: str) -> tuple[Turn, Span] | None:
        held = self.read.project.sources[item.source].text
        text = held.text if held else ""
        begin = text.rfind("\n", 0, start + 1 if text[start : start + 1] != "\n" else start) + 1
        end = text.find("\n", start)
        paragraph = text[begin : len(text) if end < 0 else end]
        return turns.find(quote, paragraph, (start - begin) / max(1, len(paragraph)))

    def _own_place(self, item: Located) -> tuple[Turn, Span] | None:
        """Turn and span by position, where the text is as our export lays it out."""
        order = self.order[item.source]
        place = bisect_right(order, item.span.start, key=lambda begin: begin[0]) - 1
        if place < 0:
            return None
        start, turn = order[place]
        if item.span.end - start > len(turn.text):
            return None
        return turn, Span(item.span.start - start, item.span.end - start)

    def _order(self, number: int) -> list[tuple[int, Turn]]:
        """Where each turn begins in the source, nothing where the source is not laid out as our export does."""
        own, held = self.home.own.get(self.groups[number]), self.read.project.sources[number].text
        if own is None or held is None or held.text != own.text:
            return []
        turns = self.by_index.get(self.groups[number], {})
        return sorted(((start, turns[index]) for index, start in own.starts.items()), key=lambda begin: begin[0])

    def _group(self, number: int) -> str:
        source = self.read.project.sources[number]
        cases = [case.name for case in self.read.project.cases if source.guid in case.sources]
        found = group_of([source.name, *cases], self.home.groups) or self.home.group
        return found if found in self.turns else ""

    def _coders_by_vote(self) -> dict[str, str]:
        """Users of our own export by the codings that the study still has: "Coder 1" is whoever made them."""
        votes: dict[str, Counter[str]] = {}
        for item in self.read.located:
            for mark in item.selection.marks:
                stored = self.home.stored.get(mark.guid)
                if stored is not None and mark.user:
                    votes.setdefault(mark.user, Counter())[stored.coder] += 1
        return {user: count.most_common(1)[0][0] for user, count in votes.items()}


def on_turn(row: IncomingCoding, turn: Turn, span: Span) -> IncomingCoding:
    """The row with its place, and the released words there as its quote."""
    return replace(row, turn=turn.index, span=span, quote=turn.text[span.start : span.end])
