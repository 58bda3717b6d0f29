"""What a measure tells, and the table of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured of whom, and the number that has a target.

    `value` is what is held against `target`, which it must not exceed; `more` turns that round. Without a target a line
    is only told. `others` are figures beside it, by name.
    """

    measure: str
    value: float
    unit: str
    target: float | None = None
    more: bool = False
    others: dict[str, str] = field(default_factory=dict)

    @property
    def is_missed(self) -> bool:
        """Whether the target is missed."""
        if self.target is None:
            return False
        return self.value < self.target if self.more else self.value > self.target


def table(lines: Iterable[Line]) -> list[str]:
    """The lines for people, as Markdown."""
    head = ["| measure | measured | target | |", "|---|---|---|---|"]
    return [*head, *(_row(line) for line in lines)]


def _row(line: Line) -> str:
    wanted = "" if line.target is None else f"{'≥' if line.more else '≤'} {line.target:g} {line.unit}"
    beside = "; ".join(f"{name} {said}" for name, said in line.others.items())
    missed = " **missed**" if line.is_missed else ""
    return f"| {line.measure} | {number(line.value)} {line.unit}{missed} | {wanted} | {beside} |"


def number(value: float) -> str:
    """A number with three digits at most behind what matters."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def ms(value: float) -> str:
    """Milliseconds in words."""
    return f"{number(value)} ms"


def medians(times: Times) -> dict[str, float]:
    """The median of each, without those that were never measured."""
    return {name: median(found) for name, found in times.items() if found}


def add(times: Times, name: str, found: Any) -> None:
    """Keeps a number; what did not come within patience is no number."""
    if found is not None:
        times.setdefault(name, []).append(float(found))
