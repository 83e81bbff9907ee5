"""What was answered and looked at in a review, kept small in the vault, so that the last answer can be taken back.

A word or passage that may stay leaves no decision in the log, only short hashes of its places: the log does not swell, and a
transcript that changes is looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict, cast

if TYPE_CHECKING:
    from csa_research.vault import Vault

_KIND, _KEY = "review", "answers"


class _Given(TypedDict):
    """One answer: how many decisions stood after it, how many of them it gave, and the places it marked."""

    standing: int
    gave: int
    looked: list[str]


def looked(vault: Vault) -> frozenset[str]:
    """The marks of every place that a person has looked at."""
    return frozenset(mark for given in _answers(vault) for mark in given["looked"])


def remember(vault: Vault, gave: int, marks: Sequence[str] = ()) -> None:
    """Nothing; the last `gave` decisions of the log and the marks are then one answer, to be taken back as one."""
    if gave or marks:
        new: _Given = {"standing": _standing(vault), "gave": gave, "looked": list(marks)}
        vault.put(_KIND, _KEY, [*_answers(vault), new])


def take_back(vault: Vault) -> int:
    """How many decisions of the log the last answer gave; its marks are gone. 1 for a decision of no remembered answer."""
    answers, standing = _answers(vault), _standing(vault)
    if answers and answers[-1]["standing"] >= standing:
        last = answers.pop()
        vault.put(_KIND, _KEY, answers)
        return min(last["gave"], standing)
    return min(1, standing)


def _answers(vault: Vault) -> list[_Given]:
    return cast("list[_Given]", vault.get(_KIND, _KEY) or [])


def _standing(vault: Vault) -> int:
    from csa_research.vault import contents

    return len(contents.decisions(vault))
