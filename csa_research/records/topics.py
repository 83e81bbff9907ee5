"""Windows of talk and the topics found in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


def label_from(words: Sequence[str]) -> str:
    """What a topic is called until a person names it: its first words."""
    return " · ".join(words[:3])


@dataclass(frozen=True, slots=True)
class Window:
    """About 100-150 words of participants' talk inside one group, traceable to its turns."""

    id: str
    group: str
    agency: str
    turns: tuple[int, ...]
    text: str  # topic words are drawn from this; quotes come from the turns
    speakers: tuple[str, ...] = ()
    question: str = ""  # the facilitator's question it answers
    main_turn: int = -1  # its longest turn: what is quoted for it


@dataclass(frozen=True, slots=True)
class Topic:
    """A candidate pattern (never a theme) found by the topic model."""

    id: int
    words: tuple[str, ...]
    label: str
    windows: tuple[str, ...]  # Window.id
    stability: float  # 0..1, mean co-association within the topic over seeded runs
    groups: tuple[str, ...]
    participants: int
    agencies: tuple[tuple[str, int], ...]  # agency, windows
    typical_turns: tuple[tuple[str, int], ...]  # (group, turn) of its most typical quotes
    exportable: bool  # False: one group, fewer than three people or unstable
    subsample_stability: float = 0.0  # 0..1, mean best-match Jaccard on 80% subsamples, all fitted anew
    leave_out_stability: float = 0.0  # the same with one of its groups left out
    note: str = ""  # a person's
    unmeasured: str = ""  # why the three figures are not of this topic, "" = they are; then they are of what it was made of
    phrases: tuple[str, ...] = ()  # two to five noun phrases, beside the words

    @property
    def own_label(self) -> str:
        """What a person calls the topic; "" while it goes by its first words."""
        return "" if self.label == label_from(self.words) else self.label


@dataclass(frozen=True, slots=True)
class TopicModel:
    topics: tuple[Topic, ...]
    windows: tuple[Window, ...]
    assignment: tuple[int, ...]  # topic id of each window, -1 = none
    settings: tuple[tuple[str, str], ...]  # seeds, versions, K, grid
    curve: tuple[tuple[int, float, float], ...] = ()  # K, stability, separation
