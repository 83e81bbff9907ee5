"""Talk with planted subjects, for tests of the whole topic model."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from csa_research.records import Group, TopicModel, Turn
from csa_research.topics.windows import make_windows

SUBJECTS = {
    "supervision": "supervision supervisor reflective caseload debrief support",
    "recording": "recording template database paragraph chronology login",
    "school": "school classroom teacher playground attendance homework",
    "interpreter": "interpreter language culture translation community faith",
}
COMMON = "child family talk visit home worried meeting phone".split()


def talk(groups: int = 6, per_group: int = 24, seed: int = 0) -> tuple[tuple[Turn, ...], tuple[Group, ...]]:
    """Turns of 40 words, six in a row about one subject, in groups of three people from two agencies."""
    rng = random.Random(seed)
    turns, listed = [], []
    for g in range(groups):
        name = f"G{g}"
        listed.append(Group(name, "health" if g % 2 else "police"))
        subjects = rng.sample(sorted(SUBJECTS), len(SUBJECTS))
        for i in range(per_group):
            words = SUBJECTS[subjects[i // 6 % 4]].split()
            said = " ".join(rng.choice(words if rng.random() < 0.75 else COMMON) for _ in range(40))
            turns.append(Turn(name, i, f"[Participant {i % 3 + 1}]", said.capitalize() + "."))
    return tuple(turns), tuple(listed)


def by_first_words(docs: object, labels: object) -> dict[int, tuple[str, ...]]:
    """Stand-in for BERTopic's words where only the structure is tested."""
    return {int(t): (f"word{t}", "b", "c") for t in set(labels)}  # type: ignore[call-overload]


@pytest.fixture
def quick_names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[int, tuple[str, ...]]]:
    """BERTopic's slow import replaced."""
    monkeypatch.setattr("csa_research.topics.model.name_topics", by_first_words)
    monkeypatch.setattr("csa_research.topics.named.name_topics", by_first_words)
    return by_first_words


@pytest.fixture(scope="session")
def planted() -> TopicModel:
    """The real model, with BERTopic's words, on planted talk."""
    from csa_research.topics.model import fit_topics

    turns, groups = talk()
    return fit_topics(make_windows(turns, groups), seed=3)
