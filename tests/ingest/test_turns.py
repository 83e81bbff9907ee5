"""Labels, badges, times and roles."""

from __future__ import annotations

import pytest

from csa_research.ingest.turns import Reading, Utterance, build, clean_label, is_facilitator, seconds


@pytest.mark.parametrize(
    ("raw", "label", "badges"),
    [
        ("Joy (External)", "Joy", ("External",)),
        ("Joy Amber [Acme NHS Trust] (Guest):", "Joy Amber", ("Acme NHS Trust", "Guest")),
        ("[Joy]", "Joy", ()),
        ("Participant (2)", "Participant (2)", ()),
        ("  Joy\u00a0 Amber ", "Joy Amber", ()),
    ],
)
def test_badges_leave_the_label(raw: str, label: str, badges: tuple[str, ...]) -> None:
    assert clean_label(raw) == (label, badges)


@pytest.mark.parametrize(
    ("text", "value"), [("0:03", 3.0), ("00:01:02.5", 62.5), ("1:00:04,25", 3604.25), ("noon", None), ("3", None)]
)
def test_times_are_seconds(text: str, value: float | None) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize("label", ["Facilitator", "FAC", "Interviewer 2", "INT", "I", "Moderator", "Researcher", "Co-facilitator"])
def test_facilitators_are_known_by_their_label(label: str) -> None:
    assert is_facilitator(label)


@pytest.mark.parametrize("label", ["P1", "Facundo", "Interpreter", "R1", "Ian"])
def test_others_are_not_facilitators(label: str) -> None:
    assert not is_facilitator(label)


def _roles(labels: list[str], facilitator: str) -> list[str]:
    reading = Reading(tuple(Utterance(label, "words") for label in labels))
    return [t.speaker for t in build("G", reading, source="a", sha256="", facilitator=facilitator).turns if t.role == "facilitator"]


def test_the_facilitator_of_groups_csv_is_found_by_name() -> None:
    assert _roles(["Ruth Amber", "Joy"], "ruth amber") == ["Ruth Amber"]
    assert _roles(["Amber, Ruth", "Joy"], "Ruth Amber") == ["Amber, Ruth"]
    assert _roles(["Ruth", "Joy"], "Ruth Amber") == ["Ruth"]
    assert _roles(["Ruth", "Ruth Brown", "Joy"], "Ruth") == ["Ruth"]


def test_two_labels_that_fit_a_part_of_the_name_are_not_guessed_between() -> None:
    assert _roles(["Ruth Amber", "Ruth Brown"], "Ruth") == []
