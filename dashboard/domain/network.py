"""A simple temporal network (Dechter, Meiri and Pearl 1991) over named points: tightest limits between any two, and
the cycle of a contradiction. It knows points and numbers, not events; what they mean lives in `links`."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush


@dataclass(frozen=True, slots=True)
class Edge:
    """t(head) - t(tail) <= weight. `source` is the index of the statement that says so."""

    tail: int
    head: int
    weight: int
    source: int


class NegativeCycle(Exception):
    """The edges cannot all hold; `sources` are the statements on one cycle, in its order."""

    def __init__(self, sources: tuple[int, ...]) -> None:
        super().__init__(f"the statements {sources} contradict each other")
        self.sources = sources


class Network:
    """Shortest paths by Johnson's method: one pass makes all weights positive, a row costs one search on demand."""

    def __init__(self, size: int, edges: Iterable[Edge]) -> None:
        """Points are 0 to size - 1. Raises NegativeCycle."""
        tightest: dict[tuple[int, int], Edge] = {}
        for edge in edges:
            known = tightest.get((edge.tail, edge.head))
            if known is None or edge.weight < known.weight:
                tightest[edge.tail, edge.head] = edge
        self.size = size
        self._edges = tuple(tightest.values())
        self._level = self._settle()
        self._onward: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        self._backward: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        for edge in self._edges:
            reduced = edge.weight + self._level[edge.tail] - self._level[edge.head]
            self._onward[edge.tail].append((edge.head, reduced))
            self._backward[edge.head].append((edge.tail, reduced))
        self._highs: dict[int, dict[int, int]] = {}
        self._lows: dict[int, dict[int, int]] = {}

    def low(self, start: int, end: int) -> int | None:
        """The tightest lower limit of t(end) - t(start); None = no limit."""
        if start not in self._lows:
            self._lows[start] = _distances(start, self._backward)
        distance = self._lows[start].get(end)
        return None if distance is None else self._level[end] - self._level[start] - distance

    def high(self, start: int, end: int) -> int | None:
        """The tightest upper limit of t(end) - t(start); None = no limit."""
        if start not in self._highs:
            self._highs[start] = _distances(start, self._onward)
        distance = self._highs[start].get(end)
        return None if distance is None else self._level[end] - self._level[start] + distance

    def _settle(self) -> list[int]:
        """Bellman-Ford from a point before all others. Every other pass walks the edges backward, so a chain settles
        in two passes whichever way it was written."""
        level = [0] * self.size
        entered: list[Edge | None] = [None] * self.size
        passes = (self._edges, self._edges[::-1])
        turn = 0
        while _relax(passes[turn % 2], level, entered):
            _refuse_cycle(entered)
            turn += 1
        return level


def _relax(edges: tuple[Edge, ...], level: list[int], entered: list[Edge | None]) -> bool:
    changed = False
    for edge in edges:
        reached = level[edge.tail] + edge.weight
        if reached < level[edge.head]:
            level[edge.head] = reached
            entered[edge.head] = edge
            changed = True
    return changed


def _refuse_cycle(entered: list[Edge | None]) -> None:
    """A circle among the edges by which points were last entered is a negative cycle."""
    seen = [-1] * len(entered)
    for first in range(len(entered)):
        point = first
        while seen[point] < 0:
            seen[point] = first
            edge = entered[point]
            if edge is None:
                break
            point = edge.tail
        else:
            if seen[point] == first:
                raise NegativeCycle(_cycle(entered, point))


def _cycle(entered: list[Edge | None], point: int) -> tuple[int, ...]:
    edge = _entered(entered, point)
    sources = [edge.source]
    while edge.tail != point:
        edge = _entered(entered, edge.tail)
        sources.append(edge.source)
    return tuple(reversed(sources))


def _entered(entered: list[Edge | None], point: int) -> Edge:
    edge = entered[point]
    assert edge is not None, "every point of a circle was entered"
    return edge


def _distances(start: int, neighbours: list[list[tuple[int, int]]]) -> dict[int, int]:
    """Dijkstra over the positive weights."""
    done: dict[int, int] = {}
    queue = [(0, start)]
    while queue:
        distance, point = heappop(queue)
        if point in done:
            continue
        done[point] = distance
        for neighbour, weight in neighbours[point]:
            if neighbour not in done:
                heappush(queue, (distance + weight, neighbour))
    return done
