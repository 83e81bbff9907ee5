from __future__ import annotations

from csa_research.records import Link
from csa_research.theory.graph import find_cycle, upstream


def links(*pairs: str) -> list[Link]:
    return [Link(pair, pair[0], pair[1], "") for pair in pairs]


def test_a_cycle_is_named_from_its_start_to_its_start() -> None:
    assert find_cycle(links("ab", "bc", "ca", "cd")) == ("a", "b", "c", "a")
    assert find_cycle(links("aa")) == ("a", "a")


def test_ways_that_meet_again_are_no_cycle() -> None:
    assert find_cycle(links("ab", "ac", "bd", "cd", "ad")) == ()


def test_upstream_are_all_that_lead_to_a_goal() -> None:
    assert upstream(links("ab", "bc", "xy"), ["c"]) == {"a", "b", "c"}
