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
    before: list[Sample] = []
    for sample in sorted(samples, key=_order):
        before = [one for one in before if _gap(one, sample) <= WITHIN_DAYS]
        lowest = min((one.number for one in before), default=None)
        if lowest is not None and sample.number > STEEPEST * lowest:
            flags[sample.id] = f"verify: ×{sample.number / lowest:.1f} within {WITHIN_DAYS * 24:.0f} h"
        if sample.number > HIGHEST:
            flags[sample.id] = f"verify: above {HIGHEST} ×10⁹/L"
        if sample.number > 0:
            before = [one for one in before if not _outdone(one, sample)] + [sample]
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
    return earliest, _latest(sample)


def _latest(sample: Sample) -> float:
    return inf if sample.latest is None else sample.latest


def _gap(earlier: Sample, later: Sample) -> float:
    """The shortest time in days that may lie between the two."""
    return 0.0 if later.earliest is None else max(0.0, later.earliest - _latest(earlier))


def _outdone(one: Sample, other: Sample) -> bool:
    """True when every later count that is too steep after `one` is so after `other` too."""
    return other.number <= one.number and _latest(other) >= _latest(one)
