"""Whether polarity cues are better than the usual answer."""

from __future__ import annotations

from dataclasses import asdict

from csa_research.coding.suggesting.polarity import Polarity
from csa_research.coding.suggesting.polarity_record import PolarityRecord, polarity_record, without_refused
from csa_research.records import Code, Codebook, Coding, Family, Span, Turn

BOOK = Codebook(
    "b", "1", "?", (Family("F", "F", ""),), (Code("A", "A", "F", "F", "d"), Code("N", "N", "F", "F", "d", polarity="neutral"))
)
BARRIER = "We had no time, nobody asked, and too many cases."
AGENCIES = {"G1": "health", "G2": "police"}


def made(decided: dict[str, list[str]]) -> tuple[PolarityRecord, ...]:
    """Turns that all say barrier, coded as told."""
    turns = [Turn(g, at, "[P]", BARRIER) for g, all_ in decided.items() for at in range(len(all_))]
    codings = [
        Coding(f"{g}{at}", g, at, Span(0, 2), "We", "A", polarity, "ann")  # type: ignore[arg-type]
        for g, all_ in decided.items()
        for at, polarity in enumerate(all_)
    ]
    return polarity_record(turns, BOOK, codings, AGENCIES)


def test_all_then_each_agency_then_each_code() -> None:
    record = made({"G1": ["barrier"] * 11 + ["enabler"], "G2": ["barrier"] * 3 + ["enabler"] * 9})
    assert [(r.agency, r.code) for r in record] == [("", ""), ("health", ""), ("police", ""), ("", "A")]
    assert asdict(record[2]) == {
        "agency": "police", "code": "", "codings": 12, "proposed": 12, "right": 3, "usual": "enabler", "usual_right": 9
    }  # fmt: skip


def test_no_better_than_the_usual_answer_is_refused_and_says_why() -> None:
    police = made({"G2": ["barrier"] * 11 + ["enabler"]})[1]
    assert police.refused
    assert police.why() == (
        "polarity cues, police: refused, no better than guessing (right on 11 of 12, saying barrier every time on 11)"
    )


def test_few_proposals_are_not_judged_and_codes_with_a_fixed_polarity_not_counted() -> None:
    record = made({"G1": ["barrier"] * 9})
    assert not any(r.refused for r in record)
    assert record[0].why() == "polarity cues, all: too few to judge (9 proposed)"
    coding = Coding("c", "G1", 0, Span(0, 2), "We", "N", "neutral", "ann")
    assert polarity_record([Turn("G1", 0, "[P]", BARRIER)], BOOK, [coding], {}) == ()


def test_better_than_the_usual_answer_is_kept() -> None:
    good = PolarityRecord("health", "", 40, 20, 16, "barrier", 12)
    assert not good.refused
    assert not PolarityRecord("", "A", 40, 10, 10, "barrier", 10).refused  # always right
    assert good.why().startswith("polarity cues, health: better than guessing (right on 16 of 20")


def test_where_it_is_refused_the_proposal_is_empty_and_the_reason_stands_in_its_place() -> None:
    bad = PolarityRecord("police", "", 40, 20, 12, "barrier", 12)
    always = Polarity("neutral", "always")
    hints = {("G1", 0, "A"): Polarity("barrier", "w"), ("G2", 0, "A"): Polarity("unclear", "w"), ("G2", 1, "N"): always}
    left = without_refused(hints, [bad], AGENCIES)
    assert left["G1", 0, "A"] == Polarity("barrier", "w")
    assert left["G2", 0, "A"] == Polarity("", bad.why())
    assert left["G2", 1, "N"] == always
