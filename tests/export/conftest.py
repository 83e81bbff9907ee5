"""A tiny invented study: two agencies, four groups, twenty turns, two coders, with the package's own codebook and theory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csa_research.analysis import Analysis, Inputs, analyse
from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.coding.place import coding_id, quote_id
from csa_research.records import Coding, Group, Participant, Release, Span, Topic, TopicModel, Turn, Window
from csa_research.resources import codebook_dir
from csa_research.settings import Settings
from csa_research.theory.model import parse_theory

SAID: dict[str, tuple[str, ...]] = {
    "SC1": (
        "F: What makes you think of it?",
        "1: I look at how [Child 1] is when the coat comes out. You learn the signs, café or no café.",
        "2: =SUM(A1:A9) is what my caseload feels like 😀 it only ever adds up",
        '1: She said "tell no one", and I wrote that down word for word.',
        "2: I felt sick, and I did not want to look again.",
    ),
    "SC2": (
        "F: And here?",
        "1: It comes in as neglect, so you do neglect and nobody says the words.",
        "2: We had one day of training and most of it was about something else.",
        "1: It happened to me when I was small, so I notice.",
        "2: My manager sat with me for an hour and we went through every line.",
    ),
    "HE1": (
        "F: What gets in the way?",
        "1: You see the signs on the ward and you talk yourself out of them.",
        "2: Nobody rings us back after we refer, not once.",
        "3: I was angry, and being angry made me pick up the phone.",
        "1: Überweisung, that is what [Colleague 2] calls it: a letter to nowhere.",
    ),
    "HE2": (
        "F: And what helps?",
        "1: The signs are on the wall chart now and people do look at it.",
        "2: The heading already says neglect when I open it.",
        "3: Supervision is where I can say the word out loud.",
        "1: I think of my own daughter, and then I cannot sleep.",
    ),
}
GROUPS = (
    Group("SC1", "social_care", "2024-05-01", attended=3, consent_scope=("analysis", "report", "conference")),
    Group("SC2", "social_care", "2024-05-09", attended=4, consent_scope=("analysis", "report")),
    Group("HE1", "health", "2024-06-02", attended=5, consent_scope=("analysis",)),
    Group("HE2", "health", "2024-06-03", attended=3, consent_scope=("analysis", "report", "conference")),
)
CODED: tuple[tuple[str, int, str, str, str, str, str, str, str, str], ...] = (
    # group, turn, words, code, polarity, coder, effect, role, flags, memo
    ("SC1", 1, "You learn the signs, café or no café.", "KN01", "enabler", "ada_l", "", "mechanism", "strong_quote", ""),
    ("SC1", 1, "You learn the signs, café or no café.", "KN01", "enabler", "bob_m", "", "mechanism", "", "Same as ada"),
    ("SC1", 2, "=SUM(A1:A9) is what my caseload feels like 😀", "OR03", "barrier", "ada_l", "", "need", "", "=HYPERLINK(1)"),
    ("SC1", 3, 'She said "tell no one"', "KN02", "neutral", "bob_m", "", "none", "case_vignette", ""),
    ("SC1", 4, "I felt sick, and I did not want to look again.", "EM07", "barrier", "ada_l", "away", "need", "", ""),
    ("SC2", 1, "It comes in as neglect, so you do neglect", "OR04", "barrier", "ada_l", "", "need", "", ""),
    ("SC2", 2, "We had one day of training", "OR01", "barrier", "ada_l", "", "need", "", ""),
    ("SC2", 3, "It happened to me when I was small, so I notice.", "EM09", "enabler", "ada_l", "towards", "none", "", ""),
    ("SC2", 4, "My manager sat with me for an hour", "TM01", "enabler", "ada_l", "", "mechanism", "strong_quote", ""),
    ("HE1", 1, "You see the signs on the ward and you talk yourself out of them.", "KN01", "mixed", "ada_l", "", "need", "", ""),
    ("HE1", 2, "Nobody rings us back after we refer", "MA09", "barrier", "ada_l", "", "need", "", ""),
    ("HE1", 3, "being angry made me pick up the phone", "EM05", "enabler", "ada_l", "towards", "mechanism", "", ""),
    ("HE2", 1, "The signs are on the wall chart now", "KN01", "enabler", "ada_l", "", "mechanism", "", ""),
    ("HE2", 2, "The heading already says neglect when I open it.", "OR04", "barrier", "ada_l", "", "need", "strong_quote", ""),
    ("HE2", 3, "Supervision is where I can say the word out loud.", "TM01", "enabler", "ada_l", "", "counter", "", ""),
    ("HE2", 4, "I think of my own daughter", "EM09", "barrier", "ada_l", "away", "none", "personal_disclosure", ""),
)  # fmt: skip
LOCKED_WORDS = ("It happened to me", "my own daughter")


def turns_of(group: str) -> tuple[Turn, ...]:
    found: list[Turn] = []
    for index, line in enumerate(SAID[group]):
        who, text = line.split(": ", 1)
        label = "[Facilitator]" if who == "F" else f"[Participant {who}]"
        found.append(Turn(group, index, label, text, "facilitator" if who == "F" else "participant"))
    return tuple(found)


def release(group: str) -> Release:
    turns = turns_of(group)
    people = tuple(Participant(group, label) for label in sorted({t.speaker for t in turns if t.role == "participant"}))
    return Release(group, turns, (*people, Participant(group, "[Facilitator]", "facilitator")), 1, "R. Viewer", "2024-07-01", True)


def coded() -> tuple[Coding, ...]:
    found: list[Coding] = []
    for group, turn, words, code, polarity, coder, effect, role, flags, memo in CODED:
        start = SAID[group][turn].split(": ", 1)[1].index(words)
        span = Span(start, start + len(words))
        place = (coding_id(group, turn, span, code, coder), group, turn, span, words, code, polarity, coder, effect, role)
        found.append(Coding(*place, memo, tuple(flags.split()), quote_id(group, turn, span)))  # type: ignore[arg-type]
    return tuple(found)


def topic_model() -> TopicModel:
    windows = tuple(
        Window(
            f"{g}-w", g, "social_care" if g.startswith("SC") else "health", (1, 2, 3, 4), "words", ("[Participant 1]",), main_turn=1
        )
        for g in SAID
    )
    shown = Topic(
        0, ("neglect", "heading"), "neglect", ("SC2-w", "HE2-w"), 0.91, ("SC2", "HE2"), 4, (("social_care", 1), ("health", 1)),
        (("SC2", 1), ("HE2", 2)), True,
    )  # fmt: skip
    weak = Topic(1, ("ward", "secretword"), "ward", ("HE1-w", "SC1-w"), 0.31, ("HE1",), 2, (("health", 2),), (("HE1", 1),), False)
    return TopicModel((shown, weak), windows, (1, 0, 1, 0), (("seed", "1"),), ((2, 0.6, 0.2),))


def inputs() -> Inputs:
    book = parse_codebook((codebook_dir() / "codebook.yaml").read_text(encoding="utf-8"), "codebook.yaml")
    theory = parse_theory((codebook_dir() / "theory_of_change.yaml").read_text(encoding="utf-8"), "theory_of_change.yaml", book)
    settings = Settings(
        study_id="tiny", title="Tiny study & friends", synthetic=True, agencies={"social_care": "Social care", "health": "Health"}
    )
    releases = tuple(release(group) for group in SAID)
    return Inputs(settings, GROUPS, releases, book, coded(), (), topic_model(), {}, {}, theory, ())


@pytest.fixture(scope="session")
def tiny() -> Analysis:
    """The tiny study, analysed."""
    return analyse(inputs())


@pytest.fixture(scope="session")
def uncoded() -> Analysis:
    """The same study before anybody has coded, with no topics."""
    return analyse(replace(inputs(), codings=(), topics=None))


@pytest.fixture(scope="session")
def unspoken() -> Analysis:
    """A study before anything was released."""
    return analyse(replace(inputs(), codings=(), topics=None, releases=()))
