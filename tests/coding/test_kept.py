"""The machine's rows as they are kept, and the key under which they hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from csa_research.coding.reliability.kept import as_text, compared_coders, of_text, rows_key
from csa_research.records import Agreement, Codebook, Coding, Span, Turn

ROW = Agreement("KN01", 4, (1, 2), ("ann", "m"), 0.5, 0.75, 0.4, None, 0.1, 0.2, intervals=(("kappa", None, 0.5),))
CODING = Coding("C1", "G1", 1, Span(0, 3), "abc", "KN01", "barrier", "ben")
TURN = Turn("G1", 1, "P1", "abc def", "participant")
BOOK = Codebook("b", "1", "", (), (), sha256="s")
GIVEN: dict[str, Any] = {
    "coders": ("ann", "ben"), "rejected": {("G1", 1, "KN02")}, "decided": {("G1", 1)}, "embedder": "lsa", "seed": 1,
}  # fmt: skip


def test_rows_come_back_as_they_were_and_foreign_text_gives_none() -> None:
    assert of_text(as_text([ROW, ROW])) == (ROW, ROW)
    assert [of_text(text) for text in ("", "{", "[1]", '[{"code": 3}]')] == [(), (), (), ()]


@pytest.mark.parametrize(
    "changed",
    [{"coders": ("ann",)}, {"rejected": ()}, {"decided": ()}, {"embedder": "x"}, {"seed": 2}],
    ids=lambda c: next(iter(c)),
)
def test_the_key_changes_with_every_choice(changed: dict[str, Any]) -> None:
    assert rows_key([TURN], BOOK, [CODING], **(GIVEN | changed)) != rows_key([TURN], BOOK, [CODING], **GIVEN)


def test_the_key_changes_with_text_codebook_and_codings_and_not_with_their_order() -> None:
    other = replace(CODING, id="C2", code="KN02")
    keys = {
        rows_key([TURN], BOOK, [CODING], **GIVEN), rows_key([replace(TURN, text="abc deg")], BOOK, [CODING], **GIVEN),
        rows_key([TURN], replace(BOOK, sha256="t"), [CODING], **GIVEN), rows_key([TURN], BOOK, [other], **GIVEN),
        rows_key([TURN], BOOK, [], **GIVEN),
    }  # fmt: skip
    assert len(keys) == 5
    assert rows_key([TURN], BOOK, [CODING, other], **GIVEN) == rows_key([TURN], BOOK, [other, CODING], **GIVEN)
    assert rows_key([TURN], BOOK, [], **(GIVEN | {"coders": ("ben", "ann")})) == rows_key([TURN], BOOK, [], **GIVEN)


def test_the_coders_compared_are_those_named_or_everybody_but_the_consensus() -> None:
    codings = [CODING, replace(CODING, coder="ann"), replace(CODING, coder="consensus")]
    assert compared_coders((), codings) == ("ann", "ben")
    assert compared_coders(("b", "a"), codings) == ("b", "a")
