"""Released text as other programs can carry it."""

from __future__ import annotations

import re

_NOT_CARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def carried(text: str) -> str:
    """The text with a space for each character that XML cannot hold; as long as before, so that positions stay."""
    return _NOT_CARRIED.sub(" ", text)


def one_line(text: str) -> str:
    """The text as `carried`, and a space for each line end too; as long as before."""
    return carried(_LINE_ENDS.sub(" ", text))
