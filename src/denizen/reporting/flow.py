"""Whether a network has a flow within lower and upper bounds (Hoffman's circulation theorem).

With whole bounds such a network has a whole flow whenever it has any (Hoffman and Kruskal, 1956), and the
flows through one arc are every whole number between the least and the greatest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

UNBOUNDED = 10**12


@dataclass(frozen=True, slots=True)
class Arc:
    """One arc of a network, with the least and the greatest flow that it may carry."""

    start: int
    end: int
    least: int
    most: int


def has_circulation(nodes: int, arcs: Iterable[Arc]) -> bool:
    """Say whether every arc can carry a flow within its bounds so that no node keeps or makes any.

    Lower bounds become supplies and demands; the flow exists if a greatest flow meets all of them.
    """
    residual: list[dict[int, int]] = [{} for _ in range(nodes + 2)]
    source, sink, balance = nodes, nodes + 1, [0] * nodes
    for arc in arcs:
        if arc.least > arc.most:
            return False
        add_capacity(residual, (arc.start, arc.end), capacity=arc.most - arc.least)
        balance[arc.end] += arc.least
        balance[arc.start] -= arc.least
    wanted = 0
    for node, surplus in enumerate(balance):
        if surplus > 0:
            add_capacity(residual, (source, node), capacity=surplus)
            wanted += surplus
        elif surplus < 0:
            add_capacity(residual, (node, sink), capacity=-surplus)
    return greatest_flow(residual, source, sink=sink) == wanted


def add_capacity(residual: list[dict[int, int]], ends: tuple[int, int], *, capacity: int) -> None:
    """Let so much more pass between two nodes, and keep a way back."""
    start, end = ends
    residual[start][end] = residual[start].get(end, 0) + capacity
    residual[end].setdefault(start, 0)


def greatest_flow(residual: list[dict[int, int]], source: int, *, sink: int) -> int:
    """Push along shortest paths until none is left (Edmonds and Karp, 1972); uses `residual` up."""
    total = 0
    while path := shortest_path(residual, source, sink=sink):
        pushed = min(residual[start][end] for start, end in path)
        for start, end in path:
            residual[start][end] -= pushed
            residual[end][start] += pushed
        total += pushed
    return total


def shortest_path(
    residual: list[dict[int, int]], source: int, *, sink: int
) -> list[tuple[int, int]]:
    """Find the arcs of a shortest path with capacity left; none gives an empty list."""
    came_from = {source: source}
    waiting = deque([source])
    while waiting and sink not in came_from:
        node = waiting.popleft()
        for neighbour, capacity in residual[node].items():
            if capacity > 0 and neighbour not in came_from:
                came_from[neighbour] = node
                waiting.append(neighbour)
    if sink not in came_from:
        return []
    path, node = [], sink
    while node != source:
        path.append((came_from[node], node))
        node = came_from[node]
    return path
