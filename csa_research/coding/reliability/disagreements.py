"""Where two coders differ, laid side by side for a consensus meeting, and the decisions of that meeting as codings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import cast

from csa_research.coding.place import EMOTIONS, coding_id
from csa_research.errors import InputError
from csa_research.records import POLARITIES, Codebook, Coding, Effect, PairRule, Polarity

CONSENSUS = "consensus"
"""The coder under whose name decided codings are kept."""
Unit = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One turn on which the coders differ over one code each; () = that coder put none here."""

    id: str  # group:turn:code of the first:code of the second
    group: str
    turn: int
    first: tuple[Coding, ...]
    second: tuple[Coding, ...]
    rule: PairRule | None  # how to choose between their codes, where the codebook says

    @property
    def kind(self) -> str:
        """Only one coder, another code, or another direction."""
        if not (self.first and self.second):
            return "only one coder"
        return "another polarity" if self.first[0].code == self.second[0].code else "another code"


def disagreements(
    codings: Sequence[Coding], codebook: Codebook, coders: tuple[str, str], units: Collection[Unit]
) -> tuple[Disagreement, ...]:
    """Every disagreement on these turns, in the order of the talk; codes that compete by a pair rule stand on one row."""
    marks: dict[Unit, tuple[dict[str, list[Coding]], dict[str, list[Coding]]]] = defaultdict(
        lambda: (defaultdict(list), defaultdict(list))
    )
    wanted = set(units)
    for c in codings:
        if c.coder in coders and (c.group, c.turn) in wanted:
            marks[c.group, c.turn][coders.index(c.coder)][c.code].append(c)
    return tuple(d for unit in sorted(marks) for d in _on_turn(unit, *marks[unit], codebook))


def agreed(codings: Sequence[Coding], coders: tuple[str, str], units: Collection[Unit]) -> tuple[Coding, ...]:
    """The first coder's codings on these turns whose code and polarity the second coder put on the same turn as well."""
    wanted = set(units)
    second = {(c.group, c.turn, c.code, c.polarity) for c in codings if c.coder == coders[1]}
    return tuple(
        c for c in codings
        if c.coder == coders[0] and (c.group, c.turn) in wanted and (c.group, c.turn, c.code, c.polarity) in second
    )  # fmt: skip


def _on_turn(
    unit: Unit, first: Mapping[str, list[Coding]], second: Mapping[str, list[Coding]], codebook: Codebook
) -> Iterable[Disagreement]:
    def made(a: str, b: str, rule: PairRule | None = None) -> Disagreement:
        ident = f"{unit[0]}:{unit[1]}:{a}:{b}"
        return Disagreement(ident, *unit, tuple(first.get(a, ())), tuple(second.get(b, ())), rule)

    order = [code.id for code in codebook.codes]
    for code in [code for code in order if code in first and code in second]:
        if {c.polarity for c in first[code]} != {c.polarity for c in second[code]}:
            yield made(code, code)
    alone = [[code for code in order if code in mine and code not in other] for mine, other in ((first, second), (second, first))]
    for a, b in product(*alone):
        rule = next((rule for rule in codebook.pair_rules if a in rule.codes and b in rule.codes), None)
        if rule and a in alone[0] and b in alone[1]:
            yield made(a, b, rule)
            alone[0], alone[1] = [x for x in alone[0] if x != a], [x for x in alone[1] if x != b]
    for a in alone[0]:
        yield made(a, "")
    for b in alone[1]:
        yield made("", b)


# ---- decisions -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """What the meeting wrote beside one disagreement."""

    row: int  # of the sheet, for messages
    id: str
    choice: str  # a coder's name, A, B, both, neither, or codes such as "KN01 barrier; KN04"
    memo: str = ""


def decide(
    found: Sequence[Disagreement], decisions: Sequence[Decision], codebook: Codebook, coders: tuple[str, str]
) -> tuple[Coding, ...]:
    """The codings that the meeting decided on, by coder "consensus". Raises InputError naming the row that cannot be taken.

    Words are those of the coder whose code was taken; for a code of neither, those that either had marked.
    """
    known = {d.id: d for d in found}
    out: dict[str, Coding] = {}
    for decision in decisions:
        if not decision.choice.strip():
            continue
        disagreement = known.get(decision.id)
        if disagreement is None:
            raise InputError(
                f"row {decision.row}: there is no disagreement {decision.id!r} (any more): the codings have changed since the list "
                "was written. Write it anew with csa agree --disagreements."
            )
        for coding in _decided(disagreement, decision, codebook, coders):
            out[coding.id] = replace(coding, memo=decision.memo or coding.memo)
    return tuple(out.values())


def _decided(d: Disagreement, decision: Decision, codebook: Codebook, coders: tuple[str, str]) -> Iterable[Coding]:
    choice = decision.choice.strip()
    plain = choice.casefold()
    sides = {"a": d.first, "b": d.second, coders[0].casefold(): d.first, coders[1].casefold(): d.second}
    if plain in ("neither", "none", "-"):
        return []
    if plain == "both":
        turned = d.kind == "another polarity"
        return [consensus(replace(c, polarity="mixed") if turned else c) for c in (*d.first, *d.second)]
    if plain in sides:
        return [consensus(c) for c in sides[plain]]  # of a coder who put none here: none
    parts = [part for part in choice.replace(",", ";").split(";") if part.strip()]
    return [coding for part in parts for coding in _written(d, decision, part, codebook)]


def _written(d: Disagreement, decision: Decision, part: str, codebook: Codebook) -> Iterable[Coding]:
    words = part.split()
    code = next((c for c in codebook.codes if c.codable and c.id.casefold() == words[0].casefold()), None)
    if code is None or len(words) > 2 or (len(words) == 2 and words[1].lower() not in POLARITIES):
        raise InputError(
            f"row {decision.row}: the decision must be A, B, both, neither, or codes of the codebook with a polarity, such as "
            f"'{codebook.codes[0].id} barrier'; several are separated by semicolons."
        )
    either = (*d.first, *d.second)
    own = [c for c in either if c.code == code.id] or list(d.first or d.second)
    for c in own:
        polarity = cast(Polarity, words[1].lower()) if len(words) == 2 else c.polarity
        fresh: Effect = "none_stated" if code.family == EMOTIONS else ""
        yield consensus(replace(c, code=code.id, polarity=polarity, effect=c.effect if c.code == code.id else fresh))


def settled(codings: Sequence[Coding], decided: Collection[Unit] = ()) -> tuple[Coding, ...]:
    """The codings that findings count: on a turn that a meeting has decided, the consensus only; elsewhere every coder's.

    `decided` are turns on which the meeting decided everything, perhaps that nothing applies.
    """
    closed = {(c.group, c.turn) for c in codings if c.coder == CONSENSUS} | set(decided)
    return tuple(c for c in codings if c.coder == CONSENSUS or (c.group, c.turn) not in closed)


def closed_turns(found: Sequence[Disagreement], decisions: Sequence[Decision]) -> tuple[Unit, ...]:
    """The turns on which a decision is written beside every disagreement, in order."""
    taken = {decision.id for decision in decisions if decision.choice.strip()}
    still_open = {(d.group, d.turn) for d in found if d.id not in taken}
    return tuple(sorted({(d.group, d.turn) for d in found if d.id in taken} - still_open))


def consensus(coding: Coding) -> Coding:
    """The coding as one of the consensus, with an id of its own."""
    ident = coding_id(coding.group, coding.turn, coding.span, coding.code, CONSENSUS)
    return replace(coding, id=ident, coder=CONSENSUS)
