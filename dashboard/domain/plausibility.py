"""Leukocyte counts to be verified against their source. Nothing is changed or dropped here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.events import Event
from dashboard.domain.leukocytes import is_count

HIGHEST = Decimal(2000)
STEEPEST = Decimal(4)
WITHIN_DAYS = 2.0
VERIFY = "verify"
FLAG = re.compile(r"verify: (?:×[0-9.]+ within [0-9]+ h|above [0-9]+ ×10⁹/L)")
"""What stands in that detail when it was found here; an importer may have other reasons (two codes that disagree)."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A leukocyte count in 10*9/L with the window of its time in days; None = no limit."""

    id: str
    number: Decimal
    earliest: float | None
    latest: float | None


def implausible(samples: Sequence[Sample]) -> dict[str, str]:
    """Why a count is to be verified, by its id. Among equal windows the order given is taken for that of time."""
    flags: dict[str, str] = {}
    before: list[tuple[float, Decimal]] = []  # latest day and number of counts that may lie at most 48 hours back
    for sample in sorted(samples, key=_order):
        number = sample.number
        if sample.earliest is not None and before:
            day = sample.earliest
            before = [one for one in before if day - one[0] <= WITHIN_DAYS]
        if before:
            lowest = min([one[1] for one in before])
            if number > STEEPEST * lowest:
                flags[sample.id] = f"verify: ×{number / lowest:.1f} within {WITHIN_DAYS * 24:.0f} h"
        if number > HIGHEST:
            flags[sample.id] = f"verify: above {HIGHEST} ×10⁹/L"
        if number > 0:
            latest = inf if sample.latest is None else sample.latest
            # What is too steep after a higher and earlier count is so after this one too.
            before = [one for one in before if number > one[1] or latest < one[0]]
            before.append((latest, number))
    return flags


def verified(case: Case, chronology: Chronology) -> Case:
    """The case with every implausible leukocyte count marked by the detail `verify`, and none changed. What an importer
    has marked for a reason of its own stays."""
    flags = flags_of(case, chronology)
    events = tuple(_flagged(event, flags) for event in case.events)
    return case if events == case.events else replace(case, events=events)


def flags_of(case: Case, chronology: Chronology) -> Mapping[str, str]:
    """Why a leukocyte count of the case is to be verified, by its event; see `implausible`."""
    return implausible([_sample(event, chronology) for event in case.events if is_count(event)])


def _sample(event: Event, chronology: Chronology) -> Sample:
    assert event.quantity is not None and event.quantity.number is not None, "a count has a number"
    window = chronology.window(event.id)
    return Sample(event.id, event.quantity.number, window.earliest, window.latest)


def _flagged(event: Event, flags: Mapping[str, str]) -> Event:
    said, words = event.detail(VERIFY), flags.get(event.id, "")
    if said == words or (said and not FLAG.fullmatch(said)):
        return event
    others = {name: text for name, text in event.details.items() if name != VERIFY}
    return replace(event, details=others | ({VERIFY: words} if words else {}))


def _order(sample: Sample) -> tuple[float, float]:
    earliest = -inf if sample.earliest is None else sample.earliest
    return earliest, inf if sample.latest is None else sample.latest
