"""What the events of one case come to, for the report of an import: kinds, first and last day, each analyte's range."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.events import Event, Kind
from dashboard.domain.placed import Placed, Timing
from dashboard.domain.timing import place

Day = float | int | None
Number = float | int


@dataclass(frozen=True, slots=True)
class AnalyteSummary:
    """One measured quantity in one unit. `min` and `max` are None where no value is a number; `first` and `last` are
    the earliest and the latest day on which a value can have been taken."""

    code: str
    name: str
    unit: str
    n: int
    min: Number | None = None
    max: Number | None = None
    first: Day = None
    last: Day = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The events of one import in one case."""

    events: int = 0
    by_kind: Mapping[str, int] | None = None
    first_day: Day = None
    last_day: Day = None
    analytes: tuple[AnalyteSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Events of one kind that measure the same in the same unit: how many, their range of numbers, and their days from
    day 0 (infinite where no limit is known)."""

    kind: str
    code: str
    name: str
    unit: str
    n: int
    low: float = inf
    high: float = -inf
    first: float = inf
    last: float = -inf

    @property
    def measures(self) -> bool:
        """Whether it is a laboratory value."""
        return self.kind == Kind.LAB


def summary_of(case: Case) -> Summary:
    """The summary of a case whose times can be solved."""
    return summary_of_groups(_group(item) for item in place(case, solve(case)))


def summary_of_groups(groups: Iterable[Group]) -> Summary:
    """The summary of groups; those of one analyte, unit and code are one line."""
    kinds: Counter[str] = Counter()
    analytes: dict[tuple[str, str, str], Group] = {}
    whole = Group("", "", "", "", 0)
    for one in groups:
        kinds[one.kind] += one.n
        whole = _joined(whole, one)
        if one.measures:
            key = one.code, one.name, one.unit
            analytes[key] = _joined(analytes[key], one) if key in analytes else one
    listed = sorted(analytes.items(), key=lambda item: (item[0][1], item[0]))
    return Summary(
        whole.n,
        dict(sorted(kinds.items())),
        day(whole.first),
        day(whole.last),
        tuple(_line(one) for _, one in listed if one.name),
    )


def day(days: float) -> Day:
    """A day as the report prints it; None for no limit. Instants are sums of fractions: a whole day comes out whole."""
    if abs(days) == inf:
        return None
    return round(days) if abs(days - round(days)) < 1e-6 else round(days, 6)


def plain(number: Decimal | float) -> Number:
    """A number as JSON prints it."""
    return int(number) if number == int(number) else float(number)


def code_and_unit(event: Event) -> tuple[str, str]:
    """The code of what an event measures, and the unit of its value; ("", "") where it measures nothing."""
    quantity = event.quantity
    if quantity is None:
        return "", ""
    return event.detail("code"), quantity.unit_received if quantity.unit is None else quantity.unit


def _group(item: Placed) -> Group:
    event, quantity = item.event, item.event.quantity
    times = [time for time in (item.time, item.end) if isinstance(time, Timing)]
    days = [limit for time in times for limit in (time.earliest, time.latest) if limit is not None]
    code, unit = code_and_unit(event)
    number = None if quantity is None else quantity.number
    return Group(
        str(event.kind),
        code,
        event.term if quantity is not None else "",
        unit,
        1,
        inf if number is None else float(number),
        -inf if number is None else float(number),
        min(days, default=inf),
        max(days, default=-inf),
    )


def _joined(one: Group, other: Group) -> Group:
    return Group(
        one.kind,
        one.code,
        one.name,
        one.unit,
        one.n + other.n,
        min(one.low, other.low),
        max(one.high, other.high),
        min(one.first, other.first),
        max(one.last, other.last),
    )


def _line(one: Group) -> AnalyteSummary:
    none = one.low == inf
    low, high = (None, None) if none else (plain(one.low), plain(one.high))
    return AnalyteSummary(one.code, one.name, one.unit, one.n, low, high, day(one.first), day(one.last))
