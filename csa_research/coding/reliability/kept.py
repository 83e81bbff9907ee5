"""The machine's rows of `csa agree`, kept for workbook, report and notebooks: shown there while nothing they stand on changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence

from csa_research.codec import from_json, to_json
from csa_research.coding.reliability.disagreements import CONSENSUS
from csa_research.errors import InputError
from csa_research.records import Agreement, Codebook, Coding, Turn

BESIDE = "machine beside people"
"""The run under which the rows lie in the store."""
HOW = "Suggestions that nobody accepted can stand beside the coders here: csa agree works them out, the next csa run shows them."
HIDDEN = "Suggestions are not shown beside the coders while a sample for blind double coding is out."


def compared_coders(named: Sequence[str], codings: Sequence[Coding]) -> tuple[str, ...]:
    """Whom a report compares: the coders that study.yaml names, else everybody who coded."""
    return tuple(named) or tuple(sorted({c.coder for c in codings} - {CONSENSUS}))


def rows_key(
    turns: Sequence[Turn], codebook: Codebook, codings: Sequence[Coding], *, coders: Sequence[str],
    rejected: Collection[tuple[str, int, str]], decided: Collection[tuple[str, int]], embedder: str, seed: int,
) -> str:  # fmt: skip
    """A hash over everything that the rows follow from."""
    found = hashlib.sha256(repr((codebook.sha256, sorted(coders), sorted(rejected), sorted(decided), embedder, seed)).encode())
    for line in sorted(map(repr, codings)):
        found.update(line.encode())
    for turn in turns:
        found.update(repr((turn.group, turn.index, turn.role, turn.text)).encode())
    return found.hexdigest()


def as_text(rows: Sequence[Agreement]) -> str:
    """The rows as JSON."""
    return json.dumps([to_json(row) for row in rows])


def of_text(text: str) -> tuple[Agreement, ...]:
    """The rows again; () where another version wrote them."""
    try:
        return tuple(from_json(Agreement, row) for row in json.loads(text))
    except (ValueError, TypeError, InputError):
        return ()
