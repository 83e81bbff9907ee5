"""The theory as a graph: no cycle, and every node on a way to impact."""

from __future__ import annotations

from collections.abc import Sequence

from csa_research.errors import TheoryError
from csa_research.records import Link, Node


def check_graph(source: str, nodes: Sequence[Node], links: Sequence[Link]) -> None:
    """Nothing, when the graph is sound. Raises TheoryError naming the nodes of a cycle or a node that leads nowhere."""
    impact = [node.id for node in nodes if node.type == "impact"]
    if not impact:
        raise TheoryError(f"{source}: nodes: none is of type impact. Add the change the theory is for.")
    pairs = [(link.source, link.target) for link in links]
    for link in links:
        if pairs.count((link.source, link.target)) > 1:
            raise TheoryError(f"{source}: link {link.id}: {link.source} to {link.target} is drawn twice. Keep one link.")
    circle = find_cycle(links)
    if circle:
        raise TheoryError(f"{source}: links: {' > '.join(circle)} goes round in a circle. Take one of these links out.")
    reaching = upstream(links, impact)
    for node in nodes:
        if node.id not in reaching:
            raise TheoryError(f"{source}: node {node.id}: no way of links leads from it to impact ({', '.join(impact)}). Link it.")


def upstream(links: Sequence[Link], goals: Sequence[str]) -> frozenset[str]:
    """The nodes from which a way of links leads to one of the goals, these included."""
    found: set[str] = set(goals)
    frontier = list(goals)
    while frontier:
        target = frontier.pop()
        for link in links:
            if link.target == target and link.source not in found:
                found.add(link.source)
                frontier.append(link.source)
    return frozenset(found)


def find_cycle(links: Sequence[Link]) -> tuple[str, ...]:
    """The nodes of one cycle, first repeated at the end; empty when there is none."""
    after: dict[str, list[str]] = {}
    for link in links:
        after.setdefault(link.source, []).append(link.target)
    done: set[str] = set()
    for start in after:
        way: list[str] = [start]
        choices = [iter(after[start])]
        while way:
            step = next(choices[-1], None)
            if step is None:
                done.add(way.pop())
                choices.pop()
            elif step in way:
                return (*way[way.index(step) :], step)
            elif step not in done:
                way.append(step)
                choices.append(iter(after.get(step, ())))
    return ()
