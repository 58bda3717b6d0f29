"""One file a lane, each with one `LANE` (contract: `figures/lane.py`); the registry finds them."""

import sys
from functools import cache

from dashboard.figures.lane import Lane
from dashboard.registry import extensions


@cache
def all_lanes() -> tuple[Lane, ...]:
    """The lanes of the timeline in their order."""
    return tuple(sorted(extensions(sys.modules[__name__], "LANE", Lane), key=lambda lane: lane.order))
