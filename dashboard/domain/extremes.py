"""The values of an analyte in a record: the highest, the lowest, and those beyond a value that a reader types. What is
reported as a limit ("<0.1", ">1000") is never taken for a value, and a tie is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dashboard.domain.analytes import Analyte, analyte_of, analytes, measured_by
from dashboard.domain.cases import Case
from dashboard.domain.events import Event, Kind, Quantity, State
from dashboard.domain.occurrences import head_of
from dashboard.domain.ucum import spoken_unit


class Verdict(Enum):
    """Whether a value is beyond another."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers that a record gives of one analyte. `unit` is the one that all have, None where they differ."""

    key: str
    title: str
    unit: str | None
    units: tuple[str, ...]
    events: tuple[Event, ...]
    analyte: Analyte | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reported value says of the true one: a limit of None is open; `below` and `above` say that the limit
    itself is left out, as in "<0.1"."""

    low: Decimal | None
    high: Decimal | None
    above: bool = False
    below: bool = False

    def exceeds(self, other: "Limits") -> bool:
        """True when it is surely larger."""
        if self.low is None or other.high is None:
            return False
        return self.low > other.high or (self.low == other.high and (self.above or other.below))

    def mirrored(self) -> "Limits":
        """The same with the sign of all numbers turned: what is highest there is lowest here."""
        low, high = (None if limit is None else -limit for limit in (self.high, self.low))
        return Limits(low, high, self.below, self.above)

    @property
    def is_value(self) -> bool:
        """True when it is one number."""
        return self.low is not None and self.low == self.high


def series_of(case: Case) -> dict[str, Series]:
    """The analytes of which the record gives numbers, by key in lower case, in the order of the record."""
    found: dict[str, list[Event]] = {}
    for event in case.events:
        if event.kind is Kind.LAB and event.state in (State.PRESENT, State.PRESUMED) and _is_number(event.quantity):
            found.setdefault(series_key(event), []).append(event)
    return {key: _series(key, events) for key, events in found.items()}


def key_of(term: str) -> str:
    """What an analyte goes by in an address: its own key, or the term in lower case where we do not know it."""
    return _key(analyte_of(term), term)


def series_key(event: Event) -> str:
    """`key_of` for an event, whose reader may know its analyte better than the term says."""
    analyte = measured_by(event)
    key = _key(analyte, event.term)
    return f"{key} (other)" if analyte is None and key in analytes() else key


def limits_of(event: Event) -> Limits:
    """The limits of the value of an event that has a number."""
    assert event.quantity is not None and event.quantity.number is not None, "only such events make a series"
    number, sign = event.quantity.number, event.quantity.comparator
    if sign.startswith("<"):
        return Limits(None, number, below=sign == "<")
    if sign.startswith(">"):
        return Limits(number, None, above=sign == ">")
    return Limits(number, number)


def extreme(events: Sequence[Event], *, highest: bool) -> tuple[Event, ...]:
    """The event with the highest (lowest) value; several where a tie or a limit leaves it open between them."""
    known = [(event, limits_of(event) if highest else limits_of(event).mirrored()) for event in events]
    best = known[0][1]
    for _, limits in known:
        if limits.low is not None and (best.low is None or (limits.low, limits.above) > (best.low, best.above)):
            best = limits
    return tuple(event for event, limits in known if not best.exceeds(limits))


def beyond(event: Event, sign: str, value: Decimal) -> Verdict:
    """Whether the value of an event is `sign` (one of > >= < <=) `value`."""
    limits = limits_of(event)
    if sign.startswith("<"):
        limits, value = limits.mirrored(), -value
    at_least = sign.endswith("=")
    if limits.low is not None and (limits.low > value or (limits.low == value and (limits.above or at_least))):
        return Verdict.YES
    if limits.high is not None and (limits.high < value or (limits.high == value and (limits.below or not at_least))):
        return Verdict.NO
    return Verdict.PERHAPS


def units_words(units: Iterable[str]) -> str:
    """Units as people read them, joined by "and"."""
    return " and ".join(spoken_unit(unit) or "no unit" for unit in units)


def _key(analyte: Analyte | None, term: str) -> str:
    return analyte.key if analyte is not None else " ".join(term.split()).casefold()


def _is_number(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.number is not None and quantity.unit is not None


def _series(key: str, events: Sequence[Event]) -> Series:
    analyte = measured_by(events[0])
    units = dict.fromkeys(event.quantity.unit or "" for event in events if event.quantity is not None)
    title = analyte.title if analyte is not None else head_of(events[0].term)
    return Series(key, title, next(iter(units)) if len(units) == 1 else None, tuple(units), tuple(events), analyte)
