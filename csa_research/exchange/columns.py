"""QualCoder's table of codings: a column a code, in each cell the words and, on the last line, the file or case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from csa_research.exchange.marked import Marked
from csa_research.exchange.names import CodeNames

_FILE_NUMBER = re.compile(r"\s+fid:\d+$")


def is_by_columns(headings: Sequence[str], codes: CodeNames) -> bool:
    """Whether the first row of a table names codes, not columns of codings."""
    named = [heading for heading in headings if heading.strip()]
    known = sum(bool(codes.find(heading)) for heading in named)
    return known > 0 and 2 * known >= len(named)


def read_columns(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[Marked, ...]:
    """One mark a filled cell; its number is the row's."""
    found: list[Marked] = []
    headings: Sequence[str] = ()
    for number, values in rows:
        if not headings:
            headings = values
            continue
        for heading, cell in zip(headings, values, strict=False):
            quote, _, source = cell.strip().rpartition("\n")
            if quote.strip() and heading.strip():
                source = _FILE_NUMBER.sub("", source).strip()
                found.append(Marked(number, source, quote, "", quote.split("\n")[0], 0.0, code=heading.strip()))
    return tuple(found)
