"""The machine beside people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csa_research.coding.reliability import machine
from csa_research.coding.reliability.agreement import agree
from csa_research.coding.reliability.machine import (
    APART,
    AS_PEOPLE,
    CHANCE,
    LESS,
    MACHINE,
    UNJUDGED,
    against_people,
    machine_codings,
)
from csa_research.records import Agreement, Code, Codebook, Coding, Family, Span, Suggestion, Turn

BOOK = Codebook("b", "1", "?", (Family("F", "F", ""),), tuple(Code(id, id, "F", "F", "d") for id in ("A", "B")))
TURNS = [Turn(group, at, "[P]", "some words here") for group in ("G1", "G2") for at in range(4)]
UNITS = [(t.group, t.index) for t in TURNS]


def coded(group: str, turn: int, code: str, coder: str) -> Coding:
    return Coding(f"{group}{turn}{code}{coder}", group, turn, Span(0, 4), "some", code, "barrier", coder)


def said(group: str, turn: int, code: str, score: float = 0.9) -> Suggestion:
    return Suggestion(group, turn, code, score, "combined")


def test_the_first_suggestion_of_a_turn_counts_and_only_on_turns_that_exist() -> None:
    found = machine_codings([said("G1", 0, "B", 0.2), said("G1", 0, "A", 0.8), said("G9", 0, "A")], TURNS)
    assert [(c.group, c.turn, c.code, c.coder, c.quote) for c in found] == [("G1", 0, "A", MACHINE, "")]


def test_the_machine_has_the_same_statistics_as_a_coder_who_had_said_the_same_but_for_characters() -> None:
    people = [coded("G1", 0, "A", "ann"), coded("G2", 1, "A", "ann"), coded("G1", 0, "A", "ben"), coded("G1", 2, "B", "ben")]
    suggested = [said("G1", 0, "A"), said("G2", 3, "A")]
    between = agree(people, TURNS, BOOK, ("ann", "ben"), seed=1)
    rows = against_people(
        between, people, machine_codings(suggested, TURNS), TURNS, BOOK, units={"ann": UNITS, "ben": UNITS}, seed=1
    )
    twin = [*people, *(replace(coded(s.group, s.turn, s.code, "cleo")) for s in suggested)]
    for name in ("ann", "ben"):
        like = {r.code: r for r in agree(twin, TURNS, BOOK, (name, "cleo"), seed=1, units=UNITS)}
        own = [r for r in rows if r.coders[0] == name]
        assert {r.code for r in own} == set(like)
        for row in own:
            assert row.coders == (name, MACHINE)
            assert row.character_alpha is None
            assert [i for i in like[row.code].intervals if i[0] != "character_alpha"] == list(row.intervals)
            assert (row.positives, row.kappa, row.ac1, row.alpha, row.scott) == (
                like[row.code].positives, like[row.code].kappa, like[row.code].ac1, like[row.code].alpha, like[row.code].scott
            )  # fmt: skip


def row(kappa: float | None, low: float | None, positives: int = 20, verdict: str = "weak", code: str = "A") -> Agreement:
    return Agreement(
        code, 100, (positives, 18), ("x", "y"), 0.2, 0.9, 0.7, kappa, 0.8, 0.6, kappa_low=low, kappa_high=0.9, verdict=verdict
    )


@pytest.mark.parametrize(
    ("own", "people", "expected"),
    [
        (row(0.55, 0.4), row(0.6, 0.5), AS_PEOPLE),
        (row(0.45, 0.3), row(0.6, 0.5), LESS),
        (row(0.2, -0.1), row(0.6, 0.5), CHANCE),
        (row(0.3, 0.2), row(0.3, 0.2, verdict="rewrite the definition"), APART),
        (row(0.6, 0.5, positives=9), row(0.6, 0.5), UNJUDGED),
        (row(None, None), row(0.6, 0.5), UNJUDGED),
        (row(0.6, 0.5), None, ""),
    ],
)
def test_verdicts_lean_on_how_far_people_agree(own: Agreement, people: Agreement | None, expected: str) -> None:
    assert machine.machine_verdict(own, people) == expected


def test_a_group_s_own_codings_and_rejections_are_not_shown_to_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[set[str], set[str]]] = []

    def suggest(
        turns: object, codebook: object, codings: list[Coding], *, rejected: set[tuple[str, int, str]], **_: object
    ) -> tuple[Suggestion, ...]:
        seen.append(({c.group for c in codings}, {group for group, _, _ in rejected}))
        return (said("G1", 0, "A"), said("G2", 0, "A"))

    monkeypatch.setattr("csa_research.coding.suggesting.suggest.suggest_codes", suggest)
    people = [coded("G1", 0, "A", "ann"), coded("G2", 0, "B", "ann")]
    no = [("G1", 1, "A"), ("G2", 1, "A")]
    found = machine.held_out(TURNS, BOOK, people, ("G2", "G1"), embed=lambda texts: texts, seed=0, rejected=no)
    assert seen == [({"G2"}, {"G2"}), ({"G1"}, {"G1"})]
    assert [(s.group, s.turn) for s in found] == [("G1", 0), ("G2", 0)]
