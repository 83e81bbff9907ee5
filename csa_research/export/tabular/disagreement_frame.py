"""The list for a consensus meeting: the words, both codings and both definitions side by side, and room for the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from csa_research.coding.reliability.disagreements import Disagreement
from csa_research.export.tabular.tables import table
from csa_research.records import Codebook, Coding, PairRule, Turn

if TYPE_CHECKING:
    import pandas as pd

SIDE = ("Coder {0}", "Code {0}", "Polarity {0}", "Words marked by {0}", "Memo {0}", "Definition {0}")
COLUMNS = (
    "Decision", "Decision memo", "Group", "Turn", "Speaker", "Words", "Kind",
    *(c.format("A") for c in SIDE), *(c.format("B") for c in SIDE), "How to choose", "Id",
)  # fmt: skip
ABOUT = (
    "One row a disagreement: a code that only one coder put on the turn, two codes that compete, or another polarity.",
    "Decide together and write into the column Decision: A, B, both, neither; or codes of the codebook with a polarity, such as "
    "'KN01 barrier', several separated by semicolons. Leave the cell empty where you have not decided yet.",
    "Bring the file back with: csa code consensus STUDY FILE. Both coders' own codings stay as they are.",
)


def disagreement_frame(
    found: Sequence[Disagreement], turns: Sequence[Turn], codebook: Codebook, coders: tuple[str, str]
) -> pd.DataFrame:
    """A row a disagreement, in the order of the talk."""
    texts = {(turn.group, turn.index): turn for turn in turns}
    rows = []
    for d in found:
        turn = texts[d.group, d.turn]
        sides = (*_side(d.first, coders[0], codebook), *_side(d.second, coders[1], codebook))
        rows.append(("", "", d.group, d.turn, turn.speaker, turn.text, d.kind, *sides, _rule(d.rule), d.id))
    return table(rows, COLUMNS)


def _side(codings: Sequence[Coding], coder: str, codebook: Codebook) -> tuple[str, ...]:
    if not codings:
        return (coder, "", "", "", "", "")
    code = codebook.code(codings[0].code)
    limits = [f"{word}: {text}" for word, text in (("Use", code.include_when), ("Not", code.exclude_when)) if text]
    return (
        coder, f"{code.id} {code.name}", "; ".join(dict.fromkeys(c.polarity for c in codings)),
        " … ".join(c.quote for c in codings),
        "; ".join(c.memo for c in codings if c.memo), "\n".join((code.definition, *limits)),
    )  # fmt: skip


def _rule(rule: PairRule | None) -> str:
    return "" if rule is None else "\n".join((rule.ask, *(f"{code}: {then}" for code, then in rule.then)))
