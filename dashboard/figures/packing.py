"""Which px of which row are taken: side by side what fits, below what does not. Draws nothing."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final

from dashboard.domain.timing import Placed
from dashboard.figures.words import Words

SPACE: Final = 12.0


class Rows:
    """Which px are taken in each row; the first row that is free is given out."""

    def __init__(self, pitch: float, top: float) -> None:
        self.pitch = pitch
        self.top = top
        self._taken: list[list[tuple[float, float]]] = []  # a row: pieces from left to right that do not touch

    def take(self, left: float, right: float, *, first: int = 0) -> float:
        """The y of the first row from `first` on where left…right is free, which it then no longer is."""
        row = first
        while not self.free(row, left, right):
            row += 1
        self.reserve(row, left, right)
        return self.y(row)

    def free(self, row: int, left: float, right: float, space: float = SPACE) -> bool:
        """Whether nothing stands in that row between left and right or nearer to them than `space`."""
        if row >= len(self._taken):
            return True
        taken = self._taken[row]
        behind = bisect_left(taken, right + space, key=lambda piece: piece[0])
        return behind == 0 or taken[behind - 1][1] + space <= left

    def reserve(self, row: int, left: float, right: float) -> None:
        """Marks px of a row as taken."""
        while len(self._taken) <= row:
            self._taken.append([])
        taken = self._taken[row]
        first = bisect_left(taken, left, key=lambda piece: piece[1])
        last = bisect_right(taken, right, key=lambda piece: piece[0])
        touched = [*taken[first:last], (left, right)]
        taken[first:last] = [(min(low for low, _ in touched), max(high for _, high in touched))]

    def y(self, row: int) -> float:
        """Px from the top of the lane to the middle of a row."""
        return self.top + row * self.pitch

    @property
    def count(self) -> int:
        """How many rows are in use."""
        return len(self._taken)

    @property
    def height(self) -> float:
        """Px that the rows need."""
        return self.top * 2 + max(self.count - 1, 0) * self.pitch


def lines_of(group: Iterable[Placed], start: float, limit: float, extra: float = 0.0) -> list[list[Placed]]:
    """The group cut into lines whose words fit between start and limit; `extra` px more for each event."""
    lines: list[list[Placed]] = []
    x = start
    for item in group:
        width = Words.of(item).width + extra
        if not lines or x + width > limit:
            lines.append([])
            x = start
        lines[-1].append(item)
        x += width + SPACE
    return lines
