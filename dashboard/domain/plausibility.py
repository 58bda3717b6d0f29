"""Leukocyte counts to be verified against their source. Nothing is changed or dropped here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf

from dashboard.domain.analytes import analyte_key
from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.events import Event, Kind
from dashboard.domain.ucum import COUNT

HIGHEST = Decimal(2000)
STEEPEST = Decimal(4)
WITHIN_DAYS = 2.0
VERIFY = "verify"


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
    """The case with every implausible leukocyte count marked by the detail `verify`, and none changed."""
    samples = [found for event in case.events if (found := _sample(event, chronology)) is not None]
    flags = implausible(samples) if samples else {}
    if all(event.detail(VERIFY) == flags.get(event.id, "") for event in case.events):
        return case
    return replace(case, events=tuple(_flagged(event, flags.get(event.id, "")) for event in case.events))


def _sample(event: Event, chronology: Chronology) -> Sample | None:
    quantity = event.quantity
    if event.kind is not Kind.LAB or quantity is None or quantity.number is None or quantity.unit != COUNT:
        return None
    if analyte_key(event) != "leukocytes":
        return None
    window = chronology.window(event.id)
    return Sample(event.id, quantity.number, window.earliest, window.latest)


def _flagged(event: Event, words: str) -> Event:
    if event.detail(VERIFY) == words:
        return event
    others = {name: text for name, text in event.details.items() if name != VERIFY}
    return replace(event, details=others | ({VERIFY: words} if words else {}))


def _order(sample: Sample) -> tuple[float, float]:
    earliest = -inf if sample.earliest is None else sample.earliest
    return earliest, inf if sample.latest is None else sample.latest
