"""What changed between two codebooks."""

from __future__ import annotations

from dataclasses import replace

from csa_research.coding.codebooks.codebook_diff import diff, likely
from csa_research.records import Code, Codebook, Family, PairRule

A = Code("A1", "Fear of being wrong", "A", "A", "The speaker fears a mistake.")
B = Code("A2", "Time", "A", "A", "Too little time.")
OLD = Codebook("b", "1", "", (Family("A", "All", ""),), (A, B), (PairRule("P1", ("A1", "A2"), "Which?", (("A1", "x"),)),))


def lines(new: Codebook) -> list[str]:
    return [change.line() for change in diff(OLD, new)]


def test_every_kind_of_change_is_named() -> None:
    assert lines(OLD) == []
    assert lines(replace(OLD, codes=(replace(A, name="Fear"), B))) == ["code A1 renamed: 'Fear of being wrong' -> 'Fear'"]
    assert lines(replace(OLD, codes=(A, replace(B, parent="A1")))) == ["code A2 moved: 'A' -> 'A1'"]
    assert lines(replace(OLD, codes=(A, replace(B, codable=False)))) == ["code A2 retired"]
    assert lines(replace(OLD, codes=(A, replace(B, definition="None.")))) == [
        "code A2 changed: definition: 'Too little time.' -> 'None.'"
    ]
    assert lines(replace(OLD, codes=(A,), pair_rules=())) == ["code A2 removed: Time", "pair rule P1 removed: Which?"]
    assert lines(replace(OLD, families=(*OLD.families, Family("B", "More", "")))) == ["family B added: More"]


def test_a_code_under_a_new_id_is_guessed_and_an_other_is_not() -> None:
    same = replace(A, id="N1", name="Fear of mistakes")
    assert likely(OLD, replace(OLD, codes=(same, B))) == {"A1": "N1"}
    assert likely(OLD, replace(OLD, codes=(B, Code("N2", "Rooms", "A", "A", "No room to talk in.")))) == {}
