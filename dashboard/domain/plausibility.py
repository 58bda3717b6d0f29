"""Leukocyte counts to be verified against their source. Nothing is changed or dropped here."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

HIGHEST = Decimal(2000)
STEEPEST = Decimal(4)
WITHIN_DAYS = 2.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A leukocyte count in 10*9/L with the window of its time in days; None = no limit."""

    id: str
    number: Decimal
    earliest: float | None
    latest: float | None


def implausible(samples: Sequence[Sample]) -> dict[str, str]:
    """Why a count is to be verified, by its id; `samples` stand in the order of their time as far as it is known."""
    flags = {
        later.id: f"verify: ×{(later.number / earlier.number):.1f} within {WITHIN_DAYS * 24:.0f} h"
        for earlier, later in combinations(samples, 2)
        if later.number > STEEPEST * earlier.number > 0 and _gap(earlier, later) <= WITHIN_DAYS
    }
    return flags | {one.id: f"verify: above {HIGHEST} ×10⁹/L" for one in samples if one.number > HIGHEST}


def _gap(earlier: Sample, later: Sample) -> float:
    """The shortest time in days that may lie between the two."""
    if later.earliest is None or earlier.latest is None:
        return 0.0
    return max(0.0, later.earliest - earlier.latest)
