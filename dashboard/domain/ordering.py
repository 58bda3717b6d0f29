"""Which of two moments came first, and which of many was the n-th, as far as the network tells. It never guesses."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf

from dashboard.domain.chronology import Chronology

MOST_TRIED = 64
"""Among more candidates than this only those near the wanted place are tried; a case of so many has dates."""


class Ordering(Enum):
    """How a moment lies to another."""

    BEFORE = "before"
    SAME = "same"
    AFTER = "after"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at the n-th place: `found` are the moments that surely do (several at one moment), or none; then
    `doubtful` are those that could."""

    found: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


def ordering(chronology: Chronology, first: str, second: str) -> Ordering:
    """How `first` lies to `second`. What comes not later than another moment is before it, also where both may share
    their day: whichever is meant by the first of the two then has that day."""
    gap = chronology.interval(first, second)
    if gap.earliest == gap.latest == 0:
        return Ordering.SAME
    if gap.earliest is not None and gap.earliest >= 0:
        return Ordering.BEFORE
    return Ordering.AFTER if gap.latest is not None and gap.latest <= 0 else Ordering.UNKNOWN


def nth(chronology: Chronology, sure: Sequence[str], number: int, perhaps: Sequence[str] = ()) -> Place:
    """The `number`-th (from 1) of the moments `sure`. Those of `perhaps` may be none of them: a place that one of
    them could take is not known."""
    tried = _near(chronology, sure, number)
    doubtful = []
    for moment in tried:
        before, same, unknown = _ranks(chronology, moment, sure, perhaps)
        if before < number <= before + len(same) + unknown:
            if not unknown:
                return Place(tuple(same))
            doubtful.append(moment)
    return Place((), tuple(doubtful))


def _ranks(
    chronology: Chronology, moment: str, sure: Sequence[str], perhaps: Sequence[str]
) -> tuple[int, list[str], int]:
    """How many are surely before `moment`, which share its moment (itself among them), and how many may be on either
    side."""
    found = {other: ordering(chronology, other, moment) for other in sure if other != moment}
    counts = Counter(found.values())
    same = [other for other in sure if found.get(other, Ordering.SAME) is Ordering.SAME]
    in_doubt = sum(ordering(chronology, other, moment) in (Ordering.BEFORE, Ordering.UNKNOWN) for other in perhaps)
    return counts[Ordering.BEFORE], same, counts[Ordering.UNKNOWN] + in_doubt


def _near(chronology: Chronology, moments: Sequence[str], number: int) -> list[str]:
    """The moments by their windows on the case's own clock, those nearest to place `number` first; of very many only
    those."""

    def window(moment: str) -> tuple[float, float]:
        found = chronology.window(moment)
        return -inf if found.earliest is None else found.earliest, inf if found.latest is None else found.latest

    listed = sorted(moments, key=window)
    places = sorted(range(len(listed)), key=lambda place: abs(place - (number - 1)))
    return [listed[place] for place in places[:MOST_TRIED]]
