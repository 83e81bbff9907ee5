"""How good the cue words of polarity were on what people have coded: over all, by agency and by code; refused where no better.

What is to be beaten is the simplest guess: the polarity that people gave most often in this part, said every time. A part with few
proposals is not judged; nothing is learned from codings, so nothing has to be held out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from csa_research.coding.reliability.agreement import FEW
from csa_research.coding.suggesting.polarity import Polarity, make_reader, questions, read_polarity
from csa_research.records import Codebook, Coding, Turn

SPOKEN = ("enabler", "barrier", "mixed")


@dataclass(frozen=True, slots=True)
class PolarityRecord:
    """One part: an agency, a code, or ("", "") all."""

    agency: str
    code: str
    codings: int
    proposed: int
    right: int
    usual: str  # what people gave most often where something was proposed
    usual_right: int  # how often that would have been right there

    @property
    def refused(self) -> bool:
        """Whether there is enough to judge, and the cues were no better than the usual polarity said every time.

        Cues that were always right stay, although there the usual polarity was right as well.
        """
        return FEW <= self.proposed != self.right <= self.usual_right

    def why(self) -> str:
        """The verdict in a line."""
        part = self.agency or self.code or "all"
        figures = f"right on {self.right} of {self.proposed}, saying {self.usual} every time on {self.usual_right}"
        if self.proposed < FEW:
            return f"polarity cues, {part}: too few to judge ({self.proposed} proposed)"
        better = "better than guessing" if self.right > self.usual_right else "always right"
        verdict = "refused, no better than guessing" if self.refused else better
        return f"polarity cues, {part}: {verdict} ({figures})"


def polarity_record(
    turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], agencies: Mapping[str, str]
) -> tuple[PolarityRecord, ...]:
    """All first, then each agency, then each code, of the codings whose polarity cues could tell. `agencies`: each group's."""
    texts, asked, reader = {(t.group, t.index): t.text for t in turns}, questions(turns), make_reader(codebook)
    parts: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for c in codings:
        at = (c.group, c.turn)
        if c.code in reader.fixed or at not in texts:
            continue
        answer = read_polarity(reader, texts[at], c.code, question=asked.get(at, "")).polarity
        for part in {("", ""), (agencies.get(c.group, ""), ""), ("", c.code)}:
            parts[part][c.polarity, answer] += 1
    order = sorted(parts, key=lambda part: (bool(part[1]), part))
    return tuple(_record(agency, code, parts[agency, code]) for agency, code in order)


def _record(agency: str, code: str, pairs: Counter[tuple[str, str]]) -> PolarityRecord:
    spoken = Counter({pair: count for pair, count in pairs.items() if pair[1] in SPOKEN})
    given: Counter[str] = Counter()
    for (decided, _), count in sorted(spoken.items()):
        given[decided] += count
    usual, usual_right = max(given.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    right = sum(count for (decided, proposed), count in spoken.items() if decided == proposed)
    return PolarityRecord(agency, code, pairs.total(), spoken.total(), right, usual, usual_right)


def without_refused(
    hints: Mapping[tuple[str, int, str], Polarity], record: Sequence[PolarityRecord], agencies: Mapping[str, str]
) -> dict[tuple[str, int, str], Polarity]:
    """The proposals, empty with the reason where the cues are refused: over all, for the group's agency, or at the code."""
    refused = {(r.agency, r.code): r.why() for r in record if r.refused}
    out = {}
    for (group, turn, code), hint in hints.items():
        why = next((refused[key] for key in (("", ""), (agencies.get(group, ""), ""), ("", code)) if key in refused), "")
        out[group, turn, code] = replace(hint, polarity="", why=why) if why and hint.polarity in (*SPOKEN, "unclear") else hint
    return out
