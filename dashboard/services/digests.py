"""The digest of a summary: the numbers by which lists sort, filter and find their axis, as one row of plain floats, so
that a hundred thousand cases are asked at once. What stands where is known here alone; what it means is in `summaries`.

A digest is the attributes, then for each milestone the number of the block that tells the case from there, then the
blocks: days reached, and for each milestone its limits, none (nan) or open (inf). Block 0 is the case's own clock.
"""

from math import inf, nan
from typing import Any, Final

import numpy as np

from dashboard.domain.milestones import MILESTONES, OWN
from dashboard.services.seen import days_of

Json = dict[str, Any]
FLOAT: Final = np.dtype("<f8")
ATTRIBUTES: Final = ("years", "highest", "counts", "studies", "statements", "unlimited", "writing")
MILESTONE: Final = {key: place for place, key in enumerate((OWN, *(one.key for one in MILESTONES)))}
BLOCK_OF: Final = len(ATTRIBUTES)
BLOCKS: Final = BLOCK_OF + len(MILESTONE)
REACH: Final = 2
BLOCK: Final = REACH + 2 * len(MILESTONE)


def digest_of(record: Json) -> bytes:
    """The digest of a summary."""
    others = dict.fromkeys(record["at"][key] for key in record["at"] if key not in record["exact"])
    blocks = [record["from"].get(name) for name in (OWN, *others)]
    number = {event: place for place, event in enumerate(others, start=1)}
    numbers = [_number(record[name]) for name in ATTRIBUTES]
    for key in MILESTONE:
        told = record["at"].get(key)
        numbers.append(nan if told is None else 0 if key in record["exact"] else number[told])
    for block in blocks:
        numbers += _block(block)
    return np.array(numbers, dtype=FLOAT).tobytes()


def _number(value: Any) -> float:
    return nan if value is None else float(len(value) if isinstance(value, list) else value)


def _block(seen: Json | None) -> list[float]:
    if seen is None:
        return [nan] * BLOCK
    days = days_of(seen)
    numbers = [min(low for low, _ in days), max(high for _, high in days)] if days else [nan, nan]
    for key in MILESTONE:
        window = seen["m"].get(key)
        numbers += [nan, nan] if window is None else list(limits(window))
    return numbers


def limits(window: list[Any]) -> tuple[float, float]:
    """The lowest and the highest day of a window."""
    return -inf if window[0] is None else window[0], inf if window[1] is None else window[1]
