"""How many leukocyte counts are to be verified (D4), for the report. They are marked, by the same rule
(`domain.plausibility`), whenever the case is opened."""

from collections import Counter
from decimal import Decimal
from typing import Any

import numpy as np

from dashboard.domain.packs import Shape
from dashboard.domain.plausibility import HIGHEST, STEEPEST, WITHIN_DAYS, Sample, implausible
from dashboard.domain.ucum import COUNT
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._tables.clocks import DAY, NO_TIME
from dashboard.importers._tables.coded import Numbers
from dashboard.importers._tables.gathered import Columns, Gathered

_SCALE = 1_000_000
_ABOVE = f"above {HIGHEST} ×10⁹/L"
_RISES = f"rises more than ×{STEEPEST} within {WITHIN_DAYS * 24:.0f} h"


def count_to_verify(events: Columns, order: Numbers, gathered: Gathered, tally: Tally) -> None:
    """Count them in the report. `order` sorts the events by patient and time."""
    counts = np.array([_is_count(shape) for shape in gathered.kinds], dtype=np.bool_)
    places = order[counts[events.shape[order]]] if len(counts) else order[:0]
    number = np.array(gathered.pool.as_float)[events.value[places]]
    places, number = places[~np.isnan(number)], number[~np.isnan(number)]
    if not len(places):
        return
    high = number > float(HIGHEST)
    steep = _steep(events.patient[places], events.start[places], events.end[places], number)
    if steep is None:
        found = _one_by_one(places, events, gathered)
    else:
        found = Counter({_ABOVE: int(high.sum()), _RISES: int((steep & ~high).sum())})
    for why, count in found.items():
        if count:
            tally.verify("Leukocytes", why, count)


def _is_count(shape: Shape) -> bool:
    return shape.unit == COUNT and (shape.details or {}).get("analyte") == "leukocytes"


def _steep(patient: Any, start: Any, end: Any, number: Any) -> Any:
    """Which counts are steep after one before them; None where their times are not exact."""
    if (start != end).any() or (start == NO_TIME).any():
        return None
    scaled = np.rint(number * _SCALE).astype(np.int64)
    lowest = np.where(scaled > 0, scaled, np.iinfo(np.int64).max // _SCALE)
    own = np.searchsorted(patient, patient)  # where the counts of the patient begin
    ranks = np.unique(start, return_inverse=True)[1]
    moments = np.unique(start)
    first = np.searchsorted(moments, start - int(WITHIN_DAYS * DAY))
    width = np.int64(len(moments) + 1)
    left = np.maximum(own, np.searchsorted(patient * width + ranks, patient * width + first))
    return scaled > int(STEEPEST) * _least(lowest, left)


def _least(values: Any, left: Any) -> Any:
    """For every place the least of the values from `left` up to the one before it; the greatest number without any."""
    places = np.arange(len(values))
    length = places - left
    found = np.full(len(values), np.iinfo(np.int64).max // _SCALE)
    table, step = values, 1
    while step <= int(length.max(initial=0)):
        here = np.flatnonzero((length >= step) & (length < 2 * step))
        found[here] = np.minimum(table[left[here]], table[places[here] - step])
        table = np.minimum(table[:-step], table[step:]) if len(table) > step else table
        step *= 2
    return found


def _one_by_one(places: Numbers, events: Columns, gathered: Gathered) -> Counter[str]:
    found: Counter[str] = Counter()
    groups: dict[int, list[Sample]] = {}
    for place in places.tolist():
        number = gathered.pool.number[int(events.value[place])]
        assert number is not None, "only numbers are looked at"
        start, end = int(events.start[place]), int(events.end[place])
        days = (None, None) if start == NO_TIME else (start / DAY, end / DAY)
        groups.setdefault(int(events.patient[place]), []).append(Sample(str(place), Decimal(number), *days))
    for samples in groups.values():
        found.update(_ABOVE if "above" in why else _RISES for why in implausible(samples).values())
    return found
