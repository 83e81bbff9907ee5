"""Turns, codes and coded quotes laid out for the suggesters, with the vectors of their words. Embedded in one call.

The unit of likeness is the sentence: a turn is as near to something as its nearest sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from csa_research.coding.suggesting.words import sentences
from csa_research.records import Code, Codebook, Coding, Turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

Embed = Callable[[Sequence[str]], Any]
"""Texts to unit vectors, a row each."""


class Prototype(NamedTuple):
    """Something a code says of itself."""

    code: str
    kind: str  # definition, cue, include
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A study's turns in order, the places of their neighbours, and everything's vectors."""

    turns: tuple[Turn, ...]
    codes: tuple[str, ...]  # codable ones, in the codebook's order
    families: tuple[str, ...]  # of each code
    speaks: Bools  # participants' turns
    groups: NDArray[np.str_]  # of each turn
    before: Ints  # the turn before in the same group; itself where there is none
    after: Ints
    asked: Ints  # the facilitator's turn that it answers
    lengths: Floats  # words
    vectors: Floats  # of each turn
    sentences: tuple[str, ...]  # of all turns
    owner: Ints  # the turn of each sentence
    sentence_vectors: Floats
    prototypes: tuple[Prototype, ...]
    prototype_vectors: Floats
    quotes: tuple[Coding, ...]  # of codable codes
    quote_vectors: Floats

    def nearness(self, vectors: Floats) -> Floats:
        """Turns x vectors: the cosine of the turn or of its nearest sentence, whichever is higher."""
        import numpy as np

        out = self.vectors @ vectors.T
        if len(self.owner) and len(vectors):
            np.maximum.at(out, self.owner, self.sentence_vectors @ vectors.T)
        return out

    def standardised(self, scores: Floats) -> Floats:
        """Scores on a common footing: in every column mean 0 and spread 1 over participants' turns."""
        if not self.speaks.any():
            return scores
        spread = scores[self.speaks].std(axis=0)
        spread[spread < 1e-9] = 1.0
        result: Floats = (scores - scores[self.speaks].mean(axis=0)) / spread
        return result


def lay_out(turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], embed: Embed) -> Scene:
    """The scene of these turns, put in order of group and index."""
    import numpy as np

    ordered = tuple(sorted(turns, key=lambda turn: (turn.group, turn.index)))
    codes = tuple(code.id for code in codebook.codes if code.codable)
    cut = [[turn.text[span.start : span.end] for span in sentences(turn.text)] for turn in ordered]
    protos = tuple(proto for code in codebook.codes if code.codable for proto in prototypes(code))
    quotes = tuple(coding for coding in codings if coding.code in set(codes))
    texts = [
        [turn.text for turn in ordered],
        [part for own in cut for part in own],
        [proto.text for proto in protos],
        [quote.quote for quote in quotes],
    ]
    vectors = np.asarray(embed([text for part in texts for text in part]), dtype=np.float64)
    of_turns, of_parts, of_protos, of_quotes = np.split(vectors, np.cumsum([len(part) for part in texts])[:-1])
    before, after, asked = _neighbours(ordered)
    return Scene(
        turns=ordered,
        codes=codes,
        families=tuple(code.family for code in codebook.codes if code.codable),
        speaks=np.array([turn.role == "participant" for turn in ordered], dtype=bool),
        groups=np.array([turn.group for turn in ordered], dtype=np.str_),
        before=np.array(before, dtype=np.int64),
        after=np.array(after, dtype=np.int64),
        asked=np.array(asked, dtype=np.int64),
        lengths=np.array([len(turn.text.split()) for turn in ordered], dtype=np.float64),
        vectors=of_turns,
        sentences=tuple(texts[1]),
        owner=np.array([at for at, own in enumerate(cut) for _ in own], dtype=np.int64),
        sentence_vectors=of_parts,
        prototypes=protos,
        prototype_vectors=of_protos,
        quotes=quotes,
        quote_vectors=of_quotes,
    )


def prototypes(code: Code) -> tuple[Prototype, ...]:
    """Everything a code says of itself: name, definition, when to include, example, cue phrases."""
    clauses = [part.strip() for part in re.split(r"[;,]", code.include_when) if len(part.split()) > 1]
    given = [
        ("definition", code.name),
        ("definition", code.definition),
        ("definition", code.include_when),
        ("cue", code.example),
        *(("cue", phrase) for _, phrase in code.cue_phrases),
        *(("include", clause) for clause in clauses),
    ]
    return tuple(Prototype(code.id, kind, text) for kind, text in given if text.strip())


def _neighbours(turns: Sequence[Turn]) -> tuple[list[int], list[int], list[int]]:
    last = len(turns) - 1
    before = [at - 1 if at and turns[at - 1].group == turn.group else at for at, turn in enumerate(turns)]
    after = [at + 1 if at < last and turns[at + 1].group == turn.group else at for at, turn in enumerate(turns)]
    asked: list[int] = []
    for at, turn in enumerate(turns):
        asked.append(at if before[at] == at or turn.role == "facilitator" else asked[-1])
    return before, after, asked
